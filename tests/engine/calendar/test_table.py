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


def test_the_chinese_table() -> None:
    text = "\ufeff日期,类别,名称\n2026,已公布,\n2026-10-01,休,国庆节\n\n2026-10-10, 班\n"
    calendar = read_calendar(text)
    assert calendar.announced_years == {2026}
    assert not calendar.is_workday(date(2026, 10, 1))
    assert calendar.is_workday(date(2026, 10, 10))


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
    assert [(fault.line, fault.message) for fault in refusal.value.faults] == [
        (3, "'2026-13-01' is not a date"),
        (4, "2026-10-01 stands here a second time"),
        (5, "'26' is not a year"),
        (6, "'0000' is not a year"),
        (7, "the kind 'rest' is unknown"),
        (8, "1 cells"),
        (9, "4 cells"),
    ]
    assert str(refusal.value).splitlines()[0] == (
        "line 3: '2026-13-01' is not a date; write it as 2026-10-01"
    )


@pytest.mark.parametrize("text", ["", "day,kind\n", "2026-10-01,holiday,x\n"])
def test_a_table_needs_its_header(text: str) -> None:
    with pytest.raises(CalendarTableError, match="line 1: the header is"):
        read_calendar(text)
