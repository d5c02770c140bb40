"""Pages of contributions in writing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Missing, require
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.meetings import proof, services
from sanbi.apps.meetings.forms.speaking import AskForm, ExcuseForm, HandInForm
from sanbi.apps.meetings.models import Contribution, ContributionState, Meeting, MeetingState
from sanbi.apps.meetings.queries.contributions import (
    contribution_get,
    contributions_for,
    is_late,
    standing_words,
)
from sanbi.apps.meetings.queries.meetings import meeting_get
from sanbi.apps.meetings.rules import can_convene, can_hand_in, can_read
from sanbi.apps.meetings.views.frame import (
    asked_here,
    convened,
    meeting_tabs,
    trail_of,
    way_to,
)
from sanbi.apps.orgs.attachments import attachments_of
from sanbi.apps.orgs.pages import Request, page


@page(can_read)
def contributions(request: Request, meeting: int) -> HttpResponse:
    """Show who was asked, who handed in, who has not; as a table for download."""
    held = meeting_get(request.actor, meeting)
    today = timezone.localdate(request.now)
    found = list(contributions_for(request.actor).filter(meeting=held))
    rows = [(row, standing_words(row, today), is_late(row, today)) for row in found]
    if wanted := request.GET.get("format"):
        return _table(wanted, held, rows)
    shown = {
        "meeting": held,
        "rows": rows,
        "waiting": sum(row.state == ContributionState.ASKED for row in found),
        "may_ask": can_convene(request.actor) and held.state == MeetingState.PLANNED,
        "may_excuse": can_convene(request.actor) and proof.is_open(held),
        "tabs": meeting_tabs("contributions", held, request.actor),
        "trail": trail_of(*way_to(held), (_("Contributions"),)),
    }
    return render(request, "meetings/contributions.html", shown)


def _table(wanted: str, held: Meeting, rows: list[tuple[Contribution, str, bool]]) -> HttpResponse:
    columns = (
        Column(_("Unit"), width=18),
        Column(_("To be handed in by"), Kind.DATE),
        Column(_("State")),
        Column(_("Handed in at"), Kind.MOMENT),
        Column(_("Why it is let off"), width=30),
    )
    lines: list[Any] = [
        (row.unit.name, row.due_on, words, row.handed_in_at, row.excused_why)
        for row, words, _late in rows
    ]
    return table_answer(wanted, f"{held.title} {_('Contributions')}", columns, lines)


@page(can_read)
def ask(request: Request, meeting: int) -> HttpResponse:
    """Ask units for a contribution."""
    held = convened(request, meeting)
    invited = list(held.invitations.values_list("unit", flat=True))
    return asked_here(
        request,
        AskForm(request.POST or None, initial={"units": invited}),
        lambda given: services.contributions_ask(
            actor=request.actor,
            now=request.now,
            meeting=held.pk,
            units=[unit.pk for unit in given["units"]],
            due_on=given["due_on"],
        ),
        title=_("Ask for contributions"),
        verb=_("Ask them"),
        back=reverse("contributions", args=[held.pk]),
        trail=way_to(held),
        note=_("The units get a message."),
    )


@page(can_read)
def contribution(request: Request, contribution: int) -> HttpResponse:
    """Show a contribution; its unit hands it in."""
    held = contribution_get(request.actor, contribution)
    may = can_hand_in(request.actor, held) and proof.is_open(held.meeting)
    form = HandInForm(request.POST or None, initial={"text": held.text})
    if request.method == "POST":
        require(can_hand_in(request.actor, held), held.unit.name)
    return asked_here(
        request,
        form,
        lambda given: services.contribution_hand_in(
            actor=request.actor, now=request.now, contribution=held.pk, **given
        ),
        title=_("Contribution of %(unit)s") % {"unit": held.unit.name},
        verb=_("Hand in the contribution"),
        back=reverse("contribution", args=[held.pk]),
        template="meetings/contribution.html",
        done=_("The contribution is handed in."),
        shown={
            "row": held,
            "may_hand_in": may,
            "standing": standing_words(held, timezone.localdate(request.now)),
            "attachments": attachments_of(request.actor, proof.CONTRIBUTION, [held.pk]),
            "may_add": may,
            "kind": proof.CONTRIBUTION,
            "key": held.pk,
        },
    )


@page(can_read)
def excuse(request: Request, meeting: int, contribution: int) -> HttpResponse:
    """Let a unit off."""
    held = convened(request, meeting)
    row = held.contributions.filter(pk=contribution).select_related("unit").first()
    if row is None:
        raise Missing
    return asked_here(
        request,
        ExcuseForm(request.POST or None),
        lambda given: services.contribution_excuse(
            actor=request.actor, now=request.now, meeting=held.pk, contribution=row.pk, **given
        ),
        title=_("Let %(unit)s off") % {"unit": row.unit.name},
        verb=_("Let it off"),
        back=reverse("contributions", args=[held.pk]),
        trail=way_to(held),
    )
