"""The offline form: a workbook with the lines of a report, and what comes back in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell

from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.tables import Column, Kind
from sanbi.apps.indicators.queries.grids import Grid, Row
from sanbi.apps.indicators.queries.lines import EDIT
from sanbi.apps.indicators.reading import Typed, read_typed
from sanbi.apps.orgs.files import check_upload, read_sheet

KINDS = frozenset({"xlsx"})
MOST_ROWS = 2_000
CODE, VALUE, STATEMENT = 1, 6, 7


def columns() -> tuple[Column, ...]:
    """Return the heads of the form."""
    return (
        Column(_("Line"), Kind.NUMBER, 0),
        Column(_("Code")),
        Column(_("Indicator"), width=28),
        Column(_("Unit of measure")),
        Column(_("Period before"), Kind.NUMBER),
        Column(_("A year ago"), Kind.NUMBER),
        Column(_("This period"), Kind.NUMBER),
        Column(_("Statement"), width=40),
    )


def rows_of(grid: Grid) -> list[tuple[object, ...]]:
    """Return the lines that are typed in, with earlier values and what is filled in already."""
    return [
        (
            row.line.number,
            row.indicator.code,
            row.indicator.name,
            row.indicator.measure,
            row.previous,
            row.year_ago,
            row.value if row.entry.applicable else _("Not applicable"),
            row.entry.statement,
        )
        for row in grid.rows
        if row.mode == EDIT
    ]


@dataclass(frozen=True)
class Change:
    """A cell of the workbook (sheet!B2) that differs; ``fault`` where it cannot be read."""

    cell: str
    number: int
    indicator: int
    name: str
    old: object
    typed: Typed
    text: str
    statement: str
    fault: str


@dataclass(frozen=True)
class Sheet:
    """What a workbook says of a report."""

    changes: tuple[Change, ...]
    faults: tuple[str, ...]
    same: int


def read_workbook(name: str, content: bytes, grid: Grid) -> Sheet:
    """Compare a workbook that came back with the draft.

    Rows are found by the indicator's code, so that sorting or deleting rows does no harm. A cell
    that is empty leaves the draft as it is.

    Raises
        Refused  for a file that is no harmless workbook, or not this form.
    """
    sheet, cells = read_sheet(check_upload(name, content, kinds=KINDS), most_rows=MOST_ROWS)
    rows = {row.indicator.code: row for row in grid.rows if row.mode == EDIT}
    if not any(_text(line, CODE) in rows for line in cells[1:]):
        raise Refused(
            _("This workbook is not the form of this report."),
            _("Download the form again and fill it in; leave its head as it is."),
        )
    changes: list[Change] = []
    faults: list[str] = []
    same, seen = 0, set[str]()
    for place, line in enumerate(cells[1:], start=1):
        code = _text(line, CODE)
        fault = _code_fault(code, rows, seen)
        if fault:
            faults.append(f"{sheet}!{xl_rowcol_to_cell(place, CODE)} {fault}")
        elif code:
            seen.add(code)
            change = _change(f"{sheet}!{xl_rowcol_to_cell(place, VALUE)}", rows[code], line)
            if change is None:
                same += 1
            else:
                changes.append(change)
    faults += [f"{change.cell} {change.fault}" for change in changes if change.fault]
    return Sheet(tuple(changes), tuple(faults), same)


def _code_fault(code: str, rows: dict[str, Row], seen: set[str]) -> str:
    if not code:
        return ""
    if code not in rows:
        return _("The report has no line “%(code)s”.") % {"code": code}
    if code in seen:
        return _("“%(code)s” stands there twice.") % {"code": code}
    return ""


def _change(cell: str, row: Row, line: list[str]) -> Change | None:
    text, statement = _text(line, VALUE), _text(line, STATEMENT)
    typed = read_typed(text, row.indicator.decimals)
    if not text:
        typed = Typed(row.value, row.entry.applicable)
    known = (row.value, row.entry.applicable, row.entry.statement)
    if not typed.fault and known == (typed.value, typed.applicable, statement):
        return None
    return Change(
        cell,
        row.line.number,
        row.indicator.pk,
        row.indicator.name,
        row.value,
        typed,
        text,
        statement,
        typed.fault,
    )


def _text(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""
