"""The calculator that checks lines of working: it reads what is true and refuses what is not."""

from fractions import Fraction

import pytest

from tests.engine.scoring.explain.calculator import falsehood


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("8 − (9 − 6.4) × 0.8 = 5.92", "5.92"),
        ("20 + 10 × 20 ÷ 20 + 3 × 20 ÷ 40 = 31.5", "31.5"),
        ("min(20 × 12 ÷ 10, 20) = min(24, 20) = 20", "20"),
        ("10 × (1 − 0.05 × (3 − 1)) = 9", "9"),
        ("max(5 − 2 × (4 − 1), 0) = max(−1, 0) = 0", "0"),
        ("10 × 10 ÷ 12 ≈ 8.333333", "25/3"),
        ("10 × ≈0.333333 ≈ 3.333333", "10/3"),
        ("10 × ≈−0.333333 ≈ −3.333333", "-10/3"),
        ("(≈−1.609438) × 2 ≈ −3.218876", "-3.218875824868201"),
        ("12 ≥ 10 → 16", "16"),
        ("2 < 3 ≤ 5 → 8", "8"),
        ("n = 3 ≤ 5, r = 3 → 0 − 1 × (3 − 2) = −1", "-1"),
        ("40 + int((15.9 − 10) ÷ 2) × 1 = 42", "42"),
        ("if(9 ≥ 8, 4 + 6, 0) = 10", "10"),
        ("if(not 9 < 8 and (1 + 1) = 2, 1, 0) = 1", "1"),
        ("clip(12, 0, 10) + abs(0 − 2) + round(2.345, 2) + mean(1, 2) = 15.85", "15.85"),
        ("5% × 100 = 5", "5"),
        ("ln(1) + exp(0) + sqrt(4) + pow(2, 3) = 11", "11"),
    ],
)
def test_reads_what_is_true(line: str, value: str) -> None:
    assert falsehood(line, Fraction(value)) == ""


@pytest.mark.parametrize(
    ("line", "value", "why"),
    [
        ("8 − (9 − 6.4) × 0.8 = 5.92", "5.93", "does not hold"),
        ("8 − (9 − 6.4) × 0.7 = 5.92", "5.92", "does not hold"),
        ("8 − (9 − 6.4) × 0.8 = 5.91", "5.92", "does not hold"),
        ("min(20 × 12 ÷ 10, 20) = min(23, 19) = 20", "20", "does not hold"),
        ("10 × 10 ÷ 12 = 8.333333", "25/3", "does not hold"),
        ("10 × ≈0.333334 ≈ 3.333333", "10/3", "does not hold"),
        ("9 ≥ 10 → 16", "16", "a comparison is false"),
        ("2 < 2 ≤ 5 → 8", "8", "a comparison is false"),
        ("r = 3, 3 ≤ 2 → 8", "8", "a comparison is false"),
        ("5 = 6 → 8", "8", "a comparison is false"),
        ("83.33333 = 10 × ≈8.333333", "83.33333", "too roughly"),
        ("1 ÷ 0 = 1", "1", "ZeroDivisionError"),
        ("8 − = 5", "5", "Unreadable"),
        ("8 − (9 = 5", "5", "Unreadable"),
        ("8分", "8", "Unreadable"),
        ("", "8", "IndexError"),
    ],
)
def test_finds_what_is_untrue(line: str, value: str, why: str) -> None:
    assert why in falsehood(line, Fraction(value))


def test_a_number_shortened_to_few_decimals_is_no_working() -> None:
    with pytest.raises(AssertionError, match="fewer than 6 decimals"):
        falsehood("10 × ≈0.3 = 3", Fraction(3))
