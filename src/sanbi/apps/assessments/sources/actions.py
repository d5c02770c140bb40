"""How units dealt with what they were given to do, under codes that begin with ``actions.``.

Counted are the actions that a unit leads and whose due date (with the time that was added) lies in
the period; withdrawn ones and those not yet assigned count nowhere. An action is in time when the
report that stands was handed in by its due date. What is overdue at the end of the period counts
as missed, also while it runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sanbi.apps.actions.models import Action, Card, Quality, State
from sanbi.apps.assessments.sources.indicators import Figure
from sanbi.engine.calendar import Period, PeriodError

PREFIX = "actions."
SOURCE = "督办"
HUNDRED = Decimal(100)
LEFT_OUT = (State.FILED, State.WITHDRAWN)
"""What counts nowhere."""
VERIFIED = (State.VERIFIED, State.CLOSED)


@dataclass(frozen=True)
class Given:
    """What a unit was given in a period, and the cards that it was shown in it."""

    actions: Sequence[Action]
    cards: Sequence[Card]

    @property
    def link(self) -> int:
        """The key of the newest action."""
        return max((row.pk for row in self.actions), default=0)


Reader = Callable[[Given], Decimal | None]


def action_figures(
    codes: Iterable[str], labels: Sequence[str], units: Mapping[int, str]
) -> Iterator[Figure]:
    """Yield the figures of actions that a scheme asks for, as they stand now.

    ``actions.due``, ``.on_time``, ``.late``, ``.closed``, ``.good``, ``.returns``,
    ``.extensions``, ``.yellow`` and ``.red`` are counts; ``.on_time_pct`` is the share in time of
    those due, ``.good_pct`` the share done well of those verified, in percent, and none without
    any. A unit that was given nothing counts 0.

    Parameters
    ----------
    units : mapping of primary key → code
    labels : canonical texts of periods; others are passed over
    """
    wanted = sorted(c for c in codes if c.startswith(PREFIX) and c[len(PREFIX) :] in READERS)
    if not wanted:
        return
    for label in labels:
        try:
            period = Period.parse(label)
        except PeriodError:
            continue
        found = _given(list(units), period)
        for unit, code in units.items():
            given = found.get(unit, Given((), ()))
            for name in wanted:
                value = READERS[name[len(PREFIX) :]](given)
                yield Figure(
                    code, name, label, value, None, 1, SOURCE, revised=False, link=given.link
                )


def _given(units: list[int], period: Period) -> dict[int, Given]:
    span = (period.start, period.end)
    actions: dict[int, list[Action]] = defaultdict(list)
    rows = Action.objects.filter(lead_unit__in=units, due_on__range=span)
    for row in rows.exclude(state__in=LEFT_OUT).order_by("pk"):
        actions[row.lead_unit_id].append(row)
    cards: dict[int, list[Card]] = defaultdict(list)
    shown = Card.objects.filter(unit__in=units, on__range=span)
    for card in shown.exclude(action__state=State.WITHDRAWN).order_by("pk"):
        cards[card.unit_id].append(card)
    return {unit: Given(actions[unit], cards[unit]) for unit in {*actions, *cards}}


def _in_time(row: Action) -> bool:
    due_on: date | None = row.due_on
    return row.reported_on is not None and due_on is not None and row.reported_on <= due_on


def _count(fits: Callable[[Action], bool]) -> Reader:
    return lambda given: Decimal(sum(fits(row) for row in given.actions))


def _sum(amount: Callable[[Action], int]) -> Reader:
    return lambda given: Decimal(sum(amount(row) for row in given.actions))


def _cards(colour: str) -> Reader:
    return lambda given: Decimal(sum(card.colour == colour for card in given.cards))


def _on_time_pct(given: Given) -> Decimal | None:
    if not given.actions:
        return None
    met = sum(_in_time(row) for row in given.actions)
    return Decimal(met) / len(given.actions) * HUNDRED


def _good_pct(given: Given) -> Decimal | None:
    judged = [row for row in given.actions if row.state in VERIFIED]
    if not judged:
        return None
    good = sum(row.quality == Quality.GOOD for row in judged)
    return Decimal(good) / len(judged) * HUNDRED


READERS: dict[str, Reader] = {
    "due": _count(lambda _row: True),
    "on_time": _count(_in_time),
    "late": _count(lambda row: not _in_time(row)),
    "closed": _count(lambda row: row.state == State.CLOSED),
    "good": _count(lambda row: row.state in VERIFIED and row.quality == Quality.GOOD),
    "returns": _sum(lambda row: row.returns),
    "extensions": _sum(lambda row: row.extensions),
    "yellow": _cards(Card.Colour.YELLOW),
    "red": _cards(Card.Colour.RED),
    "on_time_pct": _on_time_pct,
    "good_pct": _good_pct,
}
"""What may be asked for, without the prefix."""
