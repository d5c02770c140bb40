"""What events make in a block before the round is known, held against the run itself."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring import DataFaults, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.register import block_of, event_points

PERIOD = "2026Q3"
EACH = {"national": 3, "province": 2}


def scheme(cap: float | None = 3, **block: Any) -> Scheme:
    """One leaf on a figure, and a bonus of two items with a cap."""
    bonus: dict[str, Any] = {
        "id": "bonus",
        "sign": "add",
        "items": [
            {"id": "praise", "rule": {"type": "events", "each": EACH}},
            {"id": "pilot", "rule": {"type": "events", "each": 0.5, "cap": 1}},
        ],
    }
    if cap is not None:
        bonus["cap"] = cap
    leaf = {"id": "a", "points": 10, "input": "f", "rule": "direct"}
    return Scheme.from_mapping(
        {
            "sanbi": 1,
            "id": "s",
            "title": "s",
            "precision": 2,
            "tree": {"id": "root", "children": [leaf]},
            "adjustments": [bonus | block],
        }
    )


def event(item: str, kind: str = "", count: float = 1) -> dict[str, Any]:
    return {"unit": "A", "item": item, "kind": kind, "count": count, "period": PERIOD}


CASES = [
    ([], 3, (0, 0)),
    ([event("praise", "province")], 3, (2, 2)),
    ([event("praise", "province"), event("praise", "national")], 3, (5, 3)),
    ([event("praise", "province"), event("praise", "national")], None, (5, 5)),
    ([event("pilot", count=7)], 3, (1, 1)),  # the item's own cap comes first
    ([event("pilot", count=7), event("praise", "province")], 2.5, (3, 2.5)),
]


@pytest.mark.parametrize(("events", "cap", "wanted"), CASES)
def test_points_are_those_of_the_run(
    events: list[dict[str, Any]], cap: float | None, wanted: tuple[float, float]
) -> None:
    held = scheme(cap)
    block = held.adjustments[0]
    known = Data.from_rows(units=[{"unit": "A"}], events=events, period=PERIOD)
    found = event_points(held, known, PERIOD, block, "A")
    assert (found.raw, found.counted) == tuple(Fraction(str(value)) for value in wanted)
    figures = [{"unit": "A", "indicator": "f", "period": PERIOD, "value": 1}]
    whole = Data.from_rows(
        units=[{"unit": "A"}], observations=figures, events=events, period=PERIOD
    )
    row = score(held, whole, PERIOD).adjustments.to_dicts()[0]
    assert (found.raw, found.counted) == (
        Fraction(str(row["raw"])),
        Fraction(str(row["score"])),
    )


def test_the_block_of_an_item() -> None:
    held = scheme()
    block = block_of(held, "pilot")
    assert block is not None
    assert block.id == "bonus"
    assert block_of(held, "a") is None


def test_an_unknown_kind_is_a_fault() -> None:
    held = scheme()
    known = Data.from_rows(units=[{"unit": "A"}], events=[event("praise", "town")], period=PERIOD)
    with pytest.raises(DataFaults, match="town"):
        event_points(held, known, PERIOD, held.adjustments[0], "A")
