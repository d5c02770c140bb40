"""The register as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from sanbi.apps.assessments.models import Item, Round
from sanbi.apps.assessments.rules import (
    REGISTER_OPEN,
    can_check_item,
    can_propose_item,
    can_withdraw_item,
    reads_assessments,
)
from sanbi.apps.assessments.scheme_texts import scheme_of
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.rules import units_seen
from sanbi.engine.scoring.scheme.template import template_plan


@dataclass(frozen=True)
class ItemLine:
    """An item of the register; the last two say what the actor may do with it now."""

    pk: int
    unit: int
    unit_name: str
    sort: str
    sort_words: str
    leaf: str
    leaf_name: str
    kind: str
    count: Decimal | None
    amount: Decimal | None
    rating: Decimal | None
    document: str
    reason: str
    appealable: bool
    state: str
    state_words: str
    proposed_by_name: str
    proposed_at: datetime
    checked_by_name: str
    checked_at: datetime | None
    check_reason: str
    may_check: bool
    may_withdraw: bool


def seen_items(actor: Actor) -> QuerySet[Item]:
    """Return the items of all rounds that the actor sees: of the own unit, or of all."""
    items = Item.objects.select_related("unit", "round__scheme_version")
    if not reads_assessments(actor):
        return items.none()
    units = units_seen(actor)
    return items if units is None else items.filter(unit__in=units)


def register_for(
    actor: Actor, held: Round, *, state: str = "", sort: str = "", text: str = ""
) -> list[ItemLine]:
    """Return the register of a round as far as the actor sees it, the newest first."""
    items = seen_items(actor).filter(round=held)
    if state:
        items = items.filter(state=state)
    if sort:
        items = items.filter(sort=sort)
    if text:
        items = items.filter(unit__name__icontains=text) | items.filter(document__icontains=text)
    return [_line(actor, item) for item in items]


def item_for(actor: Actor, pk: int) -> ItemLine:
    """Return one item.

    Raises
    ------
    Missing
        when there is none that the actor sees.
    """
    item = seen_items(actor).filter(pk=pk).first()
    if item is None:
        raise Missing
    return _line(actor, item)


def fallen_item(actor: Actor, held: Round, pk: str) -> ItemLine | None:
    """Return the refused item of a round that shall be put forward again, if it is one."""
    if not pk.isdecimal():
        return None
    item = seen_items(actor).filter(pk=pk, round=held, state=Item.State.REFUSED).first()
    return None if item is None else _line(actor, item)


def items_to_check(actor: Actor) -> QuerySet[Item]:
    """Return the items that wait for somebody like this person."""
    if not can_propose_item(actor) or actor.user is None:
        return Item.objects.none()
    waiting = seen_items(actor).filter(state=Item.State.PROPOSED, round__state__in=REGISTER_OPEN)
    return waiting.exclude(proposed_by=actor.user).exclude(unit=actor.unit)


def leaf_choices(held: Round) -> list[tuple[str, str, str]]:
    """Return (sort, id, name) of every leaf of the scheme that reads the register."""
    scheme = scheme_of(held.scheme_version)
    plan = template_plan(scheme, period=held.period)
    found = [(str(Item.Sort.RATING), item.leaf, item.name or item.leaf) for item in plan.ratings]
    signs = {leaf.id: block.sign for block in scheme.adjustments for leaf in block.items}
    for event in plan.items:
        sort = Item.Sort.BONUS if signs.get(event.item) == "add" else Item.Sort.DEDUCTION
        found.append((str(sort), event.item, event.name or event.item))
    return found


def kind_words(held: Round) -> str:
    """Return which kinds and assessors the scheme names for its items; empty if none."""
    plan = template_plan(scheme_of(held.scheme_version), period=held.period)
    named = [(event.name or event.item, event.kinds) for event in plan.items]
    named += [(mark.name or mark.leaf, mark.assessors) for mark in plan.ratings]
    return "；".join(f"{name}：{'、'.join(kinds)}" for name, kinds in named if kinds)


def _line(actor: Actor, item: Item) -> ItemLine:
    leaves = scheme_of(item.round.scheme_version).leaves
    name = leaves[item.leaf].name if item.leaf in leaves else item.leaf
    is_open = item.round.state in REGISTER_OPEN
    waits = item.state == Item.State.PROPOSED
    counts = item.state in {Item.State.PROPOSED, Item.State.CHECKED}
    return ItemLine(
        item.pk,
        item.unit_id,
        item.unit.name,
        item.sort,
        str(Item.Sort(item.sort).label),
        item.leaf,
        name or item.leaf,
        item.kind,
        _plain(item.count),
        _plain(item.amount),
        _plain(item.rating),
        item.document,
        item.reason,
        item.appealable,
        item.state,
        str(Item.State(item.state).label),
        item.proposed_by_name,
        item.proposed_at,
        item.checked_by_name,
        item.checked_at,
        item.check_reason,
        is_open and waits and can_check_item(actor, item),
        is_open and counts and can_withdraw_item(actor, item),
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """Return a number without the zeros that only the column's width adds."""
    if value is None:
        return None
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
