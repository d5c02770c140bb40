"""Exact lines of the rules over a target or fixed limits."""

from typing import Any

import pytest

from sanbi.engine.scoring.explain.substitution.targets import LONGEST
from tests.engine.scoring.explain.small import leaf, lines, observed, run
from tests.engine.scoring.explain.substitution.rule_cases import CASES
from tests.engine.scoring.explain.substitution.test_lines import untrue


def of(name: str, better: str = "high") -> dict[str, str]:
    return lines(run(leaf(CASES[name], better=better)))


@pytest.mark.parametrize(
    ("name", "better", "unit", "line"),
    [
        ("proportional", "high", "D", "10 × 6.4 ÷ 8 = 8"),
        ("proportional", "high", "A", "min(10 × 12.5 ÷ 10, 10) = min(12.5, 10) = 10"),
        ("proportional", "high", "F", "max(10 × (−3.2) ÷ 5, 0) = max(−6.4, 0) = 0"),
        ("proportional", "low", "A", "10 × 10 ÷ 12.5 = 8"),
        ("proportional", "low", "E", "0 ≤ 0 → 10"),
        ("linear fixed", "high", "C", "8 − (9 − 6.4) × 0.8 = 5.92"),
        ("linear fixed", "low", "C", "min(8 + (9 − 6.4) × 0.8, 10) = min(10.08, 10) = 10"),
        ("linear", "high", "B", "10 + (10 − 10) × 0.8 = 10"),
        ("linear step", "high", "C", "6 − (9 − 6.4) ÷ 0.3 × 0.5 ≈ 1.666667"),
        ("linear whole steps", "high", "A", "10 + int((12.5 − 10) ÷ 2) × 1 = 11"),
        ("linear whole steps", "high", "F", "10 − int((5 − (−3.2)) ÷ 2) × 1 = 6"),
        ("linear whole", "high", "C", "5 − int(9 − 6.4) × 1 = 3"),
        ("linear two slopes", "high", "A", "6 + (12.5 − 7) × 0.5 = 8.75"),
        ("linear two slopes", "high", "C", "6 − (7 − 6.4) × 1.5 = 5.1"),
        ("linear two slopes", "low", "A", "max(6 − (12.5 − 7) × 1.5, 0) = max(−2.25, 0) = 0"),
        ("linear limit", "high", "F", "max(5 − (5 − (−3.2)) × 1, 2) = max(−3.2, 2) = 2"),
        ("linear tiers", "high", "A", "6 + (11 − 8) × 0.5 + (12.5 − 11) × (−0.2) = 7.2"),
        ("linear tiers", "high", "E", "6 − (8 − 5) × 0.5 − (5 − 0) × 0.1 = 4"),
        ("linear tiers", "low", "E", "6 + (8 − 5) × 0.5 + (5 − 0) × 0.1 = 8"),
        ("linear tier gap", "high", "A", "4 + 0 = 4"),
        ("progressive", "high", "C", "10 − 2.6 × 10 ÷ 20 = 8.7"),
        ("progressive", "low", "C", "10 + 2.6 × 10 ÷ 20 = 11.3"),
        ("progressive", "high", "B", "10 + 0 = 10"),
        (
            "progressive few bands",
            "high",
            "A",
            "min(10 + 1 × 10 ÷ 20 + 1.5 × 10 ÷ 40, 10.2) = min(10.875, 10.2) = 10.2",
        ),
        ("threshold", "high", "B", "10 ≥ 10 → 10"),
        ("threshold", "high", "C", "6.4 < 9 → 2"),
        ("threshold", "low", "A", "12.5 > 10 → 2"),
        ("threshold strict", "high", "B", "10 ≤ 10 → 0"),
        ("threshold strict", "low", "C", "6.4 < 10 → 10"),
        ("value bands min", "high", "A", "12.5 ≥ 10 → 8"),
        ("value bands min", "high", "C", "6 ≤ 6.4 < 10 → 5"),
        ("value bands min", "high", "F", "(−3.2) < 6 → −1"),
        ("value bands max", "low", "C", "0 < 6.4 ≤ 7 → 5"),
        ("value bands max", "low", "A", "12.5 > 7 → 0"),
        ("value bands mixed high", "high", "C", "6 ≤ 6.4 ≤ 10 → 5"),
        ("goalposts", "high", "C", "10 × (6.4 − 0) ÷ (10 − 0) = 6.4"),
        ("goalposts", "low", "C", "10 × (10 − 6.4) ÷ (10 − 0) = 3.6"),
        (
            "goalposts",
            "high",
            "A",
            "min(10 × (12.5 − 0) ÷ (10 − 0), 10) = min(12.5, 10) = 10",
        ),
        ("goalposts open", "high", "A", "10 × (12.5 − 1) ÷ (10 − 1) ≈ 12.777778"),
        ("direct limited", "high", "F", "max(−3.2, 0) = 0"),
    ],
)
def test_line(name: str, better: str, unit: str, line: str) -> None:
    assert of(name, better)[unit] == line


def test_many_bands_are_put_together_in_the_middle() -> None:
    rule: Any = {"type": "progressive_bands", "target": "0", "band": "1", "base": "20"}
    result = run(leaf(rule), observations=observed({"A": 30.5}), units=[{"unit": "A"}])
    line = lines(result)["A"]
    assert line.startswith("20 + 1 × 20 ÷ 20 + 1 × 20 ÷ 40 + 1 × 20 ÷ 60 +")
    assert line.count("+") == LONGEST + 1
    assert list(untrue(result)) == []
