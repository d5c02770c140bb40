"""Splitting an action to other units, and more time for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions import notices
from sanbi.apps.actions.models import Action, Extension, State, Step
from sanbi.apps.actions.moves import ENDED, RUNNING, WORKING, Deed, require_state
from sanbi.apps.actions.rules import can_act, can_split, can_supervise
from sanbi.apps.actions.services.locking import action_locked, day_ahead, noted
from sanbi.apps.actions.words import who_supervises
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed, same_edition
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.chosen import unit_open

MOST_PARTS = 40


@dataclass(frozen=True)
class Part:
    """A part of an action: which unit does what, until when."""

    unit: int
    title: str
    due_on: date
    content: str = ""


@service("action.split")
def action_split(
    *, actor: Actor, now: datetime, action: int, edition: int, parts: Sequence[Part]
) -> list[Action]:
    """Split an action: each part is assigned to its unit at once, with a number of its own.

    Whoever leads the action supervises its parts; it is closed out only after them.

    Raises
    ------
    Refused
        before it is received, without parts, more than two layers below, without a title, and for
        a day after the action's own.
    """
    held = action_locked(actor, action)
    require(can_split(actor, held), _("the lead unit, or who supervises it"))
    require_state(held, WORKING)
    same_edition(held, edition)
    _fitting(held, parts)
    count = held.children.count()
    today = timezone.localdate(now)
    made = [
        _made(held, part, f"{held.number}-{count + place}", today)
        for place, part in enumerate(parts, start=1)
    ]
    words = "；".join(f"{row.lead_unit.name}：{row.title}" for row in made)
    noted(held, Deed.SPLIT, actor, now, words)
    for row in made:
        Step.objects.create(
            action=row,
            deed=Deed.ASSIGNED,
            state=row.state,
            due_on=row.due_on,
            by=actor.user,
            by_name=actor.name,
            at=now,
        )
        notices.tell_unit(row, notices.ASSIGNED, now)
    tell(held, parts=[row.number for row in made], units=[row.lead_unit.name for row in made])
    return made


def _fitting(held: Action, parts: Sequence[Part]) -> None:
    if not 1 <= len(parts) <= MOST_PARTS:
        raise Refused(
            _("An action is split into 1 to %(most)d parts.") % {"most": MOST_PARTS},
            _("Write a line for each."),
            "parts",
        )
    if held.parent is not None and held.parent.parent_id is not None:
        raise Refused(
            _("%(number)s lies two layers deep already.") % {"number": held.number},
            _("Split it within the unit."),
        )
    if held.due_on is not None and any(part.due_on > held.due_on for part in parts):
        raise Refused(
            _("A part is due after %(number)s itself, on %(day)s.")
            % {"number": held.number, "day": held.due_on.isoformat()},
            _("Choose an earlier day."),
            "parts",
        )


def _made(held: Action, part: Part, number: str, today: date) -> Action:
    due_on = day_ahead(part.due_on, today, "parts")
    return Action.objects.create(
        number=number,
        kind=held.kind,
        category=held.category,
        title=needed(part.title, "parts"),
        content=part.content.strip(),
        source=held.source,
        source_text=held.source_text,
        project=held.project,
        parent=held,
        lead_unit=unit_open(part.unit, "parts"),
        leader=held.leader,
        first_due_on=due_on,
        due_on=due_on,
        state=State.ASSIGNED,
        filed_on=today,
        assigned_on=today,
    )


# -- more time -------------------------------------------------------------------------------------
@service("extension.ask")
def extension_ask(
    *, actor: Actor, now: datetime, action: int, edition: int, until: date, reason: str
) -> Extension:
    """Ask for more time, with a reason; whoever supervises decides.

    Raises
    ------
    Refused
        for a day that is not later than the due date or has passed, for a part beyond the day of
        what it was split from, and while another request waits.
    """
    held = action_locked(actor, action)
    require(can_act(actor, held), _("the lead unit"))
    require_state(held, RUNNING)
    same_edition(held, edition)
    if actor.user is None or held.due_on is None:
        raise Missing
    day_ahead(until, timezone.localdate(now), "until")
    if until <= held.due_on:
        raise Refused(
            _("It is due on that day or later already."), _("Choose a later one."), "until"
        )
    above = held.parent
    if above is not None and above.due_on is not None and until > above.due_on:
        raise Refused(
            _("%(number)s, from which it was split, is due earlier.") % {"number": above.number},
            _("Ask for more time for that first."),
            "until",
        )
    if held.extension_requests.filter(approved__isnull=True).exists():
        raise Refused(_("A request waits to be decided already."), _("Wait for the answer."))
    made = Extension.objects.create(
        action=held,
        before=held.due_on,
        until=until,
        reason=needed(reason, "reason"),
        asked_by=actor.user,
        asked_by_name=actor.name,
        asked_at=now,
    )
    noted(held, Deed.ASKED, actor, now, f"{until.isoformat()}：{made.reason}")
    notices.tell_supervisors(held, notices.ASKED, now, until=until.isoformat())
    tell(held, until=until, reason=made.reason)
    return made


@service("extension.decide")
def extension_decide(
    *, actor: Actor, now: datetime, extension: int, approve: bool, note: str = ""
) -> Extension:
    """Give more time, or refuse it with a reason; never whoever asked.

    Raises
    ------
    NotAllowed
        for whoever asked.
    Refused
        when it was decided already, the action has ended, and without a reason to refuse.
    """
    found = Extension.objects.filter(pk=extension).values_list("action", flat=True).first()
    if found is None:
        raise Missing
    held = action_locked(actor, found)
    row = held.extension_requests.get(pk=extension)
    another = actor.user != row.asked_by
    require(can_supervise(actor, held) and another, who_supervises())
    if row.approved is not None or held.state in ENDED:
        raise Refused(_("It was decided already."), _("Look at its newest state."))
    row.note = note.strip() if approve else needed(note, "note")
    row.approved, row.decided_at = approve, now
    row.decided_by, row.decided_by_name = actor.user, actor.name
    row.save()
    if approve:
        held.due_on = max(row.until, held.due_on or row.until)  # a return may have moved it
        held.extensions += 1
    deed = Deed.EXTENDED if approve else Deed.REFUSED
    noted(held, deed, actor, now, row.note)
    text = notices.EXTENDED if approve else notices.REFUSED
    notices.tell_unit(held, text, now, text=row.note)
    tell(held, approved=approve, until=row.until, note=row.note)
    return row
