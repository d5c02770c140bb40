from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.calendar import Period, PeriodError
from sanbi.engine.calendar.period_text import checked_label


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2026-9", "2026-09"),
        ("2026/09", "2026-09"),
        ("2026年03月", "2026-03"),
        ("2026年3月份", "2026-03"),
        ("2026年十二月", "2026-12"),
        ("2026年十月", "2026-10"),
        ("２０２６年３月", "2026-03"),
        ("2026q3", "2026Q3"),
        ("2026-Q3", "2026Q3"),
        ("2026年Q3", "2026Q3"),
        ("2026年第三季度", "2026Q3"),
        ("2026年第3季度", "2026Q3"),
        ("2026年一季", "2026Q1"),
        ("2026二季度", "2026Q2"),
        ("2026年上半年", "2026H1"),
        ("2026下半年", "2026H2"),
        ("2026h2", "2026H2"),
        ("2026年", "2026"),
        ("2026年度", "2026"),
        ("2026年全年", "2026"),
        (" 2026 年 4 季度 ", "2026Q4"),
    ],
)
def test_written_forms(text: str, canonical: str) -> None:
    assert str(Period.parse(text)) == canonical
    assert str(Period.parse(text, strict=False)) == canonical


def test_a_whole_number_is_a_year() -> None:
    assert str(Period.parse(2026)) == "2026"


@pytest.mark.parametrize("value", [True, 2026.0, None])
def test_other_types_are_refused(value: Any) -> None:
    with pytest.raises(PeriodError, match="write it as text"):
        Period.parse(value)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("2026年1-9月", "2026-09"),
        ("2026年1～9月", "2026-09"),
        ("2026年1月至12月", "2026-12"),
        ("2026年一至九月", "2026-09"),
        ("2026年1月-2026年3月", "2026-03"),
        ("2026年前8个月", "2026-08"),
        ("2026年前三季度", "2026Q3"),
        ("2026年1-3季度", "2026Q3"),
    ],
)
@pytest.mark.parametrize("strict", [True, False])
def test_cumulative_forms_are_refused_with_what_to_write(
    text: str, instead: str, strict: bool
) -> None:
    with pytest.raises(PeriodError, match=f"cumulative value, not a period; write {instead} "):
        Period.parse(text, strict=strict)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-13", "no month 13; the last is 12"),
        ("2026-00", "no month 0"),
        ("2026Q5", "no quarter 5; the last is 4"),
        ("2026年第9季度", "no quarter 9"),
        ("2026H3", "no half 3; the last is 2"),
        ("0000", "no year 0"),
        ("2026年3-5月", "write 2026-09"),
        ("2026年1-13月", "write 2026-09"),
        ("2026年前0个月", "write 2026-09"),
        ("202609", "write 2026-09"),
        ("20260930", "write 2026-09"),
        ("2026.09", "write 2026-09"),
        ("26年3月", "write 2026-09"),
        ("三季度", "write 2026-09"),
        ("Q3", "write 2026-09"),
        ("2026-09-30", "write 2026-09"),
        ("2026-01~2026-09", "write 2026-09"),
    ],
)
@pytest.mark.parametrize("strict", [True, False])
def test_broken_dates_are_refused_even_where_labels_are_allowed(
    text: str, why: str, strict: bool
) -> None:
    with pytest.raises(PeriodError, match=why):
        Period.parse(text, strict=strict)


@pytest.mark.parametrize("text", ["wave-2", "2026 wave", "第3轮", "7", "ＡＢ"])
def test_other_texts_are_labels_only_where_allowed(text: str) -> None:
    with pytest.raises(PeriodError, match="is not a period"):
        Period.parse(text)
    assert Period.parse(text, strict=False).kind.value == "label"


def test_a_full_width_label_is_kept_in_half_width() -> None:
    assert str(Period.parse("ｗａｖｅ－２ ", strict=False)) == "wave-2"


@pytest.mark.parametrize("text", ["", "   ", "a\nb", "x" * 65])
def test_labels_that_cannot_stand_in_a_table(text: str) -> None:
    with pytest.raises(PeriodError, match="cannot be the label"):
        Period.parse(text, strict=False)


def test_a_long_text_is_shown_short() -> None:
    with pytest.raises(PeriodError) as refusal:
        checked_label("x" * 10_000)
    assert len(str(refusal.value)) < 250


@given(st.text(max_size=12), st.booleans())
def test_any_text_is_a_period_or_a_clear_refusal(text: str, strict: bool) -> None:
    try:
        period = Period.parse(text, strict=strict)
    except PeriodError as refusal:
        assert "write" in str(refusal) or "the last is" in str(refusal)  # noqa: PT017
    else:
        assert Period.parse(str(period), strict=strict) == period
