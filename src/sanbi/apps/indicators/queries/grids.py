"""A report as its grid shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.indicators.checking import Finding
from sanbi.apps.indicators.models import Comment, Indicator, Report, ReportState, ReportStep
from sanbi.apps.indicators.queries.backgrounds import (
    EMPTY,
    Background,
    Entry,
    background_of,
    before,
    year_before,
)
from sanbi.apps.indicators.queries.faults import Fault, faults_of
from sanbi.apps.indicators.queries.lines import EDIT, IMPORTED, STATISTIC, Line
from sanbi.apps.indicators.queries.values import Value
from sanbi.apps.indicators.rules import can_comment, can_correct, can_edit, reports_seen
from sanbi.apps.indicators.transitions import steps_open
from sanbi.apps.indicators.wording import change_words, period_words


@dataclass(frozen=True)
class Row:
    """A line of the grid.

    ``look``: ok, err, warn, todo, na (not applicable), imp (imported), lock (read only).
    ``known`` is the newest version of the value, if one was handed in or released.
    """

    line: Line
    entry: Entry
    look: str
    previous: Decimal | None
    year_ago: Decimal | None
    change: str
    findings: tuple[Finding, ...]
    known: Value | None

    @property
    def indicator(self) -> Indicator:
        """The indicator of the line."""
        return self.line.indicator

    @property
    def mode(self) -> str:
        """edit, imported or statistic."""
        return self.line.mode

    @property
    def value(self) -> Decimal | None:
        """The value that is shown."""
        return self.entry.value

    @property
    def revised(self) -> bool:
        """Whether the value was corrected after its report was locked."""
        return self.known is not None and self.known.revised

    @property
    def finding(self) -> Finding | None:
        """The finding that is told in the row: the worst."""
        return self.findings[0] if self.findings else None


@dataclass(frozen=True)
class Section:
    """Lines under one heading."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Grid:
    """A report with everything that its page shows, as of one moment."""

    report: Report
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    editable: bool
    correctable: bool
    remarkable: bool
    verbs: tuple[str, ...]
    steps: tuple[ReportStep, ...]
    comments: tuple[Comment, ...]
    saved_at: datetime | None = None
    reasons: tuple[str, ...] = field(default=())

    @property
    def sections(self) -> tuple[Section, ...]:
        """The rows by heading, statistics that are only read at the end."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(self._heading(row), []).append(row)
        return tuple(Section(heading, tuple(rows)) for heading, rows in found.items())

    @staticmethod
    def _heading(row: Row) -> str:
        if row.mode == STATISTIC:
            return _("Official statistics (read only)")
        return row.line.heading

    @property
    def to_fill(self) -> int:
        """How many lines are typed in."""
        return sum(row.mode == EDIT for row in self.rows)

    @property
    def filled(self) -> int:
        """How many of them hold a value, or are said to be not applicable."""
        return sum(row.mode == EDIT and row.look != "todo" for row in self.rows)

    @property
    def share(self) -> float:
        """Filled lines as a share of all that are typed in."""
        return self.filled / self.to_fill if self.to_fill else 1.0

    @property
    def errors(self) -> tuple[Fault, ...]:
        """What must be corrected."""
        return tuple(fault for fault in self.faults if fault.kind == "error")

    @property
    def explains(self) -> tuple[Fault, ...]:
        """What needs a word of explanation."""
        return tuple(fault for fault in self.faults if fault.kind == "explain")

    @property
    def imported(self) -> int:
        """How many lines come by feed or release."""
        return len(self.rows) - self.to_fill

    @property
    def period_words(self) -> str:
        """The period in the reader's language."""
        return period_words(self.report.period)

    @property
    def revisions(self) -> tuple[Row, ...]:
        """Lines that were corrected after the lock."""
        return tuple(row for row in self.rows if row.revised)


def report_seen(actor: Actor, report: int) -> Report:
    """Return a report that the actor may see.

    Raises
        Missing  when there is none.
    """
    found = (
        Report.objects.filter(reports_seen(actor), pk=report)
        .select_related("dataset__owner", "unit")
        .first()
    )
    if found is None:
        raise Missing
    return found


def grid(actor: Actor, report: int) -> Grid:
    """Return a report as its page shows it; the number of queries does not depend on its lines.

    Raises
        Missing  for a report that the actor does not see.
    """
    held = report_seen(actor, report)
    background = background_of([held])
    lines = background.lines[held.dataset_id]
    draft = held.state == ReportState.DRAFT
    saved = held.cells.order_by("-saved_at").values_list("saved_at", flat=True).first()
    steps = tuple(held.steps.all())
    return Grid(
        held,
        tuple(row_of(held, line, background) for line in lines),
        tuple(faults_of(held, background)) if draft else (),
        can_edit(actor, held),
        held.state == ReportState.LOCKED and can_correct(actor, held),
        can_comment(actor, held),
        steps_open(actor, held),
        steps,
        tuple(held.comments.select_related("indicator")),
        saved,
        tuple(step.reason for step in steps[:1] if draft and step.reason),
    )


def row_of(report: Report, line: Line, background: Background) -> Row:
    """Return one line of a report as the grid shows it."""
    state = state_of(report, line, background)
    indicator = line.indicator
    previous = background.previous(report, indicator.pk)
    words = change_words(
        state.entry.value,
        previous,
        rate=indicator.accumulation == Indicator.Accumulation.RATE,
        measure=indicator.measure,
        decimals=indicator.decimals,
    )
    year_ago = background.year_ago(report, indicator.pk)
    return Row(
        line, state.entry, state.look, previous, year_ago, words, state.findings, state.known
    )


class LineState(NamedTuple):
    """What a line of a report holds, and how the checks find it."""

    entry: Entry
    look: str
    findings: tuple[Finding, ...]
    known: Value | None


def state_of(report: Report, line: Line, background: Background) -> LineState:
    """Return what a line of a report holds, with its findings; of a matrix there are thousands."""
    entries = background.entries[report.pk]
    pk = line.indicator.pk
    known = background.values.get((report.unit_id, pk, report.period))
    entry = entry_of(report, line, entries.get(pk), known)
    found: tuple[Finding, ...] = ()
    if line.mode == EDIT and entry.value is not None:
        found = background.findings(report, line, entry.value, entries)
    return LineState(entry, _look(line, entry, found), found, known)


def entry_of(report: Report, line: Line, cell: Entry | None, known: Value | None) -> Entry:
    """Return what a line shows: its draft, or what is known where nothing is typed any more."""
    if line.mode == EDIT and report.state != ReportState.LOCKED:
        return cell or EMPTY
    if known is None:
        return EMPTY
    return Entry(known.value, known.applicable, known.statement, known.source)


def _look(line: Line, entry: Entry, found: tuple[Finding, ...]) -> str:
    if line.mode == STATISTIC:
        return "lock"
    if line.mode == IMPORTED:
        return "imp"
    if not entry.applicable:
        return "na" if entry.statement else "warn"
    if entry.value is None:
        return "todo"
    if any(finding.blocks for finding in found):
        return "err"
    return "warn" if found and not entry.statement else "ok"


__all__ = [
    "Grid",
    "LineState",
    "Row",
    "Section",
    "before",
    "grid",
    "report_seen",
    "row_of",
    "state_of",
    "year_before",
]
