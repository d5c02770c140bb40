"""What waits for somebody among the projects, for the home pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Least
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.projects.models import (
    AllocationPublication,
    LampWaiver,
    MonthReport,
    Node,
    Obstacle,
    ObstacleState,
    Project,
    Stage,
    StageStep,
)
from sanbi.apps.projects.periods import closes_on, month_before, month_of
from sanbi.apps.projects.rules import (
    OF_A_DEPARTMENT,
    can_approve_allocation,
    can_decide_waivers,
    can_read,
)

SOON = timedelta(days=7)
"""A node waits from so many days before its day on."""
MOST = 8
"""So many projects have a line of their own; the others share one."""


@dataclass(frozen=True)
class Todo:
    """Something that waits: how many, in words, where it is dealt with, until when if known."""

    kind: str
    text: str
    count: int
    route: str
    args: tuple[str | int, ...] = ()
    due_on: date | None = None


def todo_for(actor: Actor, today: date) -> list[Todo]:
    """Return what waits for the actor; a fixed number of queries."""
    if not can_read(actor):
        return []
    return [
        *_nodes(actor, today),
        *_obstacles(actor),
        *_months(actor, today),
        *_decisions(actor),
    ]


def _owned(actor: Actor, of: str = "") -> Q:
    """Projects of the actor as their owner, in person or for the unit that builds them."""
    if not actor.reading.has(Role.OWNER):
        return Q(pk__in=[])
    units = actor.units_as(Role.OWNER)
    return Q(**{f"{of}owner": actor.user}) | Q(**{f"{of}owner_unit__in": units})


# -- nodes -----------------------------------------------------------------------------------------
def _nodes(actor: Actor, today: date) -> list[Todo]:
    """Nodes of the own units and projects that fall due: a line a project."""
    units = actor.units_as(*OF_A_DEPARTMENT)
    rows = (
        Node.objects.filter(finished_on__isnull=True, project__dropped_on__isnull=True)
        .filter(Q(unit__in=units) | _owned(actor, "project__"))
        .annotate(until=Least("due_on", "planned_finish"))
        .filter(until__lte=today + SOON)
        .order_by("until", "project", "place")
        .values_list("project", "project__name", "name", "until")
    )
    held: dict[int, list[tuple[str, str, date]]] = {}
    for key, *row in rows:
        held.setdefault(key, []).append((row[0], row[1], row[2]))
    lines = [
        Todo("node", _node_words(some), len(some), "project-nodes", (key,), some[0][2])
        for key, some in held.items()
    ]
    return lines if len(lines) <= MOST else [*lines[: MOST - 1], _others(lines[MOST - 1 :])]


def _node_words(rows: Sequence[tuple[str, str, date]]) -> str:
    values = {"project": rows[0][0], "node": rows[0][1], "more": len(rows) - 1}
    if len(rows) == 1:
        return _("%(project)s: %(node)s") % values
    return _("%(project)s: %(node)s and %(more)s more") % values


def _others(lines: Sequence[Todo]) -> Todo:
    text = _("nodes of %(count)s further projects") % {"count": len(lines)}
    count = sum(line.count for line in lines)
    return Todo("node", text, count, "wall", due_on=lines[0].due_on)


# -- obstacles -------------------------------------------------------------------------------------
def _obstacles(actor: Actor) -> list[Todo]:
    """Those that the own units must answer, and answers that the own projects must verify."""
    held = Obstacle.objects.filter(project__dropped_on__isnull=True)
    asked = held.filter(state=ObstacleState.OPEN, unit__in=actor.units_as(*OF_A_DEPARTMENT))
    answered = held.filter(
        _owned(actor, "project__") | Q(project__unit__in=actor.units_as(Role.LEADER)),
        state=ObstacleState.ANSWERED,
    )
    return [*_lines("answer", asked), *_lines("verify", answered)]


def _lines(kind: str, rows: QuerySet[Obstacle]) -> list[Todo]:
    found = list(rows.order_by("due_on", "pk"))
    if not found:
        return []
    due = found[0].due_on if kind == "answer" else None
    if len(found) == 1:
        return [Todo(kind, found[0].title, 1, "obstacle", (found[0].pk,), due)]
    text = ngettext("%(count)s obstacle", "%(count)s obstacles", len(found)) % {"count": len(found)}
    return [Todo(kind, text, len(found), "obstacles", due_on=due)]


# -- months ----------------------------------------------------------------------------------------
def _months(actor: Actor, today: date) -> list[Todo]:
    """The report of last month for each project that works and has none."""
    period = month_before(month_of(today))
    started = StageStep.objects.filter(
        project=OuterRef("pk"),
        to_stage=Stage.STARTED,
        happened_on__lt=today.replace(day=1),
    )
    reported = MonthReport.objects.filter(project=OuterRef("pk"), period=period)
    rows = Project.objects.filter(
        _owned(actor) | Q(unit__in=actor.units_as(Role.CLERK)),
        Exists(started),
        ~Exists(reported),
        stage=Stage.STARTED,
        dropped_on__isnull=True,
    )
    found = list(rows.order_by("name_key", "pk").values_list("pk", "name"))
    if not found:
        return []
    due = closes_on(period)
    if len(found) == 1:
        text = _("%(project)s: report of %(month)s") % {"project": found[0][1], "month": period}
        return [Todo("month", text, 1, "month-report", (found[0][0], period), due)]
    text = _("Projects' reports of %(month)s") % {"month": period}
    return [Todo("month", text, len(found), "projects", due_on=due)]


# -- decisions -------------------------------------------------------------------------------------
def _decisions(actor: Actor) -> list[Todo]:
    """Plans for the factors and waivers of lamps that somebody else has put forward."""
    found = []
    if can_approve_allocation(actor):
        open_ones = AllocationPublication.objects.filter(approved__isnull=True)
        for row in open_ones.exclude(proposed_by=actor.user).annotate(number=F("run__number")):
            text = _("Plan %(number)s of the factors") % {"number": row.number}
            found.append(Todo("decide", text, 1, "allocation-decide", (row.pk,)))
    if can_decide_waivers(actor):
        asked = LampWaiver.objects.filter(state=LampWaiver.State.PROPOSED)
        for waiver in asked.exclude(proposed_by=actor.user).select_related("project"):
            text = _("%(project)s: waiver of a lamp") % {"project": waiver.project.name}
            found.append(Todo("decide", text, 1, "lamp-waiver", (waiver.pk,)))
    return found
