from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.calendar import (
    CalendarDay,
    CalendarTableError,
    DayKind,
    WorkingCalendar,
    read_calendar,
    write_calendar,
)

NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=8).map(
    str.strip
)
ROWS = st.lists(
    st.builds(CalendarDay, st.dates(), st.sampled_from(DayKind), NAMES),
    unique_by=lambda row: row.day,
    max_size=8,
)


@given(ROWS, st.frozensets(st.integers(1, 9999), max_size=4))
def test_a_written_calendar_reads_back_equal(
    rows: list[CalendarDay], years: frozenset[int]
) -> None:
    calendar = WorkingCalendar(tuple(rows), years)
    assert read_calendar(write_calendar(calendar)) == calendar


def test_the_table_as_it_is_written() -> None:
    rows = (CalendarDay(date(2026, 10, 1), DayKind.HOLIDAY, "国庆节"),)
    text = write_calendar(WorkingCalendar(rows, frozenset({2026})))
    assert text == "date,kind,name\n2026,announced,\n2026-10-01,holiday,国庆节\n"


def test_the_chinese_table() -> None:
    text = "\ufeff日期,类别,名称\n2026,已公布,\n2026-10-01,休,国庆节\n\n2026-10-10, 班\n"
    calendar = read_calendar(text)
    assert calendar.announced_years == {2026}
    assert not calendar.is_workday(date(2026, 10, 1))
    assert calendar.is_workday(date(2026, 10, 10))
    assert calendar.name_of(date(2026, 10, 10)) == ""


def test_every_fault_is_listed_with_its_line() -> None:
    text = (
        "date,kind,name\n"
        "2026-10-01,holiday,国庆节\n"
        "2026-13-01,holiday,x\n"
        "2026-10-01,workday,x\n"
        "26,announced,\n"
        "0000,announced,\n"
        "2026-10-02,rest,x\n"
        "2026-10-02\n"
        "2026-10-02,holiday,x,y\n"
    )
    with pytest.raises(CalendarTableError) as refusal:
        read_calendar(text)
    assert str(refusal.value).splitlines() == [
        "line 3: '2026-13-01' is not a date; write it as 2026-10-01",
        "line 4: 2026-10-01 stands here a second time; keep one row for a day",
        "line 5: '26' is not a year; write four digits, such as 2026",
        "line 6: '0000' is not a year; write four digits, such as 2026",
        "line 7: the kind 'rest' is unknown; write holiday, workday or announced",
        "line 8: 1 cells; write date, kind and name",
        "line 9: 4 cells; write date, kind and name",
    ]


@pytest.mark.parametrize("text", ["", "day,kind\n", "2026-10-01,holiday,x\n"])
def test_a_table_needs_its_header(text: str) -> None:
    with pytest.raises(
        CalendarTableError, match=r"^line 1: the header is '.*'; write date,kind,name$"
    ):
        read_calendar(text)
