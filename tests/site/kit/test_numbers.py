"""How figures, amounts and dates are written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from sanbi.site.kit import numbers

MINUS = "\u2212"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (3850, 0, "3,850"),
        (1234567.5, 2, "1,234,567.50"),
        (Decimal("93.20"), None, "93.20"),
        (Decimal("1E+3"), None, "1,000"),
        (0.1, None, "0.1"),
        (0, 2, "0.00"),
        (2.675, 2, "2.68"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (-2.2, 1, f"{MINUS}2.2"),
        (-0.5, 0, f"{MINUS}1"),
        (-0.001, 2, "0.00"),
        ("1234.5", None, "1,234.5"),
        (f"{MINUS}7", 0, f"{MINUS}7"),
        (Decimal(10) ** 40, 0, "1" + "0" * 1 + ",000" * 13),
        (None, 2, None),
        ("", 2, None),
        (float("nan"), 2, None),
        (float("inf"), 2, None),
    ],
)
def test_written(value: numbers.Number, decimals: int | None, text: str | None) -> None:
    assert numbers.written(value, decimals) == text


def test_a_text_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not a number: '约900'"):
        numbers.written("约900")


@pytest.mark.parametrize(
    ("value", "text"), [(3.84, "+3.84"), (0.001, "0.00"), (-1, f"{MINUS}1.00")]
)
def test_signed(value: float, text: str) -> None:
    assert numbers.written(value, 2, sign=True) == text


@pytest.mark.parametrize(
    ("value", "text"), [(6.4, "+6.4%"), (-1.44, f"{MINUS}1.4%"), (0, "0.0%"), (None, None)]
)
def test_growth(value: float | None, text: str | None) -> None:
    assert numbers.growth(value) == text


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (1.2, "高 1.2 个百分点", "1.2 percentage points higher"),
        (-0.35, "低 0.4 个百分点", "0.4 percentage points lower"),
        (0.04, "持平", "level"),
        (None, None, None),
    ],
)
def test_points_apart(value: float | None, chinese: str | None, english: str | None) -> None:
    with translation.override("zh-hans"):
        assert numbers.points_apart(value) == chinese
    with translation.override("en"):
        assert numbers.points_apart(value) == english


@pytest.mark.parametrize(
    ("yuan", "unit", "shown"),
    [
        (1260000000, "", ("12.60", "亿元")),
        (100000000, "", ("1.00", "亿元")),
        (99999999, "", ("10,000", "万元")),
        (38500000, "", ("3,850", "万元")),
        (38500000, "yi", ("0.39", "亿元")),
        (1260000000, "wan", ("126,000", "万元")),
        (-250000000, "", (f"{MINUS}2.50", "亿元")),
        (0, "", ("0", "万元")),
        (None, "", None),
    ],
)
def test_money(yuan: int | None, unit: str, shown: tuple[str, str] | None) -> None:
    with translation.override("zh-hans"):
        assert numbers.money(yuan, unit) == shown


def test_days_and_moments() -> None:
    late = datetime(2026, 10, 20, 16, 30, tzinfo=UTC)  # already the 21st in Shanghai
    assert numbers.day(date(2026, 10, 20)) == "2026-10-20"
    assert numbers.day(date(2026, 10, 20), date(2026, 1, 1)) == "10-20"
    assert numbers.day(date(2025, 10, 20), date(2026, 1, 1)) == "2025-10-20"
    assert numbers.day(late) == "2026-10-21"
    assert numbers.moment(late) == "2026-10-21 00:30"
    assert numbers.moment(late, date(2026, 1, 1)) == "10-21 00:30"
    assert numbers.day(None) is None
    assert numbers.moment(None) is None


def test_months_use_a_word_for_the_span() -> None:
    with translation.override("zh-hans"):
        assert numbers.months(1, 9) == "1 至 9 月"
        assert numbers.months(3, 3) == "3 月"


def test_footnotes() -> None:
    assert [numbers.circled(number) for number in (1, 20, 21)] == ["①", "⑳", "(21)"]
