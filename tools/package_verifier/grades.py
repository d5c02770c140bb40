"""Grades by score or quota, and what gates make of them (contract section 2.10)."""

import math
from collections.abc import Mapping
from fractions import Fraction

from package_verifier.effects import UnitEffects
from package_verifier.exact import rounded
from package_verifier.parts import Grades, Quota
from package_verifier.ranking import Standing


def _by_score(grades: Grades, total: Fraction) -> str | None:
    for band in grades.bands or ():
        enough = band.minimum is None or total >= band.minimum
        little = band.maximum is None or total <= band.maximum
        if enough and little:
            return band.grade
    return None


def _places(quota: Quota, ranked: int, rounding: str) -> Fraction:
    """Return how many units a quota gives its grade to."""
    if quota.count is not None:
        return quota.count
    share = (quota.share or Fraction(0)) * ranked
    return Fraction(math.ceil(share)) if rounding == "up" else rounded(share, 0, rounding)


def _by_quota(
    grades: Grades, group: str, total: Fraction, place: Fraction, ranked: int, better: str
) -> str | None:
    quotas = grades.group_quotas.get(group, grades.quotas)
    so_far = Fraction(0)
    for at, quota in enumerate(quotas):
        last = at == len(quotas) - 1
        so_far += _places(quota, ranked, grades.rounding)
        least = quota.minimum
        enough = least is None or (total <= least if better == "low" else total >= least)
        if last or (place <= so_far and enough):
            return quota.grade
    return None


def first_grades(
    grades: Grades | None,
    group: str,
    totals: Mapping[str, Fraction],
    standings: Mapping[str, Standing],
    better: str,
) -> dict[str, str | None]:
    """Return the grade of each ranked unit before any effect."""
    found: dict[str, str | None] = {}
    if grades is None:
        return found
    for unit, standing in standings.items():
        if grades.bands is not None:
            found[unit] = _by_score(grades, totals[unit])
        else:
            found[unit] = _by_quota(
                grades, group, totals[unit], standing.rank, len(standings), better
            )
    return found


def final_grade(
    grades: Grades | None, group: str, grade: str | None, effects: UnitEffects
) -> str | None:
    """Return the grade after cap_grade, downgrade (levels add up) and lowest_grade."""
    names = grades.names(group) if grades is not None else []
    if not names:
        return None
    if effects.has("lowest_grade"):
        return names[-1]
    if grade is None:
        return None
    place = names.index(grade)
    for hit in effects.of("cap_grade"):
        if hit.effect.to in names:
            place = max(place, names.index(str(hit.effect.to)))
    place += sum(hit.effect.levels for hit in effects.of("downgrade"))
    return names[min(place, len(names) - 1)]
