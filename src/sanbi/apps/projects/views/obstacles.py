"""Pages of obstacles: the list, one of them, how they were dealt with, and each step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import require
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import asked
from sanbi.apps.projects import services
from sanbi.apps.projects.escalation import ladder_on, levels_of
from sanbi.apps.projects.forms.obstacles import (
    HandOnForm,
    LadderForm,
    RaiseForm,
    VerifyForm,
    WordsForm,
    level_lines,
)
from sanbi.apps.projects.models import Obstacle, ObstacleKind, ObstacleState
from sanbi.apps.projects.obstacle_moves import MOVES, moves_open_to, require_move
from sanbi.apps.projects.queries import project_get
from sanbi.apps.projects.queries.obstacles import (
    UNSOLVED,
    is_overdue,
    obstacle_get,
    obstacles_for,
    tallies,
)
from sanbi.apps.projects.rules import can_keep, can_read, can_report
from sanbi.apps.projects.views.frame import (
    area_tabs,
    asked_about,
    project_frame,
    project_trail,
)
from sanbi.apps.projects.words import who_reports

ON_A_PAGE = 50
STEPS: dict[str, tuple[type[Form], Callable[..., Obstacle]]] = {
    "answer": (WordsForm, services.obstacle_answer),
    "hand_on": (HandOnForm, services.obstacle_hand_on),
    "return": (WordsForm, services.obstacle_return),
    "verify": (VerifyForm, services.obstacle_verify),
    "withdraw": (WordsForm, services.obstacle_withdraw),
}
ROUTES = {verb: f"obstacle-{verb.replace('_', '-')}" for verb in STEPS}


@page(can_read)
def obstacles(request: Request) -> HttpResponse:
    """Show the obstacles, the most urgent first; as a table for download."""
    today, everything = timezone.localdate(request.now), obstacles_for(request.actor)
    found = _filtered(request, everything)
    if request.GET.get("format"):
        return _table(request, found)
    units = everything.order_by("unit__name").values_list("unit_id", "unit__name").distinct()
    shown = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "states": [("all", _("All")), ("overdue", _("Overdue")), *ObstacleState.choices],
        "kinds": [("", _("All kinds")), *ObstacleKind.choices],
        "units": [("", _("All units")), *((str(pk), name) for pk, name in units)],
        "levels": [("", _("All levels")), *((str(n), str(n + 1)) for n in range(4))],
        "today": today,
        "may_keep": can_keep(request.actor),
        "tabs": area_tabs("obstacles"),
        "trail": [(_("Projects"), reverse("projects")), (_("Obstacles"),)],
    }
    return render(request, "projects/obstacles.html", shown)


def _filtered(request: Request, rows: QuerySet[Obstacle]) -> QuerySet[Obstacle]:
    asked_for, today = request.GET, timezone.localdate(request.now)
    state = asked_for.get("state", "")
    if state in ObstacleState.values:
        rows = rows.filter(state=state)
    elif state == "overdue":
        rows = rows.filter(state=ObstacleState.OPEN, due_on__lt=today)
    elif state != "all":
        rows = rows.filter(state__in=UNSOLVED)
    if asked_for.get("kind") in ObstacleKind.values:
        rows = rows.filter(kind=asked_for["kind"])
    for name, column in (("unit", "unit"), ("level", "level")):
        value = asked_for.get(name, "")
        if value.isascii() and value.isdecimal() and len(value) < 9:  # noqa: PLR2004 - an int4
            rows = rows.filter(**{column: int(value)})
    return rows


def _table(request: Request, found: QuerySet[Obstacle]) -> HttpResponse:
    columns = (
        Column(_("Project")),
        Column(_("Township")),
        Column(_("Obstacle")),
        Column(_("Sort of obstacle")),
        Column(_("Unit that must act")),
        Column(_("Level"), Kind.NUMBER),
        Column(_("Raised"), Kind.DATE),
        Column(_("Due"), Kind.DATE),
        Column(_("State")),
        Column(_("Solved"), Kind.DATE),
    )
    rows = [
        (
            row.project.name,
            row.project.unit.name,
            row.title,
            row.get_kind_display(),
            row.unit.name,
            row.level + 1,
            row.raised_on,
            row.due_on,
            row.get_state_display(),
            row.closed_on if row.state == ObstacleState.CLOSED else None,
        )
        for row in found
    ]
    return table_answer(request.GET["format"], _("Obstacles"), columns, rows)


@page(can_read)
def statistics(request: Request) -> HttpResponse:
    """Show how obstacles were dealt with, by kind and by unit that must act."""
    rows, today = list(obstacles_for(request.actor)), timezone.localdate(request.now)
    shown = {
        "by_kind": tallies(rows, lambda row: row.get_kind_display(), today),
        "by_unit": tallies(rows, lambda row: row.unit.name, today),
        "tabs": area_tabs("obstacles"),
        "trail": [
            (_("Projects"), reverse("projects")),
            (_("Obstacles"), reverse("obstacles")),
            (_("How they were dealt with"),),
        ],
    }
    return render(request, "projects/obstacle_statistics.html", shown)


@page(can_read)
def obstacle(request: Request, obstacle: int) -> HttpResponse:
    """Show one obstacle: its clock, and all that was done."""
    held = obstacle_get(request.actor, obstacle)
    today = timezone.localdate(request.now)
    shown = {
        "obstacle": held,
        "days_left": (held.due_on - today).days,
        "overdue": is_overdue(held, today),
        "levels": _levels(held),
        "events": [
            {
                "when": timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M"),
                "title": event.get_deed_display(),
                "text": event.text,
                "who": event.by_name,
                "kind": {"escalated": "bad", "returned": "warn"}.get(event.deed, ""),
            }
            for event in held.events.order_by("-pk")
        ],
        "moves": [
            (reverse(ROUTES[verb], args=[held.pk]), str(MOVES[verb].title))
            for verb in moves_open_to(request.actor, held)
            if verb in ROUTES
        ],
        "trail": _trail(held),
    }
    return render(request, "projects/obstacle.html", shown)


def _levels(held: Obstacle) -> list[tuple[str, str, str]]:
    found = []
    for number, level in enumerate(levels_of(held.ladder)):
        state = "done" if number < held.level else "next"
        if number == held.level:
            state = "now" if held.state in UNSOLVED else "done"
        found.append((level.words, state, _("%(days)d days") % {"days": level.days}))
    return found


def _trail(held: Obstacle, *more: tuple[str]) -> list[Any]:
    address = reverse("project-obstacles", args=[held.project_id])
    own = (held.title, reverse("obstacle", args=[held.pk])) if more else (held.title,)
    return project_trail(held.project, (_("Obstacles"), address), own, *more)


@page(can_read)
def obstacle_step(request: Request, obstacle: int, verb: str) -> HttpResponse:
    """Answer, return, verify, hand on or withdraw an obstacle."""
    held = obstacle_get(request.actor, obstacle)
    require_move(request.actor.reading, held, verb)
    form, deed = STEPS[verb]
    title = str(MOVES[verb].title)
    return asked(
        request,
        form(request.POST or None, initial={"edition": held.edition}),
        lambda given: deed(
            actor=request.actor,
            now=request.now,
            obstacle=held.pk,
            **{name: getattr(value, "pk", value) for name, value in given.items()},
        ),
        title=title,
        verb=title,
        back=reverse("obstacle", args=[held.pk]),
        template="projects/form.html",
        note=held.title,
        danger=verb == "withdraw",
        more={"trail": _trail(held, (title,)), "project": held.project},
        done=_("Done."),
    )


@page(can_read)
def project_obstacles(request: Request, project: int) -> HttpResponse:
    """Show the obstacles of one project."""
    shown = project_frame(request, project, "project-obstacles")
    shown["rows"] = (
        shown["project"].obstacles.select_related("unit", "ladder").order_by("-raised_on", "-pk")
    )
    return render(request, "projects/project_obstacles.html", shown)


@page(can_read)
def obstacle_raise(request: Request, project: int) -> HttpResponse:
    """Say what stands in a project's way."""
    held = project_get(request.actor, project)
    require(can_report(request.actor, held), who_reports())
    return asked_about(
        request,
        held,
        RaiseForm(request.POST or None),
        lambda given: services.obstacle_raise(
            actor=request.actor,
            now=request.now,
            project=held.pk,
            **{**given, "unit": given["unit"].pk},
        ),
        title=_("Raise an obstacle"),
        verb=_("Raise it"),
        back=reverse("project-obstacles", args=[held.pk]),
        done=_("Raised. Its clock runs from today."),
    )


@page(can_keep)
def ladder(request: Request) -> HttpResponse:
    """Say who must act at each level, and for how many days."""
    today = timezone.localdate(request.now)
    now = ladder_on(today)
    start = {
        "name": now.name,
        "levels": level_lines(now),
        "working_days": now.working_days,
        "valid_from": today,
    }
    title = _("Levels and days")
    return asked(
        request,
        LadderForm(request.POST or None, initial=start),
        lambda given: services.ladder_set(actor=request.actor, now=request.now, **given),
        title=title,
        verb=_("Save as a new version"),
        back=reverse("obstacles"),
        template="projects/form.html",
        note=_("Obstacles that were raised before keep the levels of their day."),
        more={"trail": [(_("Obstacles"), reverse("obstacles")), (title,)]},
    )
