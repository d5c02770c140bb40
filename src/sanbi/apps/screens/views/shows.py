"""Screens of a hall, which nobody signs in to, and the console that steers them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.assessments.queries.boards import Board, board
from sanbi.apps.assessments.queries.boards_rounds import rounds_on_show
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.live_events import live_origin
from sanbi.apps.ballots.models import Poll, PollState
from sanbi.apps.ballots.queries.polls import turnout_of
from sanbi.apps.meetings.models import Meeting, MeetingState
from sanbi.apps.meetings.queries.clock import ClockState, clocks_of
from sanbi.apps.meetings.queries.meetings import agenda_of, meeting_get, meetings_for
from sanbi.apps.meetings.queries.polls import poll_of
from sanbi.apps.orgs.pages import Request, anyone, page, public
from sanbi.apps.screens.models import Scene, Show
from sanbi.apps.screens.queries.chart import chart_of
from sanbi.apps.screens.queries.map import map_of
from sanbi.apps.screens.queries.scenes import COUNTED, HALL, ladder_of, steps_of
from sanbi.apps.screens.queries.speaking import UNDER_WAY, turn_of
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
        clocks = clocks_of(held.meeting, request.now)
        shown["under_way"] = next(
            (clock.item.pk for clock in clocks if clock.state in UNDER_WAY), held.item_id
        )
        shown["over"] = {clock.item.pk for clock in clocks if clock.state == ClockState.ENDED}
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
        "choices": _choices(request, held),
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


@dataclass(frozen=True)
class Choice:
    """A scene that can be put on: its words, the fields of its form, whether it is on now."""

    words: str
    fields: dict[str, Any]
    on: bool


@dataclass(frozen=True)
class Choices:
    """Scenes under a heading; those of earlier rounds and other polls are folded away."""

    heading: str
    kinds: Sequence[Choice]
    folded: bool = False


def _choices(request: Request, held: Show) -> list[Choices]:
    """Return what can be shown: the meeting and its poll, projects, tables; the newest first."""
    own = poll_of(held.meeting)
    found = [
        Choices(_("Meeting"), _kinds(held, (Scene.TITLE, Scene.AGENDA, Scene.CLOCK))),
        Choices(_("Projects"), _walls(held)),
    ]
    polls = Poll.objects.exclude(state__in=(PollState.DRAFT, PollState.VOID))[:POLLS]
    listed = [poll for poll in polls if own is None or poll.pk != own.pk]
    if own is not None and own.state not in {PollState.DRAFT, PollState.VOID}:
        found.insert(1, Choices(own.title, _of_poll(held, own)))
    for number, row in enumerate(rounds_on_show(request.actor)[:ROUNDS]):
        whole = board(request.actor, row.code)
        found.append(Choices(whole.head.title, _of_round(held, row.pk, whole), number > 0))
    return [
        *found,
        *(Choices(poll.title, _of_poll(held, poll), own is not None) for poll in listed),
    ]


def _kinds(held: Show, scenes: Sequence[Scene]) -> list[Choice]:
    return [_choice(held, str(scene.label), scene) for scene in scenes]


def _walls(held: Show) -> list[Choice]:
    return [
        _choice(held, str(Scene.WALL.label), Scene.WALL),
        _choice(held, _("Wall chart: red lamps"), Scene.WALL, node="red"),
        _choice(held, _("Wall chart: blocked"), Scene.WALL, node="blocked"),
        _choice(held, str(Scene.MAP.label), Scene.MAP),
    ]


def _of_round(held: Show, key: int, whole: Board) -> list[Choice]:
    found = []
    for group in whole.groups:
        found.append(_choice(held, group.name, Scene.TABLE, round=key, group=group.code))
        found += [
            _choice(
                held,
                f"{group.name} · {part.name}",
                Scene.DIMENSION,
                round=key,
                group=group.code,
                node=part.node,
            )
            for part in whole.dimensions
        ]
    return found


def _of_poll(held: Show, poll: Poll) -> list[Choice]:
    found = [_choice(held, str(Scene.TURNOUT.label), Scene.TURNOUT, poll=poll.pk)]
    if poll.state in COUNTED:
        found.append(_choice(held, str(Scene.RESULT.label), Scene.RESULT, poll=poll.pk))
    return found


def _choice(held: Show, words: str, scene: Scene, **about: str | int) -> Choice:
    shown = {"round": held.round_id, "group": held.group, "node": held.node, "poll": held.poll_id}
    same = all(about.get(name) == (value or None) for name, value in shown.items())
    return Choice(
        words, {"scene": scene, **about}, held.edition > 0 and held.scene == scene and same
    )


def _key(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None  # noqa: PLR2004 - bigint
