"""Files of agenda items and contributions: who sees them, who adds and withdraws them."""

from __future__ import annotations

from sanbi.apps.audit.actors import Actor
from sanbi.apps.meetings.models import AgendaItem, Contribution, Meeting, MeetingState
from sanbi.apps.meetings.queries.contributions import contributions_for
from sanbi.apps.meetings.rules import can_convene, can_hand_in, meetings_seen
from sanbi.apps.orgs.models import Unit

ITEM, CONTRIBUTION = "meetings.item", "meetings.contribution"


def is_open(meeting: Meeting) -> bool:
    """Whether papers of a meeting may still change: until it ends or is called off."""
    return meeting.state in {MeetingState.PLANNED, MeetingState.OPEN}


def can_see_item(actor: Actor, key: str) -> bool:
    """Whether the actor sees the files of an item: who sees the meeting."""
    return _item(actor, key) is not None


def can_add_to_item(actor: Actor, key: str) -> bool:
    """Whether the actor adds and withdraws files of an item: who convenes, until it ends."""
    found = _item(actor, key)
    return found is not None and can_convene(actor) and is_open(found.meeting)


def unit_of_item(key: str) -> int:
    """The unit that the files of an item belong to: who speaks, else the chair's own."""
    found = AgendaItem.objects.select_related("meeting__chair").get(pk=key)
    if found.unit_id is not None:
        return found.unit_id
    return found.meeting.chair.unit_id or Unit.objects.filter(parent__isnull=True).earliest("pk").pk


def can_see_contribution(actor: Actor, key: str) -> bool:
    """Whether the actor sees the files of a contribution: who sees the contribution."""
    return _contribution(actor, key) is not None


def can_add_to_contribution(actor: Actor, key: str) -> bool:
    """Whether the actor adds and withdraws files: the unit and who convenes, until the end."""
    found = _contribution(actor, key)
    return found is not None and can_hand_in(actor, found) and is_open(found.meeting)


def unit_of_contribution(key: str) -> int:
    """The unit that contributes."""
    return Contribution.objects.values_list("unit_id", flat=True).get(pk=key)


def _item(actor: Actor, key: str) -> AgendaItem | None:
    if not _is_key(key):
        return None
    seen = Meeting.objects.filter(meetings_seen(actor)).values("pk")
    return AgendaItem.objects.filter(pk=key, meeting__in=seen).select_related("meeting").first()


def _contribution(actor: Actor, key: str) -> Contribution | None:
    return contributions_for(actor).filter(pk=key).first() if _is_key(key) else None


def _is_key(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 19  # noqa: PLR2004 - an int8
