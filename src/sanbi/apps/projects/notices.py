"""Messages to those who must act on an obstacle."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Role
from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.models import Appointment
from sanbi.apps.orgs.queries.people import current
from sanbi.apps.projects.escalation import Answerable, levels_of
from sanbi.apps.projects.models import Obstacle
from sanbi.apps.projects.rules import OF_A_DEPARTMENT


def tell_actors(obstacle: Obstacle, now: datetime) -> int:
    """Tell those who must act at the level that an obstacle is at; return the lines written."""
    text = _("Obstacle of “%(project)s”: %(title)s. Act by %(day)s.") % {
        "project": obstacle.project,
        "title": obstacle.title,
        "day": obstacle.due_on.isoformat(),
    }
    return _send(obstacle, _answerable(obstacle, now), text, now)


def tell_verifiers(obstacle: Obstacle, now: datetime) -> int:
    """Tell the owner and the township's leader that an answer waits to be verified."""
    project, held = obstacle.project, current(timezone.localdate(now))
    people = set(_of(held.filter(unit=project.unit_id, role=Role.LEADER)))
    if project.owner_unit_id:
        people |= set(_of(held.filter(unit=project.owner_unit_id, role=Role.OWNER)))
    if project.owner_id:
        people.add(project.owner_id)
    text = _("“%(title)s” was answered: is it solved?") % {"title": obstacle.title}
    return _send(obstacle, people, text, now)


def _answerable(obstacle: Obstacle, now: datetime) -> set[int]:
    """Who acts at the level, and the unit below it all the time."""
    held = current(timezone.localdate(now))
    people = set(_of(held.filter(unit=obstacle.unit_id, role__in=OF_A_DEPARTMENT)))
    role = levels_of(obstacle.ladder)[obstacle.level].role
    if role == Answerable.RESPONSIBLE and obstacle.project.leader_id:
        people.add(obstacle.project.leader_id)
    if role == Answerable.COUNTY:
        people |= set(_of(held.filter(unit__parent__isnull=True, role=Role.LEADER)))
    return people


def _of(held: Iterable[Appointment]) -> Iterable[int]:
    return (row.user_id for row in held)


def _send(obstacle: Obstacle, people: Iterable[int], text: str, now: datetime) -> int:
    link = reverse("obstacle", args=[obstacle.pk])
    return send(people, text, now=now, link=link)
