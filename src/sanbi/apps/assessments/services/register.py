"""The register of bonus, deduction, veto and department rating: two people for each item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sanbi.apps.assessments.freezing import members_of
from sanbi.apps.assessments.models import Item, Round, RoundState
from sanbi.apps.assessments.rules import (
    REGISTER_OPEN,
    can_check_item,
    can_propose_item,
    can_withdraw_item,
    is_office,
)
from sanbi.apps.assessments.scheme_texts import scheme_of
from sanbi.apps.assessments.services.moving import needs_reason, person_of, round_locked
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.messages import send
from sanbi.engine.scoring import Scheme
from sanbi.engine.scoring.data.template import PlanItem, PlanRating
from sanbi.engine.scoring.scheme.template import template_plan


@dataclass(frozen=True)
class Proposal:
    """What is put into the register.

    Parameters
    ----------
    unit : primary key
    sort : bonus, deduction, veto or rating
    leaf : id of the scheme's leaf or adjustment item that reads it
    kind : the event's kind in the scheme; for a rating, the department that rates
    """

    unit: int
    sort: str
    leaf: str
    reason: str
    document: str = ""
    kind: str = ""
    count: Decimal | None = None
    amount: Decimal | None = None
    rating: Decimal | None = None
    appealable: bool = True


@service("item.propose")
def item_propose(*, actor: Actor, now: datetime, round: int, proposal: Proposal) -> Item:
    """Put one fact into the register; it counts once another person has checked it."""
    require(can_propose_item(actor), _("office, bureaus and the supervision office"))
    held = _open_round(actor, round)
    item = _proposed(held, [proposal], actor, now)[0]
    item.save()
    tell(item, sort=item.sort, leaf=item.leaf, document=item.document)
    return item


@service("items.propose")
def items_propose(
    *,
    actor: Actor,
    now: datetime,
    round: int,
    proposals: Sequence[Proposal],
) -> list[Item]:
    """Put many facts into the register at once, such as a department's marks for all units."""
    require(can_propose_item(actor), _("office, bureaus and the supervision office"))
    held = _open_round(actor, round)
    items = Item.objects.bulk_create(_proposed(held, proposals, actor, now))
    tell(held, items=len(items))
    return items


@service("item.check")
def item_check(*, actor: Actor, now: datetime, item: int, accept: bool, reason: str = "") -> Item:
    """Accept or refuse an item, as another person than who proposed it.

    Raises
    ------
    NotAllowed
        for whoever proposed it, and for people of the unit concerned.
    """
    held = _item_locked(actor, item)
    require(can_check_item(actor, held), _("another person, not of the unit concerned"))
    _check(held, actor, now, reason, accept=accept)
    held.save()
    if not accept:
        _tell_proposer(held, now)
    tell(held, accepted=accept, reason=held.check_reason)
    return held


@service("items.check")
def items_check(
    *,
    actor: Actor,
    now: datetime,
    round: int,
    items: Sequence[int],
) -> list[Item]:
    """Accept many items of a round at once."""
    held = _open_round(actor, round)
    found = list(Item.objects.select_for_update().filter(round=held, pk__in=items).order_by("pk"))
    if len(found) != len(set(items)):
        raise Missing
    for item in found:
        require(can_check_item(actor, item), _("another person, not of the unit concerned"))
        _check(item, actor, now, "", accept=True)
    Item.objects.bulk_update(
        found, ["state", "checked_by", "checked_by_name", "checked_at", "check_reason"]
    )
    tell(held, items=len(found))
    return found


@service("item.withdraw")
def item_withdraw(*, actor: Actor, now: datetime, item: int, reason: str) -> Item:
    """Take an item back, with a reason. It stays in the register, and counts no more."""
    held = _item_locked(actor, item)
    require(can_withdraw_item(actor, held), _("whoever proposed it, or the office"))
    if held.state not in {Item.State.PROPOSED, Item.State.CHECKED}:
        raise Refused(_("This item does not count anyway."), _("Nothing needs to be done."))
    held.state = Item.State.WITHDRAWN
    held.check_reason = needs_reason(reason)
    held.save()
    tell(held, reason=held.check_reason, at=now)
    return held


def _check(item: Item, actor: Actor, now: datetime, reason: str, *, accept: bool) -> None:
    if item.state != Item.State.PROPOSED:
        raise Refused(
            _("This item was decided already: %(state)s.") % {"state": item.get_state_display()},
            _("Look at the register again."),
        )
    item.state = Item.State.CHECKED if accept else Item.State.REFUSED
    item.check_reason = reason.strip() if accept else needs_reason(reason)
    item.checked_by, item.checked_by_name, item.checked_at = actor.user, actor.name, now


def _tell_proposer(item: Item, now: datetime) -> None:
    leaf = scheme_of(item.round.scheme_version).leaves.get(item.leaf)
    send(
        [item.proposed_by],
        gettext_noop("%(round)s: “%(leaf)s” of %(unit)s was not accepted. %(reason)s"),
        {
            "round": item.round.title,
            "leaf": (leaf.name if leaf else "") or item.leaf,
            "unit": item.unit.name,
            "reason": item.check_reason,
        },
        now=now,
        link=f"/assessments/register/{item.pk}/",
        private=["reason"],
    )


def _open_round(actor: Actor, pk: int) -> Round:
    held = round_locked(actor, pk)
    if held.state not in REGISTER_OPEN:
        raise Refused(
            _("The register of “%(round)s” is closed: %(state)s.")
            % {"round": held.title, "state": RoundState(held.state).label},
            _("It is open while figures are collected, and for corrections after publication."),
        )
    return held


def _item_locked(actor: Actor, pk: int) -> Item:
    found = Item.objects.filter(pk=pk).first()
    if found is None or not (can_propose_item(actor) or is_office(actor)):
        raise Missing
    _open_round(actor, found.round_id)
    return Item.objects.select_for_update().get(pk=pk)


# -- what the scheme takes ------------------------------------------------------------------------
def _proposed(
    held: Round, proposals: Sequence[Proposal], actor: Actor, now: datetime
) -> list[Item]:
    scheme = scheme_of(held.scheme_version)
    plan = template_plan(scheme, period=held.period)
    marks = {item.leaf: item for item in plan.ratings}
    happenings = {item.item: item for item in plan.items}
    members = {member.pk for member in members_of(held, scheme)}
    items = []
    for proposal in proposals:
        if proposal.unit not in members:
            raise Refused(
                _("This unit does not take part in the round."), _("Choose another."), "unit"
            )
        needs_reason(proposal.reason)
        if proposal.sort == Item.Sort.RATING:
            _require_mark(scheme, marks, proposal)
        else:
            _require_event(scheme, happenings, proposal)
        items.append(_item(held, proposal, actor, now))
    _require_new(held, items)
    return items


def _require_new(held: Round, items: Sequence[Item]) -> None:
    """Refuse a fact that is registered already: it would count twice, or stop the freezing."""
    known = set(
        Item.objects.filter(
            round=held, state__in=(Item.State.PROPOSED, Item.State.CHECKED)
        ).values_list("unit_id", "leaf", "kind", "document")
    )
    for item in items:
        key = (item.unit_id, item.leaf, item.kind, item.document)
        if key in known:
            raise Refused(
                _("This fact is in the register already."),
                _("Look for it there, or write its own document number."),
                "document",
            )
        known.add(key)


def _require_mark(scheme: Scheme, marks: Mapping[str, PlanRating], proposal: Proposal) -> None:
    mark = marks.get(proposal.leaf)
    if mark is None:
        raise _unknown_leaf(scheme, proposal.leaf, list(marks))
    if mark.assessors and proposal.kind not in mark.assessors:
        raise Refused(
            _("“%(leaf)s” is not rated by “%(who)s”.") % {"leaf": mark.name, "who": proposal.kind},
            _("It is rated by: %(who)s.") % {"who": ", ".join(mark.assessors)},
            "kind",
        )
    if proposal.rating is None or not mark.low <= proposal.rating <= mark.high:
        raise Refused(
            _("The mark of “%(leaf)s” lies from %(low)g to %(high)g.")
            % {"leaf": mark.name, "low": mark.low, "high": mark.high},
            _("Write such a number."),
            "rating",
        )


def _require_event(scheme: Scheme, happenings: Mapping[str, PlanItem], proposal: Proposal) -> None:
    event = happenings.get(proposal.leaf)
    if event is None:
        raise _unknown_leaf(scheme, proposal.leaf, list(happenings))
    if not proposal.document.strip():
        raise Refused(
            _("A fact in the register needs its document."),
            _("Write the document number."),
            "document",
        )
    if event.kinds and proposal.kind not in event.kinds:
        said = (
            _("“%(item)s” has no kind “%(kind)s”.")
            if proposal.kind
            else _("Which kind of “%(item)s” is it?")
        )
        raise Refused(
            said % {"item": event.name, "kind": proposal.kind},
            _("It has: %(kinds)s.") % {"kinds": ", ".join(event.kinds)},
            "kind",
        )
    if proposal.count is not None and proposal.count < 0:
        raise Refused(_("The count is negative."), _("Write how many times, 0 or more."), "count")


def _unknown_leaf(scheme: Scheme, leaf: str, known: Sequence[str]) -> Refused:
    names = ", ".join(scheme.leaves[name].name or name for name in known)
    return Refused(
        _("The scheme has no such item: “%(leaf)s”.") % {"leaf": leaf},
        _("It has: %(names)s.") % {"names": names or "—"},
        "leaf",
    )


def _item(held: Round, proposal: Proposal, actor: Actor, now: datetime) -> Item:
    return Item(
        round=held,
        unit_id=proposal.unit,
        sort=proposal.sort,
        leaf=proposal.leaf,
        kind=proposal.kind,
        count=proposal.count,
        amount=proposal.amount,
        rating=proposal.rating,
        document=proposal.document.strip(),
        reason=proposal.reason.strip(),
        appealable=proposal.appealable,
        proposed_by=person_of(actor),
        proposed_by_name=actor.name,
        proposed_at=now,
    )
