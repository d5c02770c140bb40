"""Nodes, leaves and blocks of bonus or deduction as parts of a unit's total."""

from typing import Any

from sanbi.engine.scoring.explain import UnitExplanation, explain_unit
from sanbi.engine.scoring.explain.part_words import MARK_KINDS
from sanbi.engine.scoring.scheme.rule_fields import RULES
from tests.engine.scoring.explain.small import PERIOD, VALUES, leaf, observed, run

UNITS = [{"unit": unit, "name": f"{unit}镇"} for unit in VALUES]
INDICATORS = {
    "f": {"name": "增速", "kind": "official"},
    "g": {"name": "调度投资", "kind": "dispatch"},
}


def nested(unit: str = "B", **more: Any) -> UnitExplanation:
    mix = leaf("direct", id="m", name="合", missing="zero", points="5")
    mix["input"] = {"formula": "f - g"}
    tree = {
        "id": "total",
        "name": "总分",
        "children": [
            {"id": "n", "name": "经济", "children": [leaf("direct"), mix]},
            leaf({"type": "rank_step"}, id="r", name="位次"),
        ],
    }
    rows = [
        *({**row, "version": 3, "revised": row["unit"] == "B"} for row in observed()),
        *observed({"A": 1.0, "B": 2.0}, {}, "g"),
    ]
    result = run(tree=tree, observations=rows, units=UNITS, indicators=INDICATORS, **more)
    return explain_unit(result, unit)


def test_parts_in_file_order() -> None:
    told = nested()
    assert [(part.id, part.kind, part.depth) for part in told.parts] == [
        ("total", "node", 0),
        ("n", "node", 1),
        ("l", "leaf", 2),
        ("m", "leaf", 2),
        ("r", "leaf", 1),
    ]
    held = {part.id: part for part in told.parts}
    assert held["total"].aggregate == "累加"
    assert held["l"].aggregate == ""
    assert [part.points.text for part in told.parts if part.points] == ["25", "15", "10", "5", "10"]
    assert [part.score.text for part in told.parts if part.score] == [
        "27.50",
        "18.00",
        "10.00",
        "8.00",
        "9.50",
    ]
    assert [part.lost.text for part in told.parts if part.lost] == [
        "−2.50",
        "−3.00",
        "0.00",
        "−3.00",
        "0.50",
    ]
    assert held["l"].kinds == ("统计数据",)
    assert held["m"].kinds == ("统计数据", "调度数据")
    assert held["n"].kinds == ()
    assert held["l"].revised
    assert held["m"].revised
    assert not held["n"].revised
    assert not any(part.revised for part in nested("A").parts)
    assert {part.period_label for part in told.parts} == {""}
    assert [held[name].place for name in ("l", "m", "r", "total")] == [2, 2, 2, 2]


def test_parts_against_the_neighbours() -> None:
    told = nested()
    assert [(other.name, other.rank) for other in told.neighbours] == [("A镇", "1"), ("C镇", "3")]
    assert [[v.text for v in part.versus if v] for part in told.parts] == [
        ["−6.50", "12.10"],
        ["−6.00", "11.60"],
        ["−2.50", "3.60"],
        ["−3.50", "8.00"],
        ["−0.50", "0.50"],
    ]


def test_a_low_total_loses_nothing() -> None:
    told = nested(better="low")
    assert {part.lost for part in told.parts} == {None}
    assert {part.lost_in_total for part in told.parts} == {None}


def test_absent_parts() -> None:
    values: dict[str, float | None] = {**VALUES, "B": None}
    tree = {
        "id": "total",
        "children": [
            {"id": "n", "name": "空", "children": [leaf("direct", missing="redistribute")]},
            leaf({"type": "direct"}, id="m", missing="zero"),
        ],
    }
    told = explain_unit(run(tree=tree, observations=observed(values), units=UNITS), "B")
    held = {part.id: part for part in told.parts}
    assert (held["n"].state, held["n"].state_label) == ("absent", "没有得分")
    assert (held["l"].state, held["l"].state_label) == (
        "missing:redistribute",
        "缺数，权重转移",
    )
    assert (held["l"].score, held["l"].lost, held["l"].place) == (None, None, None)
    assert held["l"].versus == (None, None)


def test_periods_stand_below_their_node() -> None:
    months = [{**row, "period": f"2026-0{month}"} for month in (7, 8, 9) for row in observed()]
    tree = {
        "id": "total",
        "children": [
            {"id": "n", "over": {"periods": "months"}, "children": [leaf("direct")]},
        ],
    }
    told = explain_unit(run(tree=tree, observations=months, units=UNITS), "B")
    assert [(part.id, part.period, part.depth) for part in told.parts] == [
        ("total", PERIOD, 0),
        ("n", PERIOD, 1),
        ("n", "2026-07", 2),
        ("l", "2026-07", 3),
        ("n", "2026-08", 2),
        ("l", "2026-08", 3),
        ("n", "2026-09", 2),
        ("l", "2026-09", 3),
    ]
    assert told.parts[1].aggregate == "各期合成"
    assert told.parts[2].aggregate == "累加"
    assert told.parts[3].period_label == "2026年7月"


def block(sign: str, **more: Any) -> dict[str, Any]:
    items = [
        {"id": f"{sign}{place}", "name": name, "rule": {"type": "events", "each": "2"}}
        for place, name in enumerate(("表彰", "督查"))
    ]
    return {"id": sign, "name": sign, "sign": sign, "items": items, **more}


def adjusted(*blocks: dict[str, Any], **more: Any) -> UnitExplanation:
    events = [
        {"unit": "B", "item": item["id"], "period": PERIOD, "count": 1 + place}
        for held in blocks
        for place, item in enumerate(held["items"])
    ]
    tables = {"events": events}
    return explain_unit(
        run(leaf("direct"), units=UNITS, tables=tables, adjustments=list(blocks), **more), "B"
    )


def test_bonus_and_deduction() -> None:
    told = adjusted(block("add", cap="5"), block("deduct"))
    bonus, deduction = told.adjustments
    assert [bonus.raw.text, bonus.counted.text, bonus.signed.text] == ["6.00", "5.00", "+5.00"]
    assert bonus.note == "以5分为限"
    assert [deduction.counted.text, deduction.signed.text] == ["6.00", "−6.00"]
    assert deduction.note == ""
    assert [(item.name, item.score.text) for item in bonus.items if item.score] == [
        ("表彰", "2.00"),
        ("督查", "4.00"),
    ]
    assert bonus.items[0].kinds == ("事项认定",)
    assert (bonus.items[0].lost, bonus.items[0].lost_in_total) == (None, None)


def test_a_block_whose_condition_fails() -> None:
    when = {"fact": "score.l", "op": ">=", "value": "12"}
    [bonus] = adjusted(block("add", when=when)).adjustments
    assert [bonus.raw.text, bonus.counted.text, bonus.signed.text] == ["6.00", "0.00", "0.00"]
    assert bonus.note == "条件不满足，不计"


def test_kinds_of_marks_are_those_that_rules_read() -> None:
    assert set(MARK_KINDS) == {spec.reads for spec in RULES.values()} - {"input"}


def test_without_precision_losses_are_floats() -> None:
    told = explain_unit(run(leaf("direct"), units=UNITS, precision=None), "C")
    lost = told.parts[1].lost_in_total
    assert lost is not None
    assert (lost.text, isinstance(lost.value, float)) == ("3.6", True)


def test_a_roll_up_of_the_period_itself_is_listed_once() -> None:
    tree = {
        "id": "total",
        "children": [
            {"id": "n", "over": {"periods": "quarters"}, "children": [leaf("direct")]},
        ],
    }
    told = explain_unit(run(tree=tree, units=UNITS), "B")
    assert [(part.id, part.depth) for part in told.parts] == [("total", 0), ("n", 1), ("l", 3)]
