"""What whoever supervises decides: verify, return, close out, take up again, withdraw."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions import notices
from sanbi.apps.actions.models import Action, Card, LookBack, Quality, State
from sanbi.apps.actions.moves import ENDED, RUNNING, Deed, Move, require_move, require_state
from sanbi.apps.actions.rules import can_supervise
from sanbi.apps.actions.services.locking import (
    action_locked,
    day_ahead,
    moving,
    noted,
    require_children_ended,
    require_graded,
    require_proof,
    went,
)
from sanbi.apps.actions.words import who_supervises
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.queries.calendars import calendar


@service("action.verify")
def action_verify(
    *, actor: Actor, now: datetime, action: int, edition: int, quality: str, text: str = ""
) -> Action:
    """Say that what was reported is so, and how well it was done.

    Raises
    ------
    NotAllowed
        for whoever reported it.
    Refused
        for an unknown quality, and for a poor one without words.
    """
    held, move = moving(actor, action, edition, "verify")
    if quality not in Quality.values:
        raise Refused(_("Say how well it was done."), _("Choose one."), "quality")
    said = needed(text) if quality == Quality.POOR else text.strip()
    held.quality, held.verified_on = quality, timezone.localdate(now)
    went(held, move, actor, now, said)
    tell(held, quality=quality, text=said)
    return held


@service("action.return")
def action_return(*, actor: Actor, now: datetime, action: int, edition: int, text: str) -> Action:
    """Say that a report does not do; the clock goes on.

    The working days that a report handed in in time was waiting are given back to the unit.
    """
    held, move = moving(actor, action, edition, "return")
    today = timezone.localdate(now)
    if held.due_on and held.reported_on and held.reported_on <= held.due_on:
        working = calendar()
        waited = working.workdays_between(held.reported_on, today)
        held.due_on = working.add_workdays(held.due_on, waited)
    held.returns += 1
    _unreported(held)
    reason = needed(text)
    went(held, move, actor, now, reason)
    notices.tell_unit(held, notices.RETURNED, now, text=reason)
    tell(held, text=reason, due_on=held.due_on)
    return held


@service("action.close")
def action_close(
    *,
    actor: Actor,
    now: datetime,
    action: int,
    edition: int,
    text: str = "",
    look_back_on: date | None = None,
) -> Action:
    """Close an action out, perhaps with a day on which it is looked back at.

    Raises
    ------
    Refused
        while something that was split off runs, for a problem of a list without proof, and for a
        day that has passed.
    """
    held, move = moving(actor, action, edition, "close")
    require_children_ended(held)
    require_graded(held)
    require_proof(held)
    held.closed_on = timezone.localdate(now)
    went(held, move, actor, now, text.strip())
    if look_back_on is not None:
        _planned(held, look_back_on, actor, now)
    notices.tell_unit(held, notices.CLOSED, now)
    tell(held, text=text, look_back_on=look_back_on)
    return held


@service("action.withdraw")
def action_withdraw(*, actor: Actor, now: datetime, action: int, edition: int, text: str) -> Action:
    """Take an action back, with a reason; it stays to be read, and counts nowhere.

    Raises
    ------
    Refused
        while something that was split off runs, and without a reason.
    """
    held, move = moving(actor, action, edition, "withdraw")
    require_children_ended(held)
    reason = needed(text)
    known = held.assigned_on is not None
    went(held, move, actor, now, reason)
    if known:
        notices.tell_all_units(held, notices.WITHDRAWN, now, text=reason)
    tell(held, text=reason)
    return held


@service("action.reopen")
def action_reopen(
    *, actor: Actor, now: datetime, action: int, edition: int, text: str, due_on: date
) -> Action:
    """Take up an action again that was closed out, with a new due date."""
    held, move = moving(actor, action, edition, "reopen")
    reason = needed(text)
    reopened(held, move, actor, now, reason, due_on)
    tell(held, text=reason, due_on=due_on)
    return held


def reopened(
    held: Action, move: Move, actor: Actor, now: datetime, reason: str, due_on: date
) -> None:
    """Take up a locked action again within the service that calls.

    Raises
    ------
    Refused
        when what it was split from has ended, and for a day that has passed.
    """
    if held.parent_id is not None:
        above = Action.objects.select_for_update().get(pk=held.parent_id)
        if above.state in ENDED:
            raise Refused(
                _("%(number)s, from which it was split, has ended.") % {"number": above.number},
                _("Take that up again first."),
            )
    held.due_on = day_ahead(due_on, timezone.localdate(now))
    held.closed_on = None
    _unreported(held)
    went(held, move, actor, now, reason)
    notices.tell_unit(held, notices.REOPENED, now, text=reason)


def _unreported(held: Action) -> None:
    held.reported_on = held.verified_on = held.reported_by = None
    held.quality = ""


def _planned(held: Action, day: date, actor: Actor, now: datetime) -> LookBack:
    return LookBack.objects.create(
        action=held,
        due_on=day_ahead(day, timezone.localdate(now), "look_back_on"),
        planned_by_name=actor.name,
    )


# -- looking back ----------------------------------------------------------------------------------
@service("action.look_back")
def look_back_record(
    *,
    actor: Actor,
    now: datetime,
    look_back: int,
    outcome: str,
    note: str,
    due_on: date | None = None,
) -> LookBack:
    """Write down what a look back found; what came back is taken up again until a day.

    Raises
    ------
    Refused
        when it was done already, without an outcome or words, and where something came back
        without a day until which it is dealt with.
    """
    found = LookBack.objects.filter(pk=look_back).values_list("action", flat=True).first()
    if found is None:
        raise Missing
    held = action_locked(actor, found)
    require(can_supervise(actor, held), who_supervises())
    row = held.look_backs.get(pk=look_back)
    if row.done_on is not None:
        raise Refused(_("It is done already."), _("Nothing more is needed."))
    if outcome not in LookBack.Outcome.values:
        raise Refused(_("Say what was found."), _("Choose one."), "outcome")
    row.outcome, row.note = outcome, needed(note, "note")
    row.done_on, row.by_name = timezone.localdate(now), actor.name
    row.save()
    if outcome == LookBack.Outcome.RELAPSED:
        if due_on is None:
            raise Refused(_("Say until when it is dealt with."), _("Choose a day."), "due_on")
        move = require_move(actor, held, "reopen")
        reopened(held, move, actor, now, row.note, due_on)
    else:
        noted(held, Deed.LOOKED_BACK, actor, now, row.note)
    tell(held, outcome=outcome, note=row.note, due_on=due_on)
    return row


@service("action.look_back_plan")
def look_back_plan(*, actor: Actor, now: datetime, action: int, due_on: date) -> LookBack:
    """Plan a look back at an action that was closed out.

    Raises
    ------
    Refused
        while it runs, for a day that has passed, and when one is planned already.
    """
    held = action_locked(actor, action)
    require(can_supervise(actor, held), who_supervises())
    require_state(held, (State.CLOSED,))
    if held.look_backs.filter(done_on__isnull=True).exists():
        raise Refused(_("A look back is planned already."), _("Do that one first."))
    made = _planned(held, due_on, actor, now)
    tell(held, due_on=due_on)
    return made


# -- reminders and cards by hand -------------------------------------------------------------------
@service("action.remind")
def action_remind(*, actor: Actor, now: datetime, action: int, text: str) -> Action:
    """Remind the lead unit of an action, in words."""
    held = action_locked(actor, action)
    require(can_supervise(actor, held), who_supervises())
    require_state(held, RUNNING)
    said = needed(text)
    noted(held, Deed.REMINDED, actor, now, said)
    notices.tell_unit(held, notices.REMINDED, now, text=said)
    tell(held, unit=held.lead_unit.name, text=said)
    return held


@service("action.card")
def card_show(*, actor: Actor, now: datetime, action: int, colour: str, text: str) -> Card:
    """Show the lead unit a card, with a reason.

    Raises
    ------
    Refused
        for an unknown colour, without a reason, and while the clock does not run for the unit.
    """
    held = action_locked(actor, action)
    require(can_supervise(actor, held), who_supervises())
    require_state(held, RUNNING)
    if colour not in Card.Colour.values:
        raise Refused(_("There is no such card."), _("Choose one."), "colour")
    reason = needed(text)
    made = Card.objects.create(
        action=held,
        unit=held.lead_unit,
        colour=colour,
        on=timezone.localdate(now),
        reason=reason,
        by=actor.user,
        by_name=actor.name,
    )
    noted(held, Deed.CARD, actor, now, f"{Card.Colour(colour).label}：{reason}")
    notices.tell_unit(held, notices.CARDS[Card.Colour(colour)], now, text=reason)
    tell(held, unit=held.lead_unit.name, colour=colour, text=reason)
    return made
