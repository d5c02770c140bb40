"""Dates are those that stand in full; bylines stand at the beginning or the end."""

from __future__ import annotations

import datetime as dt

import pytest

from sanbi.engine.documents.layout.details import byline_in, day_in
from sanbi.engine.documents.text import Span


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ("2026-4-17 13:19", dt.date(2026, 4, 17)),
        ("2026年04月17日", dt.date(2026, 4, 17)),
        ("2026.4.17", dt.date(2026, 4, 17)),
        ("2026年2月30日", None),
        ("4月17日", None),
        ("2026年4月", None),
    ],
)
def test_a_date_in_full(row: str, day: dt.date | None) -> None:
    assert day_in(row) == day


@pytest.mark.parametrize(
    ("first", "end"),
    [
        ("本报讯（记者 江晓月）4月16日，", 11),
        ("本网讯 (记者 江晓月/文) 4月", 14),
        ("（记者 江晓月）近日，", 8),
        ("【云川发布讯】4月16日，", 7),
        ("云川日报讯 4月16日，", 5),
        ("4月16日上午，", None),
        ("通讯稿由各乡镇报送。", None),
    ],
)
def test_a_byline_at_the_beginning(first: str, end: int | None) -> None:
    assert byline_in(first, "会议结束。")[0] == (None if end is None else Span(0, end))


def test_a_byline_at_the_end() -> None:
    assert byline_in("4月16日，", "会议结束。（记者 杜明）") == (None, Span(5, 12))
