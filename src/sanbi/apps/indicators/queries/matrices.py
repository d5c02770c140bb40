"""A bureau's own form: units by indicators, in one grid."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.indicators.models import Dataset, Report, ReportState
from sanbi.apps.indicators.queries.backgrounds import background_of
from sanbi.apps.indicators.queries.faults import faults_of
from sanbi.apps.indicators.queries.grids import LineState, state_of
from sanbi.apps.indicators.queries.lines import EDIT, Line
from sanbi.apps.indicators.rules import can_edit, reports_seen
from sanbi.apps.indicators.transitions import steps_open


@dataclass(frozen=True)
class MatrixRow:
    """A unit's report: its cells in the order of the lines, and whether they can be typed."""

    report: Report
    cells: tuple[tuple[Line, LineState], ...]
    editable: bool
    faults: int


@dataclass(frozen=True)
class Matrix:
    """All reports of a data set in a period."""

    dataset: Dataset
    period: str
    lines: tuple[Line, ...]
    rows: tuple[MatrixRow, ...]
    verbs: dict[str, tuple[int, ...]]

    @property
    def editable(self) -> bool:
        """Whether any row can be typed in."""
        return any(row.editable for row in self.rows)

    @property
    def states(self) -> dict[str, int]:
        """How many reports are in each state, by its name."""
        return dict(Counter(str(row.report.get_state_display()) for row in self.rows))

    @property
    def to_fill(self) -> int:
        """How many cells there are to type."""
        return sum(line.mode == EDIT for line in self.lines) * len(self.rows)

    @property
    def filled(self) -> int:
        """How many of them are filled in."""
        cells = (cell for row in self.rows for cell in row.cells)
        return sum(line.mode == EDIT and state.look != "todo" for line, state in cells)

    @property
    def share(self) -> float:
        """Filled cells as a share of all."""
        return self.filled / self.to_fill if self.to_fill else 1.0


def matrix(actor: Actor, dataset: int, period: str) -> Matrix:
    """Return the reports of a data set and period that the actor sees; constant queries.

    ``verbs`` tells for each step which reports the actor may take it with now.

    Raises
        Missing  when the actor sees none.
    """
    reports = list(
        Report.objects.filter(reports_seen(actor), dataset=dataset, period=period)
        .select_related("dataset__owner", "unit")
        .order_by("unit__sequence", "unit__pinyin", "unit__code")
    )
    if not reports:
        raise Missing
    background = background_of(reports)
    lines = background.lines[dataset]
    rows, verbs = [], dict[str, tuple[int, ...]]()
    for report in reports:
        cells = tuple((line, state_of(report, line, background)) for line in lines)
        draft = report.state == ReportState.DRAFT
        faults = len(faults_of(report, background)) if draft else 0
        rows.append(MatrixRow(report, cells, can_edit(actor, report), faults))
        for verb in steps_open(actor, report):
            if verb != "return" and not (verb == "submit" and faults):
                verbs[verb] = (*verbs.get(verb, ()), report.pk)
    return Matrix(reports[0].dataset, period, lines, tuple(rows), verbs)
