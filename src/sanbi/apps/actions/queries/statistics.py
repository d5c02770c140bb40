"""How actions were dealt with: in time, how well, how often returned; by unit, leader or kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from sanbi.apps.actions.models import Action, Card, Kind, State
from sanbi.apps.actions.queries.actions import actions_for
from sanbi.apps.actions.queries.listing import is_overdue
from sanbi.apps.audit.actors import Actor
from sanbi.apps.orgs.models import Unit, User

BY = {"unit": "lead_unit", "leader": "leader", "kind": "kind"}
JUDGED = (State.VERIFIED, State.CLOSED)
MISSED_OR_MET = Q(state__in=(State.REPORTED, *JUDGED))


@dataclass(frozen=True)
class Tally:
    """What became of the actions of one unit, leader or kind; withdrawn ones do not count.

    ``settled`` are those whose due date was met or missed for good: reported, or overdue.
    """

    key: str
    name: str
    given: int
    open: int
    overdue: int
    closed: int
    on_time: int
    settled: int
    good: int
    judged: int
    returns: int
    extensions: int
    yellow: int
    red: int

    @property
    def on_time_share(self) -> float | None:
        """In time of those settled, 0 to 1."""
        return self.on_time / self.settled if self.settled else None

    @property
    def good_share(self) -> float | None:
        """Done well of those verified, 0 to 1."""
        return self.good / self.judged if self.judged else None


def tallies(
    actor: Actor, by: str, today: date, since: date | None = None, until: date | None = None
) -> list[Tally]:
    """Return one tally for each unit, leader or kind; the most given first.

    Parameters
    ----------
    by : unit, leader or kind
    since, until : only what is due from and to a day
    """
    rows = actions_for(actor).order_by().exclude(state__in=(State.FILED, State.WITHDRAWN))
    if since is not None:
        rows = rows.filter(due_on__gte=since)
    if until is not None:
        rows = rows.filter(due_on__lte=until)
    column = BY[by]
    counted = list(rows.values(column).annotate(**counts(today)))
    names = _names(by, [row[column] for row in counted])
    cards = _cards(rows, column)
    found = [
        Tally(
            key=str(row[column] or ""),
            name=names.get(row[column], "—"),
            yellow=cards.get((row[column], Card.Colour.YELLOW), 0),
            red=cards.get((row[column], Card.Colour.RED), 0),
            **{name: value or 0 for name, value in row.items() if name != column},
        )
        for row in counted
    ]
    return sorted(found, key=lambda row: (-row.given, row.name))


def counts(today: date) -> dict[str, Count | Sum]:
    """Return what is counted of actions, by name, for one `annotate` or `aggregate`."""
    met = MISSED_OR_MET & Q(reported_on__lte=F("due_on"))
    overdue = is_overdue(today)
    return {
        "given": Count("pk"),
        "open": Count("pk", filter=~Q(state=State.CLOSED)),
        "overdue": Count("pk", filter=overdue),
        "closed": Count("pk", filter=Q(state=State.CLOSED)),
        "on_time": Count("pk", filter=met),
        "settled": Count("pk", filter=MISSED_OR_MET | overdue),
        "good": Count("pk", filter=Q(state__in=JUDGED, quality="good")),
        "judged": Count("pk", filter=Q(state__in=JUDGED)),
        "returns": Sum("returns"),
        "extensions": Sum("extensions"),
    }


def _cards(rows: QuerySet[Action], column: str) -> dict[tuple[object, str], int]:
    found = Card.objects.filter(action__in=rows.values("pk")).order_by()
    shown = found.values_list(f"action__{column}", "colour").annotate(n=Count("pk"))
    return {(key, colour): n for key, colour, n in shown}


def _names(by: str, keys: Iterable[Any]) -> dict[object, str]:
    if by == "kind":
        return {value: str(label) for value, label in Kind.choices}
    if by == "leader":
        return dict(User.objects.filter(pk__in=_known(keys)).values_list("pk", "name"))
    return dict(Unit.objects.filter(pk__in=_known(keys)).values_list("pk", "name"))


def _known(keys: Iterable[Any]) -> list[int]:
    return [key for key in keys if key is not None]
