"""What readers see instead of codes."""

from sanbi.engine.scoring.explain.naming import LATE, Naming
from sanbi.engine.scoring.explain.phrasing import Phrasing
from sanbi.engine.scoring.scheme.model import Input
from tests.engine.scoring.explain.small import leaf, run

ITEM = {"id": "e", "name": "事故", "rule": {"type": "events", "each": "1"}}
RESULT = run(
    leaf("direct"),
    leaf("direct", id="m", name="再"),
    indicators={"f": {"name": "投资", "measure": "亿元", "kind": "official", "owner": "统计局"},
                "g": {}, "增速": {}},
    adjustments=[{"id": "off", "name": "减分项", "sign": "deduct", "items": [ITEM]}],
)  # fmt: skip
ZH = Naming(RESULT.run, Phrasing("zh"))
EN = Naming(RESULT.run, Phrasing("en"))


def test_indicators() -> None:
    assert [ZH.indicator(code) for code in ("f", "g", "x")] == ["投资", "g", "x"]
    assert (ZH.told("f", "owner"), ZH.told("f", "source"), ZH.told("x", "owner")) == (
        "统计局",
        "",
        "",
    )
    assert [ZH.known(code) for code in ("f", "g", "增速")] == ["投资", "", "增速"]
    assert [ZH.kind_label(kind) for kind in ("official", "ballot", "coefficient", "")] == [
        "统计数据",
        "测评票",
        "",
        "",
    ]


def test_measures_follow_the_transform() -> None:
    def measure(transform: str, **more: object) -> str:
        return ZH.measure(Input("", "f", transform, more))

    assert {name: measure(name) for name in ("value", "target", "increment")} == dict.fromkeys(
        ("value", "target", "increment"), "亿元"
    )
    assert {measure(name) for name in ("growth", "share", "completion", "pace")} == {"%"}
    assert {measure(name) for name in ("per", "change", "rank", "rank_change", "streak")} == {""}
    assert ZH.measure(None) == ""
    assert ZH.measure(Input("", None, "formula")) == ""


def test_subjects() -> None:
    own = RESULT.scheme.leaves["l"]
    assert ZH.subject(own, None) == "增速"
    assert ZH.subject(own, Input("", "f")) == "投资"
    assert ZH.subject(own, Input("", "g")) == "增速"


def test_facts_of_conditions() -> None:
    assert set(LATE) <= set(ZH.facts)
    assert ZH.facts["rank_from_bottom"] == "倒数名次"
    assert EN.facts["rank_from_bottom"] == "the rank from the bottom"
    assert ZH.facts["f"] == "投资"
    assert ZH.facts["score.l"] == "增速得分"
    assert ZH.facts["x.l"] == "增速的取数"
    assert ZH.facts["events.e"] == "事故次数"
    assert ZH.facts["score.total"] == "总分得分"
    assert ZH.facts["score.off"] == "减分项得分"
    assert EN.facts["score.l"] == "the score of 增速"


def test_parts_by_id() -> None:
    names = {name: ZH.part(name) for name in ("l", "e", "total", "off", "f", "x")}
    assert names == {
        "l": "增速",
        "e": "事故",
        "total": "总分",
        "off": "减分项",
        "f": "投资",
        "x": "x",
    }
    assert ZH.signs == {"e": "deduct"}


def test_the_only_group_has_no_name() -> None:
    assert ZH.group("all", "all") == ""
    assert ZH.group("g", "甲组") == "甲组"
