"""The figures of the invented county, drawn month by month and added up.

All figures are whole numbers of their last decimal while they are made, so that parts add up to
their total exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sanbi.site.demo.chance import share, swing
from sanbi.site.demo.model import Measure, Place, Spot
from sanbi.site.demo.seasons import MONTHS, periods, weight

Months = dict[tuple[int, int], int]
"""What happened in each month, in units of the last decimal."""

Anchors = Mapping[tuple[str, str], Mapping[tuple[int, int], int]]
"""Cumulative figures that are laid down: (indicator, unit) to month to figure."""


def draw(
    seed: int, measures: Iterable[Measure], townships: Iterable[Place], anchors: Anchors
) -> dict[Spot, Decimal]:
    """Return every figure of the 27 months (and their quarters) of the townships."""
    known = {measure.code: measure for measure in measures}
    figures: dict[Spot, Decimal] = {}
    for place in townships:
        months: dict[str, Months] = {}
        for measure in sorted(known.values(), key=_after):
            held = _months(seed, measure, place, months)
            months[measure.code] = _anchored(held, anchors.get((measure.code, place.code), {}))
        for code, measure in known.items():
            for period, year, month in periods(measure.frequency):
                scaled = _at(measure, months[code], year, month)
                figures[Spot(code, place.code, period)] = Decimal(scaled).scaleb(-measure.decimals)
    return figures


def _after(measure: Measure) -> int:
    """Totals and shares come after what they are made of."""
    return 2 * ("sum_of" in measure.made or "share_of" in measure.made) + 3 * (
        "rest_of" in measure.made
    )


def _months(seed: int, measure: Measure, place: Place, before: Mapping[str, Months]) -> Months:
    made = measure.made
    if "sum_of" in made:
        return {at: sum(before[part][at] for part in made["sum_of"]) for at in MONTHS}
    if "rest_of" in made:
        whole, part = before[made["rest_of"]["of"]], before[made["rest_of"]["without"]]
        return {at: whole[at] - part[at] for at in MONTHS}
    kinds = {"share_of": _share, "count": _count, "stock": _stock, "rate": _rate}
    draw_one = next((kinds[name] for name in kinds if name in made), _flow)
    return {at: draw_one(seed, measure, place, at, before) for at in MONTHS}


Before = Mapping[str, Months]
At = tuple[int, int]


def _flow(seed: int, measure: Measure, place: Place, at: At, before: Before) -> int:
    """An amount that grows over the years, with season, structure, drift and noise."""
    del before
    made, (year, month) = measure.made, at
    size = place.size if made.get("scaled", True) else 0.8 + 0.1 * place.size
    level: float = (
        made["flow"] * size * (1 + 0.15 * swing(seed, "structure", measure.code, place.code))
    )
    for grown in range(2025, year + 1):
        wobble = 1.5 * swing(seed, "year", measure.code, place.code, grown)
        level *= 1 + (made["growth"] + place.strength + wobble) / 100
    quarter = (month - 1) // 3
    level *= 1 + 0.02 * swing(seed, "drift", measure.code, place.code, year, quarter)
    level *= 1 + made["noise"] * swing(seed, "noise", measure.code, place.code, year, month)
    return round(level * weight(made["season"], year, month) * measure.scale)


def _share(seed: int, measure: Measure, place: Place, at: At, before: Before) -> int:
    """A part of another indicator's month."""
    made = measure.made["share_of"]
    wide = made["most"] - made["least"]
    part: float = made["least"] + wide * share(seed, "share", measure.code, place.code, *at)
    return int(before[made["of"]][at] * part)


def _count(seed: int, measure: Measure, place: Place, at: At, before: Before) -> int:
    """Whole events, as many on average as the indicator says, never by half."""
    del before
    made = measure.made
    size = 0.4 + 0.6 * place.size if made.get("scaled", True) else 1.0
    mean = made["count"] * size * weight(made["season"], *at) * (1 + place.strength / 20)
    return int(mean + share(seed, "count", measure.code, place.code, *at))


def _stock(seed: int, measure: Measure, place: Place, at: At, before: Before) -> int:
    """What stands at the end of a month: grows evenly, a little up and down."""
    del before
    made, (year, month) = measure.made, at
    past = (year - 2024) * 12 + month
    grown = 1 + (made["growth"] + place.strength) * past / 1200
    near = 1 + 0.01 * swing(seed, "stock", measure.code, place.code, *at)
    level: float = made["stock"] * place.size * grown * near
    return max(1, round(level * measure.scale))


def _rate(seed: int, measure: Measure, place: Place, at: At, before: Before) -> int:
    """A share in per cent, between its limits."""
    del before
    made = measure.made
    own = 0.4 * swing(seed, "own", measure.code, place.code)
    moved = own + 0.8 * swing(seed, "rate", measure.code, place.code, *at) + place.strength / 8
    value: float = min(max(made["rate"] + made["spread"] * moved, made["least"]), made["most"])
    return round(value * measure.scale)


def _anchored(months: Months, anchors: Mapping[At, int]) -> Months:
    """The months moved so that the cumulative figures laid down come out exactly."""
    if not anchors:
        return months
    (year, month), last = max(anchors.items())
    natural = sum(months[year, done] for done in range(1, month + 1)) or last
    moved = {at: round(value * last / natural) for at, value in months.items()}
    for in_year in {at[0] for at in anchors}:
        start, reached = 1, 0
        for (_, until), total in sorted(item for item in anchors.items() if item[0][0] == in_year):
            span = [(in_year, at) for at in range(start, until + 1)]
            moved |= _shared_out(total - reached, [(at, moved[at]) for at in span])
            start, reached = until + 1, total
    return moved


def _shared_out(total: int, parts: list[tuple[At, int]]) -> Months:
    """A total shared out in proportion; what does not divide falls to the last months."""
    whole = sum(value for _, value in parts) or len(parts)
    out, given, seen = {}, 0, 0
    for at, value in parts:
        seen += value if sum(item for _, item in parts) else 1
        upto = total * seen // whole
        out[at], given = upto - given, upto
    return out


def _at(measure: Measure, months: Months, year: int, month: int) -> int:
    """The figure of the period that ends with a month."""
    if measure.accumulation == "cumulative":
        return sum(months[year, done] for done in range(1, month + 1))
    return months[year, month]
