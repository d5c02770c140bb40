"""Actions that a service is about to change, locked before their state is looked at."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from sanbi.apps.actions.models import Action, Danger, Problem, State, Step
from sanbi.apps.actions.moves import ENDED, Deed, Move, require_move
from sanbi.apps.actions.queries import actions_for
from sanbi.apps.actions.queries.lists import PROOF
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.given import same_edition
from sanbi.apps.orgs.models import Attachment

FARTHEST = 2
"""Years that a stated day may lie ahead."""


def action_locked(actor: Actor, action: int) -> Action:
    """Return an action that the actor sees, locked.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    seen = actions_for(actor).filter(pk=action).order_by()
    held = seen.select_for_update(of=("self",)).first()
    if held is None:
        raise Missing
    return held


def moving(actor: Actor, action: int, edition: int | None, verb: str) -> tuple[Action, Move]:
    """Return an action, locked, and a move that the actor may make with it.

    Raises as `action_locked`, `require_move` and `same_edition` do.
    """
    held = action_locked(actor, action)
    move = require_move(actor, held, verb)
    same_edition(held, edition)
    return held, move


def went(action: Action, move: Move, actor: Actor, now: datetime, text: str = "") -> None:
    """Keep an action in the state that a move leads to, with its step."""
    action.state = State(move.to)
    noted(action, move.deed, actor, now, text)


def noted(action: Action, deed: Deed, actor: Actor, now: datetime, text: str = "") -> None:
    """Keep an action with a step of its life; counts a change."""
    action.edition += 1
    action.save()
    Step.objects.create(
        action=action,
        deed=deed,
        state=action.state,
        text=text,
        due_on=action.due_on,
        quality=action.quality,
        by=actor.user,
        by_name=actor.name,
        at=now,
    )


def day_ahead(day: date, today: date, field: str = "due_on") -> date:
    """Return a day on which something can be due.

    Raises
    ------
    Refused
        for a day that has passed, or lies more than two years ahead.
    """
    if day < today:
        raise Refused(_("This day has passed."), _("Choose a later one."), field)
    if day > date(today.year + FARTHEST, 12, 31):
        raise Refused(
            _("This day lies more than two years ahead."), _("Choose an earlier one."), field
        )
    return day


def require_children_ended(action: Action) -> None:
    """Go on only when everything that was split off has ended.

    Raises
    ------
    Refused
        with the numbers of those that run.
    """
    running = action.children.exclude(state__in=ENDED).order_by("pk")
    numbers = list(running.values_list("number", flat=True)[:5])
    if numbers:
        raise Refused(
            _("What was split off still runs: %(numbers)s.") % {"numbers": "、".join(numbers)},
            _("Close it out or withdraw it first."),
        )


def require_proof(action: Action) -> None:
    """Go on only with a file as proof, for a problem of a list and for a major danger.

    Raises
    ------
    Refused
        without any.
    """
    major = Danger.objects.filter(action=action, grade=Danger.Grade.MAJOR)
    if not (Problem.objects.filter(action=action).exists() or major.exists()):
        return
    files = Attachment.objects.filter(kind=PROOF, key=str(action.pk), withdrawn_at__isnull=True)
    if not files.exists():
        raise Refused(
            _("%(number)s has no file as proof.") % {"number": action.number},
            _("Send it first: problems of lists and major dangers end only with proof."),
        )


def require_graded(action: Action) -> None:
    """Go on only when a danger was graded.

    Raises
    ------
    Refused
        before that.
    """
    if Danger.objects.filter(action=action, grade="").exists():
        raise Refused(
            _("Nobody has said how grave %(number)s is.") % {"number": action.number},
            _("Grade the danger first."),
        )
