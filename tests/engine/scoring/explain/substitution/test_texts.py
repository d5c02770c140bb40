"""What stands in the line where the rule was not applied, and in which scope rules compare."""

from typing import Any

import pytest

from sanbi.engine.scoring.explain.substitution.texts import rule_pieces, substituted_texts
from tests.engine.scoring.explain.small import VALUES, leaf, leaf_result, lines, observed, run
from tests.engine.scoring.explain.substitution.test_lines import untrue

HOLES: dict[str, float | None] = {**VALUES, "E": None}
RULE = {"type": "proportional", "target": "data", "cap": "none", "floor": "none"}


@pytest.mark.parametrize(
    ("missing", "line"),
    [
        ("zero", "0"),
        ({"fixed": "2.505"}, "2.505"),
        ("group_mean", "(12.5 + 10 + ≈7.111111 + 8 − 6.4) ÷ 5 ≈ 6.242222"),
        ("group_minimum", "min(12.5, 10, ≈7.111111, 8, −6.4) = −6.4"),
        ("redistribute", ""),
        ("leave_out", ""),
    ],
)
@pytest.mark.parametrize("precision", [2, None])
def test_missing(missing: Any, line: str, precision: int | None) -> None:
    result = run(leaf(RULE, missing=missing), observations=observed(HOLES), precision=precision)
    assert lines(result)["E"].replace("+ (−6.4)", "− 6.4") == line
    assert list(untrue(result)) == []


def test_the_mean_of_many_is_not_written_out() -> None:
    values: dict[str, float | None] = {f"U{place:02}": float(place) for place in range(12)}
    values["U00"] = None
    result = run(
        leaf(RULE, missing="group_mean"),
        observations=observed(values, dict.fromkeys(values, 10.0)),
        units=[{"unit": unit} for unit in values],
    )
    assert lines(result)["U00"] == "6"


def test_nobody_has_data() -> None:
    held: dict[str, float | None] = dict.fromkeys(VALUES)
    result = run(leaf("ratio_to_best", missing="group_mean"), observations=observed(held))
    assert set(lines(result).values()) == {"0"}


@pytest.mark.parametrize(
    ("otherwise", "line"),
    [
        ("zero", "0"),
        ("full", "10"),
        ({"fixed": "1.5"}, "1.5"),
        ("redistribute", ""),
        ("leave_out", ""),
    ],
)
def test_not_applicable(otherwise: Any, line: str) -> None:
    when = {"fact": "f", "op": ">=", "value": "0"}
    result = run(leaf("rank_step", when=when, otherwise=otherwise))
    assert lines(result)["F"] == line
    assert lines(result)["E"] == "10 × (1 − 0.05 × (5 − 1)) = 8"
    assert list(untrue(result)) == []


def test_a_gate_leaves_the_line_of_the_rule() -> None:
    gate = {
        "id": "g",
        "name": "底线",
        "require": {"fact": "f", "op": ">=", "value": "7"},
        "else": [{"effect": "cap_leaf", "target": "l", "to": "3"}],
    }
    result = run(leaf({"type": "direct"}), gates=[gate])
    assert leaf_result(result).state[2] == "gated:g"
    assert lines(result)["C"] == "6.4"
    assert list(untrue(result)) == []


def test_a_gate_over_a_substitute_leaves_the_substitute() -> None:
    gate = {
        "id": "g",
        "require": {"fact": "score.l", "op": "<", "value": "2"},
        "else": [{"effect": "zero_leaf", "target": "l"}],
    }
    rows = observed(HOLES)
    result = run(leaf(RULE, missing={"fixed": "3"}), observations=rows, gates=[gate])
    assert leaf_result(result).state[4] == "gated:g"
    assert lines(result)["E"] == "3"


@pytest.mark.parametrize("precision", [2, None])
def test_comparison_in_all_groups(precision: int | None) -> None:
    groups = [{"id": "g", "members": ["B", "D"]}, {"id": "h", "members": ["A", "C", "E", "F"]}]
    rule = {"type": "ratio_to_best", "nonpositive": "zero"}
    result = run(leaf(rule, compare_in="all"), groups=groups, precision=precision)
    assert lines(result) == {"B": "10 × 10 ÷ 12.5 = 8", "D": "10 × 6.4 ÷ 12.5 = 5.12"}
    assert list(untrue(result)) == []
    inside = run(leaf(rule), groups=groups, precision=precision)
    assert lines(inside)["B"] == "10 × 10 ÷ 10 = 10"
    assert list(untrue(inside)) == []


def test_units_outside_the_population_have_lines_too() -> None:
    units = [{"unit": unit, "participates": unit != "A"} for unit in VALUES]
    result = run(leaf({"type": "ratio_to_best", "nonpositive": "zero", "cap": "none"}), units=units)
    assert lines(result)["A"] == "10 × 12.5 ÷ 10 = 12.5"
    assert list(untrue(result)) == []


def test_an_undefined_formula_is_missing() -> None:
    rule = {"type": "formula", "formula": "10 / x", "cap": "none", "floor": "none"}
    result = run(leaf(rule, missing="zero"))
    assert lines(result)["E"] == "0"
    assert lines(result)["B"] == "10 ÷ 10 = 1"
    assert list(untrue(result)) == []


def test_pieces_of_one_unit_mark_the_inputs() -> None:
    result = run(leaf({"type": "linear", "target": "9", "slope": "0.8"}))
    found = leaf_result(result)
    [(row, because, chain)] = rule_pieces(result.run, found, [2], mark=True)
    assert (row, because) == (2, "")
    assert chain == "\ue00010\ue001 − (\ue0009\ue001 − \ue0006.4\ue001) × \ue0000.8\ue001"
    assert substituted_texts(result.run, found)[2] == "10 − (9 − 6.4) × 0.8 = 7.92"
    assert rule_pieces(result.run, found, [], mark=True) == []
