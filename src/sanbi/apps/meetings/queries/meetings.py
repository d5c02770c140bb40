"""Meetings, what is on their agenda, and what they decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from sanbi.apps.actions.models import State
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.meetings.cycles import next_days
from sanbi.apps.meetings.models import (
    AgendaItem,
    Decision,
    DecisionState,
    Meeting,
    MeetingState,
    Series,
)
from sanbi.apps.meetings.rules import decisions_seen, meetings_seen
from sanbi.apps.orgs.queries.calendars import calendar
from sanbi.apps.projects.queries import projects_for

PROPOSED = 2
"""So many next days of each series are proposed."""


def meetings_for(actor: Actor) -> QuerySet[Meeting]:
    """Return the meetings that the actor sees, the newest first."""
    rows = Meeting.objects.filter(meetings_seen(actor)).select_related("chair", "series")
    return rows.order_by("-begins_at", "-pk")


def meeting_get(actor: Actor, meeting: int) -> Meeting:
    """Return a meeting.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = meetings_for(actor).filter(pk=meeting).first()
    if found is None:
        raise Missing
    return found


def with_counts(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Annotate the items of the agenda, its minutes, and the decisions that are not done."""
    return rows.annotate(
        item_count=Count("items", distinct=True),
        decision_count=Count("decisions", distinct=True),
        open_count=Count("decisions", filter=~_done("decisions__"), distinct=True),
    )


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the agenda of a meeting that was asked for, in order."""
    rows = meeting.items.select_related("project__unit", "unit", "venue")
    return list(rows.order_by("place", "pk"))


def minutes_of(meeting: Meeting) -> int:
    """Return the minutes that the agenda takes."""
    return int(meeting.items.aggregate(sum=Sum("minutes"))["sum"] or 0)


def seen_projects(actor: Actor, items: list[AgendaItem]) -> set[int]:
    """Return the projects of an agenda whose own pages the actor may open."""
    keys = [item.project_id for item in items if item.project_id]
    return set(projects_for(actor).filter(pk__in=keys).order_by().values_list("pk", flat=True))


def decisions_for(actor: Actor) -> QuerySet[Decision]:
    """Return the decisions that the actor sees, the next to be done first."""
    rows = Decision.objects.filter(decisions_seen(actor))
    related = ("meeting", "unit", "project", "item", "action")
    return rows.select_related(*related).order_by("due_on", "pk")


def _done(way: str = "") -> Q:
    """Whether a decision is carried out: noted so, or its action is closed out."""
    noted = Q(**{f"{way}state": DecisionState.DONE})
    return noted | Q(**{f"{way}action__isnull": False, f"{way}action__state": State.CLOSED})


def carried_out(rows: QuerySet[Decision], *, done: bool) -> QuerySet[Decision]:
    """Return the decisions that are carried out, or those that are not."""
    return rows.filter(_done() if done else ~_done())


def decisions_open(actor: Actor, *, overdue_on: date | None = None) -> QuerySet[Decision]:
    """Return the decisions of meetings that were held which are still to be done.

    What the supervision office may still take over: those that it follows by an action are left
    out. With ``overdue_on`` only those due before that day.
    """
    rows = decisions_for(actor).filter(
        state=DecisionState.OPEN, meeting__state=MeetingState.CLOSED, action__isnull=True
    )
    return rows if overdue_on is None else rows.filter(due_on__lt=overdue_on)


def decision_get(actor: Actor, decision: int) -> Decision:
    """Return a decision.

    Raises
    ------
    Missing
        when there is none, or the actor may not see it.
    """
    found = decisions_for(actor).filter(pk=decision).first()
    if found is None:
        raise Missing
    return found


@dataclass(frozen=True)
class Slot:
    """A day on which a series comes round, and for which nobody has called a meeting yet."""

    series: Series
    on: date
    provisional: bool


def slots_open(today: date) -> list[Slot]:
    """Return the next days of every series that have no meeting yet, the earliest first."""
    series = list(Series.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today)))
    kept = calendar()
    called = Meeting.objects.filter(series__in=series, slot_on__gte=today)
    taken = set(called.exclude(state=MeetingState.CANCELLED).values_list("series_id", "slot_on"))
    yesterday = today - timedelta(days=1)
    found = [
        Slot(row, day, bool(kept.provisional_years(day, day)))
        for row in series
        for day in next_days(row, kept, yesterday, PROPOSED)
        if (row.pk, day) not in taken
    ]
    return sorted(found, key=lambda slot: (slot.on, slot.series.title))


def series_get(series: int) -> Series:
    """Return a series; whoever convenes sees all.

    Raises
    ------
    Missing
        when there is none.
    """
    found = Series.objects.filter(pk=series).first()
    if found is None:
        raise Missing
    return found


def item_get(meeting: Meeting, item: int) -> AgendaItem:
    """Return an item of a meeting that was asked for.

    Raises
    ------
    Missing
        when there is none.
    """
    found = meeting.items.filter(pk=item).select_related("project", "unit").first()
    if found is None:
        raise Missing
    return found
