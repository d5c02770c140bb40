"""Peers to catch: the gap each month, and where their figures come in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.orgs.files import check_upload, read_rows
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.plans import services
from sanbi.apps.plans.forms.beside import PeerFiguresForm, PeerForm, PeerTableForm, peer_rows
from sanbi.apps.plans.models import Peer
from sanbi.apps.plans.queries.peers import Race, chart_of, county_name, indicators_offered, race_of
from sanbi.apps.plans.rules import can_keep_any_peer, can_keep_peers, can_read, can_write
from sanbi.apps.plans.services.peers import MOST_AT_ONCE
from sanbi.apps.plans.views.frame import area_tabs, asked_for, trail_of

TABLES = frozenset({"xlsx", "ods", "csv"})


@page(can_read)
def peers(request: Request) -> HttpResponse:
    """Show the peers of an indicator beside the own figure, or hand them out as a table."""
    offered = indicators_offered(request.GET.get("indicator", ""))
    chosen = offered.chosen
    race = race_of(chosen, request.now) if chosen else None
    if wanted := request.GET.get("format"):
        return _table(wanted, race)
    actor, name = request.actor.reading, county_name()
    title = _("%(indicator)s beside its peers") % {"indicator": chosen.name} if chosen else ""
    shown: dict[str, Any] = {
        "race": race,
        "indicators": [(item.code, item.name) for item in offered.rows],
        "known": Peer.objects.all(),
        "months": list(reversed(race.months)) if race else [],
        "chart": chart_of(race, title, name) if race and race.months else None,
        "county": name,
        "may_name": can_write(actor),
        "may_keep": chosen is not None and can_keep_peers(actor, chosen),
        "tabs": area_tabs("peers"),
        "trail": trail_of((_("Peers to catch"),)),
    }
    return render(request, "plans/peers.html", shown)


def _table(wanted: str, race: Race | None) -> HttpResponse:
    names = [peer.name for peer in race.peers] if race else []
    decimals = race.indicator.decimals if race else 0
    columns = [Column(_("Month")), Column(_("Own figure"), Kind.NUMBER, decimals)]
    for name in names:
        columns.append(Column(name, Kind.NUMBER, decimals))
        columns.append(Column(_("Gap to %(peer)s") % {"peer": name}, Kind.NUMBER, decimals))
    lines: list[tuple[Any, ...]] = [
        (
            month.period,
            month.own.value if month.own else None,
            *(
                cell
                for figure, gap, _trend in month.cells
                for cell in (figure.value if figure else None, gap)
            ),
        )
        for month in (race.months if race else [])
    ]
    return table_answer(wanted, _("Peers to catch"), tuple(columns), lines)


@page(can_write)
def peer_new(request: Request) -> HttpResponse:
    """Name a place to catch."""
    return asked_for(
        request,
        PeerForm(request.POST or None),
        lambda given: services.peer_add(actor=request.actor, now=request.now, **given),
        title=_("Name a peer"),
        back=reverse("peers"),
    )


def _asked_indicator(request: Request, indicator: int) -> Indicator:
    """The indicator that the actor keeps peers of."""
    found = Indicator.objects.filter(pk=indicator).first()
    if found is None:
        raise Missing
    require(
        can_keep_peers(request.actor.reading, found),
        _("the assessment office, or the indicator's bureau"),
    )
    return found


@page(can_keep_any_peer)
def peer_figures(request: Request, indicator: int) -> HttpResponse:
    """Type or paste figures of peers."""
    held = _asked_indicator(request, indicator)
    return asked_for(
        request,
        PeerFiguresForm(request.POST or None),
        lambda given: services.peer_figures_record(
            actor=request.actor, now=request.now, indicator=held.pk, **given
        ),
        title=_("Enter figures of peers"),
        back=f"{reverse('peers')}?indicator={held.code}",
        more={"about": f"{held.name}（{held.measure}）"},
    )


@page(can_keep_any_peer)
def peer_table(request: Request, indicator: int) -> HttpResponse:
    """Take figures of peers in from a table."""
    held = _asked_indicator(request, indicator)

    def take_in(given: dict[str, Any]) -> object:
        sent = given.pop("file")
        file = check_upload(sent.name, sent.read(), kinds=TABLES)
        rows = read_rows(file, most_rows=MOST_AT_ONCE + 1)
        try:
            read = peer_rows(rows[1:], first=2)
        except ValidationError as error:
            raise Refused(error.messages[0], "", "file") from error
        return services.peer_figures_record(
            actor=request.actor, now=request.now, indicator=held.pk, rows=read, **given
        )

    return asked_for(
        request,
        PeerTableForm(request.POST or None, request.FILES or None),
        take_in,
        title=_("Take in a table of peers"),
        back=f"{reverse('peers')}?indicator={held.code}",
        more={"about": f"{held.name}（{held.measure}）", "sends_a_file": True},
    )
