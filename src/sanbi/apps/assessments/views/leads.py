"""The page of leads for the auditor and the office: questions, never verdicts."""

from __future__ import annotations

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.assessments.queries.leads import Found, leads_of
from sanbi.apps.assessments.rules import sees_drafts
from sanbi.apps.assessments.views.lists import paged
from sanbi.apps.audit.tables import Cell, Column, Kind, table_answer
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.orgs.pages import Request, page
from sanbi.engine.pacing.lens import LeadKind


@page(sees_drafts)
def leads(request: Request) -> HttpResponse:
    """List what in the figures deserves a question, the strongest first."""
    chosen = request.GET.get("beside", "")
    beside = int(chosen) if chosen.isdecimal() and len(chosen) < 10 else None  # noqa: PLR2004
    every = leads_of(request.actor, beside)
    kind, unit = request.GET.get("kind", ""), request.GET.get("unit", "")
    rows = [
        one
        for one in every
        if (not kind or one.lead.kind == kind) and (not unit or str(one.unit.pk) == unit)
    ]
    if request.GET.get("format"):
        return _table(request, rows)
    counts = Counter(one.lead.kind for one in every)
    named = sorted({(str(one.unit.pk), one.unit.name) for one in every}, key=lambda pair: pair[1])
    summed = Indicator.objects.filter(accumulation=Indicator.Accumulation.CUMULATIVE)
    found = paged(request, [(one, _text(one), kind_words(one.lead.kind)) for one in rows])
    context = {
        "rows": found,
        "page": found,
        "count": len(rows),
        "kinds": [
            ("", _("All")),
            *((one.value, f"{kind_words(one)} {counts[one]}") for one in LeadKind),
        ],
        "kind": kind,
        "units": [("", _("All")), *named],
        "unit": unit,
        "besides": [
            ("", _("none")),
            *((str(one.pk), one.name) for one in summed.order_by("code")),
        ],
        "beside": chosen,
    }
    return render(request, "assessments/leads.html", context)


def kind_words(kind: LeadKind) -> str:
    """What a lead looks at, as a page says it."""
    return {
        LeadKind.JUMP: _("Sudden jump"),
        LeadKind.RATIO: _("Parts from what goes with it"),
        LeadKind.LAST_DIGITS: _("Last digits"),
        LeadKind.FIRST_DIGITS: _("First digits"),
        LeadKind.TOO_SMOOTH: _("Very smooth"),
        LeadKind.LATE_REVISIONS: _("Revised before freezing"),
    }[kind]


def _text(found: Found) -> str:
    return found.lead.text("zh" if (get_language() or "").startswith("zh") else "en")


def _table(request: Request, rows: list[Found]) -> HttpResponse:
    columns = (
        Column(_("Unit")),
        Column(_("Indicator")),
        Column(_("Kind of lead")),
        Column(_("Year"), Kind.NUMBER),
        Column(_("Month"), Kind.NUMBER),
        Column(_("What stands out")),
        Column(_("How far out"), Kind.NUMBER, 1),
    )
    cells: list[list[Cell]] = [
        [
            one.unit.name,
            one.indicator.name if one.indicator else _("All indicators"),
            kind_words(one.lead.kind),
            one.lead.year,
            one.lead.month,
            _text(one),
            one.lead.strength,
        ]
        for one in rows
    ]
    return table_answer(request.GET["format"], _("Figures that deserve a question"), columns, cells)
