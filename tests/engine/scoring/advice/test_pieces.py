"""Pieces tell the answers at every step: straight, jumping, bent, and curved within an error."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanbi.engine.scoring.advice.pieces import Piece, Sampler

Answer = Callable[[int], float]


def found(
    answer: Answer, most: int, hints: tuple[int, ...] = (), *, alone: bool = False
) -> tuple[Piece, ...]:
    sampler = Sampler(most, hints)
    while (step := sampler.wanted()) is not None:
        sampler.put(step, np.array([answer(step), -2 * answer(step)]))
    return sampler.pieces(alone=alone)


def told(pieces: tuple[Piece, ...], step: int) -> tuple[np.ndarray, np.ndarray]:
    piece = next(piece for piece in pieces if piece.first <= step <= piece.last)
    return piece.at_first + (step - piece.first) * piece.slope, piece.error


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (lambda step: 0.5 * step, 1),
        (lambda step: 3.0 if step >= 7 else 1.0, 2),
        (lambda step: min(step, 12) * 0.3, 2),
        (lambda _: 0.0, 1),
    ],
)
def test_straight_bent_and_jumping_answers(answer: Answer, count: int, alone: bool) -> None:
    pieces = found(answer, 40, (7, 12), alone=alone)
    assert len(pieces) <= count + alone
    assert {piece.first for piece in pieces} >= {0}
    assert pieces[-1].last == 40
    for step in range(41):
        value, error = told(pieces, step)
        assert value == pytest.approx([answer(step), -2 * answer(step)], abs=1e-9)
        assert not error.any()
    if alone:
        assert (pieces[0].first, pieces[0].last) == (0, 0)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(-5, 5), st.integers(-3, 3)), max_size=4),
    st.integers(1, 60),
)
def test_any_jumps_and_bends_that_are_hinted(parts: list[tuple[int, int, int]], most: int) -> None:
    def answer(step: int) -> float:
        return float(sum(jump + bend * (step - at) for at, jump, bend in parts if step >= at))

    pieces = found(answer, most, tuple(at for at, _, _ in parts))
    for step in range(most + 1):
        assert told(pieces, step)[0][0] == pytest.approx(answer(step), abs=1e-6)


def test_a_curve_is_told_within_its_error() -> None:
    def answer(step: int) -> float:
        return 500.0 / (500 + step)

    pieces = found(answer, 500)
    assert 4 < len(pieces) < 50
    for step in range(501):
        value, error = told(pieces, step)
        assert abs(value[0] - answer(step)) <= 1.5 * error[0] + 1e-9
        assert error[0] < 0.02


def test_steps_that_cannot_be_scored_are_left_out() -> None:
    sampler = Sampler(50, (30,))
    while (step := sampler.wanted()) is not None:
        if step > 20:
            sampler.cut(step)
        else:
            sampler.put(step, np.array([2.0 * step]))
    pieces = sampler.pieces(alone=False)
    assert pieces[-1].last == sampler.most
    assert sampler.most <= 20
