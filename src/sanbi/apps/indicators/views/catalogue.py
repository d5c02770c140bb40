"""Pages of the catalogue."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.indicators import services
from sanbi.apps.indicators.forms.catalogue import IndicatorForm
from sanbi.apps.indicators.forms.checks import ChecksForm
from sanbi.apps.indicators.models import DatasetLine, Indicator
from sanbi.apps.indicators.models.catalogue import Kind as FigureKind
from sanbi.apps.indicators.queries.catalogue import indicator_seen, indicators_listed
from sanbi.apps.indicators.rules import can_keep_for, can_keep_indicators, can_read, can_release
from sanbi.apps.indicators.views.lists import ordered, paged, tabs
from sanbi.apps.orgs.pages import Request, page

ORDERS = {"code": "code", "name": "pinyin", "owner": "owner__pinyin", "place": "sequence"}


@page(can_read)
def catalogue(request: Request) -> HttpResponse:
    """List the indicators, filtered and sorted."""
    rows = _filtered(request)
    if request.GET.get("format"):
        return _export(request, rows)
    found = paged(request, rows)
    context = {
        "rows": found,
        "page": found,
        "kinds": FigureKind.choices,
        "may_keep": can_keep_indicators(request.actor),
        "tabs": tabs(request, "catalogue"),
        "crumbs": [(_("Indicators"), reverse("indicators")), (_("Catalogue"), "")],
    }
    return render(request, "indicators/catalogue.html", context)


@page(can_read)
def indicator(request: Request, pk: int) -> HttpResponse:
    """Show one indicator: definition, checks, where it is collected."""
    held = indicator_seen(request.actor, pk)
    context = {
        "indicator": held,
        "checks": held.checks.all(),
        "parts": held.parts.all(),
        "lines": DatasetLine.objects.filter(indicator=held).select_related("dataset__owner"),
        "may_keep": can_keep_for(request.actor, held.owner_id),
        "may_release": held.kind == FigureKind.STATISTIC and can_release(request.actor, held),
        "crumbs": _crumbs(held.name),
    }
    return render(request, "indicators/indicator.html", context)


@page(can_keep_indicators)
def indicator_new(request: Request) -> HttpResponse:
    """Add an indicator."""
    form = IndicatorForm(request.POST or None, actor=request.actor)
    checks = ChecksForm(request.POST or None)
    saved = _saved(request, form, checks, None)
    return saved or _form_page(request, form, checks, _("New indicator"))


@page(can_keep_indicators)
def indicator_edit(request: Request, pk: int) -> HttpResponse:
    """Change an indicator."""
    held = indicator_seen(request.actor, pk)
    require(can_keep_for(request.actor, held.owner_id), str(held.owner))
    initial = IndicatorForm.initial_of(held)
    form = IndicatorForm(request.POST or None, initial=initial, actor=request.actor)
    checks = ChecksForm(request.POST or None, held=held.checks.all())
    return _saved(request, form, checks, pk) or _form_page(request, form, checks, held.name)


@page(can_keep_indicators)
@require_POST
def indicator_retire(request: Request, pk: int) -> HttpResponse:
    """Take an indicator out of use, or back."""
    services.indicator_retire(
        actor=request.actor,
        now=request.now,
        indicator=pk,
        reason=request.POST.get("reason", ""),
        active=request.POST.get("active") == "1",
    )
    messages.success(request, _("Saved."))
    return redirect("indicator", pk)


def _saved(
    request: Request, form: IndicatorForm, checks: ChecksForm, pk: int | None
) -> HttpResponse | None:
    # both are looked at, so that all faults are told at once
    if request.method != "POST" or not all([form.is_valid(), checks.is_valid()]):
        return None
    draft = form.draft(checks.drafts())
    try:
        held = services.indicator_save(
            actor=request.actor, now=request.now, draft=draft, indicator=pk
        )
    except Refused as error:
        field = error.where if error.where in form.fields else None
        form.add_error(field, str(error))
        return None
    messages.success(request, _("Saved."))
    return redirect("indicator", held.pk)


def _form_page(
    request: Request, form: IndicatorForm, checks: ChecksForm, name: str
) -> HttpResponse:
    context = {"form": form, "name": name, "checks": checks, "crumbs": _crumbs(name)}
    status = 400 if form.errors or checks.errors else 200
    return render(request, "indicators/indicator_form.html", context, status=status)


def _crumbs(name: str) -> list[tuple[str, str]]:
    return [
        (_("Indicators"), reverse("indicators")),
        (_("Catalogue"), reverse("catalogue")),
        (name, ""),
    ]


def _filtered(request: Request) -> Any:  # noqa: ANN401 - a query set
    rows = indicators_listed(request.actor)
    asked = request.GET
    if asked.get("kind") in FigureKind.values:
        rows = rows.filter(kind=asked["kind"])
    if asked.get("use") != "all":
        rows = rows.filter(active=asked.get("use") != "no")
    if asked.get("q"):
        words = asked["q"]
        rows = rows.filter(
            Q(name__icontains=words) | Q(pinyin__icontains=words) | Q(code__icontains=words)
        )
    return ordered(request, rows, ORDERS, "place")


def _export(request: Request, rows: Any) -> HttpResponse:  # noqa: ANN401 - a query set
    columns = (
        Column(_("Code")),
        Column(_("Name")),
        Column(_("Unit of measure")),
        Column(_("Kind of figure")),
        Column(_("Owner")),
        Column(_("Frequency")),
        Column(_("Decimals"), Kind.NUMBER, 0),
        Column(_("Purpose")),
        Column(_("Already reported")),
        Column(_("Definition")),
    )
    lines = [_cells(row) for row in rows]
    return table_answer(request.GET["format"], _("Indicators"), columns, lines)


def _cells(row: Indicator) -> tuple[Any, ...]:
    return (
        row.code,
        row.name,
        row.measure,
        str(row.get_kind_display()),
        row.owner.name,
        str(row.get_frequency_display()),
        row.decimals,
        row.purpose,
        row.reported_where,
        row.definition,
    )
