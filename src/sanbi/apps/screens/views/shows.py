"""Screens of a hall, which nobody signs in to, and the console that steers them."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.assessments.queries.boards import board
from sanbi.apps.assessments.queries.boards_rounds import rounds_on_show
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.live_events import live_origin
from sanbi.apps.ballots.models import Poll, PollState
from sanbi.apps.ballots.queries.polls import turnout_of
from sanbi.apps.meetings.models import Meeting, MeetingState
from sanbi.apps.meetings.queries.meetings import agenda_of, meeting_get, meetings_for
from sanbi.apps.orgs.pages import Request, anyone, page, public
from sanbi.apps.screens.models import Scene, Show
from sanbi.apps.screens.queries.chart import chart_of
from sanbi.apps.screens.queries.map import map_of
from sanbi.apps.screens.queries.scenes import COUNTED, HALL, ladder_of, steps_of
from sanbi.apps.screens.queries.speaking import turn_of
from sanbi.apps.screens.rules import can_steer
from sanbi.apps.screens.services import Scenery, show_set, show_step

ROUNDS, POLLS = 4, 4
"""The newest of each that the console offers."""


# -- screens -------------------------------------------------------------------------------------
@public
def show_screen(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show a screen of a hall; it fetches by itself what is on."""
    held = _by_key(key)
    shown = {**_scene(held, request), "live": live_origin(request)}
    return render(request, "screens/show/screen.html", shown)


@public
def show_now(request: Request, key: uuid.UUID) -> HttpResponse:
    """Show what is on now: a part of a page for the screen's script."""
    return render(request, "screens/show/scene.html", _scene(_by_key(key), request))


def _by_key(key: uuid.UUID) -> Show:
    rows = Show.objects.select_related("meeting", "round", "poll", "item")
    held = rows.filter(key=key).first()
    if held is None:
        raise Missing
    return held


def _scene(held: Show, request: Request, step: int | None = None) -> dict[str, Any]:
    at, today = held.step if step is None else step, timezone.localdate(request.now)
    shown: dict[str, Any] = {"show": held, "ladder": ladder_of(held, step)}
    if held.scene == Scene.AGENDA:
        shown["items"] = agenda_of(held.meeting)
    if held.scene == Scene.CLOCK:
        shown["turn"] = turn_of(held.meeting, request.now)
    if held.scene == Scene.WALL:
        shown["chart"] = chart_of(HALL, held.node, at, today)
        shown["today"] = today
    if held.scene == Scene.MAP:
        shown["map"] = map_of(HALL, at, settings.SANBI_PLACE, today)
    if held.scene == Scene.TURNOUT and held.poll is not None:
        rows = turnout_of(held.poll)
        shown["voted"] = sum(row.voted for row in rows)
        shown["people"] = sum(row.on_roll for row in rows)
    return shown


# -- steering ------------------------------------------------------------------------------------
@page(anyone)
def screens(request: Request) -> HttpResponse:
    """Show what can be put on a wall: tables that turn by themselves, meetings that are steered."""
    rounds = list(rounds_on_show(request.actor)[:ROUNDS])
    may = can_steer(request.actor)
    held = meetings_for(request.actor).filter(state__in=(MeetingState.PLANNED, MeetingState.OPEN))
    shown = {"rounds": rounds, "meetings": held if may else [], "may_steer": may}
    return render(request, "screens/show/list.html", shown)


@page(can_steer)
def show_console(request: Request, meeting: int) -> HttpResponse:
    """Show the console of a meeting: what is on, what comes next, and what else can be shown."""
    found = meeting_get(request.actor, meeting)
    held = _show_of(found)
    steps = steps_of(held, timezone.localdate(request.now))
    shown = {
        "meeting": found,
        "now": _scene(held, request),
        "next": _scene(held, request, held.step + 1) if held.step < steps else None,
        "show": held,
        "steps": steps,
        "choices": _choices(request),
        "trail": [(_("Screens"), reverse("screens")), (found.title,)],
        "screen": "" if held.edition == 0 else _address(request, held),
    }
    return render(request, "screens/show/console.html", shown)


@require_POST
@page(can_steer)
def show_scene(request: Request, meeting: int) -> HttpResponse:
    """Put a scene on the screens."""
    given = request.POST
    scenery = Scenery(
        given.get("scene", ""),
        _key(given.get("round")),
        given.get("group", ""),
        given.get("node", ""),
        _key(given.get("poll")),
        _key(given.get("item")),
    )
    show_set(actor=request.actor, now=request.now, meeting=meeting, scenery=scenery)
    return redirect("show-console", meeting)


@require_POST
@page(can_steer)
def show_move(request: Request, meeting: int) -> HttpResponse:
    """Reveal a line, or hide it again."""
    by = -1 if request.POST.get("by") == "back" else 1
    edition = _key(request.POST.get("edition")) or 0
    try:
        show_step(actor=request.actor, now=request.now, meeting=meeting, by=by, edition=edition)
    except Refused as error:
        messages.warning(request, str(error))
    return redirect("show-console", meeting)


def _address(request: Request, held: Show) -> str:
    return request.build_absolute_uri(reverse("show-screen", args=[held.key]))


def _show_of(meeting: Meeting) -> Show:
    """Return the show of a meeting; one that has not begun is not kept yet."""
    rows = Show.objects.select_related("meeting", "round", "poll", "item")
    return rows.filter(meeting=meeting).first() or Show(meeting=meeting)


def _choices(
    request: Request,
) -> list[tuple[str, list[tuple[str, dict[str, Any]]]]]:
    """Return what can be shown: (heading, [(words, fields of the form)])."""
    plain: list[tuple[str, dict[str, Any]]] = [
        (str(Scene.TITLE.label), {"scene": Scene.TITLE}),
        (str(Scene.AGENDA.label), {"scene": Scene.AGENDA}),
        (str(Scene.CLOCK.label), {"scene": Scene.CLOCK}),
    ]
    walls: list[tuple[str, dict[str, Any]]] = [
        (str(Scene.WALL.label), {"scene": Scene.WALL}),
        (_("Wall chart: red lamps"), {"scene": Scene.WALL, "node": "red"}),
        (_("Wall chart: blocked"), {"scene": Scene.WALL, "node": "blocked"}),
        (str(Scene.MAP.label), {"scene": Scene.MAP}),
    ]
    found = [(_("Meeting"), plain), (_("Projects"), walls)]
    for row in rounds_on_show(request.actor)[:ROUNDS]:
        held = board(request.actor, row.code)
        kinds: list[tuple[str, dict[str, Any]]] = []
        for group in held.groups:
            fields = {"round": row.pk, "group": group.code}
            kinds.append((group.name, {"scene": Scene.TABLE, **fields}))
            kinds += [
                (
                    f"{group.name} · {part.name}",
                    {"scene": Scene.DIMENSION, "node": part.node, **fields},
                )
                for part in held.dimensions
            ]
        found.append((held.head.title, kinds))
    for poll in Poll.objects.exclude(state__in=(PollState.DRAFT, PollState.VOID))[:POLLS]:
        kinds = [(str(Scene.TURNOUT.label), {"scene": Scene.TURNOUT, "poll": poll.pk})]
        if poll.state in COUNTED:
            kinds.append((str(Scene.RESULT.label), {"scene": Scene.RESULT, "poll": poll.pk}))
        found.append((poll.title, kinds))
    return found


def _key(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None  # noqa: PLR2004 - bigint
