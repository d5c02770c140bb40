"""The record of a meeting that was held, as its minutes say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from sanbi.apps.ballots.models import PollState
from sanbi.apps.meetings.models import (
    AgendaItem,
    Decision,
    ItemKind,
    Meeting,
    MeetingState,
    Presence,
    VenueRole,
)
from sanbi.apps.meetings.queries.clock import clocks_of
from sanbi.apps.meetings.queries.polls import poll_of
from sanbi.apps.orgs.models import Unit

_HEARD = {
    ItemKind.OPENING: "主持人宣布会议议程。",
    ItemKind.RESULTS: "会议通报了各单位指标和任务的完成情况。",
    ItemKind.SPEECH: "会议听取了主题发言。",
    ItemKind.EVALUATION: "会议组织了现场测评。",
    ItemKind.CONTRIBUTION: "会议听取了交流发言。",
    ItemKind.SUMMING_UP: "会议主要领导作了总结讲话。",
}


@dataclass(frozen=True)
class Matter:
    """An item of the agenda with what was decided on it; ``minutes`` spoken, None if not timed."""

    item: AgendaItem
    decisions: Sequence[Decision]
    minutes: int | None = None

    @property
    def title(self) -> str:
        """The item's title, after the unit that spoke where the title does not name it."""
        unit = self.item.unit
        if unit is None or self.item.kind not in {ItemKind.SPEECH, ItemKind.CONTRIBUTION}:
            return self.item.title
        return _after(unit, self.item.title)

    @property
    def heard(self) -> str:
        """What is said of an item of which nothing was written down; always in Chinese."""
        return _HEARD.get(ItemKind(self.item.kind), "会议听取了情况汇报。")


@dataclass(frozen=True)
class Evaluated:
    """The poll that was held: people on the roll, ballots, and what its sealed box hashes to."""

    title: str
    people: int
    ballots: int
    digest: str  # empty while the box is not sealed


@dataclass(frozen=True)
class Record:
    """The record: who came, what was dealt with and decided. Moments are local.

    ``number`` counts the meetings that were closed in the year.
    """

    meeting: Meeting
    place: str
    year: int
    number: int
    began: datetime
    ended: datetime
    present: Sequence[str]
    excused: Sequence[str]
    absent: Sequence[str]
    matters: Sequence[Matter]
    others: Sequence[Decision]  # on no item
    poll: Evaluated | None = None
    venues: Sequence[str] = ()  # the sub-venues

    @property
    def stop(self) -> str:
        """What stands between units: more than a comma where each names several people."""
        return "；" if any("、" in row for row in self.present) else "，"


def record_of(meeting: Meeting) -> Record:
    """Return the record of a closed meeting that was asked for."""
    began, ended = _local(meeting.opened_at), _local(meeting.closed_at)
    came = _came(meeting)
    decided: dict[int | None, list[Decision]] = {}
    for decision in meeting.decisions.select_related("unit").order_by("pk"):
        decided.setdefault(decision.item_id, []).append(decision)
    return Record(
        meeting,
        settings.SANBI_PLACE,
        ended.year,
        _number(meeting, ended.year),
        began,
        ended,
        _said(came, Presence.PRESENT, Presence.DEPUTY),
        _said(came, Presence.EXCUSED),
        _said(came, Presence.ABSENT),
        [
            Matter(clock.item, decided.get(clock.item.pk, []), clock.minutes or None)
            for clock in clocks_of(meeting, ended)
        ],
        decided.get(None, []),
        _evaluated(meeting),
        [
            f"{row.name}（{row.place}）"
            for row in meeting.venues.filter(role=VenueRole.SUB).order_by("order", "pk")
        ],
    )


def _came(meeting: Meeting) -> dict[tuple[str, str], list[str]]:
    """Return (presence, unit) → the people of it, units and people in their order."""
    came: dict[tuple[str, str], list[str]] = {}
    for row in meeting.invitations.select_related("unit"):
        came[row.presence, row.unit.name] = [row.person] if row.person else []
    for person in meeting.attendees.order_by("number"):
        held = came.setdefault((person.presence, person.unit_name), [])
        if person.name not in held:
            held.append(person.name)
    return came


def _said(came: dict[tuple[str, str], list[str]], *presences: str) -> list[str]:
    """Return a unit a line, with its people where they are named."""
    return [
        f"{unit} {'、'.join(people)}" if people else unit
        for presence in presences
        for (held, unit), people in came.items()
        if held == presence
    ]


def _after(unit: Unit, title: str) -> str:
    named = unit.name in title or bool(unit.short and unit.short in title)
    return title if named else f"{unit.name}：{title}"


def _evaluated(meeting: Meeting) -> Evaluated | None:
    """The poll with its turnout, never its result: that is published by itself."""
    held = poll_of(meeting)
    if held is None or held.opened_at is None or held.state == PollState.VOID:
        return None
    box = getattr(held, "sealed_box", None)
    people, voted = held.voters.count(), held.roll_marks.count()
    return Evaluated(held.title, people, voted, box.digest if box else "")


def _number(meeting: Meeting, year: int) -> int:
    """How many meetings were closed in the year, up to this one."""
    rows = Meeting.objects.filter(
        state=MeetingState.CLOSED, closed_at__year=year, closed_at__lte=meeting.closed_at
    )
    return rows.count()


def _local(moment: datetime | None) -> datetime:
    if moment is None:
        raise ValueError("only a meeting that was closed has a record")
    return timezone.localtime(moment)
