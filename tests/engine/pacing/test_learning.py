"""What is learnt, and on what little figures lean."""

from __future__ import annotations

import pytest

from sanbi.engine.pacing import Series
from sanbi.engine.pacing.learning import CARRIED, learn
from tests.engine.pacing.made import honest, steady

ALONE = Series({2025: {6: 40, 12: 100}})


def test_without_pairs_the_assumptions_stand() -> None:
    lesson = learn(ALONE, (), 2026, 6, 12, "sum")
    assert lesson is not None
    assert (lesson.centre, lesson.carried, lesson.own, lesson.lent) == (0, CARRIED, 0, 0)
    assert lesson.spread == pytest.approx(0.05)
    assert lesson.freedom == 3


def test_a_short_series_takes_the_growth_and_spread_of_its_group() -> None:
    wild = [honest(seed, noise=0.5, first=2016) for seed in range(5)]
    calm = [honest(seed, noise=0.01, first=2016) for seed in range(5)]
    lessons = [learn(ALONE, group, 2026, 6, 12, "sum") for group in (wild, calm)]
    assert lessons[0] is not None
    assert lessons[1] is not None
    assert lessons[0].spread > 3 * lessons[1].spread
    assert lessons[1].centre == pytest.approx(0.08, abs=0.06)
    assert lessons[0].lent == 45


def test_a_long_series_hardly_leans_on_its_group() -> None:
    own = honest(1, years=14, noise=0.02, first=2012)
    group = [honest(seed, noise=0.5, first=2016) for seed in range(5)]
    alone, beside = (learn(own, others, 2026, 6, 12, "sum") for others in ((), group))
    short = learn(ALONE, group, 2026, 6, 12, "sum")
    assert alone is not None
    assert beside is not None
    assert short is not None
    assert beside.spread < short.spread / 3
    assert beside.freedom == 3 + 12


def test_levels_without_a_past_year_teach_nothing() -> None:
    assert learn(Series({2026: {6: 5.0}}), (), 2026, 6, 12, "level") is None


def test_growth_that_does_not_carry_on_is_noticed() -> None:
    swinging = {}
    for n in range(12):
        early = 60.0 if n % 2 else 40.0
        swinging[2014 + n] = {6: early, 12: early + 50}
    lesson = learn(Series(swinging), (), 2026, 6, 12, "sum")
    like = learn(steady(12, first=2014), (), 2026, 6, 12, "sum")
    assert lesson is not None
    assert like is not None
    assert lesson.carried < 0.4 < like.carried
