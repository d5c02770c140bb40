import sys
from datetime import date

import pytest

from sanbi.engine.calendar import (
    CalendarError,
    YearStatus,
    seed_calendar,
    seed_from_chinesecalendar,
    statutory_days,
)

pytest.importorskip("chinese_calendar", reason="chinesecalendar is not installed")


def test_the_announced_arrangement_of_2026() -> None:
    calendar = seed_from_chinesecalendar([2026])
    assert calendar.status(2026) is YearStatus.ANNOUNCED
    made_up = [str(row.day) for row in calendar.days if row.kind == "workday"]
    assert made_up == [
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
    ]  # fmt: skip
    assert sum(row.kind == "holiday" for row in calendar.days) == 33
    assert calendar.name_of(date(2026, 2, 17)) == "春节"
    assert calendar.workdays_within(date(2026, 1, 1), date(2026, 12, 31)) == 248


def test_every_day_agrees_with_the_package() -> None:
    import chinese_calendar

    calendar = seed_from_chinesecalendar(range(2019, 2027))
    for number in range(date(2019, 1, 1).toordinal(), date(2027, 1, 1).toordinal()):
        day = date.fromordinal(number)
        assert calendar.is_workday(day) is chinese_calendar.is_workday(day), day


def test_names_are_chinese() -> None:
    names = {row.name for row in seed_from_chinesecalendar(range(2004, 2027)).days}
    assert not [name for name in names if name.isascii()]


def test_a_year_that_is_not_covered_is_refused() -> None:
    with pytest.raises(CalendarError, match=r"does not cover 2099 .*use seed_calendar"):
        seed_from_chinesecalendar([2026, 2099])


def test_an_uncovered_year_is_seeded_as_provisional() -> None:
    calendar = seed_calendar([2026, 2099])
    assert calendar.announced_years == {2026}
    assert [row for row in calendar.days if row.day.year == 2099] == list(statutory_days(2099))
    assert not calendar.is_workday(date(2099, 10, 2))


def test_without_the_package_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "chinese_calendar", None)
    with pytest.raises(CalendarError, match=r"not installed.*read_calendar"):
        seed_calendar([2026])
