from __future__ import annotations

import datetime as dt

import pytest

from sanbi.engine.documents.reading.days import days_said, limits_said, period_said, year_said
from sanbi.engine.documents.text import Span

D = dt.date
PUBLISHED = D(2026, 6, 12)


def whole(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize(
    ("text", "day", "until"),
    [
        ("昨天，", D(2026, 6, 11), None),
        ("6月11日上午，", D(2026, 6, 11), None),
        ("12月30日，", D(2025, 12, 30), None),
        ("2024年3月5日，", D(2024, 3, 5), None),
        ("5月30日至6月1日，", D(2026, 5, 30), D(2026, 6, 1)),
        ("6月2日—3日，", D(2026, 6, 2), D(2026, 6, 3)),
        ("近日，", None, None),
        ("2月30日，", None, None),
    ],
)
def test_days(text: str, day: dt.date | None, until: dt.date | None) -> None:
    found = list(days_said(text, whole(text), PUBLISHED))
    assert [(row.day, row.until) for row in found] == [(day, until)]


def test_without_a_day_of_publication_the_year_stays_open() -> None:
    text = "昨天和6月11日"
    assert [row.day for row in days_said(text, whole(text), None)] == [None, None]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("于10月20日前完成", D(2026, 10, 20)),
        ("本月底前", D(2026, 6, 30)),
        ("年底前建成", D(2026, 12, 31)),
        ("明年2月底前", D(2027, 2, 28)),
        ("1月10日前", D(2027, 1, 10)),
        ("三个工作日内", D(2026, 6, 17)),
        ("一周内", D(2026, 6, 19)),
        ("11月15日之前", D(2026, 11, 15)),
        ("年内新增", D(2026, 12, 31)),
    ],
)
def test_limits(text: str, day: dt.date) -> None:
    assert [found for _, found in limits_said(text, whole(text), PUBLISHED)] == [day]


@pytest.mark.parametrize(
    "text", ["尽快完成", "早日投产", "每月25日前报送", "封冻前完成", "13月1日前"]
)
def test_what_is_no_limit(text: str) -> None:
    assert list(limits_said(text, whole(text), PUBLISHED)) == []


def test_a_limit_needs_a_year() -> None:
    text = "10月20日前、三个工作日内、本月底前"
    assert list(limits_said(text, whole(text), None)) == []
    stated = "2026年10月20日前"
    assert [day for _, day in limits_said(stated, whole(stated), None)] == [D(2026, 10, 20)]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("一季度指标", "2026Q1"),
        ("2025年第四季度", "2025Q4"),
        ("前三季度", "2026Q3"),
        ("上半年", "2026H1"),
        ("1—5月，", "2026-05"),
        ("7月份", "2026-07"),
        ("今天", None),
    ],
)
def test_periods(text: str, period: str | None) -> None:
    assert period_said(text, PUBLISHED) == period


def test_a_year() -> None:
    assert (year_said("2025年度考核"), year_said("去年")) == ("2025", None)
