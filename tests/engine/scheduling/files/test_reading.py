"""Values of a file: what is read, and what is refused where."""

from __future__ import annotations

from datetime import date

import pytest

from sanbi.engine.scheduling.faults import SchedulingFaults
from sanbi.engine.scheduling.files.reading import Reading, words_of
from sanbi.engine.scheduling.files.spots import Spot


def spot(value: object) -> Spot:
    return Spot(value, "f:1")


@pytest.mark.parametrize("text", ["2026-10-31", "2026/10/31", "2026.10.31", "2026年10月31日"])
def test_days_as_people_write_them(text: str) -> None:
    assert Reading().day(spot(text)) == date(2026, 10, 31)
    assert Reading().day(spot("２０２６-１０-３１")) == date(2026, 10, 31)
    assert Reading().day(spot("2026-10-31 00:00:00")) == date(2026, 10, 31)


@pytest.mark.parametrize("text", ["2026-13-01", "2026-02-30", "31.10.2026", "", "明天", True, []])
def test_what_is_no_day_is_said(text: object) -> None:
    reading = Reading()
    assert reading.day(spot(text)) is None
    assert reading.faults
    assert {fault.where for fault in reading.faults} == {"f:1"}


@pytest.mark.parametrize(
    ("text", "days"),
    [("3", 3), ("3天", 3), ("3 个工作日", 3), ("3 d", 3), ("-2 days", -2), ("+4", 4), ("5.0", 5)],
)
def test_days_with_their_word(text: str, days: int) -> None:
    assert Reading().days(spot(text), -9, 9) == days


@pytest.mark.parametrize("text", ["3.5", "3周", "1e3", "10", "-10", "9" * 30, "", "三"])
def test_what_is_no_number_of_days_is_said(text: str) -> None:
    reading = Reading()
    assert reading.days(spot(text), -9, 9) is None
    assert [str(fault) for fault in reading.faults] == [
        f"f:1: '{text}' is no number of days — write -9 to 9"
    ]


@pytest.mark.parametrize("text", ["nan", "inf", "-1", "", "x", "1e999"])
def test_what_is_no_number_is_said(text: str) -> None:
    reading = Reading()
    assert reading.number(spot(text)) is None
    assert len(reading.faults) == 1


def test_numbers_truths_and_texts() -> None:
    reading = Reading()
    assert reading.number(spot("1,234.5")) == 1234.5
    assert reading.whole(spot("７"), 0, 9) == 7
    assert [reading.truth(spot(value)) for value in (True, "是", "否")] == [True, True, False]
    assert reading.text(spot("  甲  ")) == "甲"
    assert reading.faults == []
    assert reading.whole(spot("2.5"), 0, 9) is None
    assert reading.text(spot("a\nb")) == ""
    assert reading.text(spot("x" * 201)) == ""
    assert len(reading.faults) == 3


def test_all_faults_are_raised_together_and_once() -> None:
    reading = Reading()
    words = words_of({"days": ("工期",)})
    fields = reading.fields(
        spot({"days": ("f:1", spot("1")), "工期": ("f:2", spot("2")), "xyz": ("f:3", spot("3"))}),
        words,
    )
    assert set(fields) == {"days"}
    reading.day(spot("x"))
    reading.day(spot("x"))
    with pytest.raises(SchedulingFaults) as refusal:
        reading.close()
    assert [str(fault.where) for fault in refusal.value.faults] == ["f:2", "f:3", "f:1"]
