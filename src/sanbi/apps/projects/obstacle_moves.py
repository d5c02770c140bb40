"""The life of an obstacle: the one table of what may follow what, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbi.apps.audit.actors import SYSTEM, Actor
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.projects.models import Obstacle, ObstacleEvent, ObstacleState
from sanbi.apps.projects.rules import can_act_for, can_verify

Deed = ObstacleEvent.Deed
OPEN, ANSWERED = ObstacleState.OPEN, ObstacleState.ANSWERED


@dataclass(frozen=True)
class Move:
    """A step in the life of an obstacle: from which states, to which, by whom."""

    deed: ObstacleEvent.Deed
    sources: tuple[ObstacleState, ...]
    to: ObstacleState
    may: Callable[[Actor, Obstacle], bool]
    who: str | Promise
    title: str | Promise


def _acts(actor: Actor, obstacle: Obstacle) -> bool:
    return can_act_for(actor, obstacle.unit_id)


def _verifies(actor: Actor, obstacle: Obstacle) -> bool:
    return can_verify(actor, obstacle.project)


def _raised(actor: Actor, obstacle: Obstacle) -> bool:
    if actor.user is None:
        return False
    return obstacle.events.filter(deed=Deed.RAISED, by=actor.user).exists()


def _is_clock(actor: Actor, obstacle: Obstacle) -> bool:
    del obstacle
    return actor is SYSTEM


_UNIT = gettext_lazy("the unit that must act")
_OWNER = gettext_lazy("the project's owner, or the leader of its township")
MOVES = {
    "answer": Move(Deed.ANSWERED, (OPEN,), ANSWERED, _acts, _UNIT, gettext_lazy("Answer")),
    "hand_on": Move(
        Deed.HANDED_ON, (OPEN,), OPEN, _acts, _UNIT, gettext_lazy("Hand to another unit")
    ),
    "escalate": Move(
        Deed.ESCALATED, (OPEN,), OPEN, _is_clock, gettext_lazy("the clock"), Deed.ESCALATED.label
    ),
    "return": Move(
        Deed.RETURNED, (ANSWERED,), OPEN, _verifies, _OWNER, gettext_lazy("Not solved: return")
    ),
    "verify": Move(
        Deed.VERIFIED,
        (ANSWERED,),
        ObstacleState.CLOSED,
        _verifies,
        _OWNER,
        gettext_lazy("Solved: close"),
    ),
    "withdraw": Move(
        Deed.WITHDRAWN,
        (OPEN, ANSWERED),
        ObstacleState.WITHDRAWN,
        _raised,
        gettext_lazy("whoever raised it"),
        gettext_lazy("Withdraw"),
    ),
}


def moves_open_to(actor: Actor, obstacle: Obstacle) -> tuple[str, ...]:
    """Return the moves that an actor may make now."""
    return tuple(
        verb
        for verb, move in MOVES.items()
        if obstacle.state in move.sources and move.may(actor.reading, obstacle)
    )


def require_move(actor: Actor, obstacle: Obstacle, verb: str) -> Move:
    """Return a move that the actor may make.

    Raises
    ------
    NotAllowed
        when others make it.
    Refused
        in another state.
    """
    move = MOVES[verb]
    require(move.may(actor, obstacle), str(move.who))
    if obstacle.state not in move.sources:
        raise Refused(
            _("This obstacle is “%(state)s”.") % {"state": obstacle.get_state_display()},
            _("Look at its newest state."),
        )
    return move
