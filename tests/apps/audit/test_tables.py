"""Exports: text never becomes a formula, numbers stay right, in both formats (TRUST S4)."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sanbi.apps.audit import tables
from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.tables import (
    Column,
    Kind,
    csv_table,
    guarded,
    is_risky,
    sheet_name,
    table_answer,
    xlsx_table,
)

STARTS = "=+-@\t\r\n＝＋－＠"
PAYLOADS = [
    *(f"{start}{rest}" for start in STARTS for rest in ("1+1", "cmd|' /C calc'!A0", "SUM(A1)", "")),
    ' =HYPERLINK("http://example.org","x")',
    "-5+cmd|' /C calc'!A0",
    "-2+3",
    "=1\n=2",
]
PAYLOADS.remove("-")  # the lone dash of an empty place
NUMBERS = ["-5", "−5", "-5.2%", "+3.1%", "-1,234.50", "12", "-0.001", "-"]
TEXT = (Column("名称"),)


def sheet_of(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).active


def formulas_in(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = [name for name in book.namelist() if "worksheets/" in name]
        return sum(book.read(name).count(b"<f>") for name in names)


def rows_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_that_could_be_a_formula_stays_text(payload: str) -> None:
    columns = (Column(payload), Column("数", Kind.NUMBER))
    (head, row) = rows_of(csv_table(columns, [(payload, payload)]))
    assert head[0] == f"'{payload}"
    assert row == [f"'{payload}", f"'{payload}"]
    book = xlsx_table(payload, columns, [(payload, payload)], note=payload)
    assert formulas_in(book) == 0
    sheet = sheet_of(book)
    for cell in (sheet["A1"], sheet["A2"], sheet["B2"]):
        assert cell.data_type == "s"
        assert cell.value.replace("_x000D_", "\r") == payload  # as Excel writes that sign
        assert cell.quotePrefix


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_written_as_text_stays_right(number: str) -> None:
    assert guarded(number) == number
    assert rows_of(csv_table(TEXT, [(number,)]))[1] == [number]
    assert sheet_of(xlsx_table("数", TEXT, [(number,)]))["A2"].value == number


def test_an_unguarded_writer_would_make_formulas() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["=1+1"])
    held = io.BytesIO()
    book.save(held)
    assert formulas_in(held.getvalue()) == 1


@given(st.text(max_size=12))
def test_what_begins_a_formula_is_risky_and_nothing_else_is_touched(text: str) -> None:
    first = text.lstrip()[:1] or text[:1]
    if is_risky(text):
        assert first in STARTS or text[0] in STARTS
        assert guarded(text)[0] == "'"
    else:
        assert guarded(text) == text
        assert text[:1] not in set(STARTS) or text.strip("+-0123456789,.%") == ""


def test_numbers_dates_and_percents_are_values() -> None:
    columns = (
        Column("单位"),
        Column("数值", Kind.NUMBER, decimals=2),
        Column("增速", Kind.PERCENT, decimals=1),
        Column("日期", Kind.DATE),
        Column("时间", Kind.MOMENT),
        Column("原数", Kind.NUMBER),
    )
    at = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)
    rows = [
        ("青石镇", Decimal("-5.00"), Decimal("-5.2"), date(2026, 10, 9), at, 10**16),
        ("松涛镇", -5, None, None, None, Decimal("0.12345678901234567")),
    ]
    assert rows_of(csv_table(columns, rows)) == [
        ["单位", "数值", "增速", "日期", "时间", "原数"],
        ["青石镇", "-5.00", "-5.2%", "2026-10-09", "2026-10-09 14:32:00", "10000000000000000"],
        ["松涛镇", "-5", "", "", "", "0.12345678901234567"],
    ]
    sheet = sheet_of(xlsx_table("表", columns, rows))
    value, growth, day, moment, exact = sheet["B2:F2"][0]
    assert (value.value, value.number_format) == (-5, "#,##0.00")
    assert (growth.value, growth.number_format) == (-0.052, "0.0%")
    assert (day.value, day.number_format) == (datetime(2026, 10, 9), "yyyy-mm-dd")  # noqa: DTZ001
    assert moment.value == datetime(2026, 10, 9, 14, 32)  # noqa: DTZ001 - Excel knows no zones
    assert exact.value == "10000000000000000"  # more digits than Excel's numbers hold
    assert sheet["F3"].value == "0.12345678901234567"
    assert sheet["C3"].value is None


@pytest.mark.parametrize(
    ("column", "number_format"),
    [
        (Column("a", Kind.NUMBER, decimals=0), "#,##0"),
        (Column("a", Kind.NUMBER), "General"),
        (Column("a", Kind.PERCENT, decimals=0), "0%"),
        (Column("a", Kind.PERCENT), "0.00%"),
    ],
)
def test_number_formats(column: Column, number_format: str) -> None:
    cell = sheet_of(xlsx_table("表", (column,), [(7,)]))["A2"]
    assert cell.number_format == number_format
    assert cell.value == (0.07 if column.kind is Kind.PERCENT else 7)


def test_odd_numbers_and_truth_are_written_as_text() -> None:
    columns = (Column("a", Kind.NUMBER), Column("b"))
    rows = [(float("nan"), True), (Decimal("Infinity"), False)]
    with translation.override("en"):
        sheet = sheet_of(xlsx_table("表", columns, rows))
    assert [[cell.value for cell in row] for row in sheet["A2:B3"]] == [
        ["nan", "yes"],
        ["Infinity", "no"],
    ]


def test_the_sheet_is_ready_to_read_and_print() -> None:
    columns = (Column("单位"), Column("说明"), Column("数", width=30))
    rows = [("青石镇", "长" * 200, 1), ("松涛镇", "短", 2)]
    content = xlsx_table("指标[1/2]", columns, rows, note="甲 & 乙")
    sheet = sheet_of(content)
    assert sheet.title == "指标 1 2"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddHeader.center.text == "指标[1/2]"
    assert sheet.oddFooter.left.text == "甲 && 乙"
    assert sheet["A1"].font.bold
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert [round(width) for width in widths] == [9, 61, 31]  # Excel adds the cell's margin
    assert content == xlsx_table("指标[1/2]", columns, rows, note="甲 & 乙")


@pytest.mark.parametrize(
    ("title", "name"),
    [("a" * 40, "a" * 31), ("", "Sheet1"), ("'x'", "x"), ("History", "Sheet1"), ("a:b", "a b")],
)
def test_names_of_sheets(title: str, name: str) -> None:
    assert sheet_name(title) == name
    assert sheet_of(xlsx_table(title, TEXT, [])).title == name


def test_a_row_of_another_length_is_a_fault() -> None:
    with pytest.raises(ValueError, match=r"shorter|longer"):
        csv_table(TEXT, [("a", "b")])
    with pytest.raises(ValueError, match=r"shorter|longer"):
        xlsx_table("表", TEXT, [()])


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_MOST_ROWS", 2)
    assert sheet_of(xlsx_table("表", TEXT, [("a",)] * 2)).max_row == 3
    with pytest.raises(Refused):
        xlsx_table("表", TEXT, [("a",)] * 3)


def test_downloads_are_named_by_their_title() -> None:
    answer = table_answer("csv", "审计记录", TEXT, [("甲",)])
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert (
        "filename*=utf-8''%E5%AE%A1%E8%AE%A1%E8%AE%B0%E5%BD%95.csv"
        in (answer["Content-Disposition"])
    )
    assert answer.content == csv_table(TEXT, [("甲",)])
    book = table_answer("xlsx", "audit", TEXT, [("甲",)])
    assert book["Content-Disposition"] == 'attachment; filename="audit.xlsx"'
    assert sheet_of(book.content)["A2"].value == "甲"


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        ("97.90000000", 2, "97.90"),
        ("97.90500000", 2, "97.905"),
        ("7.0", None, "7"),
        ("-0.50", None, "-0.5"),
        ("1E+3", 1, "1000.0"),
        ("100", 0, "100"),
    ],
)
def test_csv_writes_every_digit_that_says_something(
    value: str, decimals: int | None, said: str
) -> None:
    column = Column("得分", Kind.NUMBER, decimals)
    assert csv_table([column], [[Decimal(value)]]).decode("utf-8-sig") == f"得分\r\n{said}\r\n"
