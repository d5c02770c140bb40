"""Field visits: all of them, one with its findings, and filing a finding."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions import services
from sanbi.apps.actions.forms.filing import FactsForm
from sanbi.apps.actions.forms.risks import WhyForm
from sanbi.apps.actions.forms.visits import VisitForm
from sanbi.apps.actions.models import Finding, Source, Visit
from sanbi.apps.actions.queries.visits import (
    findings_of,
    visit_before,
    visit_get,
    visits_for,
    visits_found,
)
from sanbi.apps.actions.rulebook import rules_on
from sanbi.apps.actions.rules import can_read, is_supervisor
from sanbi.apps.actions.services.lists import title_of
from sanbi.apps.actions.views.frame import Crumb, area_tabs, trail_of
from sanbi.apps.audit.errors import Missing
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import asked

ON_A_PAGE = 50


def way_to_visit(*more: Crumb) -> list[Crumb]:
    """Return the way to a page about visits."""
    return trail_of((_("Field visits"), reverse("visits")), *more)


@page(can_read)
def visits(request: Request) -> HttpResponse:
    """Show the visits, or hand them out as a table of findings."""
    state, text = request.GET.get("state", ""), request.GET.get("q", "")[:60]
    if wanted := request.GET.get("format"):
        return _table(request, wanted)
    found = visits_found(request.actor, state, text)
    context = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "states": [("", _("All")), ("waiting", _("With findings that wait"))],
        "asked": bool(state or text),
        "today": timezone.localdate(request.now),
        "supervises": is_supervisor(request.actor.reading),
        "tabs": area_tabs("visits", request.actor),
        "trail": trail_of((_("Field visits"),)),
    }
    return render(request, "actions/visits.html", context)


def _table(request: Request, wanted: str) -> HttpResponse:
    columns = (
        Column(_("Day"), Kind.DATE),
        Column(_("Unit visited"), width=18),
        Column(_("Place"), width=20),
        Column(_("Who went"), width=24),
        Column(_("What it was about"), width=24),
        Column(_("Finding of the visit"), width=40),
        Column(_("What became of it")),
        Column(_("Number")),
        Column(_("Reason"), width=24),
    )
    rows = Finding.objects.filter(visit__in=visits_for(request.actor).order_by().values("pk"))
    found = rows.select_related("visit__unit", "action").order_by("-visit__on", "visit", "place")
    cells = [
        (
            row.visit.on,
            row.visit.unit.name,
            row.visit.place,
            row.visit.people,
            row.visit.topic,
            row.text,
            row.get_state_display(),
            row.action.number if row.action else "",
            row.why,
        )
        for row in found
    ]
    return table_answer(wanted, _("Field visits"), columns, cells)


@page(can_read)
def visit(request: Request, visit: int) -> HttpResponse:
    """Show one visit: its findings, and what became of those of the visit before."""
    held = visit_get(request.actor, visit)
    before = visit_before(request.actor, held)
    context = {
        "visit": held,
        "findings": findings_of(held),
        "before": before,
        "before_findings": findings_of(before) if before else (),
        "supervises": is_supervisor(request.actor.reading),
        "today": timezone.localdate(request.now),
        "trail": way_to_visit((str(held),)),
    }
    return render(request, "actions/visit.html", context)


@page(is_supervisor)
def visit_new(request: Request) -> HttpResponse:
    """Record a visit."""
    start = {"on": timezone.localdate(request.now)}
    form, title = VisitForm(request.POST or None, initial=start), _("Record a visit")
    return asked(
        request,
        form,
        lambda _given: services.visit_record(
            actor=request.actor, now=request.now, facts=form.facts()
        ),
        title=title,
        verb=_("Save"),
        back=reverse("visits"),
        template="actions/form.html",
        more={"trail": way_to_visit((title,))},
        done=_("Saved."),
        then=lambda made: reverse("visit", args=[made.pk]),
    )


def _finding(request: Request, visit: int, finding: int) -> tuple[Visit, Finding]:
    held = visit_get(request.actor, visit)
    row = findings_of(held).filter(pk=finding).first()
    if row is None:
        raise Missing
    return held, row


@page(is_supervisor)
def finding_file(request: Request, visit: int, finding: int) -> HttpResponse:
    """File a finding as an action."""
    held, row = _finding(request, visit, finding)
    start = {
        "title": title_of(row.text),
        "content": row.text,
        "quote": row.text,
        "lead_unit": held.unit_id,
        "limit": "normal",
        "source": Source.SELF_FOUND,
    }
    rules = rules_on(timezone.localdate(request.now))
    form, title = FactsForm(request.POST or None, initial=start, rules=rules), _("File an action")
    back = reverse("visit", args=[held.pk])
    return asked(
        request,
        form,
        lambda given: services.finding_file(
            actor=request.actor,
            now=request.now,
            visit=held.pk,
            finding=row.pk,
            facts=form.facts(),
            assign=given["assign"],
        ),
        title=title,
        verb=_("File it"),
        back=back,
        template="actions/form.html",
        note=row.text,
        more={"trail": way_to_visit((str(held), back), (title,))},
        done=_("Filed."),
    )


@page(is_supervisor)
def finding_leave(request: Request, visit: int, finding: int) -> HttpResponse:
    """Say that a finding needs no action."""
    held, row = _finding(request, visit, finding)
    title, back = _("No action needed"), reverse("visit", args=[held.pk])
    return asked(
        request,
        WhyForm(request.POST or None),
        lambda given: services.finding_leave(
            actor=request.actor, now=request.now, visit=held.pk, finding=row.pk, **given
        ),
        title=title,
        verb=_("Save"),
        back=back,
        template="actions/form.html",
        note=row.text,
        more={"trail": way_to_visit((str(held), back), (title,))},
        done=_("Saved."),
    )
