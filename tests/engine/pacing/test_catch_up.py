"""What is needed still."""

from __future__ import annotations

import pytest

from sanbi.engine.pacing import PacingError, Series, catch_up

SERIES = Series({2025: {6: 40, 12: 100}, 2026: {6: 44}})


def test_the_needed_rate_stands_beside_what_was_done() -> None:
    told = catch_up(SERIES, 2026, 6, 122)
    assert (told.done, told.left, told.months) == (44, 78, 6)
    assert told.needed_a_month == 13
    assert told.done_a_month == pytest.approx(44 / 6)
    assert told.times == pytest.approx(13 / (44 / 6))
    assert told.growth_needed == pytest.approx(0.3)
    assert told.growth_so_far == pytest.approx(0.1)


def test_a_target_that_is_reached_needs_nothing() -> None:
    told = catch_up(SERIES, 2026, 6, 40)
    assert (told.left, told.needed_a_month, told.times) == (0, 0, 0)
    assert told.share == pytest.approx(1.1)


def test_without_last_year_or_anything_done_growth_and_times_are_not_told() -> None:
    told = catch_up(Series({2026: {3: 0}}), 2026, 3, 10, 6)
    assert (told.times, told.growth_needed, told.growth_so_far) == (None, None, None)
    assert told.needed_a_month == pytest.approx(10 / 3)


@pytest.mark.parametrize(
    ("month", "target", "horizon", "words"),
    [
        (6, 0, 12, "target must be above 0"),
        (7, 9, 12, "no figure for 2026-07"),
        (6, 9, 6, "does not reach month 6"),
        (6, 9, 13, "does not reach month 13"),
    ],
)
def test_what_cannot_be_told_is_refused(month: int, target: int, horizon: int, words: str) -> None:
    with pytest.raises(PacingError, match=words):
        catch_up(SERIES, 2026, month, target, horizon)
