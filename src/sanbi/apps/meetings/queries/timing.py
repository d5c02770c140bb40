"""The clock of an agenda, and where it runs against the rules on shorter meetings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from sanbi.apps.meetings.models import AgendaItem, ItemKind, Meeting

HALF_DAY = 240
"""Minutes that most meetings may take: half a working day."""
LONGEST_SPEECH = 60
"""Minutes that the principal may speak by the rules on shorter meetings."""


@dataclass(frozen=True)
class Timed:
    """An item with its planned begin and end."""

    item: AgendaItem
    starts: datetime
    ends: datetime


def timed(meeting: Meeting, items: Sequence[AgendaItem]) -> list[Timed]:
    """Return items with their planned times: one after the other from the meeting's begin."""
    found, clock = [], meeting.begins_at
    for item in items:
        after = clock + timedelta(minutes=item.minutes)
        found.append(Timed(item, clock, after))
        clock = after
    return found


def warnings_of(items: Sequence[AgendaItem]) -> list[str]:
    """Return what is too long in an agenda, as sentences; empty when nothing is."""
    found = []
    minutes = sum(item.minutes for item in items)
    if minutes > HALF_DAY:
        found.append(
            _("The agenda takes %(minutes)d minutes, more than half a day (%(most)d).")
            % {"minutes": minutes, "most": HALF_DAY}
        )
    spoken = sum(item.minutes for item in items if item.kind == ItemKind.SUMMING_UP)
    if spoken > LONGEST_SPEECH:
        found.append(
            _("The principal speaks for %(minutes)d minutes, more than %(most)d.")
            % {"minutes": spoken, "most": LONGEST_SPEECH}
        )
    return found
