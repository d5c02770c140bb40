"""Pages of targets: the sum of the units' beside the county's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
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
from sanbi.apps.indicators.drafts import TargetDraft
from sanbi.apps.indicators.models import Indicator, Target
from sanbi.apps.indicators.queries.catalogue import indicator_seen, indicators_listed
from sanbi.apps.indicators.queries.targets import targets_of
from sanbi.apps.indicators.reading import read_typed
from sanbi.apps.indicators.rules import can_keep_indicators, can_read, can_set_targets
from sanbi.apps.indicators.views.lists import tabs
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request, page

ALL = "all"
FIELDS = ("q1", "q2", "q3", "value")


@page(can_read)
def targets(request: Request) -> HttpResponse:
    """Show the targets of a year by indicator, and whether they were raised on the way down."""
    year = year_asked(request.GET.get("year", ""), request.now)
    sheets = targets_of(request.actor, year)
    known = [(str(sheet.indicator.pk), sheet.indicator.name) for sheet in sheets]
    chosen = _chosen(request.GET.get("indicator", ""), known)
    if chosen != ALL:
        sheets = tuple(sheet for sheet in sheets if str(sheet.indicator.pk) == chosen)
    if request.GET.get("format"):
        return _export(request, sheets)
    context = {
        "sheets": sheets,
        "year": year,
        "known": [*known, (ALL, _("All indicators"))],
        "chosen": chosen,
        "years": [(str(number), str(number)) for number in range(year - 2, year + 2)],
        "settable": [
            item
            for item in indicators_listed(request.actor).filter(active=True)
            if can_set_targets(request.actor, item)
        ]
        if can_keep_indicators(request.actor)
        else [],
        "tabs": tabs(request, "targets"),
        "crumbs": [(_("Indicators"), reverse("indicators")), (_("Targets"), "")],
    }
    return render(request, "indicators/targets.html", context)


@page(can_keep_indicators)
def targets_edit(request: Request, pk: int, year: int) -> HttpResponse:
    """Set the targets of all units for an indicator and a year."""
    indicator = indicator_seen(request.actor, pk)
    require(can_set_targets(request.actor, indicator), str(indicator.owner))
    if request.method == "POST":
        drafts = _drafts(request, indicator)
        services.targets_save(
            actor=request.actor,
            now=request.now,
            indicator=pk,
            year=year,
            targets=drafts,
            reason=request.POST.get("reason", ""),
        )
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('targets')}?year={year}&indicator={pk}#i-{pk}")
    context = {
        "indicator": indicator,
        "year": year,
        "rows": _rows(request, indicator, year),
        "crumbs": [
            (_("Indicators"), reverse("indicators")),
            (_("Targets"), reverse("targets")),
            (indicator.name, ""),
        ],
    }
    return render(request, "indicators/targets_edit.html", context)


def _rows(request: Request, indicator: Indicator, year: int) -> list[dict[str, Any]]:
    sheets = targets_of(request.actor, year, [indicator.pk])
    known: dict[int, Target] = {}
    for sheet in sheets:
        known |= {row.unit_id: row for row in sheet.rows}
        if sheet.county:
            known[sheet.county.unit_id] = sheet.county
    kinds = (Unit.Kind.COUNTY, Unit.Kind.TOWNSHIP, Unit.Kind.ZONE)
    units = Unit.objects.filter(kind__in=kinds).order_by("parent_id", "sequence", "pinyin")
    counties = sorted(units, key=lambda unit: unit.parent_id is not None)
    return [{"unit": unit, "target": known.get(unit.pk)} for unit in counties]


def _drafts(request: Request, indicator: Indicator) -> list[TargetDraft]:
    drafts = []
    for unit in Unit.objects.all():
        given: dict[str, Decimal | None] = {}
        for name in FIELDS:
            read = read_typed(request.POST.get(f"{name}-{unit.pk}", ""), indicator.decimals)
            if read.fault:
                raise Refused(f"{unit}: {read.fault}", "", str(unit.pk))
            given[name] = read.value
        value = given.pop("value")
        if value is not None:
            drafts.append(TargetDraft(unit.pk, value, **given))
        elif any(quarter is not None for quarter in given.values()):
            raise Refused(
                _("%(unit)s has quarters but no target for the year.") % {"unit": unit},
                _("Fill in the year."),
                str(unit.pk),
            )
    if not drafts:
        raise Refused(_("There is no target to save."), _("Fill in at least one unit."))
    return drafts


def _chosen(text: str, known: Sequence[tuple[str, str]]) -> str:
    """Return the indicator that was asked for, else the first: all at once make a long page."""
    if text == ALL or text in dict(known):
        return text
    return known[0][0] if known else ALL


def year_asked(text: str, now: datetime) -> int:
    """Return the year of an address, or this one."""
    return (
        int(text) if text.isdecimal() and len(text) == len("2026") else timezone.localdate(now).year
    )


def _export(request: Request, sheets: Any) -> HttpResponse:  # noqa: ANN401 - sheets of targets
    columns = (
        Column(_("Indicator")),
        Column(_("Unit of measure")),
        Column(_("Unit")),
        Column(_("Q1"), Kind.NUMBER),
        Column(_("Q2"), Kind.NUMBER),
        Column(_("Q3"), Kind.NUMBER),
        Column(_("Year"), Kind.NUMBER),
    )
    rows = [
        (
            sheet.indicator.name,
            sheet.indicator.measure,
            row.unit.name,
            row.q1,
            row.q2,
            row.q3,
            row.value,
        )
        for sheet in sheets
        for row in (*([sheet.county] if sheet.county else []), *sheet.rows)
    ]
    return table_answer(request.GET["format"], _("Targets"), columns, rows)
