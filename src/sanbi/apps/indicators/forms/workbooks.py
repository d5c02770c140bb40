"""The offline form: a workbook with the lines of a report, and what comes back in it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.tables import Column, Kind
from sanbi.apps.indicators.queries.grids import Grid, Row
from sanbi.apps.indicators.queries.lines import EDIT
from sanbi.apps.indicators.reading import Typed, read_typed

LARGEST = 2 * 1024 * 1024
LARGEST_INSIDE = 20 * 1024 * 1024
MOST_PARTS = 200
MOST_ROWS = 2_000
MOST_COLUMNS = 60
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
    """A cell of the workbook that differs from the draft; ``fault`` where it cannot be read."""

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


def read_workbook(content: bytes, grid: Grid) -> Sheet:
    """Compare a workbook that came back with the draft.

    Rows are found by the indicator's code, so that sorting or deleting rows does no harm. A cell
    that is empty leaves the draft as it is.

    Raises
        Refused  for a file that is no workbook, too large, or not this form.
    """
    name, cells = _cells(content)
    head = next((place for place, row in enumerate(cells) if _is_head(row)), None)
    if head is None:
        raise Refused(
            _("This workbook is not the form of this report."),
            _("Download the form again and fill it in; leave its head as it is."),
        )
    rows = {row.indicator.code: row for row in grid.rows if row.mode == EDIT}
    changes, faults, same, seen = [], [], 0, set[str]()
    for place, line in enumerate(cells[head + 1 :], start=head + 1):
        code = _text(line, CODE)
        if not code:
            continue
        where = f"{name}!{xl_rowcol_to_cell(place, CODE)}"
        if code not in rows:
            faults.append(
                _("%(cell)s: the report has no line “%(code)s”.") % {"cell": where, "code": code}
            )
        elif code in seen:
            faults.append(
                _("%(cell)s: “%(code)s” stands there twice.") % {"cell": where, "code": code}
            )
        else:
            seen.add(code)
            change = _change(f"{name}!{xl_rowcol_to_cell(place, VALUE)}", rows[code], line)
            if change is None:
                same += 1
            else:
                changes.append(change)
    faults += [
        _("%(cell)s: %(fault)s") % {"cell": change.cell, "fault": change.fault}
        for change in changes
        if change.fault
    ]
    return Sheet(tuple(changes), tuple(faults), same)


def _change(cell: str, row: Row, line: list[object]) -> Change | None:
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


def _cells(content: bytes) -> tuple[str, list[list[object]]]:
    if len(content) > LARGEST:
        raise Refused(
            _("The file is larger than 2 MB."), _("Hand in the form that you downloaded.")
        )
    _refuse_bombs(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0)
        if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
            raise _not_the_form()
        return sheet.name, sheet.to_python(skip_empty_area=False)  # type: ignore[return-value]
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise _not_the_form() from error


def _refuse_bombs(content: bytes) -> None:
    """Look at the sizes in the archive's list before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise _not_the_form() from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_INSIDE:
        raise Refused(_("The file is too large once unpacked."), _("Hand in the form itself."))


def _not_the_form() -> Refused:
    return Refused(
        _("This file is not an Excel workbook (.xlsx) of this form."),
        _("Download the form again and fill it in."),
    )


def _is_head(row: list[object]) -> bool:
    return len(row) > STATEMENT and _text(row, CODE) == _("Code")


def _text(row: list[object], place: int) -> str:
    """Return a cell as text; numbers exactly as Excel shows them at full length."""
    value = row[place] if place < len(row) else ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return "" if value is None else str(value).strip()
