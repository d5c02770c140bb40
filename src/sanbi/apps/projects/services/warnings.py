"""Warnings before and after the limits of nodes; the clock sends them once a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanbi.apps.audit.actors import SYSTEM, Actor
from sanbi.apps.audit.errors import require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.messages import send
from sanbi.apps.projects.audience import people_of
from sanbi.apps.projects.models import Node, Project
from sanbi.apps.projects.timetables import county_calendars
from sanbi.engine.scheduling.days import DayCount, offset_of

BEFORE = (1, 5)  # working days
AGAIN_AFTER = 5
LOOK_AHEAD = timedelta(days=20)  # five working days over the longest holiday


@service("node.warn")
def nodes_warn(*, actor: Actor, now: datetime) -> int:
    """Warn of nodes whose limit is 5 or 1 working days away, or was passed (every 5 again).

    Returns how many messages were sent. Nobody gets the same warning twice, so that it does no
    harm to run it again, and a day on which it did not run is made up for.
    """
    require(actor is SYSTEM, _("the clock of the platform"))
    today = timezone.localdate(now)
    count = DayCount(county_calendars()["approval"])
    rows = Node.objects.filter(
        finished_on__isnull=True,
        planned_finish__isnull=False,
        planned_finish__lte=today + LOOK_AHEAD,
        project__dropped_on__isnull=True,
    ).select_related("project")
    sent = 0
    for node in rows.order_by("pk"):
        mark = mark_of(count, node.planned_finish or today, today)
        if mark is not None:
            sent += _warn(node, mark, now)
    tell(Project.objects.order_by("pk").first() or Project(), messages=sent, on=today)
    return sent


def mark_of(count: DayCount, finish: date, today: date) -> int | None:
    """Return 5 or 1 before a limit, 0, −5, −10, … after it; None where it is far away."""
    if today > finish:
        late = count.between(offset_of(finish) + 1, offset_of(today) + 1)
        return -(late // AGAIN_AFTER) * AGAIN_AFTER
    left = count.between(offset_of(today) + 1, offset_of(finish) + 1)
    return next((mark for mark in BEFORE if left <= mark), None)


def _warn(node: Node, mark: int, now: datetime) -> int:
    project, late = node.project, mark <= 0
    words = (
        gettext_noop("“%(node)s” of “%(project)s” is past its limit of %(day)s.")
        if late
        else gettext_noop("“%(node)s” of “%(project)s” must be finished by %(day)s.")
    )
    values = {"node": node.name, "project": project.name, "day": node.planned_finish}
    key = f"node:{node.pk}:{node.planned_finish}:{mark}"
    link = reverse("project-nodes", args=[project.pk])
    return send(_people(node, now, late=late), words, values, now=now, link=link, key=key)


def _people(node: Node, now: datetime, *, late: bool) -> Iterator[int]:
    project = node.project
    yield from people_of(node.unit_id, project, now)
    if project.owner_id:
        yield project.owner_id
    if late and project.leader_id:
        yield project.leader_id
