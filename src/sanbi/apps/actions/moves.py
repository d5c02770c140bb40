"""The life of an action: the one table of what may follow what, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbi.apps.actions.models import Action, State, Step
from sanbi.apps.actions.rules import can_act, can_check, can_supervise, reported_it
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused, require

Deed = Step.Deed
WORKING = (State.RECEIVED, State.IN_PROGRESS, State.RETURNED)
"""In the hands of the lead unit."""
RUNNING = (State.ASSIGNED, *WORKING)
"""The clock runs for the lead unit."""
ENDED = (State.CLOSED, State.WITHDRAWN)
LADDER = (
    State.FILED,
    State.ASSIGNED,
    State.RECEIVED,
    State.IN_PROGRESS,
    State.REPORTED,
    State.VERIFIED,
    State.CLOSED,
)
"""The usual way; returned and withdrawn lie beside it."""


@dataclass(frozen=True)
class Move:
    """A step in the life of an action: from which states, to which, by whom."""

    deed: Step.Deed
    sources: tuple[State, ...]
    to: State
    may: Callable[[Actor, Action], bool]
    who: str | Promise
    title: str | Promise


def _judges(actor: Actor, action: Action) -> bool:
    return can_supervise(actor, action) and not reported_it(actor, action)


def _closes(actor: Actor, action: Action) -> bool:
    return can_check(actor, action) and not reported_it(actor, action)


def _returns(actor: Actor, action: Action) -> bool:
    return _judges(actor, action) or _closes(actor, action)


_OFFICE = gettext_lazy("the supervision office, or the unit that split it")
_JUDGE = gettext_lazy("the supervision office, or the unit that split it; not who reported it")
_CHECK = gettext_lazy("the owner of the list, else who supervises it; not who reported it")
_UNIT = gettext_lazy("the lead unit")
MOVES = {
    "assign": Move(
        Deed.ASSIGNED, (State.FILED,), State.ASSIGNED, can_supervise, _OFFICE,
        gettext_lazy("Assign"),
    ),
    "receive": Move(
        Deed.RECEIVED, (State.ASSIGNED,), State.RECEIVED, can_act, _UNIT, gettext_lazy("Receive")
    ),
    "decline": Move(
        Deed.DECLINED, (State.ASSIGNED,), State.FILED, can_act, _UNIT, gettext_lazy("Give it back")
    ),
    "report": Move(
        Deed.REPORTED, WORKING, State.REPORTED, can_act, _UNIT,
        gettext_lazy("Report as done"),
    ),
    "progress": Move(
        Deed.PROGRESS, WORKING, State.IN_PROGRESS, can_act, _UNIT,
        gettext_lazy("Note progress"),
    ),
    "verify": Move(
        Deed.VERIFIED, (State.REPORTED,), State.VERIFIED, _judges, _JUDGE, gettext_lazy("Verify")
    ),
    "return": Move(
        Deed.RETURNED, (State.REPORTED, State.VERIFIED), State.RETURNED, _returns, _JUDGE,
        gettext_lazy("Not done: return"),
    ),
    "close": Move(
        Deed.CLOSED, (State.VERIFIED,), State.CLOSED, _closes, _CHECK, gettext_lazy("Close out")
    ),
    "reopen": Move(
        Deed.REOPENED, (State.CLOSED,), State.IN_PROGRESS, can_supervise, _OFFICE,
        gettext_lazy("Take the action up again"),
    ),
    "withdraw": Move(
        Deed.WITHDRAWN, (State.FILED, *RUNNING, State.REPORTED), State.WITHDRAWN, can_supervise,
        _OFFICE, gettext_lazy("Withdraw"),
    ),
}  # fmt: skip


def moves_open_to(actor: Actor, action: Action) -> tuple[str, ...]:
    """Return the moves that an actor may make now."""
    return tuple(
        verb
        for verb, move in MOVES.items()
        if action.state in move.sources and move.may(actor.reading, action)
    )


def require_move(actor: Actor, action: Action, verb: str) -> Move:
    """Return a move that the actor may make.

    Raises
    ------
    NotAllowed
        when others make it.
    Refused
        in another state.
    """
    move = MOVES[verb]
    require(move.may(actor, action), str(move.who))
    require_state(action, move.sources)
    return move


def require_state(action: Action, states: tuple[State, ...]) -> None:
    """Go on only in one of some states.

    Raises
    ------
    Refused
        with the state that it has.
    """
    if action.state not in states:
        raise Refused(
            _("%(number)s is “%(state)s”.")
            % {"number": action.number, "state": State(action.state).label},
            _("Look at its newest state."),
        )
