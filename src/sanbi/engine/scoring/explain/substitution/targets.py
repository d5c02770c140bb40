"""Working of the rules that compare an input with a target."""

from __future__ import annotations

from typing import Any

from sanbi.engine.scoring.explain.substitution.sheet import (
    ATOM,
    PRODUCT,
    SUM,
    Put,
    Sheet,
    added,
)

LONGEST = 10  # bands that are written out; those between are put together


def direct(sheet: Sheet) -> list[Put]:
    """``x``."""
    return [Put(x, ATOM) for x in sheet.x()]


def proportional(sheet: Sheet) -> list[Put]:
    """``W × x ÷ T``; where less is better ``W × T ÷ x``, and the cap where x ≤ 0."""
    rows = zip(sheet.points(), sheet.target(), sheet.x(), strict=True)
    if sheet.context.high:
        return [Put(f"{w} × {x} ÷ {t}", PRODUCT) for w, t, x in rows]
    caps = sheet.values(sheet.number("cap"))
    values = sheet.values(sheet.context.x)
    return [
        Put(f"{w} × {t} ÷ {x}", PRODUCT)
        if value > 0
        else Put(sheet.term(cap), ATOM, f"{x} ≤ 0", cap)
        for (w, t, x), value, cap in zip(rows, values, caps, strict=True)
    ]


def linear(sheet: Sheet) -> list[Put]:
    """Write ``base ± (x − T) ÷ step × slope``, or a product for each tier between T and x."""
    if sheet.context.params["tiers"] is not None:
        return _tiered(sheet)
    context = sheet.context
    step, whole = sheet.number("step"), context.params["whole_steps"]
    down = sheet.number("slope_down")
    slopes = sheet.values(sheet.number("slope"))
    below = slopes if down is None else sheet.values(down)
    steps, bases = sheet.values(step), sheet.terms(sheet.number("base"))
    numbers = zip(sheet.values(context.x), sheet.values(context.target), strict=True)
    texts = zip(sheet.x(), sheet.target(), strict=True)
    puts = []
    for (x, t), (xs, ts), base, slope, lower, one in zip(
        numbers, texts, bases, slopes, below, steps, strict=True
    ):
        over = x >= t
        better = over == context.high or x == t
        run = f"({xs} − {ts})" if over else f"({ts} − {xs})"
        if one != 1:
            run = f"{run} ÷ {sheet.term(one)}"
        if whole:
            run = f"int({run[1:-1] if one == 1 else run})"
        used = slope if better else lower
        part = f"{run} × {sheet.term(used)}"
        puts.append(Put(added([(1 if better else -1, part)], base), SUM))
    return puts


def _tiered(sheet: Sheet) -> list[Put]:
    context, bases = sheet.context, sheet.terms(sheet.number("base"))
    numbers = zip(sheet.values(context.x), sheet.values(context.target), strict=True)
    puts = []
    for (x, t), base in zip(numbers, bases, strict=True):
        pieces = _pieces(sheet, x, t)
        sign = 1 if (x >= t) == context.high else -1
        text = added([(sign, piece) for piece in pieces], base) if pieces else f"{base} + 0"
        puts.append(Put(text, SUM))
    return puts


def _pieces(sheet: Sheet, x: Any, goal: Any) -> list[str]:  # noqa: ANN401 - numbers
    """``(to − from) × slope`` for each tier that has a part between target and input."""
    found = []
    for tier in sheet.context.params["tiers"]:
        ends = []
        for value in (x, goal):
            if tier["from"] is not None:
                value = max(value, sheet.context.constant(tier["from"]))  # noqa: PLW2901
            if tier["to"] is not None:
                value = min(value, sheet.context.constant(tier["to"]))  # noqa: PLW2901
            ends.append(value)
        if ends[0] != ends[1]:
            low, high = min(ends), max(ends)
            text = f"({sheet.term(high)} − {sheet.term(low)}) × {sheet.term(tier['slope'])}"
            found.append((abs(low - goal), text))
    return [text for _, text in sorted(found, key=lambda piece: piece[0])]


def progressive_bands(sheet: Sheet) -> list[Put]:
    """Write ``base ± part × base ÷ divisor ± …``, one product for each band of the distance."""
    context = sheet.context
    columns = (
        context.x,
        context.target,
        *(sheet.number(name) for name in ("base", "band", "first", "next")),
    )
    most = int(context.params["max_bands"])
    puts = []
    for x, t, base, width, first, following in zip(*map(sheet.values, columns), strict=True):
        distance = x - t if context.high else t - x
        parts = _bands(abs(distance), width, first, following, most)
        sign = -1 if distance < 0 else 1
        text = _band_text(sheet, parts, base, sign) if parts else f"{sheet.term(base)} + 0"
        puts.append(Put(text, SUM))
    return puts


def _bands(
    rest: Any,  # noqa: ANN401 - a number
    width: Any,  # noqa: ANN401 - a number
    first: Any,  # noqa: ANN401 - a number
    following: Any,  # noqa: ANN401 - a number
    most: int,
) -> list[tuple[Any, Any]]:
    """Return the part of the distance in each band, and the band's divisor."""
    parts = []
    for band in range(1, most + 1):
        if rest <= 0:
            break
        part = rest if band == most else min(rest, width)
        parts.append((part, first + following * (band - 1)))
        rest = rest - part
    return parts


def _band_text(sheet: Sheet, parts: list[tuple[Any, Any]], base: Any, sign: int) -> str:  # noqa: ANN401
    bases = sheet.term(base)
    texts = [f"{sheet.term(part)} × {bases} ÷ {sheet.term(by)}" for part, by in parts]
    if len(parts) > LONGEST:
        half = LONGEST // 2
        between = parts[half : len(parts) - half]
        together = sum((part * base / by for part, by in between), sheet.context.constant(0))
        texts = [*texts[:half], sheet.term(together), *texts[len(parts) - half :]]
    return added([(sign, text) for text in texts], bases)


def threshold(sheet: Sheet) -> list[Put]:
    """Write the comparison with the target, and the points that it gives."""
    context = sheet.context
    strict = context.params["strict"]
    if context.high:
        yes, no = (">", "≤") if strict else ("≥", "<")
    else:
        yes, no = ("<", "≥") if strict else ("≤", ">")
    numbers = zip(sheet.values(context.x), sheet.values(context.target), strict=True)
    texts = zip(sheet.x(), sheet.target(), strict=True)
    outcomes = zip(sheet.points(), sheet.terms(sheet.number("otherwise")), strict=True)
    numbers = zip(sheet.values(context.x), sheet.values(context.target), strict=True)
    texts = zip(sheet.x(), sheet.target(), strict=True)
    outcomes = zip(sheet.points(), sheet.terms(sheet.number("otherwise")), strict=True)
    puts = []
    for (x, t), (xs, ts), (full, other) in zip(numbers, texts, outcomes, strict=True):
        reached = (x > t if context.high else x < t) or (x == t and not strict)
        sign = yes if reached else no
        puts.append(Put(full if reached else other, ATOM, f"{xs} {sign} {ts}"))
    return puts


def value_bands(sheet: Sheet) -> list[Put]:
    """Write the limits between which the input lies, and the points of its band."""
    bands = sheet.context.params["bands"]
    otherwise = sheet.terms(sheet.number("otherwise"))
    puts = []
    for x, xs, other in zip(sheet.values(sheet.context.x), sheet.x(), otherwise, strict=True):
        passed: list[tuple[str, Any]] = []
        points = other
        for band in bands:
            failed = _failing(x, band, sheet)
            if failed is None:
                points = sheet.term(band["points"])
                passed += _bounds(band, sheet)
                break
            passed.append(failed)
        puts.append(Put(points, ATOM, between(sheet, xs, passed)))
    return puts


def _failing(x: Any, band: dict[str, Any], sheet: Sheet) -> tuple[str, Any] | None:  # noqa: ANN401
    """Return the limit of a band that the input misses: it lies below min or above max."""
    for name, sign in (("min", "<"), ("max", ">")):
        if band[name] is not None:
            limit = sheet.context.constant(band[name])
            if x < limit if name == "min" else x > limit:
                return sign, limit
    return None


def _bounds(band: dict[str, Any], sheet: Sheet) -> list[tuple[str, Any]]:
    named = (("≥", band["min"]), ("≤", band["max"]))
    return [(sign, sheet.context.constant(limit)) for sign, limit in named if limit is not None]


def between(sheet: Sheet, x: str, limits: list[tuple[str, Any]]) -> str:
    """``80 ≤ x < 90`` from all limits that hold, the tightest on each side."""
    low = [(value, sign) for sign, value in limits if sign in "≥>"]
    high = [(value, sign) for sign, value in limits if sign in "≤<"]
    # Of two equal limits the strict one is tighter.
    below = max(low, key=lambda limit: (limit[0], limit[1] == ">"), default=None)
    above = min(high, key=lambda limit: (limit[0], limit[1] != "<"), default=None)
    if below is None or above is None:
        value, sign = below or above or (0, "≥")
        return f"{x} {sign} {sheet.term(value)}"
    turned = {"≥": "≤", ">": "<"}[below[1]]
    return f"{sheet.term(below[0])} {turned} {x} {above[1]} {sheet.term(above[0])}"


def goalposts(sheet: Sheet) -> list[Put]:
    """``W × (x − lo) ÷ (hi − lo)``, or the same of logarithms."""
    context = sheet.context
    columns = [sheet.x(), *(sheet.terms(sheet.number(name)) for name in ("low", "high"))]
    if context.params["scale"] == "log":
        columns = [[f"ln({text})" for text in column] for column in columns]
    return [
        Put(f"{w} × ({x} − {low}) ÷ ({high} − {low})", PRODUCT)
        if context.high
        else Put(f"{w} × ({high} − {x}) ÷ ({high} − {low})", PRODUCT)
        for w, x, low, high in zip(sheet.points(), *columns, strict=True)
    ]
