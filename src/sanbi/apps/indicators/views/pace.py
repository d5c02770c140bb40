"""Pages of pace 双过半: the board, and the drawings of bars and fans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.indicators.queries.catalogue import indicator_seen
from sanbi.apps.indicators.queries.outlook import Fan
from sanbi.apps.indicators.queries.pace import (
    Clock,
    PaceLine,
    pace_of_indicator,
    pace_of_unit,
)
from sanbi.apps.indicators.queries.targets import targets_of
from sanbi.apps.indicators.rules import can_read
from sanbi.apps.indicators.views.lists import tabs
from sanbi.apps.indicators.views.targets import year_asked
from sanbi.apps.indicators.wording import period_words
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request, page

BAR, MOST = 240.0, 125.0
"""Pixels of a bar, and the share of the target in per cent at its right end."""
FAN_WIDTH, FAN_HEIGHT = 640.0, 250.0
LEFT, RIGHT, TOP, BOTTOM = 66.0, 12.0, 12.0, 24.0


@dataclass(frozen=True)
class Bar:
    """What is drawn of a line: pixels from the left; None for what is not there."""

    done: float | None
    asked: float | None
    whole: float
    low: float | None
    high: float | None

    @property
    def span(self) -> float:
        """How wide the likely range is; never too thin to be seen."""
        return round(max(2.0, (self.high or 0.0) - (self.low or 0.0)), 1)


@page(can_read)
def pace(request: Request) -> HttpResponse:
    """Show the targets of the year beside the time: of one unit, or of one indicator."""
    year = year_asked(request.GET.get("year", ""), request.now)
    clock = request.GET.get("by", "")
    by = Clock(clock) if clock in set(Clock) else Clock.USUAL
    sheets = targets_of(request.actor, year)
    units = {row.unit.pk: row.unit for sheet in sheets for row in sheet.rows}
    units |= {sheet.county.unit.pk: sheet.county.unit for sheet in sheets if sheet.county}
    unit, indicator = _chosen(request, list(units.values()), [sheet.indicator for sheet in sheets])
    lines: Sequence[PaceLine] = ()
    if indicator is not None:
        lines = pace_of_indicator(request.actor, indicator, year, by)
    elif unit is not None:
        lines = pace_of_unit(request.actor, unit, year, by)
    if request.GET.get("format"):
        return _export(request, lines)
    known = [(str(sheet.indicator.pk), sheet.indicator.name) for sheet in sheets]
    context = {
        "lines": [(line, bar_of(line), _period(line)) for line in lines],
        "counts": _counts(lines),
        "unit": unit,
        "indicator": indicator,
        "year": year,
        "years": [(str(number), str(number)) for number in range(year - 2, year + 2)],
        "units": [(str(one.pk), one.name) for one in units.values()],
        "indicators": [("", _("of one unit")), *known],
        "clocks": [(one.value, words) for one, words in clock_words()],
        "clock": by.value,
        "tabs": tabs(request, "pace"),
        "crumbs": [(_("Indicators"), reverse("indicators")), (_("Pace"), "")],
    }
    return render(request, "indicators/pace.html", context)


def clock_words() -> list[tuple[Clock, str]]:
    """What the time is told by, as a page says it."""
    return [
        (Clock.USUAL, _("what is usual by then")),
        (Clock.DAYS, _("days of the calendar")),
        (Clock.WORKDAYS, _("working days")),
    ]


def _chosen(
    request: Request, units: Sequence[Unit], indicators: Sequence[Indicator]
) -> tuple[Unit | None, Indicator | None]:
    """The unit or indicator asked for; else the reader's own unit, else the first."""
    wanted = request.GET.get("indicator", "")
    indicator = None
    if wanted.isdecimal() and any(one.pk == int(wanted) for one in indicators):
        indicator = indicator_seen(request.actor, int(wanted))
    asked = request.GET.get("unit", "")
    unit = next((one for one in units if str(one.pk) == asked), None)
    if unit is None:
        own = request.actor.units_as()
        unit = next((one for one in units if one.pk in own), units[0] if units else None)
    return unit, indicator


def _period(line: PaceLine) -> str:
    return "" if line.outlook is None else period_words(line.outlook.period)


def _counts(lines: Sequence[PaceLine]) -> dict[str, int]:
    found = dict.fromkeys(("red", "yellow", "green"), 0)
    for line in lines:
        if line.lamp is not None:
            found[line.lamp] += 1
    return found


def bar_of(line: PaceLine) -> Bar:
    """The drawing of a line, on one scale for all: 0 to 125 % of the target of the year."""
    low = high = None
    if line.year is not None and line.done is not None and line.target:
        low = _x(100 * line.year.low / float(line.target))
        high = _x(100 * line.year.high / float(line.target))
    done = None if line.done is None else _x(line.done)
    asked = None if line.asked is None or done is None else _x(line.asked)
    return Bar(done, asked, _x(100.0), low, high)


def _x(share: float) -> float:
    return round(max(0.0, min(share, MOST)) / MOST * BAR, 1)


def _export(request: Request, lines: Sequence[PaceLine]) -> HttpResponse:
    columns = (
        Column(_("Unit")),
        Column(_("Indicator")),
        Column(_("Period")),
        Column(_("Target of the year"), Kind.NUMBER, 2),
        Column(_("Done of it, %"), Kind.NUMBER, 1),
        Column(_("Asked by the time, %"), Kind.NUMBER, 1),
        Column(_("Forecast of the year"), Kind.NUMBER, 2),
        Column(_("Chance of the half-year, %"), Kind.NUMBER, 0),
        Column(_("Chance of the year, %"), Kind.NUMBER, 0),
    )
    rows = [
        (
            line.unit.name,
            line.indicator.name,
            _period(line),
            line.target,
            line.done,
            line.asked,
            line.year.middle if line.year else None,
            line.half.chance if line.half else None,
            line.year.chance if line.year else None,
        )
        for line in lines
    ]
    return table_answer(request.GET["format"], _("Pace"), columns, rows)


@dataclass(frozen=True)
class FanDrawing:
    """A fan in SVG: paths, the marks of both axes, and the lines of targets.

    ``bands`` go from the widest to the narrowest.
    """

    width: float
    height: float
    bands: tuple[str, ...]
    known: str
    middle: str
    before: str
    months: tuple[tuple[float, int], ...]
    ticks: tuple[tuple[float, str], ...]
    targets: tuple[tuple[float, float, int], ...]


def fan_drawing(fan: Fan) -> FanDrawing:
    """Draw a fan: months across, figures upwards; the last known month is where it opens."""
    values = [value for _month, value in (*fan.known, *fan.before)]
    values += [point.high95 for point in fan.ahead] + [point.low95 for point in fan.ahead]
    values += [float(target) for target in fan.targets.values()]
    low, high = min(0.0, *values), max(values) or 1.0
    ticks = _ticks(low, high)
    high = max(high, ticks[-1])

    def at(month: float, value: float) -> tuple[float, float]:
        x = LEFT + (month - 1) / 11 * (FAN_WIDTH - LEFT - RIGHT)
        y = TOP + (high - value) / (high - low) * (FAN_HEIGHT - TOP - BOTTOM)
        return round(x, 1), round(y, 1)

    last = fan.known[-1]
    bands = []
    for lower, upper in (("low95", "high95"), ("low80", "high80"), ("low50", "high50")):
        up = [at(point.month, getattr(point, upper)) for point in fan.ahead]
        down = [at(point.month, getattr(point, lower)) for point in reversed(fan.ahead)]
        bands.append(_path([at(*last), *up, *down]) + "Z")
    middle = [at(*last), *(at(point.month, point.middle) for point in fan.ahead)]
    return FanDrawing(
        FAN_WIDTH,
        FAN_HEIGHT,
        tuple(bands),
        _path([at(*pair) for pair in fan.known]),
        _path(middle),
        _path([at(*pair) for pair in fan.before]),
        tuple((at(month, low)[0], month) for month in range(1, 13)),
        tuple((at(1, tick)[1], f"{tick:,.10g}") for tick in ticks),
        tuple((*at(month, float(target)), month) for month, target in sorted(fan.targets.items())),
    )


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points) if points else ""


def _ticks(low: float, high: float) -> list[float]:
    """Four to eight round marks from low to above high."""
    size = (high - low) / 5 or 1.0
    power = 10.0 ** len(str(int(size))) / 10 if size >= 1 else 0.1
    step = next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= size)
    count = int((high - low) / step) + 1
    return [round(low + number * step, 6) for number in range(count + 1)]
