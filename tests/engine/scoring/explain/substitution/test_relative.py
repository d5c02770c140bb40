"""Exact lines of the rules over the population."""

import pytest

from sanbi.engine.scoring.explain.substitution import relative
from sanbi.engine.scoring.explain.substitution.lines import WRITERS
from tests.engine.scoring.explain.small import leaf, lines, observed, run
from tests.engine.scoring.explain.substitution.rule_cases import ALONE, CASES, EQUAL
from tests.engine.scoring.explain.substitution.test_lines import untrue


@pytest.mark.parametrize(
    ("name", "better", "unit", "line"),
    [
        ("efficacy", "high", "B", "10 × (0.6 + 0.4 × (10 − (−3.2)) ÷ (12.5 − (−3.2))) ≈ 9.363057"),
        ("efficacy", "low", "A", "10 × (0.6 + 0.4 × (12.5 − 12.5) ÷ (12.5 − (−3.2))) = 6"),
        ("efficacy given", "high", "C", "10 × (0.5 + 0.5 × (6.4 − 0) ÷ (10 − 0)) = 8.2"),
        ("ratio zero", "high", "B", "10 × 10 ÷ 12.5 = 8"),
        ("ratio zero", "high", "F", "max(10 × (−3.2) ÷ 12.5, 0) = max(−2.56, 0) = 0"),
        ("ratio zero", "low", "B", "(−3.2) ≤ 0 → 0"),
        ("ratio full", "low", "A", "(−3.2) ≤ 0 → 10"),
        ("min-max", "high", "A", "10 × (12.5 − (−3.2)) ÷ (12.5 − (−3.2)) = 10"),
        ("min-max range", "high", "F", "1 + 9 × ((−3.2) − (−3.2)) ÷ (12.5 − (−3.2)) = 1"),
        ("z-score population", "high", "C", "70 + 10 × (6.4 − 5.35) ÷ ≈5.426402 ≈ 71.934984"),
        ("z-score population", "low", "C", "70 + 10 × (5.35 − 6.4) ÷ ≈5.426402 ≈ 68.065016"),
        ("percentile", "high", "B", "10 × 4 ÷ (6 − 1) = 8"),
        ("percentile", "low", "B", "10 × 1 ÷ (6 − 1) = 2"),
        ("rank value", "high", "C", "r = 3 → 1 + 3 − 1 = 3"),
        ("rank value zero", "high", "C", "r = 3.5 → 0 + 3.5 − 1 = 2.5"),
        (
            "distance range",
            "high",
            "C",
            "10 × (1 − (13 − 6.4) ÷ (13 − (−3.2))) ≈ 5.925926",
        ),
        ("distance unit", "low", "A", "10 × (1 − (12.5 − 10) ÷ (12.5 − 10)) = 0"),
        ("distance zero", "high", "A", "(−3.2) − (−3.2) = 0 → 10 ÷ 2 = 5"),
        ("distance ratio", "high", "C", "10 × 6.4 ÷ 5 = 12.8"),
        ("distance ratio", "low", "C", "10 × 5 ÷ 6.4 = 7.8125"),
        ("distance ratio", "low", "E", "0 = 0 → 0"),
    ],
)
def test_line(name: str, better: str, unit: str, line: str) -> None:
    assert lines(run(leaf(CASES[name], better=better)))[unit] == line


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("efficacy full", "7 = 7 → 10"),
        ("efficacy zero", "7 = 7 → 0"),
        ("efficacy base", "7 = 7 → 0.6 × 10 = 6"),
        ("efficacy mid", "7 = 7 → 10 ÷ 2 = 5"),
        ("min_max full", "7 = 7 → 8"),
        ("min_max zero", "7 = 7 → 0"),
        ("min_max mid", "7 = 7 → (2 + 8) ÷ 2 = 5"),
        ("z_score full", "7 = 7 → 10"),
        ("z_score mid", "7 = 7 → 50"),
        ("distance_to_reference mid", "7 − 7 = 0 → 10 ÷ 2 = 5"),
        ("distance_to_reference base", "7 − 7 = 0 → 0"),
    ],
)
def test_all_equal(name: str, line: str) -> None:
    values = {"A": 7.0, "B": 7.0}
    result = run(
        leaf(EQUAL[name]), observations=observed(values), units=[{"unit": unit} for unit in values]
    )
    assert set(lines(result).values()) == {line}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("percentile full", "n = 1 → 10"),
        ("percentile zero", "n = 1 → 0"),
        ("percentile mid", "n = 1 → 10 ÷ 2 = 5"),
    ],
)
def test_alone(name: str, line: str) -> None:
    result = run(leaf(ALONE[name]), observations=observed({"A": 7.0}), units=[{"unit": "A"}])
    assert lines(result) == {"A": line}


def test_writers_of_this_module_are_used() -> None:
    assert WRITERS["z_score"] is relative.z_score


def test_overrides_where_all_are_equal() -> None:
    values = {"A": 7.0, "B": 7.0}
    units = [{"unit": unit} for unit in values]
    for rule, change, line in (
        ({"type": "efficacy", "when_equal": "base"}, {"share_base": "0.5"}, "7 = 7 → 0.5 × 10 = 5"),
        ({"type": "z_score", "mean": "50"}, {"mean": "70"}, "7 = 7 → 70"),
    ):
        result = run(
            leaf(rule, overrides=[{"unit": "B", "rule": change}]),
            observations=observed(values),
            units=units,
        )
        assert lines(result)["B"] == line
        assert list(untrue(result)) == []


def test_the_least_is_best() -> None:
    values = {"A": 12.5, "B": 10.0}
    result = run(
        leaf("ratio_to_best", better="low"),
        observations=observed(values),
        units=[{"unit": unit} for unit in values],
    )
    assert lines(result) == {"A": "10 × 10 ÷ 12.5 = 8", "B": "10 × 10 ÷ 10 = 10"}
