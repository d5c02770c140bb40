"""Places and neighbours of a unit in its group."""

import dataclasses

import numpy as np
import pytest

from sanbi.engine.scoring.explain.standing import Standing, equal_rows, number_at, value_at
from tests.engine.scoring.explain.small import VALUES, leaf, run

UNITS = [{"unit": unit, "participates": unit != "E"} for unit in VALUES]


def standing(unit: str, **more: object) -> Standing:
    result = run(leaf("direct"), units=UNITS, **more)
    outcome = result.outcomes[0]
    return Standing(result.run, outcome, outcome.codes.index(unit))


@pytest.mark.parametrize(
    ("unit", "better", "worse"),
    [("A", None, "B"), ("B", "A", "C"), ("C", "B", "F"), ("D", "B", "F"), ("F", "C", None),
     ("E", None, None)],
)  # fmt: skip
def test_neighbours_are_the_first_of_the_next_place(
    unit: str, better: str | None, worse: str | None
) -> None:
    held = standing(unit)
    codes = held.outcome.codes
    assert (None if held.better is None else codes[held.better]) == better
    assert (None if held.worse is None else codes[held.worse]) == worse


def test_place_of_a_score() -> None:
    column = standing("A").outcome.scores.leaves["l", "2026Q3"].score
    assert [standing(unit).place_of(column) for unit in "ABCDF"] == [
        (1, 5),
        (2, 5),
        (3, 5),
        (3, 5),
        (5, 5),
    ]
    assert standing("E").place_of(column) == (None, 5)
    held = dataclasses.replace(standing("A"))
    assert held.place_of(column) == held.place_of(column) == (1, 5)
    other = dataclasses.replace(column, present=np.array([False, *column.present[1:].tolist()]))
    assert held.place_of(other) == (None, 4)
    low = standing("F", better="low")
    assert low.place_of(low.outcome.scores.leaves["l", "2026Q3"].score) == (1, 5)


def test_totals_and_ranks() -> None:
    held = standing("C")
    assert (held.code, held.rank_of(held.row), held.count, held.ranked) == ("C", "3", 5, True)
    assert float(held.total(held.row)) == 6.4
    assert not standing("E").ranked
    assert standing("E").rank_of(4) == ""


def test_values_of_a_column() -> None:
    column = standing("A").outcome.scores.leaves["l", "2026Q3"].score
    everyone = np.ones(6, dtype=bool)
    assert value_at(column, 2) == value_at(column, 3)
    assert equal_rows(column, 2, everyone) == [3]
    assert equal_rows(column, 0, everyone) == []
    assert equal_rows(column, 2, np.array([True, True, True, False, True, True])) == []
    assert number_at(None, 0) is None
    assert number_at(7, 3) == 7
    assert number_at(np.array([1.5, 2.5]), 1) == 2.5
