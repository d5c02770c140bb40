"""The check before a meeting, and the devices of its venues."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sanbi.apps.audit.tables import Column, table_answer
from sanbi.apps.meetings import services
from sanbi.apps.meetings.models import Device, Meeting
from sanbi.apps.meetings.rehearsal import Line, rehearsed
from sanbi.apps.meetings.rules import can_convene, can_read
from sanbi.apps.meetings.views.frame import (
    asked_here,
    convened,
    meeting_tabs,
    roster_seen,
    trail_of,
    way_to,
)
from sanbi.apps.orgs.pages import Request, page


class DeviceForm(forms.Form):
    """A screen of a venue."""

    name = forms.CharField(label=gettext_lazy("Name of the screen"), max_length=40)


@page(can_read)
def rehearsal(request: Request, meeting: int) -> HttpResponse:
    """Show the check, red or green line by line; as a table for download."""
    held = roster_seen(request, meeting)
    lines = rehearsed(held, request.now)
    if wanted := request.GET.get("format"):
        return _table(wanted, held, lines)
    shown = {
        "meeting": held,
        "lines": lines,
        "red": sum(not line.green for line in lines),
        "now": request.now,
        "venues": held.venues.prefetch_related("devices"),
        "may_convene": can_convene(request.actor) and held.state in services.BEFORE_THE_END,
        "tabs": meeting_tabs("meeting-rehearsal", held, request.actor),
        "trail": trail_of(*way_to(held), (_("Check before the meeting"),)),
    }
    return render(request, "meetings/rehearsal.html", shown)


def _table(wanted: str, held: Meeting, lines: list[Line]) -> HttpResponse:
    columns = (
        Column(_("What is checked"), width=24),
        Column(_("Red or green")),
        Column(_("Fault found"), width=40),
        Column(_("What to do"), width=40),
    )
    red, green = _("red"), _("green")
    rows = [
        (
            line.title,
            green if line.green else red,
            " ".join(fault.what for fault in line.faults),
            " ".join(fault.do for fault in line.faults),
        )
        for line in lines
    ]
    return table_answer(wanted, f"{held.title} {_('Check before the meeting')}", columns, rows)


@page(can_read)
def device_new(request: Request, meeting: int, venue: int) -> HttpResponse:
    """Add a screen to a venue, and say its token once."""
    held = convened(request, meeting)
    row = services.venue_in(held, venue)

    def add(given: dict[str, str]) -> Device:
        made, token = services.device_add(
            actor=request.actor, now=request.now, meeting=held.pk, venue=row.pk, **given
        )
        messages.success(
            request,
            _(
                "“%(name)s” is added. Open the address of the screens there with this behind it,"
                " shown this once: #device=%(token)s"
            )
            % {"name": made.name, "token": token},
        )
        return made

    return asked_here(
        request,
        DeviceForm(request.POST or None),
        add,
        title=_("Add a screen in %(venue)s") % {"venue": row.name},
        verb=_("Save"),
        back=reverse("meeting-rehearsal", args=[held.pk]),
        trail=way_to(held),
        note=_("The screen proves by a token who it is; the token is shown once."),
    )


@require_POST
@page(can_read)
def device_remove(request: Request, meeting: int, device: int) -> HttpResponse:
    """Remove a screen."""
    held = convened(request, meeting)
    services.device_remove(actor=request.actor, now=request.now, meeting=held.pk, device=device)
    return redirect("meeting-rehearsal", held.pk)
