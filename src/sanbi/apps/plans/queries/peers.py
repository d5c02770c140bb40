"""Peers beside the county's own figure: the gap each month and where it goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sanbi.apps.indicators.models import Indicator
from sanbi.apps.orgs.models import Unit
from sanbi.apps.plans.models import Peer, PeerFigure
from sanbi.apps.plans.queries.figures import Figure, county_figures
from sanbi.engine.calendar import Period


@dataclass(frozen=True)
class Month:
    """A month: the own figure, and for each peer its figure and the gap (peer minus own)."""

    period: str
    own: Figure | None
    cells: list[tuple[PeerFigure | None, Decimal | None, Decimal | None]]


@dataclass(frozen=True)
class Race:
    """Peers of an indicator, month by month, the earliest first.

    ``gaps`` holds for each peer the newest gap; ``trends`` how it changed from the month before
    (above 0: the peer draws away where more is better).
    """

    indicator: Indicator
    peers: list[Peer]
    months: list[Month]

    @property
    def last(self) -> Month | None:
        """The newest month in which the own figure and that of a peer are known."""
        known = [row for row in self.months if any(gap is not None for _f, gap, _t in row.cells)]
        return known[-1] if known else None


def indicators_with_peers() -> list[Indicator]:
    """Return the indicators for which peers have figures, in the order of the catalogue."""
    keys = PeerFigure.objects.order_by().values("indicator").distinct()
    return list(Indicator.objects.filter(pk__in=keys))


def race_of(indicator: Indicator, now: datetime) -> Race:
    """Return the peers of an indicator beside the own figure: four queries."""
    rows = PeerFigure.objects.filter(indicator=indicator).order_by("peer_id", "period", "-version")
    held: dict[str, dict[int, PeerFigure]] = defaultdict(dict)
    for row in rows.distinct("peer_id", "period"):
        held[row.period][row.peer_id] = row
    keys = {key for cells in held.values() for key in cells}
    peers = list(Peer.objects.filter(pk__in=keys))
    years = sorted({period[:4] for period in held})
    own = county_figures([indicator], years, now).get(indicator.pk, {}) if years else {}
    before: dict[int, Decimal] = {}
    in_order = sorted(held, key=lambda text: Period.parse(text).end)
    months = [_month(text, own.get(text), peers, held[text], before) for text in in_order]
    return Race(indicator, peers, months)


def _month(
    period: str,
    own: Figure | None,
    peers: list[Peer],
    figures: Mapping[int, PeerFigure],
    before: dict[int, Decimal],
) -> Month:
    cells = []
    for peer in peers:
        figure = figures.get(peer.pk)
        gap = figure.value - own.value if figure is not None and own is not None else None
        trend = gap - before[peer.pk] if gap is not None and peer.pk in before else None
        if gap is not None:
            before[peer.pk] = gap
        cells.append((figure, gap, trend))
    return Month(period, own, cells)


def chart_of(race: Race, title: str, own_name: str) -> dict[str, Any]:
    """Return the chart of a race: the county's line and one for each peer."""
    own = [float(row.own.value) if row.own else None for row in race.months]
    series: list[dict[str, Any]] = [{"name": own_name, "values": own}]
    for place, peer in enumerate(race.peers):
        values = [row.cells[place][0] for row in race.months]
        series.append(
            {
                "name": peer.name,
                "values": [float(found.value) if found else None for found in values],
            }
        )
    return {
        "kind": "line",
        "title": title,
        "unit": race.indicator.measure,
        "labels": [row.period for row in race.months],
        "series": series,
        "text": title,
    }


@dataclass(frozen=True)
class Offered:
    """Indicators to choose from, and the one that was chosen."""

    rows: list[Indicator]
    chosen: Indicator | None


def indicators_offered(code: str) -> Offered:
    """Return the indicators with peers; another one can be named by its code."""
    rows = indicators_with_peers()
    named = [item for item in rows if item.code == code]
    if code and not named:
        named = list(Indicator.objects.filter(code=code))
        rows += named
    found = named or rows
    return Offered(rows, found[0] if found else None)


def county_name() -> str:
    """Return the name of the county."""
    found = Unit.objects.filter(parent__isnull=True).order_by("pk").first()
    return found.name if found else ""
