"""Tables for download, as Excel and CSV: the one writer that every export goes through.

Text that a spreadsheet would take for a formula stays text; numbers stay numbers, −5 and −5.2%
among them::

    columns = (Column("单位"), Column("增速", Kind.PERCENT, decimals=1))
    return table_answer(request.GET.get("format"), "指标", columns, [("青石镇", Decimal("-5.2"))])
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import Refused

Cell = str | int | float | Decimal | date | datetime | bool | None

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"

# A cell that begins so is a formula, or may become one when the file is opened and saved again.
_STARTS_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
# What may begin so all the same: a number, or the lone dash of an empty place.
_HARMLESS = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?|-")

_MOST_ROWS = 1_048_576 - 1  # below the head; Excel's own limit
_MOST_CHARACTERS = 32_767  # in a cell; the same
_EXACT_DIGITS = 15  # of a number in Excel
_NARROWEST, _WIDEST = 8, 60
_ROWS_MEASURED = 500
_WRITTEN = datetime(2000, 1, 1)  # noqa: DTZ001 - the same rows give the same bytes
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    """5.2 is five point two percent, as on the screen; Excel gets 0.052 shown as 5.2%."""
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True)
class Column:
    """A column: its head, what it holds, and with how many decimals numbers are shown.

    ``decimals`` None shows each number as it is, and percents with two. A text in a number column
    (such as “—”) is written as text.
    """

    head: str
    kind: Kind = Kind.TEXT
    decimals: int | None = None
    width: int | None = None


def is_risky(text: str) -> bool:
    """Whether a spreadsheet could take a text for a formula; a plain number is none."""
    if text[:1] not in _STARTS_FORMULA and text.lstrip()[:1] not in _STARTS_FORMULA:
        return False
    return _HARMLESS.fullmatch(text) is None


def guarded(text: str) -> str:
    """Return the text for a CSV cell: one that could be a formula gets an apostrophe in front."""
    return f"'{text}" if is_risky(text) else text


def csv_table(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as CSV: UTF-8 with the mark that Excel wants, CRLF, guarded texts.

    Numbers are written exactly; percents with their sign; moments in local time.

    Raises
    ------
    ValueError
        when a row has more or fewer cells than there are columns.
    """
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow([guarded(column.head) for column in columns])
    for row in rows:
        writer.writerow(
            [
                guarded(_text(column, value)) if isinstance(value, str) else _text(column, value)
                for column, value in zip(columns, row, strict=True)
            ]
        )
    return held.getvalue().encode("utf-8-sig")


def xlsx_table(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, note: str = ""
) -> bytes:
    """Return a table as an Excel workbook of one sheet, ready to print.

    The head is frozen, repeated on each printed page, and carries the filter. The title names the
    sheet and stands above each printed page, the note below it.

    Raises
    ------
    Refused
        when there are more rows than a sheet holds.
    ValueError
        when a row has more or fewer cells than there are columns.
    """
    import xlsxwriter

    held = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"title": title, "comments": note, "created": _WRITTEN})
        sheet = book.add_worksheet(sheet_name(title))
        writer = _Sheet(book, sheet, tuple(columns))
        writer.head()
        count = 0
        for count, row in enumerate(rows, start=1):
            if count > _MOST_ROWS:
                raise Refused(
                    _("An Excel sheet holds at most 1,048,575 rows."),
                    _("Narrow the filter, or export as CSV."),
                )
            writer.row(count, row)
        writer.finish(count, title, note)
    return held.getvalue()


def table_answer(
    wanted: str | None,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    note: str = "",
) -> HttpResponse:
    """Return a table as a download named by its title: CSV if ``csv`` is wanted, else Excel."""
    if wanted == "csv":
        answer = HttpResponse(csv_table(columns, rows), content_type=CSV_TYPE)
        name = f"{title}.csv"
    else:
        answer = HttpResponse(xlsx_table(title, columns, rows, note=note), content_type=XLSX_TYPE)
        name = f"{title}.xlsx"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = str(disposition)
    return answer


def sheet_name(title: str) -> str:
    """Return the title as Excel allows a sheet to be named: 31 characters, some signs left out."""
    name = _NOT_IN_SHEET_NAMES.sub(" ", title).strip(" '")[:31].strip(" '")
    return "Sheet1" if not name or name.lower() == "history" else name


def _text(column: Column, value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{_local(value):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    number = _digits(value, column.decimals) if isinstance(value, Decimal) else str(value)
    return f"{number}%" if column.kind is Kind.PERCENT else number


def _digits(value: Decimal, decimals: int | None) -> str:
    """Every digit that says something: 97.90 for 97.90000000 with two decimals."""
    whole, _dot, part = format(value, "f").partition(".")
    part = part.rstrip("0").ljust(decimals or 0, "0")
    return f"{whole}.{part}" if part else whole


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _is_exact(number: float | Decimal) -> bool:
    if not isinstance(number, Decimal):
        return bool(abs(number) < 10**_EXACT_DIGITS)
    return number.is_finite() and len(number.normalize().as_tuple().digits) <= _EXACT_DIGITS


@dataclass
class _Sheet:
    """A sheet while it is written."""

    book: Any
    sheet: Any
    columns: tuple[Column, ...]
    widths: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        cell = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
        self.text = self.book.add_format({**cell, "text_wrap": True})
        # Marked as text for good: it does not become a formula when somebody edits the cell.
        self.risky = self.book.add_format({**cell, "text_wrap": True, "quote_prefix": True})
        self.top = self.book.add_format(
            {
                **cell,
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "bg_color": "#EEF1F5",
                "bottom": 1,
                "quote_prefix": True,
            }
        )
        self.formats = [
            self.book.add_format({**cell, "num_format": _number_format(column)})
            for column in self.columns
        ]

    def head(self) -> None:
        for place, column in enumerate(self.columns):
            self.sheet.write_string(0, place, column.head[:_MOST_CHARACTERS], self.top)
            self.widths.append(_display_width(column.head) + 3)  # room for the filter's arrow

    def row(self, number: int, row: Sequence[Cell]) -> None:
        for place, (column, value) in enumerate(zip(self.columns, row, strict=True)):
            self._cell(number, place, column, value)
            if number <= _ROWS_MEASURED:
                shown = max(map(_display_width, _text(column, value).splitlines()), default=0)
                self.widths[place] = max(self.widths[place], shown + 2)

    def _cell(self, number: int, place: int, column: Column, value: Cell) -> None:
        shown = self.formats[place]
        if value is None or value == "":
            return
        if isinstance(value, datetime):
            moment = _local(value).replace(tzinfo=None)
            self.sheet.write_datetime(number, place, moment, shown)
        elif isinstance(value, date):
            self.sheet.write_datetime(number, place, value, shown)
        elif isinstance(value, str | bool) or not _is_exact(value):
            text = _text(column, value)[:_MOST_CHARACTERS]
            self.sheet.write_string(
                number, place, text, self.risky if is_risky(text) else self.text
            )
        else:
            per_cent = column.kind is Kind.PERCENT
            self.sheet.write_number(number, place, value / 100 if per_cent else value, shown)

    def finish(self, count: int, title: str, note: str) -> None:
        for place, column in enumerate(self.columns):
            width = column.width or min(max(self.widths[place], _NARROWEST), _WIDEST)
            self.sheet.set_column(place, place, width)
        self.sheet.freeze_panes(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.autofilter(0, 0, max(count, 1), len(self.columns) - 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_header(f'&C&"Microsoft YaHei,Bold"&12 {_in_margin(title)}')
        self.sheet.set_footer(f"&L{_in_margin(note)}&R&P / &N")


def _number_format(column: Column) -> str:
    if column.kind is Kind.DATE:
        return "yyyy-mm-dd"
    if column.kind is Kind.MOMENT:
        return "yyyy-mm-dd hh:mm"
    if column.kind is Kind.TEXT or column.decimals is None:
        return "0.00%" if column.kind is Kind.PERCENT else "General"
    places = f".{'0' * column.decimals}" if column.decimals else ""
    return f"0{places}%" if column.kind is Kind.PERCENT else f"#,##0{places}"


def _in_margin(text: str) -> str:
    """Return a text for a printed margin, where & begins a code and 255 characters fit."""
    return text[:100].replace("&", "&&")


def _display_width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
