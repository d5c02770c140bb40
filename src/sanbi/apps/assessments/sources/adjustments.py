"""Events for bonus, deduction and veto, from the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sanbi.apps.assessments.models import Item
from sanbi.apps.assessments.sources.register import checked

SORTS = (Item.Sort.BONUS, Item.Sort.DEDUCTION, Item.Sort.VETO)


@dataclass(frozen=True)
class Event:
    """Something that happened, with its document; ``link`` is the register item's key."""

    unit: str
    item: str
    kind: str
    count: Decimal
    amount: Decimal | None
    document: str
    note: str
    link: int


def events(round_pk: int, units: Mapping[int, str]) -> list[Event]:
    """Return the checked events of a round; a count that is not given is one."""
    return [event_of(item, units[item.unit_id]) for item in checked(round_pk, units, SORTS)]


def event_of(item: Item, unit: str) -> Event:
    """Return an item as the event that a scheme counts; ``unit`` is the code of its unit."""
    return Event(
        unit,
        item.leaf,
        item.kind,
        Decimal(1) if item.count is None else item.count,
        item.amount,
        item.document,
        item.reason,
        item.pk,
    )
