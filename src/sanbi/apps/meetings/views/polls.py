"""The poll of a meeting: chosen, and its roll taken from the roster."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sanbi.apps.ballots import services as ballots
from sanbi.apps.ballots.models import Poll, PollState
from sanbi.apps.ballots.queries.polls import polls_for
from sanbi.apps.ballots.rules import can_run
from sanbi.apps.meetings import services
from sanbi.apps.meetings.models import Attendee, VoterClass
from sanbi.apps.meetings.queries.polls import lists_beside, poll_of, voters_on_roster
from sanbi.apps.meetings.rules import can_convene, can_read
from sanbi.apps.meetings.views.frame import (
    convened,
    meeting_tabs,
    roster_seen,
    trail_of,
    way_to,
)
from sanbi.apps.orgs.pages import Request, page


class PollChoice(forms.Form):
    """Which poll is held."""

    poll = forms.ModelChoiceField(
        label=gettext_lazy("Poll of the meeting"), queryset=Poll.objects.none(), required=False
    )


@page(can_read)
def meeting_poll(request: Request, meeting: int) -> HttpResponse:
    """Show the poll of a meeting, and choose it."""
    look = convened if request.method == "POST" else roster_seen
    held = look(request, meeting)
    poll = poll_of(held)
    form = PollChoice(request.POST or None, initial={"poll": poll})
    live = polls_for(request.actor).exclude(state=PollState.VOID)
    form.fields["poll"].queryset = live  # type: ignore[attr-defined]  # a field of models
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["poll"]
        services.meeting_poll_set(
            actor=request.actor,
            now=request.now,
            meeting=held.pk,
            poll=chosen.pk if chosen else None,
        )
        return redirect("meeting-poll", held.pk)
    shown = {
        "meeting": held,
        "poll": poll,
        "form": form,
        "voters": len(voters_on_roster(held)),
        "beside": lists_beside(held, poll) if poll else None,
        "may_convene": can_convene(request.actor) and held.state in services.BEFORE_THE_END,
        "may_take": poll is not None and poll.state == PollState.DRAFT and can_run(request.actor),
        "tabs": meeting_tabs("meeting-poll", held, request.actor),
        "trail": trail_of(*way_to(held), (_("Evaluation on the spot"),)),
    }
    return render(request, "meetings/poll.html", shown)


@require_POST
@page(can_run)
def roll_from_roster(request: Request, meeting: int) -> HttpResponse:
    """Take the roll of the poll from the meeting's roster."""
    held = roster_seen(request, meeting)
    poll = poll_of(held)
    if poll is None:
        return redirect("meeting-poll", held.pk)
    names = [found.name for found in poll.classes.all()]
    rows = [
        ballots.VoterFacts(
            name=row.name,
            poll_class=_class_of(row, names),
            unit=row.unit.code if row.unit else "",
            post=row.post or row.unit_name,
            venue=row.venue.name if row.venue else "",
        )
        for row in voters_on_roster(held)
    ]
    ballots.roll_take_over(actor=request.actor, now=request.now, poll=poll.pk, rows=rows)
    messages.success(request, _("%(count)d people taken from the roster.") % {"count": len(rows)})
    return redirect("meeting-poll", held.pk)


def _class_of(row: Attendee, names: Sequence[str]) -> str:
    """Return the poll's class that is named as the roster's, or holds it: 县领导 for 领导组."""
    word = str(VoterClass(row.voter_class).label).removesuffix("组")
    holding = [name for name in names if word in name or name in word]
    return word if word in names or len(holding) != 1 else holding[0]
