"""Values over time: series, the history of one, the release of a statistic."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.indicators import services
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.indicators.models.catalogue import Kind as FigureKind
from sanbi.apps.indicators.queries.catalogue import indicator_seen
from sanbi.apps.indicators.queries.outlook import fan_of, outlook_of
from sanbi.apps.indicators.queries.series import Series, series_of, units_with_values
from sanbi.apps.indicators.queries.values import Value, history_of_cell, latest_values
from sanbi.apps.indicators.reading import read_typed
from sanbi.apps.indicators.rules import can_read, can_release
from sanbi.apps.indicators.views.pace import fan_drawing
from sanbi.apps.indicators.wording import period_words
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request, page
from sanbi.engine.calendar import Period, PeriodKind


@page(can_read)
def series_page(request: Request, pk: int) -> HttpResponse:
    """Show an indicator over the periods, beside the other kind of figure, never joined."""
    indicator = indicator_seen(request.actor, pk)
    units = units_with_values(request.actor, pk)
    wanted = request.GET.get("unit", "")
    unit = next((row for row in units if str(row.pk) == wanted), units[0] if units else None)
    found = series_of(request.actor, indicator, unit) if unit else None
    if request.GET.get("format") and found:
        return _export(request, found)
    outlook = outlook_of(request.actor, indicator, unit) if unit else None
    fan = fan_of(request.actor, indicator, unit) if unit and outlook else None
    context = {
        "indicator": indicator,
        "outlook": outlook,
        "fan": fan,
        "drawn": fan_drawing(fan) if fan else None,
        "outlook_words": period_words(outlook.period) if outlook else "",
        "units": [(str(row.pk), row.name) for row in units],
        "unit": unit,
        "series": found,
        "chart": _chart(found) if found else None,
        "crumbs": [
            (_("Indicators"), reverse("indicators")),
            (_("Catalogue"), reverse("catalogue")),
            (indicator.name, reverse("indicator", args=[pk])),
            (_("Series"), ""),
        ],
    }
    return render(request, "indicators/series.html", context)


@page(can_read)
def history(request: Request, unit: int, indicator: int, period: str) -> HttpResponse:
    """Show every version of one value: a page, or the inside of a dialog for a script."""
    found = history_of_cell(request.actor, unit, indicator, period)
    context = {
        "history": found,
        "words": period_words(period),
        "crumbs": [
            (_("Indicators"), reverse("indicators")),
            (found.indicator.name, reverse("indicator", args=[indicator])),
            (_("History of a value"), ""),
        ],
    }
    scripted = "HX-Request" in request.headers
    name = "indicators/history_table.html" if scripted else "indicators/history.html"
    return render(request, name, context)


@page(can_read)
def release(request: Request, pk: int) -> HttpResponse:
    """Release a statistic for all units in a period."""
    indicator = indicator_seen(request.actor, pk)
    require(can_release(request.actor, indicator), str(indicator.owner))
    if request.method == "POST":
        rows = services.statistics_release(
            actor=request.actor, now=request.now, indicator=pk, **_released(request, indicator)
        )
        messages.success(request, _("Released for %(count)s units.") % {"count": len(rows)})
        return redirect("series", pk)
    period = request.GET.get("period", "")
    units = _units()
    known = latest_values(
        request.actor, indicators=[pk], periods=[period], units=[unit.pk for unit in units]
    )
    context = {
        "indicator": indicator,
        "period": period,
        "rows": [(unit, _value(known.get((unit.pk, pk, period)))) for unit in units],
        "today": timezone.localdate(request.now),
        "crumbs": [
            (_("Indicators"), reverse("indicators")),
            (indicator.name, reverse("indicator", args=[pk])),
            (_("Release"), ""),
        ],
    }
    return render(request, "indicators/release.html", context)


def _value(known: Value | None) -> Decimal | None:
    return None if known is None else known.value


def _units() -> list[Unit]:
    kinds = (Unit.Kind.COUNTY, Unit.Kind.TOWNSHIP, Unit.Kind.ZONE)
    return list(Unit.objects.filter(kind__in=kinds))


def _released(request: Request, indicator: Indicator) -> dict[str, Any]:
    values = {}
    for unit in _units():
        read = read_typed(request.POST.get(f"v-{unit.pk}", ""), indicator.decimals)
        if read.fault:
            raise Refused(f"{unit}: {read.fault}", "", str(unit.pk))
        if read.value is not None:
            values[unit.pk] = read.value
    if not values:
        raise Refused(_("There is no value to release."), _("Fill in at least one unit."))
    try:
        day = date.fromisoformat(request.POST.get("released_on", ""))
    except ValueError as error:
        raise Refused(
            _("The release date is no date."), _("Write it like 2026-10-18."), "released_on"
        ) from error
    return {
        "values": values,
        "period": request.POST.get("period", ""),
        "released_on": day,
        "edition": request.POST.get("edition", ""),
        "reason": request.POST.get("reason", ""),
    }


def _chart(found: Series) -> dict[str, Any]:
    """One line a year for cumulative values, which begin again in January; gaps stay gaps."""
    indicator = found.indicator
    labels = [] if not found.points else _periods(found.points[0].period, found.points[-1].period)
    known = {point.period: point.value for point in found.points}
    yearly = indicator.accumulation == Indicator.Accumulation.CUMULATIVE
    years = sorted({label[:4] for label in labels}) if yearly else [""]
    lines = []
    for year in years:
        values = [
            None
            if (value := known.get(label)) is None or not label.startswith(year)
            else float(value)
            for label in labels
        ]
        line: dict[str, Any] = {
            "name": f"{found.unit.short} {year}".strip(),
            "values": values,
            "colour": 0,
        }
        if indicator.kind != FigureKind.STATISTIC:
            line["source"] = "dispatch"
        lines.append(line)
    return {
        "kind": "line",
        "title": f"{indicator.name} · {found.unit.name} · {indicator.get_kind_display()}",
        "unit": indicator.measure,
        "labels": labels,
        "series": lines,
        "text": indicator.name,
    }


def _periods(first: str, last: str) -> list[str]:
    """Every period from the first to the last, also those without a value."""
    period, end = Period.parse(first, strict=False), Period.parse(last, strict=False)
    if period.kind is not end.kind or period.kind is PeriodKind.LABEL:
        return [first, last]
    found = [str(period)]
    while period < end:
        period = period.next()
        found.append(str(period))
    return found


def _export(request: Request, found: Series) -> HttpResponse:
    columns = (
        Column(_("Period")),
        Column(_("Value"), Kind.NUMBER, found.indicator.decimals),
        Column(_("A year ago"), Kind.NUMBER, found.indicator.decimals),
        Column(_("Version"), Kind.NUMBER, 0),
        Column(_("Revised")),
    )
    rows = [
        (
            point.period,
            point.value,
            point.year_ago,
            point.version,
            _("Revised") if point.revised else "",
        )
        for point in found.points
    ]
    return table_answer(request.GET["format"], found.indicator.name, columns, rows)
