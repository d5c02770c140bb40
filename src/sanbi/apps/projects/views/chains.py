"""Pages of node templates: which there are, their nodes, the county's own from a table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.tables import Column, table_answer
from sanbi.apps.orgs.divisions import TableFault
from sanbi.apps.orgs.files import check_upload, read_rows
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import asked
from sanbi.apps.projects import services
from sanbi.apps.projects.chains import Offer, chain_rows, offers, read_chain_table
from sanbi.apps.projects.chains.table import UNITS
from sanbi.apps.projects.forms.nodes import CALENDARS, ChainTableForm, SeenForm
from sanbi.apps.projects.models import ChainTemplate, Stage
from sanbi.apps.projects.rules import can_keep, can_read
from sanbi.apps.projects.views.frame import area_tabs
from sanbi.apps.projects.words import who_keeps

TABLES = frozenset({"xlsx", "ods", "csv"})


def _trail(*more: str) -> list[tuple[str, str] | tuple[str]]:
    own: tuple[str, str] | tuple[str] = (_("Node templates"), reverse("chains"))
    if not more:
        own = (_("Node templates"),)
    return [(_("Projects"), reverse("projects")), own, *((word,) for word in more)]


def _offer(code: str) -> Offer:
    found = next((offer for offer in offers() if offer.chain.code == code), None)
    if found is None:
        raise Missing
    return found


@page(can_read)
def chains(request: Request) -> HttpResponse:
    """Show the templates."""
    shown = {
        "offers": offers(),
        "may_keep": can_keep(request.actor),
        "tabs": area_tabs("chains", request.actor),
        "trail": _trail(),
    }
    return render(request, "projects/chains.html", shown)


@page(can_read)
def chain_template(request: Request, code: str) -> HttpResponse:
    """Show the nodes of a template, or hand them out as a table that can be taken in again."""
    offer = _offer(code)
    head, *rows = chain_rows(offer.chain)
    if wanted := request.GET.get("format"):
        columns = tuple(Column(word) for word in head)
        return table_answer(wanted, offer.chain.name, columns, rows)
    shown = {
        "offer": offer,
        "rows": _shown(offer),
        "versions": ChainTemplate.objects.filter(code=code),
        "may_keep": can_keep(request.actor),
        "trail": _trail(offer.chain.name),
    }
    return render(request, "projects/chain.html", shown)


def _shown(offer: Offer) -> list[dict[str, Any]]:
    """Each node with its words: who must act here, in what its limit is counted, what it awaits."""
    departments = Unit.objects.filter(kind=Unit.Kind.DEPARTMENT, until__isnull=True)
    names = list(departments.order_by("pk").values_list("name", flat=True))
    calendars = dict(CALENDARS)
    before: dict[str, list[str]] = {}
    for link in offer.chain.links:
        before.setdefault(link.after, []).append(link.before)
    return [
        {
            "node": node,
            "unit": UNITS.get(node.unit)
            or next((name for name in names if node.unit and node.unit in name), ""),
            "calendar": calendars[node.calendar],
            "stage": Stage(node.stage).label if node.stage else "",
            "before": before.get(node.key, []),
        }
        for node in offer.chain.nodes
    ]


@page(can_keep)
def chain_new(request: Request) -> HttpResponse:
    """Take a new template in from a table."""
    return _from_table(request, None)


@page(can_keep)
def chain_table(request: Request, code: str) -> HttpResponse:
    """Take a new version of a template in from a table."""
    return _from_table(request, _offer(code))


def _from_table(request: Request, offer: Offer | None) -> HttpResponse:
    require(can_keep(request.actor), who_keeps())
    start = {"name": offer.chain.name, "seen": offer.version} if offer else {"seen": 0}
    form = ChainTableForm(request.POST or None, request.FILES or None, initial=start)
    faults: list[TableFault] = []
    if request.method == "POST" and form.is_valid():
        try:
            faults = _taken(request, form.cleaned_data, offer.chain.code if offer else "")
        except Refused as refused:
            form.add_error(refused.where if refused.where in form.fields else None, str(refused))
        else:
            if not faults:
                messages.success(request, _("The template is on offer from now on."))
                return redirect("chains")
    title = offer.chain.name if offer else _("New template")
    pattern = offer.chain.code if offer else offers()[0].chain.code
    back = reverse("chain-template", args=[pattern]) if offer else reverse("chains")
    shown = {
        "form": form,
        "faults": faults,
        "title": title,
        "back": back,
        "pattern": reverse("chain-template", args=[pattern]),
        "trail": _trail(title),
    }
    return render(request, "projects/chain_table.html", shown)


def _taken(request: Request, given: dict[str, Any], code: str) -> list[TableFault]:
    sent = given["file"]
    rows = read_rows(check_upload(sent.name, sent.read(), kinds=TABLES))
    found = read_chain_table(rows)
    if not found.faults:
        services.chain_set(
            actor=request.actor,
            now=request.now,
            name=given["name"],
            rows=rows,
            code=code,
            seen=given["seen"],
        )
    return found.faults


@page(can_keep)
def chain_retire(request: Request, code: str) -> HttpResponse:
    """Offer a template no more."""
    offer = _offer(code)
    title = _("Retire: %(name)s") % {"name": offer.chain.name}
    return asked(
        request,
        SeenForm(request.POST or None, initial={"seen": offer.version}),
        lambda given: services.chain_retire(
            actor=request.actor, now=request.now, code=code, seen=given["seen"]
        ),
        title=title,
        verb=_("Retire"),
        back=reverse("chain-template", args=[code]),
        note=_("Projects that were laid out by it stay as they are."),
        danger=True,
        done=_("It is on offer no more."),
        template="projects/form.html",
        more={"trail": _trail(title)},
    )
