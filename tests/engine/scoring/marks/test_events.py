from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring import DataFaults
from sanbi.engine.scoring.marks.events import counted_events, event_counts, event_points
from tests.engine.scoring.properties.cases import PERIOD, frame

F = Fraction
PARAMS: dict[str, Any] = {"each": F(2), "exclude": [], "min_amount": None}


def event(
    unit: str, kind: str = "", count: float = 1.0, amount: float | None = None, **more: Any
) -> Any:
    """One row of the events table."""
    return {
        "unit": unit,
        "item": "e",
        "period": PERIOD,
        "kind": kind,
        "count": count,
        "amount": amount,
        **more,
    }


ROWS = [
    event("A", "国家", 2.0),
    event("A", "省", 1.0, 500.0, document="3号", note="n"),
    event("B", "讲座", 4.0, 100.0),
    event("B", "省", 0.5, None),
    {**event("A"), "item": "f"},
    {**event("A"), "period": "2025Q3"},
]
TABLE = frame("events", ROWS)


def points(**params: Any) -> dict[str, Fraction]:
    """Points of the events by unit."""
    return event_points(TABLE, "e", PERIOD, {**PARAMS, **params})


def test_points_by_number_and_kind() -> None:
    assert points() == {"A": 6, "B": 9}
    each = {"国家": F(3), "省": F(1), "讲座": F(-1)}
    assert points(each=each) == {"A": 7, "B": F(-7, 2)}


def test_kinds_and_small_amounts_left_out() -> None:
    assert points(exclude=["讲座", "国家"]) == {"A": 2, "B": 1}
    assert points(min_amount=F(100)) == {"A": 2, "B": 8}
    assert points(min_amount=F("500.01")) == {}


def test_an_unknown_kind_is_refused_with_every_row() -> None:
    with pytest.raises(DataFaults) as refusal:
        points(each={"国家": F(3)})
    assert [fault.code for fault in refusal.value.faults] == ["event-kind"] * 3


def test_counted_events_keep_their_document() -> None:
    found = counted_events(TABLE, "e", PERIOD, {**PARAMS, "exclude": ["国家"]})
    assert [(item.unit, item.kind, item.count, item.document) for item in found] == [
        ("A", "省", 1, "3号"),
        ("B", "讲座", 4, ""),
        ("B", "省", F(1, 2), ""),
    ]


def test_counts_are_of_all_kinds() -> None:
    assert event_counts(TABLE, "e", PERIOD) == {"A": 3, "B": F(9, 2)}
    assert event_counts(TABLE, "g", PERIOD) == {}
