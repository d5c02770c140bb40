"""The clock of obstacles: its rule as data, and what it does each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import SYSTEM, Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.projects.escalation import Answerable, Level, is_top, level_ends, levels_data
from sanbi.apps.projects.models import Ladder, Obstacle, ObstacleEvent, ObstacleState
from sanbi.apps.projects.notices import tell_actors
from sanbi.apps.projects.rules import can_keep
from sanbi.apps.projects.services.locking import needs_reason
from sanbi.apps.projects.services.obstacles import obstacle_locked
from sanbi.apps.projects.words import who_keeps

MOST_LEVELS, MOST_DAYS = 8, 365


@service("ladder.set")
def ladder_set(
    *,
    actor: Actor,
    now: datetime,
    name: str,
    levels: Sequence[Level],
    working_days: bool,
    valid_from: date,
) -> Ladder:
    """Say who must act at each level and for how many days, for obstacles raised from a day on.

    Raises
    ------
    Refused
        without a name, for no level or more than 8, and for days outside 1 to 365.
    """
    require(can_keep(actor), who_keeps())
    if not 1 <= len(levels) <= MOST_LEVELS:
        raise Refused(_("A ladder has 1 to 8 levels."), _("Write a line for each."), "levels")
    if any(level.role not in Answerable.values for level in levels):
        raise Refused(_("A level does not say who must act."), _("Mend its line."), "levels")
    if not all(1 <= level.days <= MOST_DAYS for level in levels):
        raise Refused(_("A level lasts 1 to 365 days."), _("Mend its line."), "levels")
    # No lock: two who write at once run into the one version that each number has.
    last = Ladder.objects.order_by("-version").first()
    made = Ladder.objects.create(
        version=1 if last is None else last.version + 1,
        name=needs_reason(name, "name"),
        levels=levels_data(tuple(levels)),
        working_days=working_days,
        valid_from=valid_from,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )
    tell(made, valid_from=valid_from, levels=[level.days for level in levels])
    return made


@service("obstacle.escalate")
def obstacle_escalate(*, actor: Actor, now: datetime, obstacle: int) -> Obstacle:
    """Take an open obstacle up by each level whose days are over.

    After days on which the clock stood still it goes up several levels at once, each with an
    event of its own.

    Raises
    ------
    NotAllowed
        for anybody but the clock.
    Refused
        while its days are not over, and on top.
    """
    held, move = obstacle_locked(actor, obstacle, None, "escalate")
    today = timezone.localdate(now)
    if held.due_on >= today or is_top(held.ladder, held.level):
        raise Refused(_("Its days are not over, or nothing stands above."), _("Wait."))
    while held.due_on < today and not is_top(held.ladder, held.level):
        held.level += 1
        held.level_since = held.due_on + timedelta(1)
        held.due_on = level_ends(held.ladder, held.level, held.due_on)
        ObstacleEvent.objects.create(
            obstacle=held,
            deed=move.deed,
            level=held.level,
            by=actor.user,
            by_name=actor.name,
            at=now,
        )
    held.edition += 1
    held.save()
    tell_actors(held, now)
    tell(held, project=held.project.name, level=held.level, due_on=held.due_on)
    return held


def obstacles_escalate(now: datetime) -> int:
    """Take up every obstacle whose days are over; return how many. A second call finds none."""
    over = Obstacle.objects.filter(
        state=ObstacleState.OPEN, due_on__lt=timezone.localdate(now)
    ).select_related("ladder")
    moved = 0
    for held in over.order_by("pk"):
        if is_top(held.ladder, held.level):
            continue
        try:
            obstacle_escalate(actor=SYSTEM, now=now, obstacle=held.pk)
        except Refused:  # somebody answered it in this very moment
            continue
        moved += 1
    return moved
