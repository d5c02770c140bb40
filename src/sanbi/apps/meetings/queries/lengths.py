"""How long meetings took, and how many there were, against the rules on shorter meetings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from sanbi.apps.audit.actors import Actor
from sanbi.apps.meetings.models import AgendaItem, ClockMark, ItemKind, Meeting, MeetingState, Sort
from sanbi.apps.meetings.queries.clock import MINUTE, speaking
from sanbi.apps.meetings.queries.meetings import meetings_for
from sanbi.apps.meetings.queries.roster import CAME
from sanbi.apps.meetings.queries.timing import HALF_DAY, LONGEST_SPEECH

MONTHS = 3


@dataclass(frozen=True)
class Length:
    """A meeting that was held: minutes it took, minutes the principal spoke, who came.

    ``spoke`` is None where no clock of a summing-up was started. ``listed`` counts the roster,
    or the units invited where there is none.
    """

    meeting: Meeting
    minutes: int
    spoke: int | None
    listed: int
    came: int

    @property
    def too_long(self) -> bool:
        """Whether it took more than half a day."""
        return self.minutes > HALF_DAY

    @property
    def spoke_too_long(self) -> bool:
        """Whether the principal spoke for more than an hour."""
        return self.spoke is not None and self.spoke > LONGEST_SPEECH


@dataclass(frozen=True)
class Number:
    """How many meetings of a kind were held in a quarter, and in the same one a year before."""

    sort: Sort
    now: int
    before: int

    @property
    def more(self) -> int:
        """By how many there were more than the year before."""
        return self.now - self.before


def quarter_of(day: date) -> tuple[int, int]:
    """Return the year and the quarter, 1 to 4, of a day."""
    return day.year, (day.month - 1) // MONTHS + 1


def lengths_of(actor: Actor, year: int, quarter: int) -> list[Length]:
    """Return the meetings of a quarter that were held and that the actor sees, oldest first."""
    rows = _held(actor, year, quarter).annotate(
        people=Count("attendees", distinct=True),
        people_came=Count("attendees", filter=Q(attendees__presence__in=CAME), distinct=True),
        units=Count("invitations", distinct=True),
        units_came=Count("invitations", filter=Q(invitations__presence__in=CAME), distinct=True),
    )
    held = list(rows.order_by("opened_at", "pk"))
    spoken = _spoken([row.pk for row in held])
    return [_length(row, spoken.get(row.pk)) for row in held]


def numbers_of(actor: Actor, year: int, quarter: int) -> list[Number]:
    """Return how many meetings of each kind were held, beside the year before."""
    counts = [
        Counter(_held(actor, turn, quarter).order_by().values_list("sort", flat=True))
        for turn in (year, year - 1)
    ]
    return [Number(sort, counts[0][sort], counts[1][sort]) for sort in Sort]


def _held(actor: Actor, year: int, quarter: int) -> QuerySet[Meeting]:
    first = MONTHS * (quarter - 1) + 1
    after = date(year + first // 10, (first + 2) % 12 + 1, 1)  # the first of the next quarter
    begin, end = (
        timezone.make_aware(datetime.combine(day, time.min))
        for day in (date(year, first, 1), after)
    )
    return meetings_for(actor).filter(
        state=MeetingState.CLOSED, opened_at__gte=begin, opened_at__lt=end
    )


def _length(row: Meeting, spoke: int | None) -> Length:
    counted = row.__dict__  # annotations are not fields of the model
    took = (row.closed_at - row.opened_at).total_seconds() if row.closed_at and row.opened_at else 0
    people = counted["people"]
    return Length(
        row,
        -(-int(took) // MINUTE),
        spoke,
        people or counted["units"],
        counted["people_came"] if people else counted["units_came"],
    )


def _spoken(meetings: Sequence[int]) -> dict[int, int]:
    """Minutes of the principal by meeting, for those whose clock was started."""
    marks: dict[int, list[ClockMark]] = {}
    rows = ClockMark.objects.filter(
        item__meeting__in=meetings, item__kind=ItemKind.SUMMING_UP
    ).select_related("item__meeting")
    items: dict[int, AgendaItem] = {}
    for mark in rows.order_by("pk"):
        marks.setdefault(mark.item_id, []).append(mark)
        items[mark.item_id] = mark.item
    found: Counter[int] = Counter()
    for key, pressed in marks.items():
        item = items[key]
        ended = item.meeting.closed_at or pressed[-1].at
        found[item.meeting_id] += speaking(item, pressed, ended).minutes
    return dict(found)
