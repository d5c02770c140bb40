"""Hidden dangers by bottom line, and incidents."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions import services
from sanbi.apps.actions.categories import BOTTOM_LINES
from sanbi.apps.actions.forms.risks import (
    ConfirmForm,
    DangerForm,
    GradeForm,
    IncidentForm,
    WhyForm,
)
from sanbi.apps.actions.models import Danger, Incident
from sanbi.apps.actions.queries import action_get
from sanbi.apps.actions.queries.risks import (
    UNGRADED,
    bottom_lines,
    danger_of,
    dangers_found,
    incident_get,
    incidents_for,
)
from sanbi.apps.actions.rulebook import rules_on
from sanbi.apps.actions.rules import (
    OF_A_UNIT,
    can_confirm_incident,
    can_read,
    can_record_incident,
    can_withdraw_incident,
    is_supervisor,
)
from sanbi.apps.actions.views.frame import Crumb, area_tabs, asked_about, lines_of, trail_of
from sanbi.apps.actions.words import who_supervises
from sanbi.apps.audit.errors import Missing, require
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import Deed, asked

ON_A_PAGE = 50


def way_to_risk(*more: Crumb) -> list[Crumb]:
    """Return the way to a page about risks."""
    return trail_of((_("Risks"), reverse("risks")), *more)


def reports_some(request: Request) -> bool:
    """Whether somebody may report a danger: of the own unit, or of any."""
    reading = request.actor.reading
    return is_supervisor(reading) or bool(reading.units_as(*OF_A_UNIT))


@page(can_read)
def risks(request: Request) -> HttpResponse:
    """Show the dangers, or hand them out as a table."""
    today = timezone.localdate(request.now)
    line, grade, state = (request.GET.get(name, "") for name in ("line", "grade", "state"))
    found = dangers_found(request.actor, line, grade, state, today)
    if wanted := request.GET.get("format"):
        return _dangers_table(wanted, list(found), today)
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    every = ("", _("All"))
    context = {
        "page": shown,
        "rows": list(zip(shown, lines_of([row.action for row in shown], today), strict=True)),
        "bottom": bottom_lines(request.actor, today),
        "lines": [every, *BOTTOM_LINES],
        "grades": [every, *Danger.Grade.choices, (UNGRADED, _("not graded"))],
        "states": [("", _("Not ended")), ("overdue", _("Overdue")), ("all", _("All"))],
        "asked": bool(line or grade or state),
        "today": today,
        "reports": reports_some(request),
        "tabs": area_tabs("risks", request.actor),
        "trail": trail_of((_("Risks"),)),
    }
    return render(request, "actions/risks.html", context)


def _dangers_table(wanted: str, found: list[Danger], today: date) -> HttpResponse:
    columns = (
        Column(_("Number")),
        Column(_("Bottom line")),
        Column(_("How grave")),
        Column(_("What is dangerous"), width=36),
        Column(_("Place"), width=20),
        Column(_("Found on"), Kind.DATE),
        Column(_("Found by"), width=20),
        Column(_("Unit that rectifies it"), width=18),
        Column(_("Due"), Kind.DATE),
        Column(_("State")),
        Column(_("Working days late"), Kind.NUMBER, 0),
    )
    lines = lines_of([row.action for row in found], today)
    rows = [
        (
            row.action.number,
            line.category,
            row.get_grade_display(),
            row.action.title,
            row.place,
            row.found_on,
            row.found_by,
            row.action.lead_unit.name,
            row.action.due_on,
            row.action.get_state_display(),
            line.clock.days_late,
        )
        for row, line in zip(found, lines, strict=True)
    ]
    return table_answer(wanted, _("Risks"), columns, rows)


@page(can_read)
def risk_new(request: Request) -> HttpResponse:
    """Report a danger."""
    require(reports_some(request), who_supervises())
    today = timezone.localdate(request.now)
    start = {"found_on": today, "limit": "normal"}
    form = DangerForm(request.POST or None, initial=start, rules=rules_on(today))
    title = _("Report a danger")
    return asked(
        request,
        form,
        lambda _given: services.danger_report(
            actor=request.actor, now=request.now, facts=form.facts()
        ),
        title=title,
        verb=title,
        back=reverse("risks"),
        template="actions/form.html",
        note=_("Units report their own; the supervision office reports for all, and grades."),
        more={"trail": way_to_risk((title,))},
        done=_("Filed."),
        then=lambda made: reverse("action", args=[made.action_id]),
    )


@page(can_read)
def risk_grade(request: Request, action: int) -> HttpResponse:
    """Say how grave a danger is."""
    held = action_get(request.actor, action)
    require(is_supervisor(request.actor.reading), who_supervises())
    row = danger_of(held)
    if row is None:
        raise Missing
    return asked_about(
        request,
        held,
        GradeForm(request.POST or None, initial={"grade": row.grade, "why": row.grade_why}),
        lambda given: services.danger_grade(
            actor=request.actor, now=request.now, action=held.pk, **given
        ),
        title=_("Grade the danger"),
        verb=_("Save"),
        note=_("A major danger is reported and closed out only with a file as proof."),
    )


# -- incidents -------------------------------------------------------------------------------------
@page(can_read)
def incidents(request: Request) -> HttpResponse:
    """Show the incidents, or hand them out as a table."""
    found = incidents_for(request.actor)
    if wanted := request.GET.get("format"):
        return _incidents_table(wanted, list(found))
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    actor, lines = request.actor.reading, dict(BOTTOM_LINES)
    context = {
        "page": shown,
        "rows": [
            (
                row,
                lines[row.line],
                row.state == Incident.State.RECORDED and can_confirm_incident(actor, row),
                row.state != Incident.State.WITHDRAWN and can_withdraw_incident(actor, row),
            )
            for row in shown
        ],
        "records": can_record_incident(actor),
        "today": timezone.localdate(request.now),
        "trail": way_to_risk((_("Incidents"),)),
    }
    return render(request, "actions/incidents.html", context)


def _incidents_table(wanted: str, found: list[Incident]) -> HttpResponse:
    columns = (
        Column(_("Happened on"), Kind.DATE),
        Column(_("Unit"), width=18),
        Column(_("Bottom line")),
        Column(_("How grave")),
        Column(_("What happened there"), width=36),
        Column(_("Deaths"), Kind.NUMBER, 0),
        Column(_("Injured"), Kind.NUMBER, 0),
        Column(_("Direct loss, 万元"), Kind.NUMBER, 2),
        Column(_("Document that found it"), width=30),
        Column(_("State")),
        Column(_("Reason"), width=24),
    )
    rows = [
        (
            row.happened_on,
            row.unit.name,
            str(dict(BOTTOM_LINES)[row.line]),
            row.get_grade_display(),
            row.title,
            row.deaths,
            row.injured,
            row.loss_wan,
            row.document,
            row.get_state_display(),
            row.why,
        )
        for row in found
    ]
    return table_answer(wanted, _("Incidents"), columns, rows)


@page(can_record_incident)
def incident_new(request: Request) -> HttpResponse:
    """Record an incident."""
    form = IncidentForm(request.POST or None)
    return _asked(
        request,
        form,
        lambda _given: services.incident_record(
            actor=request.actor, now=request.now, facts=form.facts()
        ),
        title=_("Record an incident"),
        note=_("It counts in scores once somebody else of the assessment office confirms it."),
    )


@page(can_read)
def incident_confirm(request: Request, incident: int) -> HttpResponse:
    """Confirm an incident."""
    held = incident_get(request.actor, incident)
    who = _("the assessment office, not who recorded it")
    require(can_confirm_incident(request.actor.reading, held), who)
    return _asked(
        request,
        ConfirmForm(request.POST or None),
        lambda _given: services.incident_confirm(
            actor=request.actor, now=request.now, incident=held.pk
        ),
        title=_("Confirm the incident"),
        note=_said(held),
    )


@page(can_read)
def incident_withdraw(request: Request, incident: int) -> HttpResponse:
    """Take an incident back."""
    held = incident_get(request.actor, incident)
    who = _("the assessment office; before it is confirmed, also who recorded it")
    require(can_withdraw_incident(request.actor.reading, held), who)
    return _asked(
        request,
        WhyForm(request.POST or None),
        lambda given: services.incident_withdraw(
            actor=request.actor, now=request.now, incident=held.pk, **given
        ),
        title=_("Withdraw the incident"),
        note=_said(held),
        danger=True,
    )


def _said(held: Incident) -> str:
    return f"{held.unit.name} {held}（{held.get_grade_display()}，{held.document}）"


def _asked(
    request: Request, form: Form, deed: Deed, *, title: str, note: str, danger: bool = False
) -> HttpResponse:
    back = reverse("incidents")
    return asked(
        request,
        form,
        deed,
        title=title,
        verb=title,
        back=back,
        template="actions/form.html",
        note=note,
        danger=danger,
        more={"trail": way_to_risk((_("Incidents"), back), (title,))},
        done=_("Saved."),
    )
