"""What the supervision office gives and the lead unit does: assign, receive, progress, report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions import notices
from sanbi.apps.actions.models import Action, Milestone
from sanbi.apps.actions.moves import RUNNING, Deed, require_state
from sanbi.apps.actions.rules import can_act
from sanbi.apps.actions.services.filing import assigned
from sanbi.apps.actions.services.locking import action_locked, moving, noted, require_proof, went
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed, same_edition
from sanbi.apps.audit.services import service, tell

MOST_MILESTONES = 20


@service("action.assign")
def action_assign(
    *, actor: Actor, now: datetime, action: int, edition: int, text: str = ""
) -> Action:
    """Give an action to its lead unit: its limit begins, the first working day is tomorrow's.

    Raises
    ------
    Refused
        when the day that was stated has passed.
    """
    held, move = moving(actor, action, edition, "assign")
    assigned(held, timezone.localdate(now))
    went(held, move, actor, now, text.strip())
    notices.tell_all_units(held, notices.ASSIGNED, now)
    tell(held, unit=held.lead_unit.name, due_on=held.due_on)
    return held


@service("action.receive")
def action_receive(*, actor: Actor, now: datetime, action: int, edition: int) -> Action:
    """Sign for an action."""
    held, move = moving(actor, action, edition, "receive")
    held.received_on = timezone.localdate(now)
    went(held, move, actor, now)
    tell(held, unit=held.lead_unit.name)
    return held


@service("action.decline")
def action_decline(*, actor: Actor, now: datetime, action: int, edition: int, text: str) -> Action:
    """Give an action back that is not the unit's business, with a reason.

    It waits to be assigned anew; a limit in working days begins anew then.
    """
    held, move = moving(actor, action, edition, "decline")
    held.assigned_on = None
    if held.limit_days is not None:
        held.due_on = held.first_due_on = None
    reason = needed(text)
    went(held, move, actor, now, reason)
    notices.tell_supervisors(held, notices.DECLINED, now, text=reason)
    tell(held, unit=held.lead_unit.name, text=reason)
    return held


@service("action.progress")
def action_progress(*, actor: Actor, now: datetime, action: int, edition: int, text: str) -> Action:
    """Note how far an action has come."""
    held, move = moving(actor, action, edition, "progress")
    said = needed(text)
    went(held, move, actor, now, said)
    tell(held, unit=held.lead_unit.name, text=said)
    return held


@service("action.report")
def action_report(*, actor: Actor, now: datetime, action: int, edition: int, text: str) -> Action:
    """Report an action as done; whoever supervises verifies it. Its clock stops.

    A report after the due date is taken, and stays marked as late. A problem of a list is
    reported with a file as proof.
    """
    held, move = moving(actor, action, edition, "report")
    require_proof(held)
    held.reported_on, held.reported_by = timezone.localdate(now), actor.user
    said = needed(text)
    went(held, move, actor, now, said)
    notices.tell_supervisors(held, notices.REPORTED, now)
    late = held.due_on is not None and held.reported_on > held.due_on
    tell(held, unit=held.lead_unit.name, text=said, late=late)
    return held


# -- milestones ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Mark:
    """A milestone as it is set: what, until when."""

    name: str
    due_on: date


@service("action.milestones")
def milestones_set(
    *, actor: Actor, now: datetime, action: int, edition: int, rows: Sequence[Mark]
) -> Action:
    """Set the milestones that are still to come; those that are done stay.

    Raises
    ------
    Refused
        for more than 20, one without a name, and a day after the action's due date or long past.
    """
    held = action_locked(actor, action)
    require(can_act(actor, held), _("the lead unit"))
    require_state(held, RUNNING)
    same_edition(held, edition)
    if len(rows) > MOST_MILESTONES:
        raise Refused(
            _("An action has %(most)d milestones at most.") % {"most": MOST_MILESTONES},
            _("Leave some out."),
            "rows",
        )
    if any(held.due_on is not None and row.due_on > held.due_on for row in rows):
        raise Refused(
            _("A milestone lies after the due date."), _("Choose an earlier day."), "rows"
        )
    held.milestones.filter(done_on__isnull=True).delete()
    place = max(held.milestones.values_list("place", flat=True), default=0)
    Milestone.objects.bulk_create(
        Milestone(action=held, place=place + n, name=needed(row.name, "rows"), due_on=row.due_on)
        for n, row in enumerate(rows, start=1)
    )
    noted(held, Deed.CHANGED, actor, now, _("%(count)d milestones") % {"count": len(rows)})
    tell(held, milestones=[row.name for row in rows])
    return held


@service("action.milestone")
def milestone_finish(*, actor: Actor, now: datetime, milestone: int, note: str = "") -> Milestone:
    """Say that a milestone is reached."""
    found = Milestone.objects.filter(pk=milestone).values_list("action", flat=True).first()
    if found is None:
        raise Missing
    held = action_locked(actor, found)
    require(can_act(actor, held), _("the lead unit"))
    require_state(held, RUNNING)
    row = held.milestones.get(pk=milestone)
    if row.done_on is not None:
        raise Refused(_("It is done already."), _("Nothing more is needed."))
    row.done_on, row.note = timezone.localdate(now), note.strip()
    row.by_name = actor.name
    row.save()
    noted(held, Deed.PROGRESS, actor, now, f"{row.name}：{row.note}".rstrip("："))
    tell(held, milestone=row.name, note=row.note)
    return row
