"""Peers to catch, and their figures as others published them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.plans.models import Peer, PeerFigure
from sanbi.apps.plans.rules import can_keep_peers, can_write
from sanbi.apps.plans.services.locking import month_known, source_known
from sanbi.apps.plans.words import who_writes

MOST_AT_ONCE = 2_000


@dataclass(frozen=True)
class PeerRow:
    """A peer's figure: its primary key, the month, the figure."""

    peer: int
    period: str
    value: Decimal


@service("peer.add")
def peer_add(*, actor: Actor, now: datetime, name: str, why: str = "") -> Peer:
    """Name a place that the county wants to catch.

    Raises
    ------
    Refused
        without a name, and for one that is there.
    """
    require(can_write(actor), who_writes())
    said = needed(name, "name")
    if Peer.objects.filter(name=said).exists():
        raise Refused(_("“%(name)s” is a peer already.") % {"name": said}, "", "name")
    made = Peer.objects.create(name=said, why=why.strip(), since=timezone.localdate(now))
    tell(made, why=made.why)
    return made


@service("peer_figures.record")
def peer_figures_record(
    *,
    actor: Actor,
    now: datetime,
    indicator: int,
    rows: Sequence[PeerRow],
    source: str,
    published_on: date,
) -> list[PeerFigure]:
    """Record figures of peers, all or none; a month that has one gets a new version.

    A figure that is the same already is passed over.

    Raises
    ------
    Refused
        for no row or more than 2,000, one that comes twice, an unknown peer, a month or a day to
        come, and without a source.
    """
    item = Indicator.objects.filter(pk=indicator).select_for_update().first()
    if item is None:
        raise Missing
    require(can_keep_peers(actor, item), _("the assessment office, or the indicator's bureau"))
    today = timezone.localdate(now)
    said = source_known(source, published_on, today)
    _require_rows(rows, today)
    last = _newest(item, rows)
    made = [
        PeerFigure(
            peer_id=row.peer,
            indicator=item,
            period=row.period,
            version=last.get((row.peer, row.period), (0, None))[0] + 1,
            value=row.value,
            source=said,
            published_on=published_on,
            by=actor.user,
            by_name=actor.name,
            at=now,
        )
        for row in rows
        if last.get((row.peer, row.period), (0, None))[1] != row.value
    ]
    PeerFigure.objects.bulk_create(made)
    tell(item, rows=len(made), source=said, published_on=published_on)
    return made


def _require_rows(rows: Sequence[PeerRow], today: date) -> None:
    if not 1 <= len(rows) <= MOST_AT_ONCE:
        raise Refused(
            _("From 1 to %(most)d figures are recorded at once.") % {"most": MOST_AT_ONCE},
            _("Send them in parts."),
            "rows",
        )
    if len({(row.peer, row.period) for row in rows}) != len(rows):
        raise Refused(_("A month of a peer comes twice."), _("Keep one of the two."), "rows")
    known = set(Peer.objects.values_list("pk", flat=True))
    for row in rows:
        if row.peer not in known:
            raise Refused(_("There is no such peer."), _("Name it first."), "rows")
        month_known(row.period, today, "rows")


def _newest(
    item: Indicator, rows: Sequence[PeerRow]
) -> dict[tuple[int, str], tuple[int, Decimal | None]]:
    """Return the newest version and figure of each peer's month that is named."""
    held = PeerFigure.objects.filter(
        indicator=item, peer__in={row.peer for row in rows}, period__in={row.period for row in rows}
    )
    newest = held.order_by("peer_id", "period", "-version").distinct("peer_id", "period")
    return {(row.peer_id, row.period): (row.version, row.value) for row in newest}
