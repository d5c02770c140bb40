"""Contributions in writing: asked for, handed in, let off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.meetings.models import Contribution, ContributionState, Meeting, MeetingState
from sanbi.apps.meetings.notices import tell_asked
from sanbi.apps.meetings.proof import CONTRIBUTION, is_open
from sanbi.apps.meetings.queries.contributions import contributions_for
from sanbi.apps.meetings.rules import can_hand_in
from sanbi.apps.meetings.services.locking import meeting_locked, touched
from sanbi.apps.orgs.chosen import units_open
from sanbi.apps.orgs.models import Attachment


@service("contribution.ask")
def contributions_ask(
    *, actor: Actor, now: datetime, meeting: int, units: Sequence[int], due_on: date
) -> list[Contribution]:
    """Ask units for a contribution, and tell them; who was asked already keeps its day.

    Raises
    ------
    Refused
        for a day that has passed or lies after the meeting, and when all were asked already.
    """
    held = meeting_locked(actor, meeting, MeetingState.PLANNED)
    if not timezone.localdate(now) <= due_on <= timezone.localdate(held.begins_at):
        raise Refused(
            _("The day lies between today and the day of the meeting."),
            _("Choose one between."),
            "due_on",
        )
    known = set(held.contributions.values_list("unit", flat=True))
    asked = [unit for unit in units_open(units, least=1) if unit.pk not in known]
    if not asked:
        raise Refused(_("All of them were asked already."), _("Choose others."), "units")
    made = Contribution.objects.bulk_create(
        Contribution(meeting=held, unit=unit, due_on=due_on) for unit in asked
    )
    tell_asked(held, [unit.pk for unit in asked], due_on, now)
    touched(held)
    tell(held, units=[unit.name for unit in asked], due_on=due_on)
    return made


@service("contribution.hand_in")
def contribution_hand_in(
    *, actor: Actor, now: datetime, contribution: int, text: str
) -> Contribution:
    """Hand a contribution in, or anew; with a text, or with files that were added before.

    Raises
    ------
    Refused
        without a text and files, and after the meeting ended.
    """
    held = _locked(actor, contribution)
    require(can_hand_in(actor, held), held.unit.name)
    _require_open(held.meeting)
    files = Attachment.objects.filter(
        kind=CONTRIBUTION, key=str(held.pk), withdrawn_at__isnull=True
    )
    if not text.strip() and not files.exists():
        raise Refused(
            _("There is neither a text nor a file."), _("Write the text, or add a file."), "text"
        )
    held.text, held.excused_why = text.strip(), ""
    held.state, held.handed_in_at = ContributionState.HANDED_IN, now
    held.by, held.by_name = actor.user, actor.name
    held.save()
    tell(held, signs=len(held.text), files=files.count())
    return held


@service("contribution.excuse")
def contribution_excuse(
    *, actor: Actor, now: datetime, meeting: int, contribution: int, why: str
) -> Contribution:
    """Let a unit off, with the reason.

    Raises
    ------
    Refused
        when it was handed in.
    """
    del now
    held = meeting_locked(actor, meeting, MeetingState.PLANNED, MeetingState.OPEN)
    row = held.contributions.filter(pk=contribution).select_for_update(of=("self",)).first()
    if row is None:
        raise Missing
    if row.state == ContributionState.HANDED_IN:
        raise Refused(_("It was handed in."), _("Nothing more is needed."))
    row.state, row.excused_why = ContributionState.EXCUSED, needed(why, "why")
    row.save()
    tell(row, why=row.excused_why)
    return row


def _locked(actor: Actor, contribution: int) -> Contribution:
    rows = contributions_for(actor).filter(pk=contribution)
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise Missing
    return found


def _require_open(meeting: Meeting) -> None:
    if not is_open(meeting):
        raise Refused(_("The meeting is over."), _("What was handed in stays as it was."))
