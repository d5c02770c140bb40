"""Working days of projects: make-up days, years not announced, a table that changes."""

from __future__ import annotations

from datetime import date

from sanbi.engine.calendar import (
    CalendarDay,
    DayKind,
    WorkingCalendar,
    statutory_days,
)
from sanbi.engine.scheduling.days import (
    standard_calendars,
)
from sanbi.engine.scheduling.network import Link, Network, Task, schedule_network
from tests.engine.scheduling.days.calendars import (
    COUNTY,
    STANDARD,
    finish,
    off_in,
    worked_in,
)


def test_make_up_days_of_2026_are_worked_and_its_holidays_are_not() -> None:
    approval = STANDARD["approval"]
    weekends = [
        day
        for day in worked_in(approval, date(2026, 1, 1), date(2026, 12, 31))
        if day.isoweekday() > 5
    ]
    assert weekends == [
        date(2026, *day) for day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))
    ]
    assert len(off_in(approval, date(2026, 10, 1), date(2026, 10, 10))) == 7
    assert finish(8, approval, date(2026, 9, 20)) == date(2026, 9, 30)
    assert finish(9, approval, date(2026, 9, 20)) == date(2026, 10, 8)


def test_a_year_not_announced_has_its_statutory_days_and_is_provisional() -> None:
    approval = STANDARD["approval"]
    statutory = [row.day for row in statutory_days(2027)]
    off = off_in(approval, date(2027, 1, 1), date(2027, 12, 31))
    assert set(statutory) < set(off)
    assert [day for day in off if day.isoweekday() < 6] == [
        day for day in sorted(statutory) if day.isoweekday() < 6
    ]
    assert (approval.provisional(2026), approval.provisional(2027)) == (False, True)
    assert not STANDARD["construction"].provisional(2027)
    assert not STANDARD["natural"].provisional(2027)


def test_dates_in_a_provisional_year_are_marked() -> None:
    tasks = [Task("this", 5), Task("next", 30), Task("site", 60, "natural")]
    network = Network(tasks, [Link("this", "next")], STANDARD)
    rows = schedule_network(network, date(2026, 12, 1)).rows()
    assert [(row.key, row.provisional) for row in rows] == [
        ("this", False),
        ("next", True),
        ("site", False),
    ]
    # Counted back from a day of next year, even what can be done this year may still move.
    back = schedule_network(Network(tasks[:1], [], STANDARD), date(2026, 12, 1), date(2027, 3, 1))
    assert back.dates("this").provisional


# -- the table changes -----------------------------------------------------------------------------
def test_a_holiday_put_into_the_table_moves_every_date_behind_it() -> None:
    def planned(county: WorkingCalendar) -> list[tuple[date, date]]:
        tasks = [Task("permit", 12), Task("site", 30, "construction")]
        network = Network(tasks, [Link("permit", "site")], standard_calendars(county))
        rows = schedule_network(network, date(2027, 9, 20), date(2027, 12, 10)).rows()
        return [(row.early_finish, row.late_start) for row in rows]

    before = planned(COUNTY)
    notice = COUNTY.edited(
        put=[
            *(CalendarDay(date(2027, 10, day), DayKind.HOLIDAY, "国庆节") for day in (4, 5, 6, 7)),
            CalendarDay(date(2027, 9, 26), DayKind.WORKDAY, "国庆节"),
        ],
        announced=[2027],
    )
    assert planned(notice) != before
    assert before == [
        (date(2027, 10, 6), date(2027, 10, 26)),
        (date(2027, 11, 5), date(2027, 11, 11)),
    ]
    assert planned(notice) == [
        (date(2027, 10, 11), date(2027, 10, 26)),
        (date(2027, 11, 10), date(2027, 11, 11)),
    ]
    assert standard_calendars(notice)["approval"].provisional(2027) is False
    withdrawn = notice.edited(
        removed=[date(2027, 9, 26), *(date(2027, 10, day) for day in (4, 5, 6, 7))],
        put=[row for row in COUNTY.days if row.day.year == 2027],
        withdrawn=[2027],
    )
    assert planned(withdrawn) == before
