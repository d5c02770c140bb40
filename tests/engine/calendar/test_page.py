"""The calendar page and the code tell the same."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from sanbi.engine.calendar import (
    CalendarDay,
    DayKind,
    Period,
    WorkingCalendar,
    time_progress,
)

PAGE = Path(__file__).resolve().parents[3] / "docs" / "algorithms" / "calendar.md"


def example() -> Any:
    blocks = PAGE.read_text(encoding="utf-8").split("```yaml\n# worked example")
    assert len(blocks) == 2
    return yaml.safe_load(blocks[1].partition("\n")[2].partition("```")[0])


def calendar() -> WorkingCalendar:
    rows = [
        CalendarDay(row["day"], DayKind(row["kind"]), row["name"]) for row in example()["calendar"]
    ]
    return WorkingCalendar(tuple(rows))


def test_periods_of_the_page() -> None:
    for row in example()["periods"]:
        period = Period.parse(row["written"])
        assert str(period) == row["canonical"]
        assert (period.start, period.end) == (row["start"], row["end"])
        assert str(period.previous()) == row["previous"]
        assert str(period.year_ago()) == row["year_ago"]


def test_working_days_of_the_page() -> None:
    days = calendar()
    for row in example()["working_days"]:
        assert days.add_workdays(row["after"], row["count"]) == row["day"]
        assert days.workdays_between(row["after"], row["day"]) == row["count"]


def test_progress_of_the_page() -> None:
    rows = example()["progress"]
    assert {row["basis"] for row in rows} == {"calendar_days", "workdays", "months"}
    for row in rows:
        period = Period.parse(row["period"])
        assert isinstance(row["day"], date)
        share = time_progress(period, row["day"], row["basis"], calendar())
        assert share == Fraction(row["share"])
