"""Data of two results mixed: which rows come from where, and how periods move."""

from __future__ import annotations

import pytest

from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.movement.mixing import Cause, CauseKind, Mixer, moved

ROWS = [("A", "p", 1), ("A", "q", 2), ("B", "p", 3), ("B", "q", 4)]


def data(times: int, period: str = "2026Q3") -> Data:
    return Data.from_rows(
        observations=[
            {"unit": unit, "indicator": name, "period": period, "value": value * times}
            for unit, name, value in ROWS
        ],
        events=[{"unit": unit, "item": "bonus", "period": period, "count": times} for unit in "AB"],
    )


@pytest.mark.parametrize(
    ("causes", "values", "counts"),
    [
        ([], [1, 2, 3, 4], [1, 1]),
        ([Cause(CauseKind.OWN, "left")], [100, 2, 3, 4], [1, 1]),
        ([Cause(CauseKind.OWN, "*")], [1, 2, 3, 4], [100, 1]),
        ([Cause(CauseKind.OWN)], [100, 200, 3, 4], [100, 1]),
        ([Cause(CauseKind.OTHERS)], [1, 2, 300, 400], [1, 100]),
        ([Cause(CauseKind.OTHERS), Cause(CauseKind.REVISION)], [1, 2, 3000, 4000], [1, 1000]),
    ],
)
def test_rows_come_from_where_their_cause_says(
    causes: list[Cause], values: list[int], counts: list[int]
) -> None:
    mixer = Mixer(data(1), data(100), data(1000), "A", {"p": "left", "q": "right"})
    mixed = mixer.mixed(causes)
    assert mixed.observations["value"].to_list() == values
    assert mixed.events["count"].to_list() == counts


@pytest.mark.parametrize(
    ("before", "after", "label", "expected"),
    [
        ("2026Q2", "2026Q3", "2026Q2", "2026Q3"),
        ("2026Q2", "2026Q3", "2025Q2", "2025Q3"),
        ("2026Q2", "2026Q3", "2026-05", "2026-08"),
        ("2026Q2", "2026Q3", "2026", "2026"),
        ("2025Q4", "2026Q1", "2025", "2026"),
        ("2025Q3", "2026Q3", "2025-09", "2026-09"),
        ("2026Q3", "2026Q2", "2026Q1", "2025Q4"),
        ("春季", "秋季", "春季", "秋季"),
        ("春季", "秋季", "2026", "2026"),
    ],
)
def test_periods_move_as_far_as_the_results_lie_apart(
    before: str, after: str, label: str, expected: str
) -> None:
    found = moved(data(1, label), before, after)
    assert set(found.observations["period"]) == {expected}
