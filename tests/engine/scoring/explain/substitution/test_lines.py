"""Every line of arithmetic is true: all rules, both directions, exact and float64."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.scoring import DataFaults, Result
from sanbi.engine.scoring.explain.substitution import substituted_texts
from sanbi.engine.scoring.explain.substitution.lines import WRITERS
from sanbi.engine.scoring.scheme.rule_fields import RULES
from tests.engine.scoring.explain.calculator import falsehood
from tests.engine.scoring.explain.small import leaf, lines, observed, run
from tests.engine.scoring.explain.substitution.rule_cases import (
    ALONE,
    CASES,
    DIRECTED,
    EQUAL,
    MARKS,
    POSITIVE_ONLY,
)

UNITS = [{"unit": unit, "name": f"{unit}镇", "k": 3 + place} for place, unit in enumerate("ABCDEF")]
POSITIVE = {"A": 12.5, "B": 10.0, "C": 6.4, "D": 6.4, "E": 0.3, "F": 25.0}


def untrue(result: Result) -> Iterator[str]:
    """Yield what is untrue of any line of the result."""
    for outcome in result.outcomes:
        for (name, _), found in outcome.scores.leaves.items():
            texts = substituted_texts(result.run, found)
            values = found.unrounded.values.tolist()
            for code, text, value, held in zip(
                outcome.codes, texts, values, found.unrounded.present.tolist(), strict=True
            ):
                if held:
                    fault = falsehood(text, value, result.scheme.rounding)
                else:
                    fault = f"{text}: no score" if text else ""
                if fault:
                    yield f"{name} {code}: {fault}"


@pytest.mark.parametrize("precision", [2, None])
@pytest.mark.parametrize(("name", "better"), DIRECTED)
def test_every_line_is_true(name: str, better: str, precision: int | None) -> None:
    rule = CASES[name]
    values = POSITIVE if name.startswith("proportional") else None
    rows = observed(values)
    result = run(
        leaf(rule, better=better),
        observations=rows,
        units=UNITS,
        precision=precision,
    )
    assert list(untrue(result)) == []
    assert all(lines(result).values())


@pytest.mark.parametrize(("name", "better"), DIRECTED)
def test_every_line_is_true_with_a_factor_and_limits_of_the_leaf(name: str, better: str) -> None:
    """Sums stand in brackets before a factor, and limits outside of all."""
    values = POSITIVE if name.startswith("proportional") else None
    result = run(
        leaf(CASES[name], better=better, times="0.3 + 0.4 * k", cap="14", floor="-3"),
        observations=observed(values),
        units=UNITS,
    )
    assert list(untrue(result)) == []
    assert all(" × (0.3 + 0.4 × " in line for line in lines(result).values())


@pytest.mark.parametrize("precision", [2, None])
@pytest.mark.parametrize("better", ["high", "low"])
@pytest.mark.parametrize("rule", [*EQUAL.values(), *ALONE.values()], ids=[*EQUAL, *ALONE])
def test_every_outcome_of_equal_values_is_true(
    rule: Any, better: str, precision: int | None
) -> None:
    values = {"A": 7.0, "B": 7.0} if rule["type"] != "percentile" else {"A": 7.0}
    result = run(
        leaf(rule, better=better),
        observations=observed(values),
        units=[{"unit": unit} for unit in values],
        precision=precision,
    )
    assert list(untrue(result)) == []
    assert all("→" in line for line in lines(result).values())


@pytest.mark.parametrize("better", ["high", "low"])
@pytest.mark.parametrize("precision", [2, None])
def test_logarithmic_goalposts_are_true(better: str, precision: int | None) -> None:
    rule = POSITIVE_ONLY["goalposts log"]
    rows = observed(POSITIVE)
    result = run(leaf(rule, better=better), observations=rows, precision=precision)
    assert list(untrue(result)) == []
    assert "ln(" in lines(result)["A"]


def test_cases_name_every_rule() -> None:
    told = {rule["type"] for rule in CASES.values()}
    assert told | MARKS == set(RULES) == set(WRITERS)


def test_the_lines_of_the_reference() -> None:
    below = run(leaf({"type": "linear", "target": "9", "slope": "0.8"}, points="8"))
    assert lines(below)["C"] == "8 − (9 − 6.4) × 0.8 = 5.92"
    bands = run(leaf({"type": "progressive_bands", "target": "10", "base": "20"}, points="20"),
                observations=observed({"A": 23.0}), units=[{"unit": "A"}])  # fmt: skip
    assert lines(bands)["A"] == "20 + 10 × 20 ÷ 20 + 3 × 20 ÷ 40 = 31.5"
    place = run(leaf({"type": "rank_step"}))
    assert lines(place)["C"] == "10 × (1 − 0.05 × (3 − 1)) = 9"


def test_limits_stand_in_the_line_where_they_hold() -> None:
    both = run(leaf({"type": "direct", "cap": "10", "floor": "0"}))
    assert lines(both) == {
        "A": "min(12.5, 10) = 10",
        "B": "10",
        "C": "6.4",
        "D": "6.4",
        "E": "0",
        "F": "max(−3.2, 0) = 0",
    }


def test_times_and_limits_of_the_leaf() -> None:
    result = run(
        leaf(
            {"type": "direct", "cap": "10", "floor": "0"}, times="1 + 0.1 * k", cap="12", floor="5"
        ),
        units=UNITS,
    )
    held = lines(result)
    assert held["A"] == (
        "min(min(12.5, 10) × (1 + 0.1 × 3), 12) = min(min(12.5, 10) × 1.3, 12) = 12"
    )
    assert held["C"] == "6.4 × (1 + 0.1 × 5) = 6.4 × 1.5 = 9.6"
    assert held["E"] == "max(0 × (1 + 0.1 × 7), 5) = max(0 × 1.7, 5) = 5"
    assert list(untrue(result)) == []


def test_negative_factors_stand_in_brackets() -> None:
    units = [{**unit, "k": -2} for unit in UNITS]
    result = run(leaf("direct", times="k"), units=units)
    assert lines(result)["F"] == "(−3.2) × (−2) = 6.4"
    assert list(untrue(result)) == []


def test_overrides_are_put_in() -> None:
    result = run(
        leaf(
            {"type": "linear", "target": "9", "slope": "0.8", "cap": "11"},
            overrides=[
                {"unit": "C", "points": "20", "rule": {"target": "7", "slope": "2", "cap": "22"}},
                {"unit": "A", "rule": {"cap": "12"}},
            ],
        ),
    )
    held = lines(result)
    assert held["C"] == "20 − (7 − 6.4) × 2 = 18.8"
    assert held["D"] == "10 − (9 − 6.4) × 0.8 = 7.92"
    assert held["A"] == "min(10 + (12.5 − 9) × 0.8, 12) = min(12.8, 12) = 12"
    assert held["B"] == "10 + (10 − 9) × 0.8 = 10.8"
    assert list(untrue(result)) == []


SIZES = st.decimals(min_value="-50", max_value="50", places=3).map(float)


@given(
    case=st.sampled_from(DIRECTED),
    precision=st.sampled_from([2, None]),
    values=st.lists(SIZES, min_size=2, max_size=9),
)
def test_lines_of_any_data_are_true(
    case: tuple[str, str], precision: int | None, values: list[float]
) -> None:
    name, better = case
    codes = ["F", *"BACDEGHI"][: len(values)]
    held = dict(zip(codes, values, strict=True))
    targets = {code: 1 + abs(value) for code, value in zip(codes, reversed(values), strict=True)}
    units = [{"unit": code, "k": place} for place, code in enumerate(codes)]
    try:
        result = run(
            leaf(CASES[name], better=better, missing="zero"),
            observations=observed(held, targets),
            units=units,
            precision=precision,
        )
    except DataFaults:
        return  # a rule may refuse such data
    assert list(untrue(result)) == []
