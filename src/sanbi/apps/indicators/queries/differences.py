"""What handing a draft in would change: shown before it is done."""

from __future__ import annotations

from dataclasses import dataclass

from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.models import ReportState
from sanbi.apps.indicators.queries.grids import Grid, Row
from sanbi.apps.indicators.queries.lines import EDIT


@dataclass(frozen=True)
class Difference:
    """A line whose draft differs from the version handed in last; ``first``: there is none yet."""

    row: Row
    first: bool


def differences_of(actor: Actor, grid: Grid) -> tuple[Difference, ...]:
    """Return the lines of a draft that differ from their newest version; () for other states."""
    del actor  # the grid holds only what the actor may see
    if grid.report.state != ReportState.DRAFT:
        return ()
    return tuple(
        Difference(row, row.known is None)
        for row in grid.rows
        if row.mode == EDIT and _differs(row)
    )


def _differs(row: Row) -> bool:
    if row.known is None:
        return row.value is not None or not row.entry.applicable
    known, entry = row.known, row.entry
    return (known.value, known.applicable, known.statement) != (
        entry.value,
        entry.applicable,
        entry.statement,
    )
