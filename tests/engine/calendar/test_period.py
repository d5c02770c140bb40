from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.calendar import Period, PeriodError, PeriodKind

LENGTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}


@st.composite
def periods(draw: st.DrawFn, first_year: int = 1, last_year: int = 9999) -> Period:
    kind = draw(st.sampled_from(list(LENGTHS)))
    number = draw(st.integers(1, 12 // LENGTHS[kind]))
    return Period(kind, draw(st.integers(first_year, last_year)), number)


@given(periods())
def test_every_written_form_reads_back_to_the_same_period(period: Period) -> None:
    full_width = str(period).translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789-QH"})
    for text in (str(period), period.label_zh(), full_width, f" {period.label_zh()} "):
        assert Period.parse(text) == period


@given(periods(), st.integers(-40, 40))
def test_previous_and_next_undo_each_other_and_leave_no_gap(period: Period, places: int) -> None:
    if not 50 < period.year < 9950:
        period = Period(period.kind, 2026, period.number)
    assert period.previous(places).next(places) == period
    assert (period.start - period.previous().end).days == 1
    assert period.previous() < period < period.next()


@given(periods(2, 9999))
def test_a_year_ago_is_the_same_place_one_year_earlier(period: Period) -> None:
    ago = period.year_ago()
    assert (ago.kind, ago.year, ago.number) == (period.kind, period.year - 1, period.number)


@given(periods(), st.dates())
def test_a_day_lies_in_exactly_the_period_that_holds_it(period: Period, day: date) -> None:
    holder = Period.on(day, period.kind)
    assert holder.contains(day)
    assert period.contains(day) is (period == holder)


@given(periods())
def test_months_and_quarters_tile_the_period(period: Period) -> None:
    months = period.months()
    assert len(months) == LENGTHS[period.kind]
    assert (months[0].start, months[-1].end) == (period.start, period.end)
    assert all(period.contains(month) for month in months)
    quarters = period.quarters()
    assert len(quarters) == LENGTHS[period.kind] // 3
    assert [m for q in quarters for m in q.months()] == (list(months) if quarters else [])


def test_days_of_a_leap_february_and_of_the_last_half() -> None:
    february = Period.parse("2028-02")
    assert (february.start, february.end) == (date(2028, 2, 1), date(2028, 2, 29))
    half = Period.parse("2026H2")
    assert (half.start, half.end) == (date(2026, 7, 1), date(2026, 12, 31))


def test_a_moment_counts_as_its_day() -> None:
    assert Period.parse("2026-09").contains(datetime(2026, 9, 30, 23, 59, 59, tzinfo=UTC))
    assert not Period.parse("2026-09").contains(datetime(2026, 10, 1, tzinfo=UTC))


def test_a_period_holds_another_only_as_a_whole() -> None:
    year, quarter = Period.parse("2026"), Period.parse("2026Q3")
    assert year.contains(quarter)
    assert not quarter.contains(year)
    assert not Period.parse("2026H1").contains(quarter)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2026-09", "2026年9月", "September 2026"),
        ("2026Q3", "2026年三季度", "Q3 2026"),
        ("2026H1", "2026年上半年", "H1 2026"),
        ("2026H2", "2026年下半年", "H2 2026"),
        ("2026", "2026年", "2026"),
    ],
)
def test_names_in_both_languages(text: str, zh: str, en: str) -> None:
    period = Period.parse(text)
    assert (str(period), period.label_zh(), period.label_en()) == (text, zh, en)


def test_periods_of_one_kind_sort_by_time_and_kinds_do_not_mix() -> None:
    texts = ["2026-02", "2025-12", "2026-10"]
    assert [str(p) for p in sorted(map(Period.parse, texts))] == ["2025-12", "2026-02", "2026-10"]
    assert Period.parse("2026-02") <= Period.parse("2026-02")
    assert not Period.parse("2026-02") < Period.parse("2026-02")
    for other in (Period.parse("2026Q1"), "2026-02"):
        with pytest.raises(TypeError):
            assert Period.parse("2026-02") < other


def test_labels_have_no_order_but_can_be_listed() -> None:
    waves = [Period.parse(text, strict=False) for text in ("wave-2", "2026-09", "wave-1", "2026")]
    with pytest.raises(TypeError):
        assert waves[0] < waves[2]
    listed = sorted(waves, key=lambda period: period.listing_key)
    assert [str(p) for p in listed] == ["2026-09", "2026", "wave-1", "wave-2"]


@pytest.mark.parametrize(
    ("use", "wanted"),
    [
        (lambda p: p.previous(), "previous period"),
        (lambda p: p.next(), "next period"),
        (lambda p: p.year_ago(), "period a year ago"),
        (lambda p: p.start, "first day"),
        (lambda p: p.end, "last day"),
        (lambda p: p.months(), "months"),
        (lambda p: p.quarters(), "quarters"),
        (lambda p: p.contains(date(2026, 1, 1)), "first day"),
    ],
)
def test_a_label_has_no_arithmetic_and_says_so(
    use: Callable[[Period], object], wanted: str
) -> None:
    with pytest.raises(PeriodError, match=f"'wave-2' is only a label: it has no {wanted}"):
        use(Period.parse("wave-2", strict=False))


def test_a_label_is_its_own_name_in_every_language() -> None:
    label = Period.parse("第2轮 观摩", strict=False)
    assert (str(label), label.label_zh(), label.label_en()) == ("第2轮 观摩",) * 3
    assert label == Period(PeriodKind.LABEL, label="第2轮 观摩")


@pytest.mark.parametrize(
    "parts",
    [
        (PeriodKind.MONTH, 2026, 13),
        (PeriodKind.MONTH, 2026, 0),
        (PeriodKind.QUARTER, 2026, 5),
        (PeriodKind.YEAR, 2026, 2),
        (PeriodKind.YEAR, 0, 1),
        (PeriodKind.YEAR, 10_000, 1),
        (PeriodKind.MONTH, 2026, 9, "September"),
        (PeriodKind.LABEL, 0, 0, ""),
        (PeriodKind.LABEL, 2026, 0, "wave"),
    ],
)
def test_parts_that_do_not_fit_are_refused(parts: tuple[Any, ...]) -> None:
    with pytest.raises(PeriodError):
        Period(*parts)


def test_arithmetic_stops_at_the_ends_of_the_calendar() -> None:
    with pytest.raises(PeriodError, match="no year 0"):
        Period.parse("0001-01").previous()
    with pytest.raises(PeriodError, match="no year 10000"):
        Period.parse("9999Q4").next()
    assert Period.parse("9999-12").end == date(9999, 12, 31)


def test_a_day_belongs_to_no_label() -> None:
    with pytest.raises(PeriodError, match="which label"):
        Period.on(date(2026, 1, 1), PeriodKind.LABEL)


def test_periods_are_values() -> None:
    assert (
        len({Period.parse("2026Q3"), Period.parse("2026年第三季度"), Period.parse("2026q3")}) == 1
    )
    with pytest.raises(AttributeError):
        Period.parse("2026").year = 2027
