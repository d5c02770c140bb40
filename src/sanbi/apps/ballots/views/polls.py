"""Pages of polls before they are held: list, paper, roll."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.ballots import services
from sanbi.apps.ballots.forms.polls import PollForm, RollForm, initial_of
from sanbi.apps.ballots.models import Poll, PollState, Voter, Way
from sanbi.apps.ballots.queries.papers import sheets_of
from sanbi.apps.ballots.queries.polls import (
    poll_get,
    polls_for,
    subjects_of,
    turnout_of,
    voted_by_venue,
    with_counts,
)
from sanbi.apps.ballots.reading import pasted, voters_of
from sanbi.apps.ballots.rules import can_look, can_run, can_see_result, can_see_roll
from sanbi.apps.ballots.services.roll import MOST_VOTERS
from sanbi.apps.ballots.views.frame import asked_of, trail_of, way_to
from sanbi.apps.orgs.files import check_upload, read_rows
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import asked

ON_A_PAGE = 50
TABLES = frozenset({"xlsx", "ods", "csv"})
HELD = (PollState.OPEN, PollState.CLOSED)


@page(can_look)
def polls(request: Request) -> HttpResponse:
    """Show the polls, the newest first; as a table for download."""
    found = with_counts(polls_for(request.actor))
    if wanted := request.GET.get("format"):
        columns = (
            Column(_("Poll")),
            Column(_("Period")),
            Column(_("State")),
            Column(_("On the roll"), Kind.NUMBER),
            Column(_("Voted"), Kind.NUMBER),
        )
        rows = [
            (
                row.title,
                row.period,
                str(PollState(row.state).label),
                row.people,  # type: ignore[attr-defined]  # annotated by with_counts
                row.voted,  # type: ignore[attr-defined]  # the same
            )
            for row in found
        ]
        return table_answer(wanted, _("Evaluation on the spot"), columns, rows)
    shown = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "may_run": can_run(request.actor),
        "trail": [(_("Evaluation on the spot"),)],
    }
    return render(request, "ballots/list.html", shown)


@page(can_run)
def poll_new(request: Request) -> HttpResponse:
    """Prepare a poll."""
    title = _("Prepare a poll")
    form = PollForm(request.POST or None)
    return asked(
        request,
        form,
        lambda _given: services.poll_prepare(
            actor=request.actor, now=request.now, facts=form.facts()
        ),
        title=title,
        verb=_("Prepare it"),
        back=reverse("polls"),
        template="ballots/form.html",
        more={"trail": trail_of((title,))},
        then=lambda made: reverse("poll", args=[made.pk]),
    )


@page(can_run)
def poll_edit(request: Request, poll: int) -> HttpResponse:
    """Change a poll that is being prepared."""
    held = poll_get(request.actor, poll)
    form = PollForm(request.POST or None, initial=initial_of(held))
    return asked_of(
        request,
        held,
        form,
        lambda given: services.poll_change(
            actor=request.actor,
            now=request.now,
            poll=held.pk,
            facts=form.facts(),
            edition=given["edition"],
        ),
        title=_("Change the poll"),
        verb=_("Save"),
    )


@page(can_look)
def poll(request: Request, poll: int) -> HttpResponse:
    """Show a poll: where it stands, what is next, how many have voted; never what."""
    held = poll_get(request.actor, poll)
    turnout = turnout_of(held)
    shown: dict[str, Any] = {
        "poll": held,
        "subjects": subjects_of(held),
        "turnout": turnout,
        "people": sum(row.on_roll for row in turnout),
        "voted": sum(row.voted for row in turnout),
        "venues": voted_by_venue(held),
        "may_run": can_run(request.actor),
        "may_see_roll": can_see_roll(request.actor),
        "may_see_result": can_see_result(request.actor, held.state),
        "sheets": sheets_of(held) if held.state in HELD else None,
        "trail": trail_of((held.title,)),
    }
    return render(request, "ballots/poll.html", shown)


@page(can_see_roll)
def roll(request: Request, poll: int) -> HttpResponse:
    """Show who is on the roll, and who has voted or taken paper; as a table for download."""
    held = poll_get(request.actor, poll)
    rows = Voter.objects.filter(poll=held).select_related("poll_class", "unit", "roll_mark")
    if request.GET.get("waiting"):
        rows = rows.filter(roll_mark__isnull=True)
    if wanted := request.GET.get("format"):
        return _roll_table(wanted, held, list(rows))
    shown = {
        "poll": held,
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "may_run": can_run(request.actor),
        "states": [("", _("All")), ("1", _("Not voted yet"))],
        "trail": way_to(held, (_("Roll"),)),
    }
    return render(request, "ballots/roll.html", shown)


def _roll_table(wanted: str, held: Poll, rows: list[Voter]) -> HttpResponse:
    columns = (
        Column(_("Roll number"), Kind.NUMBER),
        Column(_("Name of the voter")),
        Column(_("Class")),
        Column(_("Unit")),
        Column(_("Post")),
        Column(_("Voting venue")),
        Column(_("Voted")),
    )
    lines = [
        (
            row.number,
            row.name,
            row.poll_class.name,
            row.unit.name if row.unit else "",
            row.post,
            row.venue,
            str(Way(row.roll_mark.way).label) if hasattr(row, "roll_mark") else "",
        )
        for row in rows
    ]
    return table_answer(wanted, f"{held.title} {_('Roll')}", columns, lines)


@page(can_run)
def roll_take_over(request: Request, poll: int) -> HttpResponse:
    """Take the roll from a table: wholly, or not at all."""
    held = poll_get(request.actor, poll)
    form = RollForm(request.POST or None, request.FILES or None)

    def deed(given: dict[str, Any]) -> object:
        if given["file"]:
            file = check_upload(given["file"].name, given["file"].read(), kinds=TABLES)
            rows = [list(row) for row in read_rows(file, most_rows=MOST_VOTERS + 5)]
        else:
            rows = pasted(given["text"])
        people = voters_of(rows)
        made = services.roll_take_over(
            actor=request.actor, now=request.now, poll=held.pk, rows=people
        )
        messages.success(
            request,
            _("%(count)d people read, %(count)d on the roll.") % {"count": len(people)},
        )
        return made

    return asked_of(
        request,
        held,
        form,
        deed,
        title=_("Take the roll over"),
        verb=_("Import the roll"),
        back=reverse("roll", args=[held.pk]),
        note=_(
            "Heads: 姓名, 测评组, and where known 单位, 职务, 会场. The list replaces the whole"
            " roll; a fault anywhere, and nothing is taken."
        ),
    )


@require_POST
@page(can_run)
def voter_remove(request: Request, poll: int, voter: int) -> HttpResponse:
    """Take somebody off the roll."""
    services.voter_remove(actor=request.actor, now=request.now, poll=poll, voter=voter)
    return redirect("roll", poll)


@require_POST
@page(can_run)
def card_renew(request: Request, poll: int, voter: int) -> HttpResponse:
    """Give somebody a new code."""
    row = services.card_renew(actor=request.actor, now=request.now, poll=poll, voter=voter)
    messages.success(
        request,
        _("%(name)s has a new code; print the card again.") % {"name": row.name},
    )
    return redirect("roll", poll)
