"""Decisions of a meeting, handed over to be followed as actions."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.actions.models import Action, Kind, Source
from sanbi.apps.actions.rules import is_supervisor
from sanbi.apps.actions.services import Facts, filed
from sanbi.apps.actions.words import who_supervises
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.meetings.models import Decision, DecisionState, MeetingState
from sanbi.apps.meetings.queries.meetings import meetings_for

LONGEST_TITLE = 120


@service("meeting.hand_over")
def decisions_hand_over(*, actor: Actor, now: datetime, meeting: int) -> list[Action]:
    """File an action for each decision of a closed meeting that is not carried out yet.

    The unit reports on the action from then on. A decision whose day has passed is due today.

    Raises
    ------
    Refused
        while the meeting is not closed, and when nothing is left to be handed over.
    """
    held = meetings_for(actor).filter(pk=meeting).select_for_update(of=("self",)).first()
    if held is None:
        raise Missing
    require(is_supervisor(actor), who_supervises())
    if held.state != MeetingState.CLOSED:
        raise Refused(_("The meeting still runs."), _("Wait until it is closed."))
    rows = held.decisions.filter(state=DecisionState.OPEN, action__isnull=True)
    decided = list(rows.order_by("pk").select_related("project").select_for_update(of=("self",)))
    if not decided:
        raise Refused(_("Nothing is left to be handed over."), _("Look at the actions."))
    for row in decided:
        row.action = filed(actor, now, _facts(row, now))
        row.save()
    made = [row.action for row in decided if row.action is not None]
    tell(held, numbers=[action.number for action in made])
    return made


def _facts(row: Decision, now: datetime) -> Facts:
    title = _title(row)
    return Facts(
        kind=Kind.DECISION,
        title=title[:LONGEST_TITLE],
        content=row.text if len(title) > LONGEST_TITLE else "",
        lead_unit=row.unit_id,
        due_on=max(row.due_on, timezone.localdate(now)),
        source=Source.MINUTES,
        source_text=row.meeting.title,
        source_link=reverse("decision", args=[row.pk]),
        quote=row.text,
        project=row.project_id,
    )


def _title(row: Decision) -> str:
    """What was decided, after the project's name where the text does not say it.

    A meeting often decides the same about several projects; a list shows titles alone.
    """
    name = row.project.name if row.project else ""
    return row.text if name in row.text else f"{name}：{row.text}"
