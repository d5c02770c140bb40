"""Files of actions: who sees them, and who adds and withdraws them while the unit works on it."""

from __future__ import annotations

from sanbi.apps.actions.models import Action, State
from sanbi.apps.actions.moves import RUNNING
from sanbi.apps.actions.queries import actions_for
from sanbi.apps.actions.rules import can_add_proof
from sanbi.apps.audit.actors import Actor

ACTION = "actions.action"


def can_see_files(actor: Actor, key: str) -> bool:
    """Whether the actor sees the files of an action: who sees the action."""
    return _action(actor, key) is not None


def can_add_files(actor: Actor, key: str) -> bool:
    """Whether the actor adds and withdraws files: who works on it, until it is reported.

    What a report was verified by stays as it was.
    """
    found = _action(actor, key)
    if found is None or found.state not in {State.FILED, *RUNNING}:
        return False
    return can_add_proof(actor, found)


def unit_of_files(key: str) -> int:
    """The unit that the files of an action belong to: its lead unit."""
    return Action.objects.values_list("lead_unit_id", flat=True).get(pk=key)


def _action(actor: Actor, key: str) -> Action | None:
    if not (key.isascii() and key.isdecimal() and len(key) < 19):  # noqa: PLR2004 - an int8
        return None
    return actions_for(actor).filter(pk=key).first()
