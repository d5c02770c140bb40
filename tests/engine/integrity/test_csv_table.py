"""Canonical CSV: one table, one sequence of bytes, and back."""

import csv
import io
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.integrity import Cell, CsvTable, NotCanonical, csv_bytes, read_csv

texts = st.text(st.characters(exclude_categories=["Cs"])) | st.text('",\r\n a', max_size=5)
names = texts.filter(lambda text: text and not text.startswith("\ufeff"))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str | None]]]:
    columns = draw(st.lists(names, min_size=1, max_size=5, unique=True))
    cells = texts if len(columns) == 1 else texts | st.none()
    width = len(columns)
    return columns, draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=6))


@given(tables())
def test_round_trip(table: tuple[list[str], list[list[str | None]]]) -> None:
    columns, rows = table
    data = csv_bytes(columns, rows)
    assert read_csv(data) == CsvTable(tuple(columns), tuple(map(tuple, rows)))


@given(tables())
def test_the_reader_of_the_standard_library_sees_the_same(
    table: tuple[list[str], list[list[str | None]]],
) -> None:
    columns, rows = table
    text = csv_bytes(columns, rows).decode()
    read = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert read == [columns, *[[cell or "" for cell in row] for row in rows]]


def test_layout() -> None:
    rows: list[list[Cell]] = [
        ["云川", 12, Decimal("9.50"), Fraction(1, 8), None],
        ['say "a,b"', -1, Decimal("1E+2"), Fraction(1, 3), ""],
        ["two\nlines", True, False, " spaces ", "=1+1"],
    ]
    assert csv_bytes(["name", "n", "score", "exact", "note"], rows).decode() == (
        "name,n,score,exact,note\n"
        "云川,12,9.5,0.125,\n"
        '"say ""a,b""",-1,100,1/3,""\n'
        '"two\nlines",true,false, spaces ,=1+1\n'
    )


def test_a_table_without_rows() -> None:
    assert csv_bytes(["a"], []) == b"a\n"
    assert read_csv(b"a\n") == CsvTable(("a",), ())


@pytest.mark.parametrize(
    ("columns", "rows", "message"),
    [
        ([], [], "at least one column"),
        ([""], [], "a column is named ''"),
        (["a", 2], [], "a column is named 2"),
        (["b", "a", "a"], [], "the column 'a' stands twice"),
        (["\ufeffa"], [], "byte order mark"),
        (["a", "b"], [[1, 2], [1]], "^row 2: 1 cells in a table of 2 columns"),
        (["a", "b"], [[1, 2, 3]], "^row 1: 3 cells"),
        (["a", "b"], [["x", "y"], ["x", 0.5]], r"^row 2, column b: a float \(0\.5\)"),
        (["a", "b"], [[b"x", 0.5]], "^row 1, column a: bytes cannot be written"),
        (["a", "b"], [["x", Decimal("NaN")]], "^row 1, column b: NaN"),
        (["a"], [["x"], [None]], "^row 2: None in a table of one column"),
        (["a", "b"], [["x\ny", "z"], ["x", "\ud800"]], r"^line 4: half a surrogate pair \(U\+D800"),
    ],
    ids=range(12),
)
def test_what_cannot_be_written_is_named(columns: Any, rows: Any, message: str) -> None:
    with pytest.raises(NotCanonical, match=message):
        csv_bytes(columns, rows)


GOOD = b'a,b\n1,\n"x,y",""\n'


def test_the_good_table_is_read() -> None:
    assert read_csv(GOOD) == CsvTable(("a", "b"), (("1", None), ("x,y", "")))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "last line"),
        (GOOD[:-1], "the last line does not end with a newline"),
        (b"\xef\xbb\xbf" + GOOD, "byte order mark"),
        (b"a,\xff\n", "byte 2 is not UTF-8"),
        (GOOD.replace(b"\n", b"\r\n"), "^line 1: a quote or a carriage return"),
        (GOOD.replace(b"1,", b'"1",'), "^line 2: a field is quoted that needs no quotes"),
        (GOOD.replace(b"1,", b'1",'), "^line 2: a quote"),
        (GOOD.replace(b"1,", b'"1,'), "^line 2"),
        (GOOD.replace(b'x,y"', b"x,y"), "^line 3"),
        (GOOD.replace(b'x,y"', b'x,y"z'), "^line 3"),
        (GOOD.replace(b"1,", b"1"), "^row 1: 1 fields in a table of 2 columns"),
        (GOOD.replace(b"1,", b"1,,"), "^row 1: 3 fields"),
        (GOOD + b"\n", "^row 3: 1 fields"),
        (b"a,b\n1,2\n1\n", "^row 2: 1 fields"),
        (b"a,a\n", "the column 'a' stands twice"),
        (b"a,\n", "a column is named ''"),
        (b"\n", "a column is named ''"),
        (b"a,b\r\n1,2\r\n", "^line 1: a quote or a carriage return"),
        (b"a\n\n", "^row 1: an empty line in a table of one column"),
        (b'"\xef\xbb\xbfa,"\n', "the first column's name begins with a byte order mark"),
    ],
    ids=range(20),
)
def test_other_bytes_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(NotCanonical, match=message):
        read_csv(data)


@given(tables(), st.data())
def test_bytes_that_are_read_are_those_that_would_be_written(
    table: tuple[list[str], list[list[str | None]]], data: st.DataObject
) -> None:
    text = csv_bytes(*table).decode()
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 2))
    mutant = (text[:at] + data.draw(st.text('",\r\na', max_size=2)) + text[at + cut :]).encode()
    try:
        read = read_csv(mutant)
    except NotCanonical:
        return
    assert csv_bytes(read.columns, read.rows) == mutant
