"""Saving the cells of drafts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.indicators.drafts import CellChange
from sanbi.apps.indicators.models import Cell, Report, ReportState
from sanbi.apps.indicators.queries.backgrounds import EMPTY, Entry, entries_of
from sanbi.apps.indicators.queries.lines import EDIT, Line, lines_of
from sanbi.apps.indicators.reading import value_fault
from sanbi.apps.indicators.rules import is_filler
from sanbi.apps.indicators.services.locking import Editions, reports_locked

LONGEST_STATEMENT = 300


@service("report.save")
def cells_save(
    *, actor: Actor, now: datetime, changes: Sequence[CellChange], editions: Editions
) -> dict[int, int]:
    """Save cells of one or more drafts, all or none.

    Parameters
        changes : the cells as they shall be; cells that are not named stay as they are.
        editions : every report concerned, with the edition that was looked at; None takes any.
    Returns
        the new edition of each report.
    Raises
        Conflict  when a report has changed since.
        NotAllowed  unless a clerk of the reporting unit saves.
        Refused  for a report that is no longer a draft, a line that is not typed, or a value
            with too many decimals; ``where`` is report:indicator.
        Missing  for a report that the actor does not see, or a line that it does not have.
    """
    reports = {report.pk: report for report in reports_locked(actor, editions)}
    if not {change.report for change in changes} <= set(reports):
        raise Missing
    for report in reports.values():
        require(is_filler(actor, report), _("a clerk of the reporting unit"))
        require_draft(report)
    datasets = {report.dataset_id: report.dataset for report in reports.values()}
    lines = lines_of(list(datasets.values()))
    held = entries_of(list(reports.values()))
    cells = []
    for change in changes:
        line = _line(lines[reports[change.report].dataset_id], change)
        _check(change, line)
        old = held[change.report].get(change.indicator, EMPTY)
        cell = _cell(change, old, actor, now)
        if (cell.value, cell.applicable, cell.statement) != (
            old.value,
            old.applicable,
            old.statement,
        ):
            cells.append(cell)
    Cell.objects.bulk_create(
        cells,
        update_conflicts=True,
        unique_fields=["report", "indicator"],
        update_fields=["value", "applicable", "statement", "source", "saved_by", "saved_at"],
    )
    Report.objects.filter(pk__in=reports).update(edition=F("edition") + 1)
    first = next(iter(reports.values()))
    tell(first, cells=len(cells), reports=sorted(reports))
    return {pk: report.edition + 1 for pk, report in reports.items()}


def require_draft(report: Report) -> None:
    """Go on only with a draft.

    Raises
        Refused  for any other state.
    """
    if report.state != ReportState.DRAFT:
        raise Refused(
            _("“%(report)s” is no longer a draft: %(state)s.")
            % {"report": report, "state": report.get_state_display()},
            _("Ask for it to be returned, or for a correction once it is locked."),
        )


def _line(lines: tuple[Line, ...], change: CellChange) -> Line:
    for line in lines:
        if line.indicator.pk == change.indicator:
            return line
    raise Missing


def _check(change: CellChange, line: Line) -> None:
    where = f"{change.report}:{change.indicator}"
    if line.mode != EDIT:
        raise Refused(
            _("Line %(number)s “%(name)s” is not typed in.")
            % {"number": line.number, "name": line.indicator},
            _("It comes from its bureau."),
            where,
        )
    if change.value is not None:
        fault = value_fault(change.value, line.indicator.decimals)
        if not change.applicable:
            fault = _("What is not applicable has no value.")
        if fault:
            raise Refused(
                _("Line %(number)s “%(name)s”: %(fault)s")
                % {"number": line.number, "name": line.indicator, "fault": fault},
                "",
                where,
            )
    if len(change.statement or "") > LONGEST_STATEMENT:
        raise Refused(
            _("The statement is longer than %(most)s characters.") % {"most": LONGEST_STATEMENT},
            _("Put the rest into an attachment."),
            where,
        )


def _cell(change: CellChange, old: Entry, actor: Actor, now: datetime) -> Cell:
    statement = old.statement if change.statement is None else change.statement.strip()
    return Cell(
        report_id=change.report,
        indicator_id=change.indicator,
        value=change.value,
        applicable=change.applicable,
        statement=statement,
        source=change.source,
        saved_by=actor.user,
        saved_at=now,
    )
