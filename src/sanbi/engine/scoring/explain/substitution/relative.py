"""Working of the rules that compare a unit with the population."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from sanbi.engine.scoring.explain.substitution.sheet import ATOM, PRODUCT, SUM, Put, Sheet
from sanbi.engine.scoring.places import better_and_equal, places

HALF = Fraction(1, 2)


def _when_equal(
    sheet: Sheet, because: str, base: Sequence[str] = (), middle: Sequence[str] = ()
) -> list[Put]:
    """Write the declared outcome where all values are equal; base and middle are the rule's."""
    choice = sheet.context.params["when_equal"]
    if choice == "mid" and middle:
        return [Put(text, ATOM, because) for text in middle]
    if choice == "base" and base:
        pairs = zip(base, sheet.points(), strict=True)
        return [Put(f"{b} × {w}", PRODUCT, because) for b, w in pairs]
    if choice in {"zero", "base"}:
        return [Put("0", ATOM, because)] * sheet.size
    if choice == "mid":
        return [Put(f"{w} ÷ 2", PRODUCT, because) for w in sheet.points()]
    return [Put(w, ATOM, because) for w in sheet.points()]


def _ends(sheet: Sheet) -> tuple[Any, Any]:
    """Least and greatest value of the population."""
    return sheet.context.population.min(), sheet.context.population.max()


def _distance(sheet: Sheet, low: list[str], high: list[str]) -> list[str]:
    """``(x − lo)``, or ``(hi − x)`` where less is better."""
    if sheet.context.high:
        return [f"({x} − {end})" for x, end in zip(sheet.x(), low, strict=True)]
    return [f"({end} − {x})" for x, end in zip(sheet.x(), high, strict=True)]


def efficacy(sheet: Sheet) -> list[Put]:
    """``W × (b + (1 − b) × (x − lo) ÷ (hi − lo))``."""
    least, greatest = _ends(sheet)
    low = least if sheet.context.params["low"] is None else sheet.number("low")
    high = greatest if sheet.context.params["high"] is None else sheet.number("high")
    base = sheet.number("share_base")
    lows, highs, bases = sheet.terms(low), sheet.terms(high), sheet.terms(base)
    if not np.ndim(low) and not np.ndim(high) and low == high:
        return _when_equal(sheet, f"{lows[0]} = {highs[0]}", bases)
    rest = sheet.terms(sheet.context.constant(1) - base)
    parts = zip(
        sheet.points(), bases, rest, _distance(sheet, lows, highs), lows, highs, strict=True
    )
    return [
        Put(f"{w} × ({b} + {r} × {distance} ÷ ({hi} − {lo}))", PRODUCT)
        for w, b, r, distance, lo, hi in parts
    ]


def ratio_to_best(sheet: Sheet) -> list[Put]:
    """``W × x ÷ max``, or ``W × min ÷ x`` where less is better."""
    best = sheet.context.best
    full = sheet.context.params["nonpositive"] == "full"
    shown_best = sheet.term(best)
    puts = []
    for w, x, value in zip(sheet.points(), sheet.x(), sheet.values(sheet.context.x), strict=True):
        if best <= 0 or (not sheet.context.high and value <= 0):
            which = shown_best if best <= 0 else x
            puts.append(Put(w if full else "0", ATOM, f"{which} ≤ 0", None, final=True))
        elif sheet.context.high:
            puts.append(Put(f"{w} × {x} ÷ {shown_best}", PRODUCT))
        else:
            puts.append(Put(f"{w} × {shown_best} ÷ {x}", PRODUCT))
    return puts


def min_max(sheet: Sheet) -> list[Put]:
    """``lo + (hi − lo) × (x − min) ÷ (max − min)``."""
    low, high = (
        sheet.context.points if isinstance(end, str) else sheet.context.constant(end)
        for end in sheet.context.params["range"]
    )
    least, greatest = _ends(sheet)
    lows, highs, spans = sheet.terms(low), sheet.terms(high), sheet.terms(high - low)
    least_text, greatest_text = sheet.term(least), sheet.term(greatest)
    if least == greatest:
        return _equal_ends(sheet, f"{least_text} = {greatest_text}", lows, highs)
    distances = _distance(sheet, [least_text] * sheet.size, [greatest_text] * sheet.size)
    reach = f"({greatest_text} − {least_text})"
    return [
        Put(f"{span} × {distance} ÷ {reach}", PRODUCT)
        if lo == "0" or not start
        else Put(f"{lo} + {span} × {distance} ÷ {reach}", SUM)
        for lo, start, span, distance in zip(lows, sheet.values(low), spans, distances, strict=True)
    ]


def _equal_ends(sheet: Sheet, because: str, lows: list[str], highs: list[str]) -> list[Put]:
    choice = sheet.context.params["when_equal"]
    if choice == "full":
        return [Put(hi, ATOM, because) for hi in highs]
    if choice == "mid":
        pairs = zip(lows, highs, strict=True)
        return [Put(f"({lo} + {hi}) ÷ 2", PRODUCT, because) for lo, hi in pairs]
    return [Put("0", ATOM, because)] * sheet.size


def z_score(sheet: Sheet) -> list[Put]:
    """``mean + sd × (x − μ) ÷ σ``."""
    sigma = sheet.context.deviation(sample=sheet.context.params["sample"])
    middle, spread = sheet.number("mean"), sheet.number("sd")
    if sigma is None:
        least, greatest = _ends(sheet)
        because = f"{sheet.term(least)} = {sheet.term(greatest)}"
        return _when_equal(sheet, because, middle=sheet.terms(middle))
    mu = [sheet.term(sheet.context.mean)] * sheet.size
    deviation = sheet.term(sigma)
    return [
        Put(f"{mean} + {sd} × {distance} ÷ {deviation}", SUM)
        for mean, sd, distance in zip(
            sheet.terms(middle), sheet.terms(spread), _distance(sheet, mu, mu), strict=True
        )
    ]


def percentile(sheet: Sheet) -> list[Put]:
    """``W × a ÷ (n − 1)``, a = number of units with a worse value."""
    context = sheet.context
    count = len(context.population)
    if count == 1:
        return _when_equal(sheet, "n = 1")
    worse, _ = better_and_equal(context.x, context.population, high=not context.high)
    return [
        Put(f"{w} × {number} ÷ ({sheet.term(count)} − 1)", PRODUCT)
        for w, number in zip(sheet.points(), sheet.terms(worse), strict=True)
    ]


def rank_value(sheet: Sheet) -> list[Put]:
    """``start + r − 1``, r = place counted from the worst."""
    context = sheet.context
    ties = "competition" if context.params["ties"] == "min" else "average"
    ascending = places(
        context.x, context.population, context.arithmetic, high=not context.high, ties=ties
    )
    starts = sheet.terms(sheet.number("start"))
    return [
        Put(f"{start} + {place} − 1", SUM, f"r = {place}")
        for start, place in zip(starts, sheet.terms(ascending), strict=True)
    ]


def distance_to_reference(sheet: Sheet) -> list[Put]:
    """``W × (1 − (R − x) ÷ (R − min))``, or ``W × x ÷ R``."""
    context = sheet.context
    references = sheet.values(sheet.number("reference"))
    ratio = context.params["measure"] == "ratio"
    least, greatest = _ends(sheet)
    worst = least if context.high else greatest
    puts = []
    equal = _when_equal(sheet, "")
    rows = zip(sheet.points(), sheet.x(), sheet.values(context.x), references, equal, strict=True)
    for w, xs, x, reference, outcome in rows:
        r, end = sheet.term(reference), sheet.term(worst)
        below = (reference if context.high else x) if ratio else reference - worst
        if below == 0:
            zero = (r if context.high else xs) if ratio else f"{r} − {end}"
            puts.append(outcome._replace(because=f"{zero} = 0"))
        elif ratio:
            text = f"{w} × {xs} ÷ {r}" if context.high else f"{w} × {r} ÷ {xs}"
            puts.append(Put(text, PRODUCT))
        elif context.high:
            puts.append(Put(f"{w} × (1 − ({r} − {xs}) ÷ ({r} − {end}))", PRODUCT))
        else:
            puts.append(Put(f"{w} × (1 − ({xs} − {r}) ÷ ({end} − {r}))", PRODUCT))
    return puts
