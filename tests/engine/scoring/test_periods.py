from fractions import Fraction

import pytest

from sanbi.engine.calendar import PeriodError
from sanbi.engine.scoring.periods import (
    canonical_period,
    latest_before,
    shifted,
    sub_periods,
    year_share,
)


def test_a_period_has_one_text_and_a_label_its_own() -> None:
    assert canonical_period("2026年三季度") == "2026Q3"
    assert canonical_period("第一轮") == "第一轮"


def test_earlier_periods() -> None:
    assert shifted("2026Q1", "previous") == "2025Q4"
    assert shifted("2026-02", "year_ago") == "2025-02"
    assert shifted("第一轮", "previous") == ""
    assert shifted("0001", "previous") == ""


def test_parts_of_a_period() -> None:
    assert sub_periods("2026H1", "quarters") == ("2026Q1", "2026Q2")
    assert sub_periods("2026Q3", "months") == ("2026-07", "2026-08", "2026-09")
    assert sub_periods("2026-07", "months") == ("2026-07",)


@pytest.mark.parametrize(("label", "what"), [("2026-07", "quarters"), ("wave-2", "months")])
def test_a_period_without_parts_is_refused(label: str, what: str) -> None:
    with pytest.raises(PeriodError, match=label):
        sub_periods(label, what)


def test_the_share_of_the_year_that_is_gone() -> None:
    found = {label: year_share(label) for label in ("2026Q3", "2026-01", "2026", "2026H1")}
    assert found == {
        "2026Q3": Fraction(3, 4),
        "2026-01": Fraction(1, 12),
        "2026": 1,
        "2026H1": Fraction(1, 2),
    }
    with pytest.raises(PeriodError):
        year_share("wave-2")


def test_the_latest_period_before_one_of_the_same_kind() -> None:
    held = {"2026Q1", "2026Q2", "2026Q4", "2025", "2026-06", "wave-1"}
    assert latest_before(held, "2026Q3") == "2026Q2"
    assert latest_before(held, "2026-07") == "2026-06"
    assert latest_before(held, "2026") == "2025"
    assert latest_before(held, "2026H1") is None
    assert latest_before(held, "wave-2") == "wave-1"
    assert latest_before(set(), "2026") is None


def test_a_text_that_is_no_period_stays_as_it_is() -> None:
    for text in ("", "2026Q5", "a\nb", "累计1-9月"):
        assert canonical_period(text) == text
