"""The desk at the door: who came, by card, from the list, one by one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.meetings import services
from sanbi.apps.meetings.forms.roster import NoteArrivalForm, ScanForm
from sanbi.apps.meetings.models import Meeting, Presence
from sanbi.apps.meetings.queries.roster import counts_of, roster_of, total_of
from sanbi.apps.meetings.rules import can_convene, can_read
from sanbi.apps.meetings.views.frame import (
    convened,
    meeting_tabs,
    roster_seen,
    trail_of,
    way_to,
)
from sanbi.apps.orgs.pages import Request, page

ON_A_PAGE = 100


@page(can_read)
def desk(request: Request, meeting: int) -> HttpResponse:
    """Show who came, by venue, and note it; as a table for download."""
    held = roster_seen(request, meeting)
    given = {name: request.GET.get(name, "")[:20] for name in ("venue", "presence")}
    found = roster_of(held, **given, text=request.GET.get("q", "")[:40])
    if wanted := request.GET.get("format"):
        return _table(wanted, held, found)
    counts = counts_of(held)
    shown = {
        "meeting": held,
        "counts": counts,
        "total": total_of(counts),
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "venues": [("", _("All")), *((str(row.pk), row.name) for row in held.venues.all())],
        "presences": [("", _("All")), *Presence.choices],
        "scan": ScanForm(),
        "note": NoteArrivalForm(),
        "may_note": can_convene(request.actor) and held.state in services.BEFORE_THE_END,
        "tabs": meeting_tabs("meeting-desk", held, request.actor),
        "trail": trail_of(*way_to(held), (_("Sign-in"),)),
    }
    return render(request, "meetings/desk.html", shown)


@page(can_read)
def turnout(request: Request, meeting: int) -> HttpResponse:
    """The counts alone, which the desk fetches anew."""
    held = roster_seen(request, meeting)
    counts = counts_of(held)
    shown = {"meeting": held, "counts": counts, "total": total_of(counts)}
    return render(request, "meetings/turnout.html", shown)


def _table(wanted: str, held: Meeting, found: Any) -> HttpResponse:  # noqa: ANN401 - a query
    columns = (
        Column(_("Number"), Kind.NUMBER, 0),
        Column(_("Full name")),
        Column(_("Unit"), width=18),
        Column(_("Post"), width=18),
        Column(_("Which venue"), width=18),
        Column(_("Presence")),
        Column(_("Noted at"), Kind.MOMENT),
    )
    rows = [
        (
            row.number,
            row.name,
            row.unit_name,
            row.post,
            row.venue.name if row.venue else "",
            str(Presence(row.presence).label),
            row.noted_at,
        )
        for row in found
    ]
    return table_answer(wanted, f"{held.title} {_('Sign-in')}", columns, rows)


@require_POST
@page(can_read)
def scan(request: Request, meeting: int) -> HttpResponse:
    """Note who holds a card."""
    held = convened(request, meeting)
    form = ScanForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Scan a card, or type its code."))
        return redirect("meeting-desk", held.pk)
    try:
        row = services.attendance_scan(
            actor=request.actor, now=request.now, meeting=held.pk, **form.cleaned_data
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        where = f" · {row.venue.name}" if row.venue else ""
        messages.success(
            request,
            _("Welcome: %(name)s, %(unit)s%(where)s.")
            % {"name": row.name, "unit": row.unit_name, "where": where},
        )
    return redirect("meeting-desk", held.pk)


@require_POST
@page(can_read)
def note(request: Request, meeting: int) -> HttpResponse:
    """Note those who are ticked."""
    held = convened(request, meeting)
    form = NoteArrivalForm(request.POST)
    chosen = [int(key) for key in request.POST.getlist("attendee") if key.isdecimal()]
    if not form.is_valid():
        messages.error(request, _("Say how they are noted."))
        return redirect("meeting-desk", held.pk)
    try:
        count = services.attendance_note(
            actor=request.actor,
            now=request.now,
            meeting=held.pk,
            attendees=chosen,
            **form.cleaned_data,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(count)d people were noted.") % {"count": count})
    return redirect("meeting-desk", held.pk)
