"""The fifth line: how many points were lost, and why."""

from typing import Any

import pytest

from sanbi.engine.scoring.explain.loss_words import REASONS
from sanbi.engine.scoring.scheme.rule_fields import RULES
from tests.engine.scoring.explain.small import PERIOD, VALUES, leaf, observed, run, step
from tests.engine.scoring.explain.substitution.rule_cases import CASES

UNITS = [{"unit": unit, "name": f"{unit}镇", "k": 2} for unit in VALUES]
RATE = {"f": {"name": "增速", "measure": "%"}}


def said(rule: Any, unit: str, language: Any = "zh", **more: Any) -> str:
    result = run(leaf(rule, **more), units=UNITS, indicators=RATE)
    text = step(result, unit, "loss", language)
    # the reason only: what follows compares with the next better unit
    end = "。" if language == "zh" else ". "
    return text[: text.index(end) + 1] if end in text else text


@pytest.mark.parametrize(
    ("name", "better", "unit", "chinese", "english"),
    [
        (
            "linear", "high", "C",
            "失2.08分，因为增速低于目标9%，差2.6个百分点。",
            "2.08 points lost: 增速 is below the target 9% by 2.6 percentage points.",
        ),
        (
            "linear", "low", "A",
            "失2.00分，因为增速高于目标10%，超出2.5个百分点。",
            "2.00 points lost: 增速 is above the target 10% by 2.5 percentage points.",
        ),
        (
            "linear limit", "high", "B",
            "失5.00分；已达到目标，达到目标不等于得满分。",
            "5.00 points lost; the target is reached, but reaching it is not the full mark.",
        ),
        ("linear", "high", "B", "得满分，没有失分。", "Full mark, nothing lost."),
        (
            "linear whole steps", "high", "A",
            "超出满分1.00分，没有失分。",
            "1.00 points above the full mark, nothing lost.",
        ),
        (
            "threshold", "high", "C",
            "失8.00分，因为增速低于目标9%，差2.6个百分点。",
            "8.00 points lost: 增速 is below the target 9% by 2.6 percentage points.",
        ),
        (
            "value bands min", "high", "C",
            "失5.00分，因为增速未到上一档10%，差3.6个百分点。",
            "5.00 points lost: 增速 is 3.6 percentage points from the next band, 10%.",
        ),
        ("value bands min", "high", "A", "失2.00分。", "2.00 points lost."),
        ("value bands min", "low", "C", "失5.00分。", "5.00 points lost."),
        (
            "min-max", "low", "C",
            "失6.11分，因为增速与组内最好的F镇（−3.2%）相差9.6个百分点。",
            ("6.11 points lost: 增速 differs by 9.6 percentage points from the best in the group,"
            " F镇 (−3.2%)."),
        ),
        (
            "rank step", "high", "C",
            "失6.00分，因为居组内6个单位的第3位。",
            "6.00 points lost: place 3 of 6 in the group.",
        ),
        (
            "goalposts", "high", "C",
            "失3.60分，因为增速离上门槛10%差3.6个百分点。",
            "3.60 points lost: 增速 is 3.6 percentage points from the upper post, 10%.",
        ),
        (
            "goalposts", "low", "C",
            "失6.40分，因为增速离上门槛0%差6.4个百分点。",
            "6.40 points lost: 增速 is 6.4 percentage points from the upper post, 0%.",
        ),
        ("formula sum", "high", "C", "失1.60分。", "1.60 points lost."),
    ],
)  # fmt: skip
def test_reason(name: str, better: str, unit: str, chinese: str, english: str) -> None:
    assert said(CASES[name], unit, better=better) == chinese
    assert said(CASES[name], unit, "en", better=better) == english


def test_reasons_are_of_rules() -> None:
    assert set(REASONS) <= set(RULES)


def test_the_transform_stands_in_the_reason() -> None:
    result = run(
        leaf(
            {"type": "linear", "target": "100", "slope": "1"},
            input={"indicator": "f", "transform": "completion"},
        ),
        units=UNITS,
        indicators=RATE,
    )
    assert step(result, "D", "loss").startswith(
        "失10.00分，因为增速完成率低于目标100%，差20个百分点。"
    )


def test_without_a_full_mark_or_a_score() -> None:
    values: dict[str, float | None] = {**VALUES, "C": None}
    gone = run(leaf("direct", missing="redistribute"), {"id": "m", "input": "f", "rule": "direct",
               "missing": "zero"}, observations=observed(values), units=UNITS)  # fmt: skip
    assert step(gone, "C", "loss") == "没有得分，不计失分。"
    assert step(gone, "C", "loss", "en") == "No score, so nothing counts as lost."
    free = run(leaf("direct", points="0"), leaf("direct", id="m"), units=UNITS)
    assert step(free, "B", "loss").startswith("本项不设满分，得10.00分。")


def test_missing_and_not_applicable_have_no_reason() -> None:
    values: dict[str, float | None] = {**VALUES, "C": None}
    rows = observed(values)
    result = run(leaf(CASES["ratio zero"], missing="zero"), observations=rows, units=UNITS)
    assert step(result, "C", "loss").startswith("失10.00分。")


def test_marks() -> None:
    tables = {
        "events": [
            {"unit": "A", "item": "e", "period": PERIOD, "kind": "通报", "count": 2},
            {"unit": "B", "item": "e", "period": PERIOD, "kind": "表彰", "count": 1},
        ],
        "ratings": [{"unit": "A", "leaf": "r", "period": PERIOD, "rating": 8.5}],
        "ballots": [
            {"electorate": "hall", "period": PERIOD, "ballot": "1", "unit": "A", "mark": "92"}
        ],
    }
    each = {"type": "events", "each": {"通报": "-1.5", "表彰": "2"}, "base": "10"}
    result = run(
        {"id": "e", "points": "20", "rule": each},
        {"id": "r", "points": "20", "rule": {"type": "rating", "out_of": "10"}, "missing": "zero"},
        {"id": "b", "points": "10", "rule": {"type": "ballot", "electorate": "hall"},
         "missing": "zero"},
        observations=[],
        units=UNITS,
        tables=tables,
        electorates={"hall": {"kind": "score"}},
    )  # fmt: skip

    def of(unit: str, name: str, language: Any = "zh") -> str:
        return step(result, unit, "loss", language, name)

    assert of("A", "e").startswith("失13.00分，因为计入的事项共扣3分。")
    assert of("B", "e").startswith("失8.00分，因为计入的事项共得2分。")
    assert of("A", "r").startswith("失3.00分，因为评分为8.5分，未到10分。")
    assert of("A", "b").startswith("失0.80分，因为测评结果为92分（百分制）。")
    assert of("A", "e", "en").startswith("13.00 points lost: the counted events take off 3 points.")
    assert of("A", "r", "en").startswith("3.00 points lost: rated 8.5 points out of 10 points.")
    assert of("A", "b", "en").startswith("0.80 points lost: the ballot gave 92 points of 100.")


def test_bonus_and_deduction_lose_nothing() -> None:
    tables = {"events": [{"unit": "A", "item": "e", "period": PERIOD, "count": 2}]}
    item = {"id": "e", "name": "通报批评", "points": "5", "rule": {"type": "events", "each": "1"}}
    blocks = [
        {"id": "off", "sign": "deduct", "items": [item]},
        {"id": "on", "sign": "add", "items": [{**item, "id": "g"}]},
    ]
    result = run(leaf("direct"), units=UNITS, tables=tables, adjustments=blocks)
    assert step(result, "A", "loss", name="e") == "扣分项，扣2.00分。"
    assert step(result, "A", "loss", name="g") == "加分项，加0.00分。"
    assert step(result, "A", "loss", "en", "e") == "A deduction, 2.00 points taken off."


def test_where_a_low_total_is_good_nothing_is_lost() -> None:
    result = run(leaf("direct"), units=UNITS, better="low")
    assert step(result, "C", "loss").startswith("总分以低为优，不计失分，得6.40分。")


def test_the_unit_of_the_next_better_place_is_compared() -> None:
    result = run(leaf("direct"), leaf("direct", id="m", name="再"), units=UNITS)
    assert step(result, "B", "loss").endswith("第1名A镇此项得12.50分，本单位少2.50分。")
    assert step(result, "B", "loss", "en").endswith(
        "A镇, place 1, has 12.50 points here, 2.50 points more."
    )
    assert "第" not in step(result, "A", "loss")
    other = run(
        leaf({"type": "direct"}),
        leaf({"type": "formula", "formula": "0 - 3 * x", "floor": "none"}, id="m", better="low"),
        units=UNITS,
    )
    assert step(other, "A", "loss").endswith("第5名B镇此项得10.00分，本单位多2.50分。")
    assert step(other, "D", "loss").endswith("第2名E镇此项得0.00分，本单位多6.40分。")
    same = run(leaf({"type": "threshold", "target": "5"}), leaf("direct", id="m"), units=UNITS)
    assert step(same, "B", "loss").endswith("第1名A镇此项也得10.00分。")


def test_a_band_that_is_already_passed_is_not_the_next() -> None:
    bands = [{"min": "9", "max": "11", "points": "9"}, {"min": "6", "points": "5"}]
    assert said({"type": "value_bands", "bands": bands}, "A") == "失5.00分。"
    assert said({"type": "value_bands", "bands": bands}, "C") == (
        "失5.00分，因为增速未到上一档9%，差2.6个百分点。"
    )
