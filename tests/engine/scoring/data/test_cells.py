"""One cell at a time: numbers, codes, texts, flags, periods, versions."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.scoring.data.cells import (
    EMPTY,
    UNCACHED,
    FormulaError,
    PercentNumber,
    date_text,
    read_code,
    read_flag,
    read_number,
    read_period,
    read_text,
    read_version,
)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (6, 6.0), (6.4, 6.4), (Decimal("0.1"), 0.1), (Fraction(1, 4), 0.25), ("6.4", 6.4),
        ("+6", 6.0), ("-.5", -0.5), ("5.", 5.0), ("1e-3", 0.001), ("007", 7.0), (-0.0, 0.0),
    ],
)  # fmt: skip
def test_numbers_are_read(cell: object, number: float) -> None:
    reading = read_number(cell, note_text=False)
    assert (reading.value, reading.fault, reading.notes) == (number, "", ())
    assert str(reading.value)[0] != "-" or number < 0


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        (True, "text-in-number"), ("6,4", "text-in-number"), ("12,34,567", "text-in-number"),
        ("1.2.3", "text-in-number"), ("6 4", "text-in-number"), ("–6", "text-in-number"),
        ("6.4万元", "text-in-number"), ("0x10", "text-in-number"), ("1_000", "text-in-number"),
        ("٣", "text-in-number"), ("1,234", "thousands"), ("-1,234.5", "thousands"),
        ("6.4%", "percent-text"), ("2026/7/1", "date-number"), ("2026年7月", "date-number"),
        (date(2026, 7, 1), "date-number"), (time(1), "date-number"),
        (timedelta(1), "date-number"), (10**400, "not-finite"), ("inf", "not-finite"),
        ("-", "missing-mark"), ("N/A", "missing-mark"), ("#REF!", "formula-error"),
        ("Err:502", "formula-error"), (FormulaError("Err:502"), "formula-error"),
        (UNCACHED, "formula-uncached"), (PercentNumber(0.5), "percent-format"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_a_fault(cell: object, fault: str) -> None:
    reading = read_number(cell, note_text=True)
    assert (reading.value, reading.fault) == (None, fault)


@pytest.mark.parametrize("cell", [None, "", " ", "\u200b", "　"])
def test_nothing_is_nothing(cell: object) -> None:
    assert read_number(cell, note_text=True).value is None
    assert not read_number(cell, note_text=True).fault
    assert read_code(cell).value in (None, "")
    assert read_text(cell).value in (None, "")
    assert read_flag(cell) == EMPTY
    assert read_version(cell).value is None
    assert read_period(cell) == EMPTY


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_survives_as_text(number: float) -> None:
    assert read_number(repr(number), note_text=False).value == number


@given(st.text())
def test_no_text_breaks_a_reader(text: str) -> None:
    for reading in (
        read_number(text, note_text=True), read_code(text), read_text(text), read_flag(text),
        read_version(text), read_period(text),
    ):  # fmt: skip
        assert not (reading.fault and reading.value is not None)


def test_a_percent_names_the_number_that_is_seen() -> None:
    facts = read_number(PercentNumber(0.07), note_text=True).facts
    assert facts == {"number": "0.07", "shown": "7"}  # 0.07 · 100 is 7.000000000000001


@pytest.mark.parametrize(
    ("cell", "code", "notes"),
    [
        (330326, "330326", ()), (1.5, "1.5", ()), ("A 1", "A 1", ()), (" A", "A", ("spaces",)),
        ("A\u200bB", "AB", ("spaces",)), ("Ａ１", "A1", ("full-width",)),
        ("（东区）", "（东区）", ()),
    ],
)  # fmt: skip
def test_codes_are_cleaned(cell: object, code: str, notes: tuple[str, ...]) -> None:
    reading = read_code(cell)
    assert (reading.value, reading.notes) == (code, notes)


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("A\nB", "bad-code"), ("\x07", "bad-code"), (True, "bad-code"),
        (date(2026, 1, 2), "date-code"), ("#N/A", "formula-error"), (UNCACHED, "formula-uncached"),
        (float("nan"), "not-finite"), ("\ud800", "bad-code"),
    ],
)  # fmt: skip
def test_what_is_no_code_is_a_fault(cell: object, fault: str) -> None:
    assert read_code(cell).fault == fault


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" 一\r\n二 ", "一\n二"), (5.0, "5"), (True, "true"), (date(2026, 7, 1), "2026-07-01"),
        ("a\ufeffb", "ab"), ("a\u00a0b", "a\u00a0b"),
    ],
)  # fmt: skip
def test_free_text_is_kept(cell: object, text: str) -> None:
    assert read_text(cell).value == text


@pytest.mark.parametrize("cell", ["a\x00b", "\x1b[31m", "\ud800"])
def test_control_characters_are_refused_in_text(cell: str) -> None:
    assert read_text(cell).fault == "bad-text"


@pytest.mark.parametrize(
    ("cell", "version", "fault"),
    [
        (3.0, 3, ""), ("2", 2, ""), (0, 0, ""), (-1, None, "negative-version"),
        (1.5, None, "bad-version"), ("v2", None, "bad-version"), (1e300, None, "bad-version"),
        (UNCACHED, None, "formula-uncached"),
    ],
)  # fmt: skip
def test_versions_are_whole_numbers(cell: object, version: int | None, fault: str) -> None:
    reading = read_version(cell)
    assert (reading.value, reading.fault) == (version, fault)


@pytest.mark.parametrize(
    ("cell", "period", "notes"),
    [
        ("2026Q3", "2026Q3", ()), ("2026年9月", "2026-09", ("period-form",)), (2026, "2026", ()),
        (2026.0, "2026", ()), ("wave-2", "wave-2", ()),
        (datetime(2026, 7, 1), "2026-07", ("date-period",)),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_periods_become_canonical(cell: object, period: str, notes: tuple[str, ...]) -> None:
    reading = read_period(cell)
    assert (reading.value, reading.notes) == (period, notes)


@pytest.mark.parametrize(
    "cell",
    ["2026Q7", 2026.5, True, time(1), datetime(2026, 7, 1, 8)],  # noqa: DTZ001
)
def test_what_is_no_period_is_a_fault(cell: object) -> None:
    assert read_period(cell).fault == "bad-period"


def test_a_date_is_written_without_midnight() -> None:
    assert date_text(datetime(2026, 7, 1)) == "2026-07-01"  # noqa: DTZ001
    assert date_text(datetime(2026, 7, 1, 8, 30)) == "2026-07-01 08:30:00"  # noqa: DTZ001
