"""Actions by state, and by the day on which they are due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.models import Action, Kind, State
from sanbi.apps.actions.queries.actions import actions_for
from sanbi.apps.actions.queries.listing import Asked, found_for
from sanbi.apps.audit.actors import Actor
from sanbi.engine.calendar import Period

IN_A_COLUMN = 12
IN_A_DAY = 4
CLOSED_WITHIN = timedelta(days=30)
COLUMNS: tuple[tuple[tuple[State, ...], Promise], ...] = (
    ((State.FILED,), _("Put on file")),
    ((State.ASSIGNED,), _("Assigned")),
    ((State.RECEIVED, State.IN_PROGRESS), _("In hand")),
    ((State.RETURNED,), _("Returned")),
    ((State.REPORTED,), _("To be verified")),
    ((State.VERIFIED,), _("To be closed out")),
    ((State.CLOSED,), _("Closed out within 30 days")),
)


@dataclass(frozen=True)
class Column:
    """A column of the board: its first actions, and how many there are."""

    words: Promise
    state: str
    rows: list[Action]
    count: int


def board(actor: Actor, asked: Asked, today: date) -> list[Column]:
    """Return the columns of the board; the newest close-outs first, else the first due."""
    every = found_for(actor, Asked(kind=asked.kind, unit=asked.unit, state="all"), today)
    counts = dict(every.order_by().values_list("state").annotate(n=Count("pk")))
    found = []
    for states, words in COLUMNS:
        rows = every.filter(state__in=states)
        if State.CLOSED in states:
            rows = rows.filter(closed_on__gt=today - CLOSED_WITHIN).order_by("-closed_on", "-pk")
            count = rows.order_by().count()
        else:
            count = sum(counts.get(state, 0) for state in states)
        first = list(rows[:IN_A_COLUMN]) if count else []
        found.append(Column(words, states[0] if len(states) == 1 else "", first, count))
    return found


@dataclass(frozen=True)
class DayCell:
    """A day of the calendar: what is due on it."""

    day: date
    rows: Sequence[Action]
    count: int
    outside: bool
    works: bool = True

    @property
    def more(self) -> int:
        """So many are not named."""
        return self.count - len(self.rows)


def due_in(
    actor: Actor, month: Period, kind: str
) -> tuple[dict[date, int], dict[date, list[Action]]]:
    """Return how much is due on each day of a month, and the first few; withdrawn ones left out."""
    rows = _due_between(actor, month, kind)
    counts = dict(rows.order_by().values_list("due_on").annotate(n=Count("pk")))
    place = Window(RowNumber(), partition_by=[F("due_on")], order_by=["number"])
    first = rows.order_by().annotate(place=place).filter(place__lte=IN_A_DAY)
    named: dict[date, list[Action]] = defaultdict(list)
    for action in first.order_by("due_on", "number"):
        if action.due_on is not None:
            named[action.due_on].append(action)
    return counts, named


def _due_between(actor: Actor, month: Period, kind: str) -> QuerySet[Action]:
    rows = actions_for(actor).filter(due_on__range=(month.start, month.end))
    rows = rows.exclude(state=State.WITHDRAWN)
    return rows.filter(kind=kind) if kind in Kind.values else rows


def weeks_of(
    month: Period,
    counts: dict[date, int],
    named: dict[date, list[Action]],
    works: dict[date, bool],
) -> list[list[DayCell]]:
    """Return the weeks of a month, Monday first, days of other months without actions."""
    day = month.start - timedelta(days=month.start.weekday())
    weeks = []
    while day <= month.end:
        week = []
        for _number in range(7):
            outside = not month.start <= day <= month.end
            rows = [] if outside else named.get(day, [])
            week.append(
                DayCell(
                    day, rows, 0 if outside else counts.get(day, 0), outside, works.get(day, True)
                )
            )
            day += timedelta(days=1)
        weeks.append(week)
    return weeks
