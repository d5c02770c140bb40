"""Obstacles 堵点: raised, answered, returned, verified, handed on and withdrawn."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import same_edition
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.chosen import unit_open
from sanbi.apps.projects.escalation import ladder_kept, level_ends
from sanbi.apps.projects.models import Obstacle, ObstacleEvent, ObstacleKind, ObstacleState
from sanbi.apps.projects.notices import tell_actors, tell_verifiers
from sanbi.apps.projects.obstacle_moves import Deed, Move, require_move
from sanbi.apps.projects.queries.projects import projects_for
from sanbi.apps.projects.rules import can_report
from sanbi.apps.projects.services.locking import (
    needs_reason,
    project_locked,
    require_in_register,
)
from sanbi.apps.projects.words import who_reports


@service("obstacle.raise")
def obstacle_raise(
    *,
    actor: Actor,
    now: datetime,
    project: int,
    kind: str,
    title: str,
    unit: int,
    detail: str = "",
    wanted: str = "",
) -> Obstacle:
    """Say what stands in a project's way, and which unit must act; its clock begins today.

    Parameters
    ----------
    unit : primary key of the unit that must act
    wanted : what would solve it

    Raises
    ------
    Refused
        without a title, of an unknown kind, and for a unit that is closed.
    """
    held = project_locked(actor, project)
    require(can_report(actor, held), who_reports())
    require_in_register(held)
    if kind not in ObstacleKind.values:
        raise Refused(_("There is no such kind of obstacle."), _("Choose one."), "kind")
    today, ladder = timezone.localdate(now), ladder_kept(timezone.localdate(now))
    made = Obstacle.objects.create(
        project=held,
        kind=kind,
        title=needs_reason(title, "title"),
        detail=detail.strip(),
        wanted=wanted.strip(),
        unit=unit_open(unit),
        ladder=ladder,
        level_since=today,
        due_on=level_ends(ladder, 0, today),
        raised_on=today,
    )
    _note(made, Deed.RAISED, actor, now, made.detail)
    tell_actors(made, now)
    tell(made, project=held.name, kind=kind, unit=made.unit.name, due_on=made.due_on)
    return made


@service("obstacle.answer")
def obstacle_answer(
    *, actor: Actor, now: datetime, obstacle: int, edition: int, text: str
) -> Obstacle:
    """Say what was done about an obstacle; the owner verifies it."""
    held, move = obstacle_locked(actor, obstacle, edition, "answer")
    _go(held, move, actor, now, needs_reason(text, "text"))
    tell_verifiers(held, now)
    tell(held, project=held.project.name, text=text)
    return held


@service("obstacle.return")
def obstacle_return(
    *, actor: Actor, now: datetime, obstacle: int, edition: int, text: str
) -> Obstacle:
    """Say that an answer has not solved it; the days of its level begin anew."""
    held, move = obstacle_locked(actor, obstacle, edition, "return")
    held.level_since = timezone.localdate(now)
    held.due_on = level_ends(held.ladder, held.level, held.level_since)
    _go(held, move, actor, now, needs_reason(text, "text"))
    tell_actors(held, now)
    tell(held, project=held.project.name, text=text, due_on=held.due_on)
    return held


@service("obstacle.verify")
def obstacle_verify(
    *, actor: Actor, now: datetime, obstacle: int, edition: int, text: str = ""
) -> Obstacle:
    """Say that an obstacle is solved."""
    held, move = obstacle_locked(actor, obstacle, edition, "verify")
    held.closed_on = timezone.localdate(now)
    _go(held, move, actor, now, text.strip())
    tell(held, project=held.project.name, text=text)
    return held


@service("obstacle.hand_on")
def obstacle_hand_on(
    *, actor: Actor, now: datetime, obstacle: int, edition: int, unit: int, text: str
) -> Obstacle:
    """Name another unit that must act; the clock goes on.

    Raises
    ------
    Refused
        for the unit that has it already, a closed unit, and without a reason.
    """
    held, move = obstacle_locked(actor, obstacle, edition, "hand_on")
    if unit == held.unit_id:
        raise Refused(_("This unit has it already."), _("Choose another one."), "unit")
    before, held.unit = held.unit, unit_open(unit)
    reason = needs_reason(text, "text")
    words = _("%(before)s → %(after)s: %(reason)s")
    _go(held, move, actor, now, words % {"before": before, "after": held.unit, "reason": reason})
    tell_actors(held, now)
    tell(held, project=held.project.name, unit=[before.name, held.unit.name], text=reason)
    return held


@service("obstacle.withdraw")
def obstacle_withdraw(
    *, actor: Actor, now: datetime, obstacle: int, edition: int, text: str
) -> Obstacle:
    """Take an obstacle back, with a reason; it stays to be read."""
    held, move = obstacle_locked(actor, obstacle, edition, "withdraw")
    held.closed_on = timezone.localdate(now)
    _go(held, move, actor, now, needs_reason(text, "text"))
    tell(held, project=held.project.name, text=text)
    return held


# -- shared with the clock -------------------------------------------------------------------------
def obstacle_locked(
    actor: Actor, obstacle: int, edition: int | None, verb: str
) -> tuple[Obstacle, Move]:
    """Return an obstacle, locked, and a move that the actor may make with it.

    Raises
    ------
    Missing
        when there is none, or the actor may not see its project.
    Conflict
        when it has another edition than was looked at.
    NotAllowed, Refused
        by `require_move`.
    """
    rows = Obstacle.objects.filter(pk=obstacle, project__in=projects_for(actor).order_by())
    held = rows.select_related("project", "unit", "ladder").select_for_update(of=("self",)).first()
    if held is None:
        raise Missing
    move = require_move(actor, held, verb)
    same_edition(held, edition)
    return held, move


def _go(obstacle: Obstacle, move: Move, actor: Actor, now: datetime, text: str) -> None:
    obstacle.state = ObstacleState(move.to)
    obstacle.edition += 1
    obstacle.save()
    _note(obstacle, move.deed, actor, now, text)


def _note(
    obstacle: Obstacle, deed: ObstacleEvent.Deed, actor: Actor, now: datetime, text: str
) -> None:
    ObstacleEvent.objects.create(
        obstacle=obstacle,
        deed=deed,
        text=text,
        level=obstacle.level,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
