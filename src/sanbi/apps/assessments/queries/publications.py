"""What a publication would put on show, for the second person who answers for it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sanbi.apps.assessments.models import Appeal, Publication, RunRow
from sanbi.apps.assessments.queries.boards_corrections import (
    Corrected,
    Shift,
    corrected_figures,
    published_before,
    shifts_between,
)
from sanbi.apps.assessments.queries.boards_rounds import head_of
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing

FIRST = 3


@dataclass(frozen=True)
class Standing:
    """A group: how many are ranked, and who stands first (rank, unit, score)."""

    name: str
    ranked: int
    first: tuple[tuple[Decimal, str, Decimal | None], ...]


@dataclass(frozen=True)
class Change:
    """What would be on show, and how it differs from what is on show now.

    Parameters
    ----------
    replaced : number of the run on show, 0 for none.
    shifts : units whose score or place would change.
    corrected : figures that were corrected after their lock.
    caveats : what the scoring remarked on scheme and data.
    undecided : appeals without a decision; waiting : upheld ones that no run up to this answers.
    """

    round: str
    run: int
    replaced: int
    digits: int | None
    groups: tuple[Standing, ...]
    shifts: tuple[Shift, ...]
    corrected: tuple[Corrected, ...]
    caveats: tuple[str, ...]
    undecided: int
    waiting: int


def change_by(actor: Actor, publication: int) -> Change:
    """Compare a proposed run with the one that is on show.

    Raises
    ------
    Missing
        for a publication that is not there, or a round that the actor does not see.
    """
    found = Publication.objects.select_related("round", "run").filter(pk=publication).first()
    if found is None:
        raise Missing
    head = head_of(actor, found.round.code, found.run.number)
    rows = list(RunRow.objects.filter(run=head.run).order_by("group", "order"))
    before = published_before(head)
    open_states = (Appeal.State.FILED, Appeal.State.ACCEPTED)
    appeals = Appeal.objects.filter(round=head.pk)
    upheld = appeals.filter(state=Appeal.State.UPHELD)
    return Change(
        head.code,
        head.number,
        before[1] if before else 0,
        head.digits,
        _groups(rows),
        shifts_between(before[0], head.run) if before else (),
        tuple(corrected_figures(head, {row.unit_id for row in rows})),
        tuple(found.run.notes),
        appeals.filter(state__in=open_states).count(),
        upheld.exclude(correction__number__lte=head.number).count(),
    )


def _groups(rows: list[RunRow]) -> tuple[Standing, ...]:
    held: dict[str, list[RunRow]] = {}
    for row in rows:
        held.setdefault(row.group_name, []).append(row)
    return tuple(
        Standing(
            name,
            sum(row.rank is not None for row in group),
            tuple(
                (row.rank, row.unit_name, row.score)
                for row in group
                if row.rank is not None and row.rank <= FIRST
            ),
        )
        for name, group in held.items()
    )
