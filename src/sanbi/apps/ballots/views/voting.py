"""The voting page: one document for a terminal or an own device; the live service takes ballots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Missing
from sanbi.apps.audit.live_events import live_origin
from sanbi.apps.ballots.codes import code_of
from sanbi.apps.ballots.models import Poll, PollKind, PollState, Voter
from sanbi.apps.ballots.queries.polls import subjects_of
from sanbi.apps.orgs.pages import Request, public
from sanbi.engine.integrity.ballots import WHOLE

VOTED = (PollState.READY, PollState.OPEN, PollState.CLOSED)
TWO_COLUMNS = 8
"""Papers with more lines are laid in two columns, unless they have criteria."""


@dataclass(frozen=True)
class Line:
    """A line of the paper: number, code and name of the unit."""

    number: int
    code: str
    name: str


@public
def vote_choice(request: Request) -> HttpResponse:
    """Lead to the one poll that is open or about to be; else let choose."""
    polls = list(Poll.objects.filter(state__in=(PollState.READY, PollState.OPEN)))
    if len(polls) == 1:
        return redirect("vote", polls[0].pk)
    return render(request, "ballots/vote_choice.html", {"polls": polls})


@public
def vote(request: Request, poll: int) -> HttpResponse:
    """Show the paper of a poll whose roll is closed; it is nobody's and holds no mark."""
    held = Poll.objects.filter(pk=poll).exclude(state=PollState.DRAFT).first()
    if held is None:
        raise Missing
    lines = [
        Line(number, row.unit.code, row.unit.name)
        for number, row in enumerate(subjects_of(held), start=1)
    ]
    criteria = [name for name, _weight in held.criteria] or [WHOLE]
    shown: dict[str, Any] = {
        "poll": held,
        "columns": _columns(lines, one=len(criteria) > 1),
        "count": len(lines),
        "criteria": criteria,
        "grades": [name for name, _points in held.grades],
        "is_grade": held.kind == PollKind.GRADE,
        "is_score": held.kind == PollKind.SCORE,
        "is_rank": held.kind == PollKind.RANK,
        "over": held.state not in VOTED,
        "live": live_origin(request),
        "said": _said(),
    }
    return render(request, "ballots/vote.html", shown)


@public
def vote_demo(request: Request, poll: int) -> HttpResponse:
    """Show the cards of an invented roll, so that whoever tries the demo votes as anybody."""
    held = Poll.objects.filter(pk=poll, state=PollState.OPEN).first()
    if held is None or not settings.SANBI_DEMO:
        raise Missing
    people = Voter.objects.filter(poll=held).select_related("poll_class", "unit", "roll_mark")
    cards = [
        (voter, code_of(settings.SECRET_KEY, held.pk, voter.pk, voter.card))
        for voter in people.order_by("number")
    ]
    return render(request, "ballots/vote_demo.html", {"poll": held, "cards": cards})


def _columns(lines: list[Line], *, one: bool) -> list[list[Line]]:
    if one or len(lines) <= TWO_COLUMNS:
        return [lines]
    half = (len(lines) + 1) // 2
    return [lines[:half], lines[half:]]


def _said() -> dict[str, str]:
    """What the page says while it runs, by the live service's answers and by its own states."""
    return {
        "no-such-code": _("There is no such code on this roll. Look at your card again."),
        "only-at-a-terminal": _("This poll is voted at the terminals of the venues only."),
        "paper": _("You took a paper ballot. Please vote with it."),
        "not-open": _("Voting has not begun, or has ended."),
        "wait": _("Too many wrong codes. Please wait a minute, or ask the staff."),
        "away": _("No connection. Your ballot is kept here and sent again; please do not leave."),
        "enter-again": _("Please enter your code again; your marks are kept."),
        "key-taken": _("Please enter your code again; your marks are kept."),
        "not-all": _("Not marked yet: %(unit)s") % {"unit": "{unit}"},
        "no-mark": _("This is no mark: %(unit)s") % {"unit": "{unit}"},
        "place-twice": _("This place is given twice: %(unit)s") % {"unit": "{unit}"},
        "blank": _("Nothing is marked."),
        "other": _("This did not work. Please ask the staff; nothing was lost."),
        "missing": _("%(count)s not marked yet") % {"count": "{count}"},
        "next": _("Go to the next"),
        "cast": _("Cast the ballot"),
        "casting": _("Being cast …"),
        "done": _("You have marked %(count)s.") % {"count": "{count}"},
        "place": _("Place %(place)s") % {"place": "{place}"},
        "no-place": _("Give a place"),
        "own": _("own unit"),
        "terminal": _("%(venue)s · terminal %(number)s")
        % {"venue": "{venue}", "number": "{number}"},
        "leaving": _("Nobody there? This paper is cleared in %(seconds)s seconds.")
        % {"seconds": "{seconds}"},
    }
