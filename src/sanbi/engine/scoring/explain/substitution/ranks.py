"""Working of the rules that give points for a place.

``r`` is the place, ``n`` the size of the population.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.explain.substitution.sheet import ATOM, PRODUCT, SUM, Put, Sheet, added

LONGEST = 10  # places that are written out before they are put together


def rank_step(sheet: Sheet) -> list[Put]:
    """``W × (1 − step × (r − 1))``, or ``W − points_step × (r − 1)``."""
    places = sheet.terms(sheet.context.places(sheet.context.params["ties"]))
    fixed = sheet.number("points_step")
    steps = sheet.terms(sheet.number("step") if fixed is None else fixed)
    rows = zip(sheet.points(), steps, places, strict=True)
    if fixed is None:
        return [Put(f"{w} × (1 − {step} × ({r} − 1))", PRODUCT) for w, step, r in rows]
    return [Put(f"{w} − {step} × ({r} − 1)", SUM) for w, step, r in rows]


def small_group(sheet: Sheet) -> tuple[Any, str]:
    """Return the parameters that hold for a group of this size, and the comparison that says so."""
    params = sheet.context.params
    small, count = params["small_group"], len(sheet.context.population)
    if small is None:
        return params, ""
    limit = small["at_most"]
    if count <= limit:
        return small, f"n = {count} ≤ {limit}, "
    return params, f"n = {count} > {limit}, "


def rank_table(sheet: Sheet) -> list[Put]:
    """``r = 3 → points``; beyond the table the last points and so many for each further place."""
    held, size = small_group(sheet)
    ties = sheet.context.params["ties"]
    places = sheet.values(sheet.context.places(ties))
    firsts = places if ties != "average" else sheet.values(sheet.context.places("competition"))
    puts = []
    for place, first in zip(places, firsts, strict=True):
        because = f"{size}r = {sheet.term(place)}"
        span = round(2 * (float(place) - float(first))) + 1
        text, level = _at_places(sheet, held["table"], held["beyond"], int(first), span)
        puts.append(Put(text, level, because))
    return puts


def _at_places(
    sheet: Sheet, table: list[Fraction], beyond: Fraction, first: int, span: int
) -> tuple[str, int]:
    """Points of one place, or the mean of the places that a tie spans."""
    if span == 1:
        return _at_place(sheet, table, beyond, first)
    values = [_value_at(table, beyond, first + step) for step in range(span)]
    if span > LONGEST:
        return f"{sheet.term(sum(values, Fraction(0)))} ÷ {span}", PRODUCT
    return f"({' + '.join(sheet.term(value) for value in values)}) ÷ {span}", PRODUCT


def _value_at(table: list[Fraction], beyond: Fraction, place: int) -> Fraction:
    if place <= len(table):
        return table[place - 1]
    return table[-1] + beyond * (place - len(table))


def _at_place(sheet: Sheet, table: list[Fraction], beyond: Fraction, place: int) -> tuple[str, int]:
    if place <= len(table):
        return sheet.term(table[place - 1]), ATOM
    sign = -1 if beyond < 0 else 1
    further = f"{sheet.term(abs(beyond))} × ({sheet.term(place)} − {len(table)})"
    return added([(sign, further)], sheet.term(table[-1])), SUM


def rank_bands(sheet: Sheet) -> list[Put]:
    """``r = 3, 2 < 3 ≤ 5 → points``: the limits of the band of places."""
    held, size = small_group(sheet)
    bands = [(*_last_place(sheet, band), band["points"]) for band in held["bands"]]
    places = sheet.values(sheet.context.places(sheet.context.params["ties"]))
    puts = []
    for r, other in zip(places, sheet.values(sheet.number("otherwise")), strict=True):
        found = next((place for place, band in enumerate(bands) if r <= band[0]), len(bands))
        passed = max(bands[:found], default=None, key=lambda band: band[0])
        place = sheet.term(r)
        if found < len(bands):
            low = "" if passed is None else f"{passed[1]} < "
            because, points = f"{low}{place} ≤ {bands[found][1]}", bands[found][2]
        else:
            because, points = f"{place} > {passed[1] if passed else 0}", other
        puts.append(Put(sheet.term(points), ATOM, f"{size}r = {place}, {because}"))
    return puts


def _last_place(sheet: Sheet, band: dict[str, Any]) -> tuple[Fraction, str]:
    """Return the last place of a band, and how it is written; a share of all is not rounded."""
    if band["to"] is not None:
        return Fraction(band["to"]), sheet.term(band["to"])
    count = len(sheet.context.population)
    return band["to_share"] * count, f"{sheet.term(band['to_share'])} × {count}"
