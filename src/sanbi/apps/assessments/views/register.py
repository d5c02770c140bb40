"""Pages of the register."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.assessments import proof
from sanbi.apps.assessments.forms.register import CheckForm, ItemForm, WithdrawItemForm, again
from sanbi.apps.assessments.models import Item, Round
from sanbi.apps.assessments.queries.register import (
    ItemLine,
    fallen_item,
    item_for,
    register_for,
    seen_items,
)
from sanbi.apps.assessments.queries.register_points import item_points
from sanbi.apps.assessments.queries.rounds import round_for
from sanbi.apps.assessments.rules import REGISTER_OPEN, can_propose_item, reads_assessments
from sanbi.apps.assessments.views.deeds import Crumb, Deed, deed_page
from sanbi.apps.assessments.views.lists import paged
from sanbi.apps.assessments.views.rounds import round_trail
from sanbi.apps.audit.errors import Missing
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.orgs.attachments import attachments_of
from sanbi.apps.orgs.pages import Request, page


def register_trail(held: Round) -> list[Crumb]:
    """The way to a round's register."""
    return [*round_trail(held), (_("Register"), reverse("register", args=[held.code]))]


@page(reads_assessments)
def register(request: Request, code: str) -> HttpResponse:
    """Show the register of a round, or hand it out as a table."""
    held = round_for(request.actor, code)
    asked = request.GET
    items = register_for(
        request.actor,
        held,
        state=asked.get("state", ""),
        sort=asked.get("sort", ""),
        text=asked.get("q", ""),
    )
    if "format" in asked:
        return _table(asked["format"], held, items)
    context = {
        "held": held,
        "page": paged(request, items),
        "states": [("", _("All")), *Item.State.choices],
        "sorts": [("", _("All")), *Item.Sort.choices],
        "may_propose": can_propose_item(request.actor) and held.state in REGISTER_OPEN,
        "trail": [*round_trail(held), (_("Register"),)],
    }
    return render(request, "assessments/register.html", context)


@page(can_propose_item)
def item_new(request: Request, code: str) -> HttpResponse:
    """Put a fact into the register."""
    held = round_for(request.actor, code)
    fallen = fallen_item(request.actor, held, request.GET.get("again", ""))
    deed = Deed(
        _("Put a fact into the register"),
        _("Put forward"),
        [*register_trail(held), (_("New fact"),)],
        lambda made: reverse("item", args=[made.pk]),
        lead=_lead(fallen),
        done=_("Put forward. Add its proof here; another person checks it now."),
        back=reverse("register", args=[code]),
    )
    return deed_page(request, ItemForm, deed, held=held, initial=again(fallen))


def _lead(fallen: ItemLine | None) -> str:
    if fallen is None:
        return _("It counts once another person has checked it. Points follow from the scheme.")
    return _("It was not accepted: %(reason)s") % {"reason": fallen.check_reason}


@page(reads_assessments)
def item_one(request: Request, pk: int) -> HttpResponse:
    """Show one item with what became of it."""
    item, held = item_for(request.actor, pk), _round_of(request, pk)
    context = {
        "item": item,
        "held": held,
        "points": item_points(request.actor, pk),
        "may_mend": item.state == Item.State.REFUSED
        and can_propose_item(request.actor)
        and held.state in REGISTER_OPEN,
        "files": attachments_of(request.actor, proof.ITEM, [pk]),
        "may_add": proof.can_add_item_files(request.actor, str(pk)),
        "kind": proof.ITEM,
        "trail": [*register_trail(held), (item.leaf_name,)],
    }
    return render(request, "assessments/item.html", context)


@page(can_propose_item)
def item_check(request: Request, pk: int) -> HttpResponse:
    """Let another person accept or refuse an item."""
    item, held = item_for(request.actor, pk), _round_of(request, pk)
    deed = Deed(
        _("Check a fact of the register"),
        _("Decide"),
        [*register_trail(held), (item.leaf_name,)],
        lambda _made: reverse("register", args=[held.code]),
        back=reverse("item", args=[pk]),
        more={
            "item": item,
            "points": item_points(request.actor, pk),
            "files": attachments_of(request.actor, proof.ITEM, [pk]),
        },
    )
    return deed_page(request, CheckForm, deed, item=pk)


@page(can_propose_item)
def item_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take an item back."""
    item, held = item_for(request.actor, pk), _round_of(request, pk)
    deed = Deed(
        _("Take a fact back"),
        _("Take back"),
        [*register_trail(held), (item.leaf_name,)],
        lambda _made: reverse("register", args=[held.code]),
        lead=_("It stays in the register, and counts no more."),
        back=reverse("item", args=[pk]),
        danger=True,
        more={"item": item, "files": attachments_of(request.actor, proof.ITEM, [pk])},
    )
    return deed_page(request, WithdrawItemForm, deed, item=pk)


def _round_of(request: Request, pk: int) -> Round:
    found = seen_items(request.actor).filter(pk=pk).first()
    if found is None:
        raise Missing
    return round_for(request.actor, found.round.code)


def _table(kind: str, held: Round, items: list[ItemLine]) -> HttpResponse:
    columns = (
        Column(_("Unit")),
        Column(_("Sort")),
        Column(_("Scheme item")),
        Column(_("Kind of fact")),
        Column(_("How often"), Kind.NUMBER),
        Column(_("Mark"), Kind.NUMBER),
        Column(_("Document")),
        Column(_("Fact and reason")),
        Column(_("State")),
        Column(_("Put forward by")),
        Column(_("Checked by")),
    )
    rows = [
        (
            item.unit_name,
            item.sort_words,
            item.leaf_name,
            item.kind,
            item.count,
            item.rating,
            item.document,
            item.reason,
            item.state_words,
            item.proposed_by_name,
            item.checked_by_name,
        )
        for item in items
    ]
    title = _("Register of %(round)s") % {"round": held.title}
    return table_answer(kind, title, columns, rows)
