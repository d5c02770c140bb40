"""My desk: what waits for somebody, by what is to be done and by the clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.models import Action, Extension, LookBack, State
from sanbi.apps.actions.moves import RUNNING
from sanbi.apps.actions.queries.actions import actions_for
from sanbi.apps.actions.queries.listing import is_overdue
from sanbi.apps.actions.rules import OF_A_UNIT, sees_everything
from sanbi.apps.audit.actors import Actor, Role

SHOWN = 30
SOON = 10
"""Days ahead in which a look back stands on the desk."""


@dataclass(frozen=True)
class Section:
    """What is to be done with some actions; ``count`` of which the first are shown."""

    key: str
    words: Promise
    rows: list[Action]
    count: int


def desk(actor: Actor, today: date) -> list[Section]:
    """Return what waits for the actor, sections without anything left out."""
    found = []
    for key, words, rows in _parts(actor, today):
        first = list(rows[: SHOWN + 1])
        if first:
            count = len(first) if len(first) <= SHOWN else rows.count()
            found.append(Section(key, words, first[:SHOWN], count))
    return found


@dataclass(frozen=True)
class Counted:
    """How many actions wait in a section of the desk, and until when the first of them."""

    key: str
    words: Promise
    count: int
    due_on: date | None


def waiting(actor: Actor, today: date) -> list[Counted]:
    """Return how much waits in each section, without the actions: a query for each section."""
    found = []
    for key, words, rows in _parts(actor, today):
        told = rows.order_by().aggregate(count=Count("pk", distinct=True), due_on=Min("due_on"))
        if told["count"]:
            found.append(Counted(key, words, told["count"], told["due_on"]))
    return found


Part = tuple[str, Promise, QuerySet[Action]]


def _parts(actor: Actor, today: date) -> Iterator[Part]:
    reading = actor.reading
    seen, units = actions_for(actor), reading.units_as(*OF_A_UNIT)
    if units:
        yield from _of_units(seen, units)
    if reading.has(Role.SUPERVISOR):
        yield from _of_supervisors(seen, today)
    if actor.user is not None:
        led = seen.filter(leader=actor.user)
        yield "led", _("Overdue under my lead"), led.filter(is_overdue(today))
    if sees_everything(actor) and not reading.has(Role.SUPERVISOR):
        yield "overdue", _("Overdue in the county"), seen.filter(is_overdue(today))


def _of_units(seen: QuerySet[Action], units: frozenset[int]) -> Iterator[Part]:
    """What the own units lead, and the parts that they gave to others."""
    own = seen.filter(lead_unit__in=units)
    yield "receive", _("To be signed for"), own.filter(state=State.ASSIGNED)
    yield "returned", _("Returned, to be done again"), own.filter(state=State.RETURNED)
    working = (State.RECEIVED, State.IN_PROGRESS)
    yield "work", _("To be done and reported"), own.filter(state__in=working)
    listed = seen.filter(_checked_by_owner(), problem__list__owner__in=units)
    yield "strike", _("To be checked and struck off"), listed.filter(state=State.VERIFIED)
    parts = seen.filter(parent__lead_unit__in=units)
    yield "parts", _("Parts to be verified"), parts.filter(_to_judge())
    yield "parts_time", _("Parts that ask for more time"), parts.filter(_asks_for_time())


def _of_supervisors(every: QuerySet[Action], today: date) -> Iterator[Part]:
    top = every.filter(parent__isnull=True)
    yield "assign", _("To be assigned"), top.filter(state=State.FILED)
    yield "verify", _("To be verified"), top.filter(state=State.REPORTED)
    yield "time", _("More time asked for"), top.filter(_asks_for_time())
    yield "close", _("To be closed out"), top.filter(~_checked_by_owner(), state=State.VERIFIED)
    due = LookBack.objects.filter(
        done_on__isnull=True, due_on__lte=date.fromordinal(today.toordinal() + SOON)
    )
    yield "look", _("To be looked back at"), every.filter(pk__in=due.values("action"))
    yield "overdue", _("Overdue"), every.filter(is_overdue(today))


def _to_judge() -> Q:
    return Q(state__in=(State.REPORTED, State.VERIFIED))


def _checked_by_owner() -> Q:
    """Problems that another unit than the one that deals with them checks: the list's owner."""
    owned = Q(problem__list__owner__isnull=False)
    return owned & ~Q(problem__list__owner=F("lead_unit"))


def _asks_for_time() -> Q:
    asked = Extension.objects.filter(approved__isnull=True).values("action")
    return Q(pk__in=asked, state__in=RUNNING)
