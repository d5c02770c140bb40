"""The figures behind a score: kind, version, source, owner; events, ratings, ballots."""

from typing import Any

from sanbi.engine.scoring.explain import SourceFigure
from sanbi.engine.scoring.explain.figures import Sources
from tests.engine.scoring.explain.small import PERIOD, leaf, observed, run, told

UNITS = [{"unit": "A", "name": "青石镇", "k": 1.5}, {"unit": "B", "name": "望江镇", "k": 1}]
INDICATORS = {
    "f": {
        "name": "投资",
        "measure": "亿元",
        "kind": "official",
        "owner": "统计局",
        "source": "月报",
    },
    "g": {"name": "调度数", "kind": "dispatch"},
    "h": {"name": "其他数", "kind": "other"},
}


def figures(item: Any, rows: Any = None, **more: Any) -> tuple[SourceFigure, ...]:
    held = observed({"A": 53.2}, {"A": 50.0}) if rows is None else rows
    result = run(
        leaf("direct", input=item, missing="zero"),
        observations=held,
        units=UNITS,
        indicators=INDICATORS,
        **more,
    )
    return told(result, "A").figures


def test_a_figure_with_its_target_and_factor() -> None:
    item = {"indicator": "f", "transform": "completion", "coefficient": "k"}
    value, target, factor = figures(item)
    assert (value.code, value.name, value.period, value.period_label) == (
        "f",
        "投资",
        PERIOD,
        "2026年三季度",
    )
    assert value.value is not None
    assert (value.value.text, value.measure) == ("53.2", "亿元")
    assert (value.kind, value.kind_label, value.owner) == ("official", "统计数据", "统计局")
    assert (value.version, value.source, value.revised) == ("", "月报", False)
    assert (target.code, target.name, target.kind, target.kind_label) == (
        "f",
        "投资目标",
        "target",
        "",
    )
    assert (factor.code, factor.kind, factor.period, factor.period_label) == (
        "k",
        "coefficient",
        "",
        "",
    )
    assert factor.value is not None
    assert factor.value.text == "1.5"


def test_version_and_source_of_the_data() -> None:
    told = {"version": 2, "source": "10月月报", "revised": True}
    rows = [{**row, **told} for row in observed({"A": 5.0}, {"A": 4.0})]
    value, target = figures({"indicator": "f", "transform": "completion"}, rows)
    assert (value.version, value.source, value.revised) == ("2", "10月月报", True)
    assert not target.revised
    first = [{**row, "source": "公报"} for row in observed({"A": 5.0}, {})]
    [value] = figures("f", first)
    assert (value.version, value.source, value.revised) == ("1", "公报", False)


def test_a_version_alone_is_no_revision() -> None:
    again = [{**row, "version": 2} for row in observed({"A": 5.0}, {})]
    [value] = figures("f", again)
    assert (value.version, value.revised) == ("2", False)
    marked = [{**row, "revised": True} for row in observed({"A": 5.0}, {})]
    [value] = figures("f", marked)
    assert (value.version, value.revised) == ("1", True)
    [value] = figures("f", [*observed({"A": 4.0}, {}), *again])  # beside the figure it replaces
    assert (value.version, value.revised) == ("2", True)


def test_missing_and_undeclared() -> None:
    values: dict[str, float | None] = {"A": None, "B": 1.0}
    [value] = figures("f", observed(values))
    assert value.value is None
    result = run(leaf("direct"), observations=observed({"A": 1.0, "B": 2.0}, {}), units=UNITS)
    [plain] = told(result, "A").figures
    assert (plain.name, plain.kind, plain.kind_label) == ("f", "", "")


def test_kinds_of_a_formula() -> None:
    rows = [row for name in "fgh" for row in observed({"A": 5.0, "B": 6.0}, {}, name)]
    result = run(
        leaf("direct", input={"formula": "f + g + h"}),
        observations=rows,
        units=UNITS,
        indicators=INDICATORS,
    )
    assert told(result, "A").kinds == ("统计数据", "调度数据", "其他数据")
    assert told(result, "A", language="en").kinds == (
        "official statistic",
        "dispatch figure",
        "other figure",
    )


def test_events_ratings_and_ballots() -> None:
    tables = {
        "events": [{"unit": "A", "item": "e", "period": PERIOD, "kind": "通报", "count": 2,
                    "document": "〔2026〕3号", "note": "迟报"}],
        "ratings": [{"unit": "A", "leaf": "r", "period": PERIOD, "assessor": "县府办",
                     "rating": 8.5, "reason": "推进有力"},
                    {"unit": "A", "leaf": "r", "period": PERIOD, "rating": 9}],
        "ballots": [{"electorate": "hall", "period": PERIOD, "ballot": n, "unit": "A", "mark": m}
                    for n, m in (("1", "90"), ("2", "80"))],
    }  # fmt: skip
    result = run(
        {"id": "e", "rule": {"type": "events", "each": "1"}},
        {"id": "r", "points": "10", "rule": "rating", "missing": "zero"},
        {"id": "b", "points": "10", "rule": {"type": "ballot", "electorate": "hall"},
         "missing": "zero"},
        observations=[],
        units=UNITS,
        tables=tables,
        electorates={"hall": {"kind": "score"}},
    )  # fmt: skip
    [event] = told(result, "A", "e").figures
    assert (event.code, event.kind, event.note) == ("通报", "event", "〔2026〕3号，迟报")
    assert event.value is not None
    assert event.value.text == "2"
    ratings = {figure.name: figure for figure in told(result, "A", "r").figures}
    assert set(ratings) == {"县府办", "评分单位"}
    assert (ratings["县府办"].kind_label, ratings["县府办"].note) == ("部门评分", "推进有力")
    [ballot] = told(result, "A", "b").figures
    assert (ballot.name, ballot.kind_label, ballot.note) == ("全部票", "测评票", "2张")
    assert ballot.value is not None
    assert ballot.value.text == "85"
    assert told(result, "B", "b").figures == ()


def test_sources_are_looked_up_once() -> None:
    result = run(leaf("direct"), observations=observed({"A": 1.0, "B": 2.0}, {}), units=UNITS)
    sources = Sources.of(result.run)
    assert sources.releases == {}
    assert sources.releases is sources.releases
