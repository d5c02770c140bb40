"""Programs: levers in pieces, limits, switches and rounding hold for every value of the columns."""

from __future__ import annotations

import numpy as np
import pytest

from sanbi.engine.scoring.advice.lines import Lines
from sanbi.engine.scoring.advice.model import Model
from sanbi.engine.scoring.advice.pieces import Piece

NONE = np.zeros(1)


def piece(first: int, last: int, start: float, slope: float) -> Piece:
    return Piece(first, last, np.array([start]), np.array([slope]), NONE)


PIECES = (piece(0, 2, 0.0, 1.0), piece(3, 5, 10.0, -2.0), piece(6, 6, 1.0, 0.0))


def answer(steps: int) -> float:
    found = next(p for p in PIECES if p.first <= steps <= p.last)
    return float(found.at_first[0] + (steps - found.first) * found.slope[0])


def made() -> tuple[Model, Lines]:
    model = Model()
    model.lever(0, PIECES, 1.0)
    return model, Lines(np.zeros(1), {0: np.array([[10.0, 1.0, 1.0, -2.0]])})


def least(model: Model, lines: Lines, at_least: float) -> int | None:
    model.row(at_least - float(lines.constant[0]), float("inf"), lines.terms(0, model.blocks))
    solved = model.solve(5)
    return None if solved is None else model.steps(solved.values)[0]


@pytest.mark.parametrize(
    ("wanted", "steps"), [(0, 0), (1, 1), (2, 2), (2.5, 3), (10, 3), (11, None)]
)
def test_the_cheapest_step_that_is_enough(wanted: float, steps: int | None) -> None:
    model, lines = made()
    assert least(model, lines, wanted) == steps
    assert model.impossible == (steps is None)


def test_spans_are_those_of_all_steps() -> None:
    model, lines = made()
    low, high = model.spans(lines)
    every = [answer(steps) for steps in range(7)]
    assert (low[0], high[0]) == (min(every), max(every))


@pytest.mark.parametrize("smaller", [True, False])
@pytest.mark.parametrize("limit", [-1.0, 1.5, 8.0, 20.0])
@pytest.mark.parametrize("steps", range(7))
def test_limits_are_exact_at_every_step(smaller: bool, limit: float, steps: int) -> None:
    for way in (1.0, -1.0):  # held from above and from below
        model, lines = made()
        cut = model.extreme(lines, limit, least=smaller, units=np.ones(1))
        block = model.blocks[0]
        place = next(n for n, p in enumerate(PIECES) if p.first <= steps <= p.last)
        for number, column in enumerate(block.pieces, start=1):
            model.row(float(number == place), float(number == place), {column: 1.0})
        for number, column in enumerate(block.inside):
            if column >= 0:
                inside = float(steps - PIECES[number].first) if number == place else 0.0
                model.row(inside, inside, {column: 1.0})
        terms = cut.terms(0, model.blocks)
        model.cost = [way * terms.get(column, 0.0) for column in range(len(model.cost))]
        solved = model.solve(5)
        assert solved is not None
        found = float(cut.constant[0]) + way * solved.objective
        bound = min(answer(steps), limit) if smaller else max(answer(steps), limit)
        assert found == pytest.approx(bound, abs=1e-6)


@pytest.mark.parametrize("on", [0.0, 1.0])
def test_a_switch_lets_a_value_through_or_not(on: float) -> None:
    for way in (1.0, -1.0):
        model, lines = made()
        switch = model.binary()
        value = model.switched(lines.shifted(2.0), 0, switch)
        model.row(on, on, {switch: 1.0})
        model.row(1.0, 1.0, {model.blocks[0].pieces[0]: 1.0})  # from step 3
        model.row(0.0, 0.0, {model.blocks[0].inside[1]: 1.0})
        terms = value.terms(0, model.blocks)
        model.cost = [way * terms.get(column, 0.0) for column in range(len(model.cost))]
        solved = model.solve(5)
        assert solved is not None
        assert float(value.constant[0]) + way * solved.objective == pytest.approx(12.0 * on)


@pytest.mark.parametrize(("mode", "rounded"), [("half_up", 2.0), ("down", 1.0), ("half_even", 2.0)])
def test_rounding_is_a_whole_number_of_steps(mode: str, rounded: float) -> None:
    model, lines = made()
    half = model.rounded(lines.times(0.15), [0], 1.0, mode)  # step 3 gives 1.5
    model.row(1.0, 1.0, {model.blocks[0].pieces[0]: 1.0})
    model.row(0.0, 0.0, {model.blocks[0].inside[1]: 1.0})
    terms = half.terms(0, model.blocks)
    model.cost = [-terms.get(column, 0.0) for column in range(len(model.cost))]
    solved = model.solve(5)
    assert solved is not None
    assert -solved.objective == pytest.approx(rounded)
