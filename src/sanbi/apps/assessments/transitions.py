"""The states of a round: the one table of what may follow what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import Round, RoundState
from sanbi.apps.audit.errors import Refused


class Verb(StrEnum):
    """What is done with a round."""

    OPEN = "open"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"
    SCORE = "score"
    PUBLISH = "publish"
    OPEN_APPEALS = "open_appeals"
    FINISH = "finish"


@dataclass(frozen=True)
class Move:
    """From which states a verb leads where."""

    sources: tuple[RoundState, ...]
    to: RoundState


MOVES: Mapping[Verb, Move] = {
    Verb.OPEN: Move((RoundState.DRAFT,), RoundState.COLLECTING),
    Verb.FREEZE: Move((RoundState.COLLECTING,), RoundState.FROZEN),
    Verb.UNFREEZE: Move((RoundState.FROZEN, RoundState.SCORED), RoundState.COLLECTING),
    Verb.SCORE: Move((RoundState.FROZEN,), RoundState.SCORED),
    Verb.PUBLISH: Move((RoundState.SCORED,), RoundState.PUBLISHED),
    Verb.OPEN_APPEALS: Move((RoundState.PUBLISHED,), RoundState.APPEALS),
    Verb.FINISH: Move((RoundState.APPEALS,), RoundState.FINAL),
}


def state_after(held: Round, verb: Verb) -> RoundState:
    """Return the state that a verb leads to.

    Raises
    ------
    Refused
        when the round's state does not allow it.
    """
    move = MOVES[verb]
    state = RoundState(held.state)
    if state not in move.sources:
        names = _(" or ").join(str(source.label) for source in move.sources)
        raise Refused(
            _("“%(round)s” is in the state “%(state)s”.")
            % {"round": held.title, "state": state.label},
            _("This can be done in the state “%(states)s” only.") % {"states": names},
        )
    return move.to


def verbs_of(state: str) -> tuple[Verb, ...]:
    """Return what may be done with a round in a state, in the order of its year."""
    return tuple(verb for verb, move in MOVES.items() if state in move.sources)
