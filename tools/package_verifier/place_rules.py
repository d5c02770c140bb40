"""Rules that look only at the place in the population (contract section 2.6)."""

from fractions import Fraction
from typing import Any

from package_verifier.rule_case import Case

ZERO = Fraction(0)


def _place(case: Case) -> Fraction:
    return case.population.place(case.x, case.better, case.place_ties())


def rank_step(case: Case) -> Fraction:
    """W less a share of W, or less points, for each place behind the first."""
    behind = _place(case) - 1
    points_step = case.maybe("points_step")
    if points_step is not None:
        return case.points - points_step * behind
    return case.points * (1 - case.number("step") * behind)


def _from_table(table: list[Fraction], beyond: Fraction, place: int) -> Fraction:
    if place <= len(table):
        return table[place - 1]
    last = table[-1] if table else ZERO
    return last + beyond * (place - len(table))


def _small(case: Case) -> dict[str, Any] | None:
    small: dict[str, Any] | None = case.rule.values["small_group"]
    return small if small and case.population.count <= small["at_most"] else None


def rank_table(case: Case) -> Fraction:
    """Points of the place; a tie under average ranks takes the mean of the places it spans."""
    small = _small(case)
    table = small["table"] if small else case.rule.values["table"] or []
    beyond = small["beyond"] if small else case.number("beyond")
    first = 1 + case.population.ahead(case.x, case.better)
    if case.place_ties() != "average":
        return _from_table(table, beyond, int(_place(case)))
    spanned = range(first, first + max(1, case.population.equal(case.x)))
    return sum((_from_table(table, beyond, place) for place in spanned), ZERO) / len(spanned)


def rank_bands(case: Case) -> Fraction:
    """Points of the first band that holds the place."""
    small = _small(case)
    place, count = _place(case), case.population.count
    for band in small["bands"] if small else case.rule.values["bands"]:
        limit = band["to"] if band["to"] is not None else (band["to_share"] or ZERO) * count
        if place <= limit:
            return band["points"] or ZERO
    return case.number("otherwise")


def rank_value(case: Case) -> Fraction:
    """Ascending place, the worst has ``start``."""
    worse = case.population.behind(case.x, case.better)
    score = case.number("start") + worse
    if case.rule.values["ties"] == "average":
        score += Fraction(max(1, case.population.equal(case.x)) - 1, 2)
    return score
