"""Growth that wavers far less than that of like units."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log10
from statistics import median

from sanbi.engine.pacing.lens.jumps import growth_of_steps
from sanbi.engine.pacing.lens.lead import Lead, LeadKind
from sanbi.engine.pacing.series import Series
from sanbi.engine.phrases import Phrase

LEAST = 12  # differences of growth from month to month
LEAST_GROUP = 3
RAREST = 1e-4


def too_smooth(series: Series, group: Sequence[Series]) -> list[Lead]:
    """A lead when growth changes from month to month far less than in like units.

    The unit's mean square change is held against the median one of the group (F law). Fewer than
    12 changes, or three units to compare with, give no lead.
    """
    from scipy.special import fdtr

    own = wavering(series)
    others = [held for held in map(wavering, group) if len(held) >= LEAST]
    if len(own) < LEAST or len(others) < LEAST_GROUP:
        return []
    usual = median(_mean_square(held) for held in others)
    if not usual:
        return []
    ratio = _mean_square(own) / usual
    # Neighbouring differences share a month, so that half of them count.
    freedom = [len(own) / 2, median(len(held) for held in others) / 2]
    rare = max(float(fdtr(*freedom, ratio)), 1e-300)
    if rare > RAREST:
        return []
    reason = Phrase(
        "growth wavers by {own:.1f} points from month to month, in like units by {usual:.1f}",
        own=100 * _mean_square(own) ** 0.5,
        usual=100 * usual**0.5,
    )
    return [Lead(LeadKind.TOO_SMOOTH, reason, -log10(rare))]


def wavering(series: Series) -> list[float]:
    """Changes of growth from one published month to the next."""
    growth = list(growth_of_steps(series).values())
    return [later - earlier for earlier, later in pairwise(growth)]


def _mean_square(values: Sequence[float]) -> float:
    return sum(value * value for value in values) / len(values)
