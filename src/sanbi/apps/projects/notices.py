"""Messages to those who must act: on obstacles, and on projects whose overall lamp turns red."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from sanbi.apps.audit.actors import Role
from sanbi.apps.orgs.messages import send
from sanbi.apps.orgs.models import Appointment
from sanbi.apps.orgs.queries.people import current
from sanbi.apps.projects.escalation import Answerable, levels_of
from sanbi.apps.projects.models import LampReading, Obstacle, Project
from sanbi.apps.projects.rules import OF_A_DEPARTMENT, OF_A_TOWNSHIP


def tell_actors(obstacle: Obstacle, now: datetime) -> int:
    """Tell those who must act at the level that an obstacle is at; return the lines written."""
    text = gettext_noop("Obstacle of “%(project)s”: %(title)s. Act by %(day)s.")
    values = {"project": obstacle.project, "day": obstacle.due_on.isoformat()}
    return _send(obstacle, _answerable(obstacle, now), text, values, now)


def tell_verifiers(obstacle: Obstacle, now: datetime) -> int:
    """Tell the owner and the township's leader that an answer waits to be verified."""
    project, held = obstacle.project, current(timezone.localdate(now))
    people = set(_of(held.filter(unit=project.unit_id, role=Role.LEADER)))
    if project.owner_unit_id:
        people |= set(_of(held.filter(unit=project.owner_unit_id, role=Role.OWNER)))
    if project.owner_id:
        people.add(project.owner_id)
    text = gettext_noop("“%(title)s” was answered: is it solved?")
    return _send(obstacle, people, text, {}, now)


def tell_red(turned: Sequence[tuple[Project, LampReading]], now: datetime) -> int:
    """Tell those who answer for projects whose overall lamp has turned red; return the lines.

    Owner, township and responsible leader get one line for each project and month, also when the
    month is read again.
    """
    units = {unit for project, _lit in turned for unit in (project.unit_id, project.owner_unit_id)}
    held = current(timezone.localdate(now)).filter(unit__in=units - {None})
    roles: dict[tuple[int, str], set[int]] = defaultdict(set)
    for unit, role, user in held.order_by().values_list("unit", "role", "user"):
        roles[unit, role].add(user)
    return sum(
        send(
            _who_answer_for(project, roles),
            gettext_noop("“%(project)s” turned red in %(month)s: see why."),
            {"project": project.name, "month": lit.period},
            now=now,
            link=reverse("project-lamps", args=[project.pk]),
            key=f"red:{project.pk}:{lit.period}",
        )
        for project, lit in turned
    )


def _who_answer_for(project: Project, roles: Mapping[tuple[int, str], set[int]]) -> set[int]:
    people = {user for user in (project.owner_id, project.leader_id) if user}
    for role in OF_A_TOWNSHIP:
        people |= roles.get((project.unit_id, role), set())
    if project.owner_unit_id:
        people |= roles.get((project.owner_unit_id, Role.OWNER), set())
    return people


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


def _send(
    obstacle: Obstacle,
    people: Iterable[int],
    text: str,
    values: Mapping[str, object],
    now: datetime,
) -> int:
    values = {"title": obstacle.title, **values}
    link = reverse("obstacle", args=[obstacle.pk])
    return send(people, text, values, now=now, link=link, private=["title"])
