"""Exact lines of the rules that give points for a place."""

import pytest

from sanbi.engine.scoring.explain.substitution.ranks import LONGEST
from tests.engine.scoring.explain.small import leaf, lines, observed, run
from tests.engine.scoring.explain.substitution.rule_cases import CASES
from tests.engine.scoring.explain.substitution.test_lines import untrue


@pytest.mark.parametrize(
    ("name", "better", "unit", "line"),
    [
        ("rank step", "high", "C", "10 × (1 − 0.3 × (3 − 1)) = 4"),
        ("rank step", "high", "F", "max(10 × (1 − 0.3 × (6 − 1)), 0) = max(−5, 0) = 0"),
        ("rank step", "low", "A", "max(10 × (1 − 0.3 × (6 − 1)), 0) = max(−5, 0) = 0"),
        ("rank step points", "high", "D", "10 − 2.5 × (3.5 − 1) = 3.75"),
        ("rank step dense", "high", "F", "10 × (1 − 0.05 × (5 − 1)) = 8"),
        ("rank table", "high", "B", "r = 2 → 3"),
        ("rank table", "high", "E", "r = 5 → 1 − 0.5 × (5 − 3) = 0"),
        ("rank table up", "high", "A", "r = 1 → 1"),
        ("rank table up", "high", "C", "r = 3.5 → (1.5 + 1.75) ÷ 2 = 1.625"),
        ("rank table up", "high", "E", "r = 5 → 1 + 0.25 × (5 − 1) = 2"),
        ("rank table flat", "high", "F", "r = 6 → 3 + 0 × (6 − 2) = 3"),
        ("rank table small", "high", "E", "n = 6 ≤ 6, r = 5 → 2 − 1 × (5 − 2) = −1"),
        ("rank bands", "high", "A", "r = 1, 1 ≤ 1 → 7"),
        ("rank bands", "high", "C", "r = 3, 1 < 3 ≤ 3 → 4"),
        ("rank bands", "high", "F", "r = 6, 6 > 3 → 1"),
        ("rank bands share", "high", "B", "r = 2, 2 ≤ 0.34 × 6 → 7"),
        (
            "rank bands share",
            "high",
            "C",
            "r = 3.5, 0.34 × 6 < 3.5 ≤ 0.67 × 6 → 4",
        ),
        ("rank bands small", "high", "B", "n = 6 ≤ 8, r = 2, 2 ≤ 2 → 3"),
    ],
)
def test_line(name: str, better: str, unit: str, line: str) -> None:
    assert lines(run(leaf(CASES[name], better=better)))[unit] == line


def test_a_group_too_large_for_the_small_table_says_so() -> None:
    rule = {"type": "rank_table", "table": ["5"], "small_group": {"at_most": "5", "table": ["9"]}}
    assert lines(run(leaf(rule)))["A"] == "n = 6 > 5, r = 1 → 5"


def test_many_tied_places_are_put_together() -> None:
    values = {f"U{place:02}": 7.0 for place in range(LONGEST + 2)}
    rule = {"type": "rank_table", "table": ["5", "3"], "beyond": "-0.5", "ties": "average"}
    result = run(
        leaf(rule), observations=observed(values, {}), units=[{"unit": unit} for unit in values]
    )
    assert lines(result)["U00"] == "r = 6.5 → 10.5 ÷ 12 = 0.875"
    assert list(untrue(result)) == []
