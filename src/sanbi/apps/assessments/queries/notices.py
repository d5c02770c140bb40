"""The result notice 公示: what is put on the notice board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sanbi.apps.assessments.models import Publication, Round, RunRow
from sanbi.apps.assessments.queries.rounds import round_for
from sanbi.apps.assessments.rules import SHOWN, can_see_results
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing


@dataclass(frozen=True)
class NoticeRow:
    """A unit's line."""

    unit: str
    rank: Decimal | None
    score: Decimal | None
    grade: str


@dataclass(frozen=True)
class Notice:
    """A published result with its window and the two people who answer for it."""

    round: Round
    run: int
    digest: str
    groups: tuple[tuple[str, tuple[NoticeRow, ...]], ...]
    published_at: datetime | None
    until: datetime | None
    open: bool
    proposed_by: str
    approved_by: str


def notice_of(actor: Actor, code: str, now: datetime) -> Notice:
    """Return the notice of a published round.

    Raises
    ------
    Missing
        before it is published.
    """
    held = round_for(actor, code)
    run = held.current_run
    if run is None or held.state not in SHOWN or not can_see_results(actor, held):
        raise Missing
    publication = Publication.objects.filter(run=run, approved=True).first()
    groups: dict[str, list[NoticeRow]] = {}
    for row in RunRow.objects.filter(run=run).order_by("pk"):
        line = NoticeRow(row.unit_name, row.rank, row.score, row.grade)
        groups.setdefault(row.group_name, []).append(line)
    return Notice(
        held,
        run.number,
        run.digest,
        tuple((name, tuple(rows)) for name, rows in groups.items()),
        publication.decided_at if publication else None,
        held.notice_until,
        held.notice_until is not None and now <= held.notice_until,
        publication.proposed_by_name if publication else "",
        publication.decided_by_name if publication else "",
    )
