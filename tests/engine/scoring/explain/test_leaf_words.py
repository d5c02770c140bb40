"""The five lines of one score together: substitution, rounding, states, spans, neighbours."""

from typing import Any

import pytest

from sanbi.engine.scoring.explain import GateHit, Span, explain_leaf
from sanbi.engine.scoring.explain.leaf_words import state_label
from sanbi.engine.scoring.explain.phrasing import Phrasing
from tests.engine.scoring.explain.small import VALUES, leaf, observed, run, step, told

UNITS = [{"unit": unit, "name": f"{unit}镇"} for unit in VALUES]
LINEAR = {"type": "linear", "target": "9", "slope": "0.8"}
HOLES: dict[str, float | None] = {**VALUES, "C": None}


def test_the_working_of_the_reference() -> None:
    """The picture of the unit page: 8 − (9 − 6.4) × 0.8 = 5.92."""
    result = run(
        leaf(LINEAR, points="8", clause="第4.3条", assessor="统计局", lead_unit="发改局"),
        units=UNITS,
        indicators={"f": {"name": "固定资产投资增速", "measure": "%", "kind": "official"}},
    )
    found = told(result, "C")
    assert [line.label for line in found.lines] == ["取数", "规则", "代入", "取整", "失分"]
    assert [line.text for line in found.lines] == [
        "2026年三季度固定资产投资增速：6.4%",
        "达到目标9%得满分8分；每低1个百分点扣0.8分，扣完为止。",
        "8 − (9 − 6.4) × 0.8 = 5.92",
        "四舍五入保留两位小数：5.9200 → 5.92，无舍入误差",
        "失2.08分，因为固定资产投资增速低于目标9%，差2.6个百分点。第1名A镇此项得8.00分，本单位少2.08分。",
    ]
    assert found.line("rule").notes == ("依据第4.3条，考核单位：统计局，牵头单位：发改局",)
    assert found.line("substitution").spans == (
        Span("input", "8"),
        Span("plain", " − ("),
        Span("input", "9"),
        Span("plain", " − "),
        Span("input", "6.4"),
        Span("plain", ") × "),
        Span("input", "0.8"),
        Span("plain", " = "),
        Span("result", "5.92"),
    )
    assert found.clause == "第4.3条"
    assert (found.rule, found.rule_label) == ("linear", "线性加减")
    assert found.kinds == ("统计数据",)
    assert (found.place, found.of) == (3, 6)
    assert [n.text for n in (found.points, found.unrounded, found.score, found.lost) if n] == [
        "8",
        "5.92",
        "5.92",
        "2.08",
    ]
    assert found.next_better is not None
    assert (found.next_better.name, found.next_better.rank) == ("A镇", "1")
    assert found.to_text().splitlines()[:2] == [
        "C镇 · 增速 · 2026年三季度",
        "  取数  2026年三季度固定资产投资增速：6.4%",
    ]
    assert "        依据第4.3条" in found.to_text()


def test_english_labels() -> None:
    found = told(run(leaf(LINEAR), units=UNITS), "C", language="en")
    assert [line.label for line in found.lines] == ["Inputs", "Rule", "Put in", "Rounding", "Lost"]
    assert found.rule_label == "linear around a target"
    assert found.line("rounding").text == (
        "Rounded half up to 2 decimals: 7.9200 → 7.92, nothing lost in rounding"
    )


def test_letters_of_a_comparison_become_words() -> None:
    rule = {"type": "rank_table", "table": ["5"], "small_group": {"at_most": "9", "table": ["3"]}}
    result = run(leaf(rule), units=UNITS)
    assert step(result, "A", "substitution") == "单位数 = 6 ≤ 9，位次 = 1 → 3"
    assert step(result, "A", "substitution", "en") == "units = 6 ≤ 9, place = 1 → 3"
    spans = told(result, "A").line("substitution").spans
    assert spans[-1] == Span("result", "3")


def test_an_outcome_without_arithmetic_is_the_result_alone() -> None:
    line = told(run(leaf("direct"), units=UNITS), "C").line("substitution")
    assert line.spans == (Span("result", "6.4"),)


@pytest.mark.parametrize(
    ("missing", "chinese", "english"),
    [
        ("zero", "缺数，按零分计：0", "Missing, counts as zero: 0"),
        ({"fixed": "2.5"}, "缺数，按固定分计：2.5", "Missing, a fixed score instead: 2.5"),
        (
            "group_mean",
            "缺数，取有数单位得分的平均值：(12.5 + 10 + 6.4 + 0 + (−3.2)) ÷ 5 = 5.14",
            (
                "Missing, the mean of the units that have data:"
                " (12.5 + 10 + 6.4 + 0 + (−3.2)) ÷ 5 = 5.14"
            ),
        ),
        (
            "group_minimum",
            "缺数，取有数单位得分的最低值：min(12.5, 10, 6.4, 0, −3.2) = −3.2",
            "Missing, the least of the units that have data: min(12.5, 10, 6.4, 0, −3.2) = −3.2",
        ),
        (
            "redistribute",
            "缺数，本项不计分，权重转移给其他指标项",
            "Missing, no score; the weight goes to the other leaves",
        ),
        (
            "leave_out",
            "缺数，本项不计分，单位不参加排名",
            "Missing, no score; the unit is not ranked",
        ),
    ],
)
def test_missing(missing: Any, chinese: str, english: str) -> None:
    result = run(
        leaf("direct", missing=missing),
        leaf("direct", id="m", missing="zero"),
        observations=observed(HOLES),
        units=UNITS,
    )
    assert step(result, "C", "substitution") == chinese
    assert step(result, "C", "substitution", "en") == english
    found = told(result, "C")
    option = "fixed" if isinstance(missing, dict) else missing
    assert found.state == f"missing:{option}"
    assert found.state_label.startswith("缺数，")
    kinds = [span.kind for span in found.line("substitution").spans]
    assert kinds.count("result") == (found.score is not None)
    if found.score is None:
        assert found.line("rounding").text == "没有得分，不取整"
        assert (found.place, found.lost, found.unrounded) == (None, None, None)


@pytest.mark.parametrize(
    ("otherwise", "text"),
    [
        ("zero", "本项不适用，按零分计：0"),
        ("full", "本项不适用，按满分计：10"),
        ({"fixed": "3"}, "本项不适用，按固定分计：3"),
        ("redistribute", "本项不适用，本项不计分，权重转移给其他指标项"),
        ("leave_out", "本项不适用，本项不计分，单位不参加排名"),
    ],
)
def test_not_applicable(otherwise: Any, text: str) -> None:
    when = {"fact": "f", "op": ">=", "value": "7"}
    result = run(
        leaf("direct", when=when, otherwise=otherwise), leaf("direct", id="m"), units=UNITS
    )
    assert step(result, "C", "substitution") == text
    assert told(result, "C").state_label.startswith("不适用，")


def test_why_the_rule_was_not_applied() -> None:
    no_target = run(
        leaf({"type": "proportional", "target": "data"}, missing="zero"),
        observations=observed({"A": 3.0, "B": 4.0}, {"A": 5.0}),
        units=UNITS,
    )
    assert step(no_target, "B", "substitution") == "缺目标，按零分计：0"
    assert step(no_target, "C", "substitution") == "缺数，按零分计：0"
    undefined = run(leaf({"type": "formula", "formula": "1 / x"}, missing="zero"), units=UNITS)
    assert step(undefined, "E", "substitution") == "无法计算，按零分计：0"


@pytest.mark.parametrize(
    ("rounding", "precision", "unit", "text"),
    [
        ("half_up", 2, "C", "四舍五入保留两位小数：≈2.133333 → 2.13"),
        ("half_up", 0, "B", "四舍五入取整数：≈3.333333 → 3"),
        ("half_even", 1, "C", "四舍六入五成双，保留一位小数：≈2.133333 → 2.1"),
        ("down", 3, "B", "截尾，保留三位小数：≈3.333333 → 3.333"),
        ("half_up", 6, "E", "四舍五入保留6位小数：0.00000000 → 0.000000，无舍入误差"),
        ("half_up", 4, "F", "四舍五入保留四位小数：≈−1.066667 → −1.0667"),
    ],
)
def test_rounding(rounding: str, precision: int, unit: str, text: str) -> None:
    rule = {"type": "formula", "formula": "x / 3", "floor": "none"}
    result = run(leaf(rule), units=UNITS, precision=precision, rounding=rounding)
    assert step(result, unit, "rounding") == text


def test_no_rounding_of_leaves() -> None:
    assert step(run(leaf("direct"), units=UNITS, precision=None), "C", "rounding") == (
        "办法未设小数位，不取整"
    )
    later = run(leaf("direct"), units=UNITS, round_at=["total"])
    assert step(later, "C", "rounding") == "指标项不取整，合成之后再取整"
    assert told(run(leaf("direct", precision="1"), units=UNITS), "C").score is not None
    assert step(run(leaf("direct", precision="1"), units=UNITS), "C", "rounding") == (
        "四舍五入保留一位小数：6.400 → 6.4，无舍入误差"
    )


def test_a_gate_lowers_the_score() -> None:
    gate = {
        "id": "g",
        "name": "增速不低于7",
        "clause": "第6条",
        "require": {"fact": "f", "op": ">=", "value": "7"},
        "else": [{"effect": "cap_leaf", "target": "l", "to": "3"}],
    }
    result = run(leaf("direct"), units=UNITS, gates=[gate])
    found = told(result, "C")
    assert (found.state, found.state_label) == ("gated:g", "因“增速不低于7”封顶")
    assert found.line("substitution").text == "6.4"
    assert found.line("rounding").text == "四舍五入保留两位小数：6.4000 → 6.40，无舍入误差"
    assert found.score is not None
    assert found.score.text == "3.00"
    assert found.line("loss").notes == (
        (
            "前置条件“增速不低于7”未满足，因此“增速”最高得3分。"
            "条件不成立：“f 不低于 7”不成立（f 为 6.4）。"
        ),
    )
    assert [hit.clause for hit in found.gates] == ["第6条"]
    assert told(result, "A").gates == ()
    # F lies below the cap by itself: the gate lowered nothing there
    assert told(result, "F").state == "scored"
    assert told(result, "F").gates == ()


def test_state_label_of_an_unknown_gate_keeps_its_id() -> None:
    words = Phrasing("en")
    assert state_label(words, "gated:g", ()) == "limited by “g”"
    hit = GateHit("g", "floor", "gate", "", "", "", ())
    assert state_label(words, "gated:g", (hit,)) == "limited by “floor”"
    assert state_label(words, "missing:invented", ()) == "missing: invented"
    assert state_label(words, "scored", ()) == ""


def test_periods_of_a_roll_up() -> None:
    months = [
        {**row, "period": f"2026-0{month}", "value": float(month)}
        for month in (7, 8, 9)
        for row in observed()
    ]
    tree = {
        "id": "total",
        "children": [{"id": "n", "over": {"periods": "months"}, "children": [leaf("direct")]}],
    }
    result = run(observations=months, units=UNITS, tree=tree)
    assert explain_leaf(result, "A", "l").period == "2026-09"
    assert explain_leaf(result, "A", "l", period="2026-08").line("inputs").text == (
        "2026年8月增速（f）：8"
    )
