"""Marks that departments gave, from the register. ``kind`` of an item names the assessor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sanbi.apps.assessments.models import Item
from sanbi.apps.assessments.sources.register import checked


@dataclass(frozen=True)
class Rating:
    """One department's mark; ``link`` is the register item's key."""

    unit: str
    leaf: str
    assessor: str
    rating: Decimal | None
    reason: str
    link: int


def ratings(round_pk: int, units: Mapping[int, str]) -> list[Rating]:
    """Return the checked marks of a round."""
    return [
        Rating(units[item.unit_id], item.leaf, item.kind, item.rating, item.reason, item.pk)
        for item in checked(round_pk, units, [Item.Sort.RATING])
    ]
