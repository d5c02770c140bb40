"""Files as proof of register items and appeals: who sees them, who adds and withdraws them."""

from __future__ import annotations

from sanbi.apps.assessments.models import Appeal, Item
from sanbi.apps.assessments.queries.appeals import OPEN, seen_appeals
from sanbi.apps.assessments.queries.register import seen_items
from sanbi.apps.assessments.rules import REGISTER_OPEN, can_appeal, can_see_round, is_office
from sanbi.apps.audit.actors import Actor

ITEM, APPEAL = "assessments.item", "assessments.appeal"
STANDING = (Item.State.PROPOSED, Item.State.CHECKED)
"""States of an item that counts, or may yet."""


def can_see_item_files(actor: Actor, key: str) -> bool:
    """Whether the actor sees the files of an item: who sees the item."""
    return _item_of(actor, key) is not None


def can_add_item_files(actor: Actor, key: str) -> bool:
    """Whether the actor adds and withdraws files of an item, while the register is open.

    Whoever put it forward, until it is checked; the office for as long as it stands.
    """
    item = _item_of(actor, key)
    if item is None or item.round.state not in REGISTER_OPEN:
        return False
    if item.state == Item.State.PROPOSED and actor.user == item.proposed_by:
        return True
    return item.state in STANDING and is_office(actor)


def can_see_appeal_files(actor: Actor, key: str) -> bool:
    """Whether the actor sees the files of an appeal: who reads the appeal."""
    return _appeal_of(actor, key) is not None


def can_add_appeal_files(actor: Actor, key: str) -> bool:
    """Whether the actor adds and withdraws files of an appeal: its unit, until the decision."""
    appeal = _appeal_of(actor, key)
    return appeal is not None and appeal.state in OPEN and can_appeal(actor, appeal.unit_id)


def unit_of_item(key: str) -> int:
    """The unit that an item counts for."""
    return Item.objects.values_list("unit_id", flat=True).get(pk=key)


def unit_of_appeal(key: str) -> int:
    """The unit that appeals."""
    return Appeal.objects.values_list("unit_id", flat=True).get(pk=key)


def _item_of(actor: Actor, key: str) -> Item | None:
    if not key.isdecimal():
        return None
    item = seen_items(actor).filter(pk=key).first()
    return item if item is not None and can_see_round(actor, item.round) else None


def _appeal_of(actor: Actor, key: str) -> Appeal | None:
    return seen_appeals(actor).filter(pk=key).first() if key.isdecimal() else None
