"""Pages of a meeting while it is held and after: attendance, decisions, hall, minutes."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.actions.queries import actions_for
from sanbi.apps.audit.actors import Role
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.meetings import services
from sanbi.apps.meetings.forms.meetings import (
    AttendanceForm,
    CloseForm,
    DecisionForm,
    NoteForm,
)
from sanbi.apps.meetings.models import Decision, DecisionState, Meeting, MeetingState
from sanbi.apps.meetings.paper.minutes import WORD_TYPE, minutes_docx
from sanbi.apps.meetings.queries.hall import screens_of
from sanbi.apps.meetings.queries.meetings import (
    carried_out,
    decision_get,
    decisions_for,
    meeting_get,
)
from sanbi.apps.meetings.queries.minutes import record_of
from sanbi.apps.meetings.rules import can_finish, can_read
from sanbi.apps.meetings.views.frame import area_tabs, asked_here, convened, trail_of, way_to
from sanbi.apps.orgs.pages import Request, page

ON_A_PAGE = 50


# -- held ------------------------------------------------------------------------------------------
@require_POST
@page(can_read)
def meeting_open(request: Request, meeting: int) -> HttpResponse:
    """Begin a meeting."""
    held = meeting_get(request.actor, meeting)
    services.meeting_open(actor=request.actor, now=request.now, meeting=held.pk)
    messages.success(request, _("The meeting has begun. Note who came."))
    return redirect("meeting-attendance", held.pk)


@page(can_read)
def attendance(request: Request, meeting: int) -> HttpResponse:
    """Note who came."""
    held = convened(request, meeting)
    invited = list(held.invitations.select_related("unit"))
    form = AttendanceForm(request.POST or None, invitations=invited)
    if request.method == "POST" and form.is_valid():
        services.presence_set(
            actor=request.actor, now=request.now, meeting=held.pk, rows=form.rows()
        )
        messages.success(request, _("Saved."))
        return redirect("meeting", held.pk)
    trail = trail_of(*way_to(held), (_("Attendance"),))
    return render(
        request, "meetings/attendance.html", {"meeting": held, "form": form, "trail": trail}
    )


@page(can_read)
def decide(request: Request, meeting: int) -> HttpResponse:
    """Write down what was decided."""
    held = convened(request, meeting)
    start = {"item": request.GET.get("item", "")}
    form = DecisionForm(request.POST or None, initial=start, items=held.items.all())
    return asked_here(
        request,
        form,
        lambda given: services.decision_record(
            actor=request.actor,
            now=request.now,
            meeting=held.pk,
            text=given["text"],
            unit=given["unit"].pk,
            item=given["item"].pk if given["item"] else None,
            working_days=given["working_days"],
            due_on=given["due_on"],
        ),
        title=_("Record a decision"),
        verb=_("Record it"),
        back=reverse("meeting", args=[held.pk]) + "#decisions",
        trail=way_to(held),
    )


@require_POST
@page(can_read)
def decision_remove(request: Request, meeting: int, decision: int) -> HttpResponse:
    """Take a decision back that was written down wrongly."""
    held = convened(request, meeting)
    services.decision_remove(
        actor=request.actor, now=request.now, meeting=held.pk, decision=decision
    )
    return redirect(reverse("meeting", args=[held.pk]) + "#decisions")


@page(can_read)
def meeting_close(request: Request, meeting: int) -> HttpResponse:
    """End a meeting."""
    held = convened(request, meeting)
    return asked_here(
        request,
        CloseForm(request.POST or None, initial={"edition": held.edition}),
        lambda given: services.meeting_close(
            actor=request.actor, now=request.now, meeting=held.pk, **given
        ),
        title=_("Close the meeting"),
        verb=_("Close it"),
        back=reverse("meeting", args=[held.pk]),
        trail=way_to(held),
        note=_("The decisions hold from now on, and the units that must act get a message."),
        done=_("Closed. The minutes can be printed."),
    )


@require_POST
@page(can_read)
def hand_over(request: Request, meeting: int) -> HttpResponse:
    """Let the supervision office follow what was decided."""
    held = meeting_get(request.actor, meeting)
    made = services.decisions_hand_over(actor=request.actor, now=request.now, meeting=held.pk)
    messages.success(request, _("Handed over: %(count)d actions.") % {"count": len(made)})
    return redirect(reverse("meeting", args=[held.pk]) + "#decisions")


@page(can_read)
def hall(request: Request, meeting: int) -> HttpResponse:
    """The agenda for the hall, one item a screen."""
    held = meeting_get(request.actor, meeting)
    shown = {
        "meeting": held,
        "screens": screens_of(request.actor, held, timezone.localdate(request.now)),
        "now": request.now,
    }
    return render(request, "meetings/hall.html", shown)


@page(can_read)
def minutes(request: Request, meeting: int) -> HttpResponse:
    """The minutes, to be read and printed."""
    held = _closed(request, meeting)
    shown = {
        "meeting": held,
        "record": record_of(held),
        "may_report": request.actor.has(Role.OFFICE),
    }
    return render(
        request,
        "meetings/minutes.html",
        {**shown, "trail": trail_of(*way_to(held), (_("Minutes"),))},
    )


@page(can_read)
def minutes_word(request: Request, meeting: int) -> HttpResponse:
    """The minutes as Word, in the form of an official paper."""
    held = _closed(request, meeting)
    answer = HttpResponse(minutes_docx(record_of(held)), content_type=WORD_TYPE)
    name = f"{held.title}-{timezone.localdate(held.begins_at).isoformat()}.docx"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = str(disposition)
    return answer


# -- decisions -------------------------------------------------------------------------------------
@page(can_read)
def decisions(request: Request) -> HttpResponse:
    """Show what was decided, the next to be done first; as a table for download."""
    today = timezone.localdate(request.now)
    found = _filtered(request, decisions_for(request.actor))
    if wanted := request.GET.get("format"):
        return _table(wanted, found)
    shown = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "states": [
            ("", _("To be done")),
            ("overdue", _("Overdue")),
            ("done", _("Carried out")),
            ("all", _("All")),
        ],
        "today": today,
        "tabs": area_tabs("decisions", request.actor),
        "trail": trail_of((_("Matters decided"),)),
    }
    return render(request, "meetings/decisions.html", shown)


def _filtered(request: Request, rows: QuerySet[Decision]) -> QuerySet[Decision]:
    state = request.GET.get("state", "")
    if state == "all":
        return rows
    if state == "overdue":
        today = timezone.localdate(request.now)
        late = carried_out(rows, done=False)
        return late.filter(due_on__lt=today, action__isnull=True)
    return carried_out(rows, done=state == "done")


def _table(wanted: str, found: QuerySet[Decision]) -> HttpResponse:
    columns = (
        Column(_("Meeting")),
        Column(_("Project")),
        Column(_("What was decided")),
        Column(_("Unit that must act")),
        Column(_("Due"), Kind.DATE),
        Column(_("State")),
        Column(_("Carried out on"), Kind.DATE),
        Column(_("How it was carried out")),
    )
    rows = [
        (
            row.meeting.title,
            row.project.name if row.project else "",
            row.text,
            row.unit.name,
            row.due_on,
            str(DecisionState(row.state).label),
            row.done_on,
            row.done_note,
        )
        for row in found
    ]
    return table_answer(wanted, _("Matters decided"), columns, rows)


@page(can_read)
def decision(request: Request, decision: int) -> HttpResponse:
    """Show a decision; its unit says how it was carried out."""
    held = decision_get(request.actor, decision)
    form = NoteForm(request.POST or None)
    if request.method == "POST":
        require(can_finish(request.actor, held), held.unit.name)
        if form.is_valid():
            services.decision_finish(
                actor=request.actor, now=request.now, decision=held.pk, **form.cleaned_data
            )
            messages.success(request, _("Noted as carried out."))
            return redirect("decision", held.pk)
    shown = {"decision": held, "form": form, "may_finish": _may_finish(request, held)}
    followed = actions_for(request.actor).filter(pk=held.action_id or 0)
    shown |= {"today": timezone.localdate(request.now), "action_seen": followed.exists()}
    shown["trail"] = trail_of((_("Matters decided"), reverse("decisions")), (str(held),))
    return render(request, "meetings/decision.html", shown)


def _may_finish(request: Request, held: Decision) -> bool:
    closed = held.meeting.state == MeetingState.CLOSED
    open_ = held.state == DecisionState.OPEN and held.action is None
    return closed and open_ and can_finish(request.actor, held)


def _closed(request: Request, meeting: int) -> Meeting:
    held = meeting_get(request.actor, meeting)
    if held.state != MeetingState.CLOSED:
        raise Refused(
            _("The minutes follow from a meeting that was held."), _("Close the meeting first.")
        )
    return held
