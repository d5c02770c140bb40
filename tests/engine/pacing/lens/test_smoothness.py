"""Series that waver less than chance allows."""

from __future__ import annotations

from sanbi.engine.pacing.lens import too_smooth
from sanbi.engine.pacing.lens.smoothness import wavering
from tests.engine.pacing.made import honest, steady

GROUP = [honest(seed, years=4) for seed in range(100, 108)]


def test_a_series_from_the_drawing_board_is_found() -> None:
    (lead,) = too_smooth(honest(1, years=4, noise=0.005), GROUP)
    assert "in like units by" in lead.text("en")
    assert lead.strength > 4


def test_honest_series_are_left_alone() -> None:
    told = [too_smooth(honest(seed, years=4), GROUP) for seed in range(200)]
    assert sum(map(bool, told)) <= 2


def test_a_group_or_series_too_small_gives_no_lead() -> None:
    assert too_smooth(steady(4), GROUP[:2]) == []
    assert too_smooth(steady(2).until(2023, 6), GROUP) == []
    assert too_smooth(steady(4), [steady(4)] * 4) == []


def test_wavering_is_the_change_of_growth() -> None:
    assert max(map(abs, wavering(steady(3)))) < 1e-9
