from typing import Any

import pytest

from sanbi.engine.scoring import DataFaults
from sanbi.engine.scoring.arithmetic import EXACT
from sanbi.engine.scoring.columns import absent_column
from sanbi.engine.scoring.evaluation.conditions import fact_values
from tests.engine.scoring.properties.cases import CODES, PERIOD, data_of, figures, leaf, run

UNITS = [
    {"unit": code, "region": region, "people": people, "name": f"单位{code}"}
    for code, region, people in zip(CODES, ("山", "川", "山"), (1.0, 2.0, None), strict=False)
]
TABLE = {"a": [3.0, 2.0, 1.0], "b": [1.0, None, 1.0]}
HISTORY = [
    {"unit": "U0", "period": "2026Q2", "score": 80.0, "rank": 1.0, "grade": "优"},
    {"unit": "U1", "period": "2026Q2", "score": 70.0, "rank": 2.0, "grade": ""},
    {"unit": "U2", "group": "all", "period": "2026Q2", "score": 70.0, "rank": 2.0},
    {"unit": "U2", "group": "other", "period": "2026Q2", "score": 99.0, "rank": 1.0},
]
EVENTS = [
    {"unit": "U0", "item": "e", "period": PERIOD, "count": 2.0},
    {"unit": "U0", "item": "e", "period": "2026Q2", "count": 1.0},
    {"unit": "U1", "item": "e", "period": "2026Q2", "count": 1.0},
]
ROWS = [*figures(TABLE), *figures({"a": [3.0, 0.0, None]}, period="2026Q2")]


def met(condition: Any, unknown: str = "fail", **more: Any) -> list[str]:
    """The units for which a consequence's condition holds."""
    children = [
        leaf("a"),
        leaf("b", "rank_step", points=10, missing="zero"),
        {"id": "e", "rule": {"type": "events", "each": 1}},
    ]
    consequence = {"id": "c", "text": "t", "when": condition, "unknown": unknown}
    data = data_of(UNITS, ROWS, history=HISTORY, events=EVENTS)
    result = run(
        data,
        *children,
        consequences=[consequence],
        grades={"bands": [{"grade": "优", "min": 12}, {"grade": "良"}]},
        inputs={"k": {"formula": "a * 2"}},
        **more,
    )
    return [row[1] for row in result.consequence_rows]


def over(fact: str, op: str, value: Any) -> dict[str, Any]:
    """A comparison."""
    return {"fact": fact, "op": op, "value": value}


FACTS: list[tuple[Any, list[str]]] = [
    (over("a", ">=", 2), ["U0", "U1"]),
    (over("k", "==", 4), ["U1"]),
    (over("x.a", "<", 2), ["U2"]),
    (over("x.e", ">", 0), ["U0"]),
    (over("score.b", "==", 10), ["U0", "U2"]),
    (over("score.total", ">", 13), ["U0"]),
    (over("events.e", ">", 1), ["U0"]),
    (over("people", ">", 1), ["U1"]),
    (over("region", "==", "山"), ["U0", "U2"]),
    (over("name", "==", "单位U1"), ["U1"]),
    (over("b", "==", 1), ["U0", "U2"]),
    ({"fact": "b", "op": "is_missing"}, ["U1"]),
    (over("total", ">", 11), ["U0"]),
    (over("rank", "==", 1), ["U0"]),
    (over("rank_from_bottom", "==", 1), ["U1"]),
    (over("group_size", "==", 3), ["U0", "U1", "U2"]),
    (over("previous_rank", "==", 2), ["U1", "U2"]),
    (over("rank_change", "<", 0), ["U1"]),
    (over("grade", "==", "优"), ["U0"]),
    (over("nowhere", ">", 0), []),
    # streaks look back, at figures and at the history
    ({"streak": {"of": over("a", ">", 2), "at_least": 2}}, ["U0"]),
    ({"streak": {"of": over("events.e", ">", 0), "at_least": 2}}, ["U0"]),
    ({"streak": {"of": over("rank", "<=", 1), "at_least": 2}}, ["U0"]),
    ({"streak": {"of": over("grade", "==", "优"), "at_least": 2}}, ["U0"]),
    ({"streak": {"of": over("total", "<", 75), "at_least": 2}}, ["U1", "U2"]),
    ({"streak": {"of": over("rank_from_bottom", "<=", 1), "at_least": 2}}, ["U1"]),
    ({"not": {"streak": {"of": over("a", ">", 2), "at_least": 2}}}, ["U1", "U2"]),
    (
        {"any": [over("a", "==", 1), {"streak": {"of": over("a", ">", 2), "at_least": 2}}]},
        ["U0", "U2"],
    ),
    ({"at_least": {"count": 2, "of": [over("a", ">", 1), over("b", "==", 1)]}}, ["U0"]),
    ({**over("a", ">=", 2), "waived_by": over("region", "==", "山")}, ["U1"]),
    (
        {"streak": {"of": {"streak": {"of": over("a", ">", 2), "at_least": 2}}, "at_least": 2}},
        [],
    ),
]


@pytest.mark.parametrize(("condition", "units"), FACTS)
def test_what_conditions_see(condition: Any, units: list[str]) -> None:
    assert sorted(met(condition)) == sorted(units)


@pytest.mark.parametrize(
    ("unknown", "units"), [("pass", ["U0", "U1", "U2"]), ("fail", ["U0", "U2"])]
)
def test_what_cannot_be_decided(unknown: str, units: list[str]) -> None:
    assert sorted(met(over("b", ">", 0), unknown)) == units


def test_what_cannot_be_decided_may_be_refused() -> None:
    with pytest.raises(DataFaults) as refusal:
        met(over("b", ">", 0), "error")
    (fault,) = refusal.value.faults
    assert (str(fault.where), fault.code) == ("U1 单位U1", "unknown-condition")
    assert "b" in str(fault.message)


def test_numbers_are_not_compared_with_words() -> None:
    with pytest.raises(DataFaults) as refusal:
        met(over("region", ">", 3))
    assert {fault.code for fault in refusal.value.faults} == {"fact"}


def test_a_label_has_no_streak() -> None:
    condition = {"streak": {"of": over("a", ">", 0), "at_least": 2}}
    data = data_of(["U0"], figures({"a": [1.0]}, period="wave"))
    consequence = {"id": "c", "text": "t", "when": condition}
    assert run(data, leaf("a"), period="wave", consequences=[consequence]).consequence_rows == []


def test_a_leaf_without_input_has_no_x_before_it_is_scored() -> None:
    child = leaf("a", when={"fact": "x.f", "op": "is_missing"}, unknown="fail")
    free = {"id": "f", "rule": {"type": "formula", "formula": "3"}}
    assert [
        row[9] for row in run(data_of(["U0"], figures({"a": [2.0]})), child, free).working_rows
    ] == ["2.00", "3.00"]


def test_a_column_as_facts() -> None:
    assert fact_values(absent_column(2, EXACT)) == [None, None]


def test_a_leaf_may_apply_by_the_input_of_another() -> None:
    child = leaf("a", when={"fact": "x.b", "op": ">", "value": 0}, unknown="fail")
    result = run(data_of(UNITS, figures(TABLE)), child, leaf("b", missing="zero"))
    assert [row[9] for row in result.working_rows if row[2] == "a"] == ["3.00", "0.00", "1.00"]
