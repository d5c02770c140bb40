"""Draws follow their laws, and can be drawn again."""

from __future__ import annotations

import numpy as np
import pytest

from sanbi.engine.scoring.figures import figures_of
from sanbi.engine.scoring.robustness import (
    DirichletWeights,
    Error,
    ErrorLaw,
    RangedWeights,
    SharedWeights,
)
from sanbi.engine.scoring.robustness.drawing import (
    BLOCK,
    ErringFigures,
    WeightDraws,
    blocks_of,
    variant_block,
)
from tests.engine.scoring.robustness.made_scheme import data, plain, scheme


def many(law: object, blocks: int = 40) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    draws = WeightDraws(scheme(), law)  # type: ignore[arg-type]
    drawn = [draws.block(7, number) for number in range(blocks)]
    weights = {name: np.concatenate([d.weights[name] for d in drawn]) for name in drawn[0].weights}
    points = {name: np.concatenate([d.points[name] for d in drawn]) for name in drawn[0].points}
    return weights, points


def test_a_share_is_even_around_the_weight() -> None:
    weights, points = many(SharedWeights(0.25))
    assert set(weights) == {"left", "right", "p", "q"}
    assert set(points) == {"r", "s"}
    values = weights["q"] / 3
    assert 0.75 <= values.min() < 0.76
    assert 1.24 < values.max() <= 1.25
    assert values.mean() == pytest.approx(1, rel=0.01)
    assert np.allclose(points["r"] + points["s"], 100), "the points of a sum stay together"
    odds = points["r"] / points["s"] / 1.5
    assert 0.75 / 1.25 <= odds.min() < 0.62
    assert 1.62 < odds.max() <= 1.25 / 0.75


def test_a_dirichlet_law_keeps_the_sum_and_has_the_stated_spread() -> None:
    weights, points = many(DirichletWeights(30))
    assert np.allclose(weights["p"] + weights["q"], 4)
    assert np.allclose(points["r"] + points["s"], 100)
    share = points["r"] / 100
    assert share.mean() == pytest.approx(0.6, abs=0.005)
    assert share.std() == pytest.approx(np.sqrt(0.6 * 0.4 / 31), rel=0.03)


def test_ranges_draw_only_what_they_name() -> None:
    weights, points = many(RangedWeights({"q": (2, 5)}))
    assert set(weights) == {"q"}
    assert not points
    assert (weights["q"].min() >= 2, weights["q"].max() <= 5) == (True, True)


def test_a_weight_of_nothing_stays_nothing() -> None:
    tree = plain()["tree"]
    tree["children"][0]["children"][0]["weight"] = 0
    drawn = WeightDraws(scheme(tree=tree), DirichletWeights(10)).block(1, 0)
    assert "p" not in drawn.weights
    shared = WeightDraws(scheme(tree=tree), SharedWeights(0.5)).block(1, 0)
    assert not shared.weights["p"].any()


def test_blocks_do_not_repeat_each_other() -> None:
    draws = WeightDraws(scheme(), SharedWeights(0.5))
    assert np.array_equal(draws.block(1, 3).weights["p"], draws.block(1, 3).weights["p"])
    assert not np.array_equal(draws.block(1, 3).weights["p"], draws.block(1, 4).weights["p"])
    assert not np.array_equal(draws.block(1, 3).weights["p"], draws.block(2, 3).weights["p"])


def test_each_variant_is_taken_as_often() -> None:
    taken = np.concatenate([variant_block(1, number, 3) for number in range(40)])
    share = np.bincount(taken, minlength=4) / len(taken)
    assert np.abs(share - 0.25).max() < 0.02


def test_blocks_cover_every_replication_once() -> None:
    found = [number * BLOCK + row for number, rows in blocks_of(BLOCK * 2 + 3) for row in rows]
    assert found == list(range(BLOCK * 2 + 3))


@pytest.mark.parametrize(
    ("error", "spread"),
    [
        (Error(0.1), 0.1),
        (Error(0.1, ErrorLaw.EVEN), 0.1 / np.sqrt(3)),
        (Error(law=ErrorLaw.OBSERVED, seen=(-0.2, 0.2)), 0.2),
    ],
)
def test_errors_have_their_spread(error: Error, spread: float) -> None:
    held = data()  # figures are read from it as they are needed
    source = figures_of(held)
    drawn = [
        ErringFigures(source, {"p": error}, "2026", 1, number).drawn("p", "2026", error)
        for number in range(2_000)
    ]
    assert np.std(drawn) == pytest.approx(spread, rel=0.05)
    assert abs(np.mean(drawn)) < 0.02


def test_errors_touch_the_named_indicator_in_the_scored_period_alone() -> None:
    held = data()  # figures are read from it as they are needed
    source = figures_of(held)
    figures = ErringFigures(source, {"p": Error(0.5, relative=False)}, "2026", 1, 0)
    drawn = figures.drawn("p", "2026", figures.errors["p"])
    assert np.allclose(figures.values("p", "2026"), source.values("p", "2026") + drawn)
    assert np.array_equal(figures.values("q", "2026"), source.values("q", "2026"), equal_nan=True)
    assert not figures.errs("p", "2025")
    assert figures.errs("p", "2026-03"), "a month of the year that is scored"
