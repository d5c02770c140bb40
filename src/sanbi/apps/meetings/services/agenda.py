"""The agenda: proposed from what is red or overdue, written, ordered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.meetings.models import AgendaItem, ItemKind, Meeting, MeetingState, Theme
from sanbi.apps.meetings.services.locking import (
    meeting_locked,
    project_open,
    require_same_rows,
    touched,
)
from sanbi.apps.meetings.services.venues import venue_in
from sanbi.apps.meetings.words import why_words
from sanbi.apps.orgs.chosen import unit_open
from sanbi.apps.projects.queries.dispatch import Need, needs_dispatch

OPEN_TO_WRITE = (MeetingState.PLANNED, MeetingState.OPEN)
USUAL_MINUTES = 5
LONGEST = 240


@dataclass(frozen=True)
class ItemFacts:
    """What an item says; project, unit and venue by primary key, ``minutes`` 1 to 240.

    Without a kind it takes up its project, or is another matter. A theme is that of a speech.
    """

    title: str
    why: str = ""
    project: int | None = None
    unit: int | None = None
    speaker: str = ""
    minutes: int = USUAL_MINUTES
    kind: str = ""
    theme: str = ""
    venue: int | None = None


@service("agenda.propose")
def agenda_propose(
    *, actor: Actor, now: datetime, meeting: int, projects: Sequence[int]
) -> list[AgendaItem]:
    """Put projects that need the meeting on its agenda, the gravest first, with their reasons.

    Raises
    ------
    Refused
        when none is chosen, or one no longer needs it.
    """
    held = meeting_locked(actor, meeting, *OPEN_TO_WRITE)
    on_it = set(held.items.values_list("project", flat=True))
    wanted = set(projects) - on_it
    needs = needs_dispatch(actor, timezone.localdate(now), among=wanted)
    if not needs or len(needs) != len(wanted):
        raise Refused(
            _("Choose projects that are proposed."), _("Open the list of proposals again.")
        )
    first = next_place(held)
    made = AgendaItem.objects.bulk_create(
        _proposed(held, need, place) for place, need in enumerate(needs, start=first)
    )
    touched(held)
    tell(held, names=[need.project.name for need in needs])
    return made


@service("agenda.add")
def agenda_add(*, actor: Actor, now: datetime, meeting: int, facts: ItemFacts) -> AgendaItem:
    """Put an item of one's own on the agenda, at its end.

    Raises
    ------
    Refused
        without a title, for a project that is on it already, and for impossible minutes.
    """
    del now
    held = meeting_locked(actor, meeting, *OPEN_TO_WRITE)
    made = AgendaItem(meeting=held, place=next_place(held))
    if facts.project is not None:
        _require_new(held, facts.project)
        made.project = project_open(actor, facts.project)
    _write(made, facts)
    touched(held)
    tell(held, item=made.title, minutes=made.minutes)
    return made


@service("agenda.change")
def agenda_change(
    *, actor: Actor, now: datetime, meeting: int, item: int, facts: ItemFacts
) -> AgendaItem:
    """Change what an item says; its project stays."""
    del now
    held = meeting_locked(actor, meeting, *OPEN_TO_WRITE)
    row = _item(held, item)
    _write(row, facts)
    touched(held)
    tell(held, item=row.title, minutes=row.minutes)
    return row


@service("agenda.remove")
def agenda_remove(*, actor: Actor, now: datetime, meeting: int, item: int) -> Meeting:
    """Take an item off the agenda.

    Raises
    ------
    Refused
        when something was decided on it.
    """
    del now
    held = meeting_locked(actor, meeting, *OPEN_TO_WRITE)
    row = _item(held, item)
    if row.decisions.exists():
        raise Refused(
            _("Something was decided on “%(item)s”.") % {"item": row},
            _("Take the decision back first."),
        )
    if row.marks.exists():
        raise Refused(
            _("The clock of “%(item)s” was started.") % {"item": row},
            _("It stays in the minutes with its time."),
        )
    title = row.title
    row.delete()
    touched(held)
    tell(held, item=title)
    return held


@service("agenda.order")
def agenda_order(*, actor: Actor, now: datetime, meeting: int, items: Sequence[int]) -> Meeting:
    """Put the items into an order; all of them are named.

    Raises
    ------
    Conflict
        when items were added or removed in the meantime.
    """
    del now
    held = meeting_locked(actor, meeting, *OPEN_TO_WRITE)
    rows = {row.pk: row for row in held.items.order_by("pk")}
    require_same_rows(items, rows)
    for place, key in enumerate(items, start=1):
        rows[key].place = place
    AgendaItem.objects.bulk_update(rows.values(), ["place"])
    touched(held)
    tell(held, order=[rows[key].title for key in items])
    return held


def _proposed(meeting: Meeting, need: Need, place: int) -> AgendaItem:
    return AgendaItem(
        meeting=meeting,
        place=place,
        project=need.project,
        title=need.project.name,
        why=why_words(need.reasons),
        unit=need.project.unit,
        kind=ItemKind.PROJECT,
        minutes=USUAL_MINUTES,
    )


def next_place(meeting: Meeting) -> int:
    """Return the place after the last item."""
    return int(meeting.items.aggregate(last=Max("place"))["last"] or 0) + 1


def _require_new(meeting: Meeting, project: int) -> None:
    if meeting.items.filter(project=project).exists():
        raise Refused(_("This project is on the agenda already."), _("Change its item."), "project")


def _write(row: AgendaItem, facts: ItemFacts) -> None:
    if not 1 <= facts.minutes <= LONGEST:
        raise Refused(_("An item takes 1 to 240 minutes."), _("Type a number between."), "minutes")
    if facts.kind not in {"", *ItemKind.values} or facts.theme not in {"", *Theme.values}:
        raise Refused(_("There is no such kind of item."), _("Choose one."), "kind")
    row.kind = facts.kind or (ItemKind.PROJECT if row.project else ItemKind.OTHER)
    row.theme = facts.theme
    row.venue = None if facts.venue is None else venue_in(row.meeting, facts.venue)
    row.title, row.why = needed(facts.title, "title"), facts.why.strip()
    row.unit = None if facts.unit is None else unit_open(facts.unit)
    row.speaker = facts.speaker.strip()
    row.minutes = facts.minutes
    row.save()


def _item(meeting: Meeting, item: int) -> AgendaItem:
    found = meeting.items.filter(pk=item).first()
    if found is None:
        raise Missing
    return found
