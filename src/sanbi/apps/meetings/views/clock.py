"""The speaking clock of a meeting, and the page on number and length of meetings."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.meetings import services
from sanbi.apps.meetings.models import MeetingState, Sort
from sanbi.apps.meetings.queries.clock import MINUTE, clocks_of
from sanbi.apps.meetings.queries.lengths import Length, lengths_of, numbers_of, quarter_of
from sanbi.apps.meetings.queries.meetings import item_get
from sanbi.apps.meetings.queries.timing import HALF_DAY, LONGEST_SPEECH
from sanbi.apps.meetings.rules import can_convene, can_read
from sanbi.apps.meetings.views.frame import (
    area_tabs,
    asked_here,
    convened,
    meeting_tabs,
    roster_seen,
    trail_of,
    way_to,
)
from sanbi.apps.orgs.pages import Request, page

QUARTERS = 8
"""So many quarters back are offered."""


class RemarkForm(forms.Form):
    """What was said on an item."""

    text = forms.CharField(
        label=gettext_lazy("What was said"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


@page(can_read)
def clock(request: Request, meeting: int) -> HttpResponse:
    """Show the clock of every item; who convenes presses it."""
    held = roster_seen(request, meeting)
    clocks = clocks_of(held, request.now)
    convenes = can_convene(request.actor)
    shown = {
        "meeting": held,
        "clocks": clocks,
        "planned": sum(line.item.minutes for line in clocks) * MINUTE,
        "spoken": sum(line.seconds for line in clocks),
        "may_press": convenes and held.state == MeetingState.OPEN,
        "may_remark": convenes and held.state in {MeetingState.OPEN, MeetingState.CLOSED},
        "tabs": meeting_tabs("meeting-clock", held, request.actor),
        "trail": trail_of(*way_to(held), (_("Speaking clock"),)),
    }
    return render(request, "meetings/clock.html", shown)


@require_POST
@page(can_read)
def press(request: Request, meeting: int, item: int) -> HttpResponse:
    """Press the clock of an item."""
    held = convened(request, meeting)
    try:
        services.clock_press(
            actor=request.actor,
            now=request.now,
            meeting=held.pk,
            item=item,
            press=request.POST.get("press", ""),
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("meeting-clock", held.pk)


@page(can_read)
def remark(request: Request, meeting: int, item: int) -> HttpResponse:
    """Write down what was said on an item."""
    held = convened(request, meeting)
    row = item_get(held, item)
    return asked_here(
        request,
        RemarkForm(request.POST or None, initial={"text": row.remark}),
        lambda given: services.agenda_remark(
            actor=request.actor, now=request.now, meeting=held.pk, item=row.pk, **given
        ),
        title=row.title,
        verb=_("Save"),
        back=reverse("meeting-clock", args=[held.pk]),
        trail=way_to(held),
    )


# -- number and length -----------------------------------------------------------------------------
@page(can_read)
def lengths(request: Request) -> HttpResponse:
    """Show number and length of meetings of a quarter; as a table for download."""
    newest = quarter_of(timezone.localdate(request.now))
    choices = [_before(newest, back) for back in range(QUARTERS)]
    keys = {f"{year}Q{quarter}": (year, quarter) for year, quarter in choices}
    chosen = keys.get(request.GET.get("period", ""), newest)
    rows = lengths_of(request.actor, *chosen)
    if wanted := request.GET.get("format"):
        return _table(wanted, chosen, rows)
    numbers = numbers_of(request.actor, *chosen)
    shown = {
        "rows": rows,
        "numbers": numbers,
        "now": sum(line.now for line in numbers),
        "before": sum(line.before for line in numbers),
        "long": sum(row.too_long for row in rows),
        "long_speeches": sum(row.spoke_too_long for row in rows),
        "half_day": HALF_DAY,
        "longest_speech": LONGEST_SPEECH,
        "periods": [(key, key) for key in keys],
        "period": f"{chosen[0]}Q{chosen[1]}",
        "newest": next(iter(keys)),
        "tabs": area_tabs("meeting-lengths", request.actor),
        "trail": trail_of((_("Number and length"),)),
    }
    return render(request, "meetings/lengths.html", shown)


def _before(newest: tuple[int, int], back: int) -> tuple[int, int]:
    year, place = divmod(newest[0] * 4 + newest[1] - 1 - back, 4)
    return year, place + 1


def _table(wanted: str, chosen: tuple[int, int], rows: list[Length]) -> HttpResponse:
    columns = (
        Column(_("Meeting"), width=24),
        Column(_("Kind of meeting")),
        Column(_("Began at"), Kind.MOMENT),
        Column(_("Minutes it took"), Kind.NUMBER, 0),
        Column(_("More than half a day")),
        Column(_("Minutes of the principal"), Kind.NUMBER, 0),
        Column(_("More than an hour")),
        Column(_("Listed"), Kind.NUMBER, 0),
        Column(_("Came"), Kind.NUMBER, 0),
    )
    yes, no = _("yes"), _("no")
    lines = [
        (
            row.meeting.title,
            str(Sort(row.meeting.sort).label),
            row.meeting.opened_at,
            row.minutes,
            yes if row.too_long else no,
            row.spoke,
            yes if row.spoke_too_long else no,
            row.listed,
            row.came,
        )
        for row in rows
    ]
    title = f"{_('Number and length')} {chosen[0]}Q{chosen[1]}"
    return table_answer(wanted, title, columns, lines)
