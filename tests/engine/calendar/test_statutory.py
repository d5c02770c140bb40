from datetime import date

import pytest

from sanbi.engine.calendar import DayKind, statutory_days


@pytest.mark.parametrize("year", [2027, 2028, 2029, 2030, 2031])
def test_thirteen_statutory_days_less_those_that_fall_together(year: int) -> None:
    days = statutory_days(year)
    together = sum("、" in row.name for row in days)
    assert len(days) + together == 13
    assert [row.day for row in days] == sorted({row.day for row in days})
    assert {row.day.year for row in days} == {year}


def test_the_whole_of_2027() -> None:
    days = statutory_days(2027)
    assert {row.kind for row in days} == {DayKind.HOLIDAY}
    assert [f"{row.day:%m-%d} {row.name}" for row in days] == [
        "01-01 元旦",
        "02-05 春节",
        "02-06 春节",
        "02-07 春节",
        "02-08 春节",
        "04-05 清明节",
        "05-01 劳动节",
        "05-02 劳动节",
        "06-09 端午节",
        "09-15 中秋节",
        "10-01 国庆节",
        "10-02 国庆节",
        "10-03 国庆节",
    ]


def test_spring_festival_begins_on_new_years_eve() -> None:
    spring = [row.day for row in statutory_days(2027) if row.name == "春节"]
    assert spring == [date(2027, 2, d) for d in (5, 6, 7, 8)]


def test_national_day_and_mid_autumn_may_be_one_day() -> None:
    assert {row.day: row.name for row in statutory_days(2028)}[
        date(2028, 10, 3)
    ] == "国庆节、中秋节"


def test_a_far_year_has_the_fixed_days_only() -> None:
    assert [row.day.isoformat() for row in statutory_days(2050)] == [
        "2050-01-01",
        "2050-05-01",
        "2050-05-02",
        "2050-10-01",
        "2050-10-02",
        "2050-10-03",
    ]


def test_qingming_agrees_with_the_solar_terms_of_another_source() -> None:
    other = pytest.importorskip("chinese_calendar", reason="chinesecalendar is not installed")
    for year in range(2027, 2032):
        named = [row.day for row in statutory_days(year) if row.name == "清明节"]
        terms = other.get_solar_terms(date(year, 4, 1), date(year, 4, 10))
        assert named == [day for day, name in terms if name == "清明"]
