"""One leaf: points, targets, factors, exceptions, what is missing or does not apply."""

from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring import DataFaults, score
from sanbi.engine.scoring.arithmetic import EXACT
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.leaf_missing import all_scored
from sanbi.engine.scoring.evaluation.leaf_parameters import spread
from sanbi.engine.scoring.evaluation.leaf_rules import leaf_facts
from sanbi.engine.scoring.evaluation.leaves import rounded_array, score_leaf
from sanbi.engine.scoring.evaluation.weights import weight_of
from tests.engine.scoring.properties.cases import (
    CODES,
    PERIOD,
    data_of,
    figures,
    leaf,
    listed,
    near,
    run,
    scheme_of,
    scores,
    table_of,
    totals,
    unrounded,
)

F = Fraction
ARITHMETICS = pytest.mark.parametrize("precision", [2, None], ids=["exact", "float64"])
TABLE = {"x": [2.0, 4.0, 6.0], "y": [1.0, 3.0, None]}
GROUPS = [{"id": "g", "members": ["U0", "U1"]}, {"id": "h", "members": ["U1", "U2"]}]


def states(result: Any, code: str = "a") -> list[str]:
    """The states of a leaf."""
    return [row[12] for row in result.working_rows if row[2] == code]


# -- factors and limits ----------------------------------------------------------------------------
@ARITHMETICS
def test_the_factor_comes_before_cap_and_floor(precision: int | None) -> None:
    child = leaf("a", input="x", times="y", cap=10, floor=3, missing="zero")
    result = run(table_of(TABLE), child, precision=precision)
    assert near(unrounded(result, "a"), [3, 10, 0])  # the substitute is not clipped
    assert states(result) == ["scored", "scored", "missing:zero"]


# -- targets ---------------------------------------------------------------------------------------
@ARITHMETICS
def test_targets_of_data_a_number_or_an_input(precision: int | None) -> None:
    aims = {"x": [4.0, None, 3.0]}

    def scored(target: Any, **more: Any) -> list[Any]:
        rule = {"type": "proportional", "target": target, "cap": "none"}
        child = leaf("a", rule, input="x", points=10, missing="redistribute", **more)
        inputs = {"k": {"indicator": "y"}}
        return unrounded(run(table_of(TABLE, aims), child, precision=precision, inputs=inputs), "a")

    assert near(scored("data"), [5, None, 20])
    assert near(scored(8), [F(5, 2), 5, F(15, 2)])
    assert near(scored("k"), [20, F(40, 3), None])
    own = [{"unit": "U2", "rule": {"target": 6}}, {"unit": "U0", "rule": {"target": 2}}]
    assert near(scored("data", overrides=own), [10, None, 10])
    assert near(scored("k", overrides=own), [10, F(40, 3), 10])
    assert near(scored(8, overrides=own), [10, 5, 10])


def test_a_formula_has_no_target_column() -> None:
    rule = {"type": "formula", "formula": "x * target", "target": "data", "cap": "none"}
    child = leaf("a", rule, input={"formula": "x + 1"}, missing="redistribute")
    assert unrounded(run(table_of(TABLE), child), "a") == [None] * 3
    given = [{"unit": "U1", "rule": {"target": 2}}]
    child = leaf("a", rule, input={"formula": "x + 1"}, missing="redistribute", overrides=given)
    assert unrounded(run(table_of(TABLE), child), "a") == [None, 10, None]


# -- exceptions ------------------------------------------------------------------------------------
@ARITHMETICS
def test_later_exceptions_win(precision: int | None) -> None:
    own = [
        {"unit": "U1", "points": 20},
        {"unit": "U1", "points": 30, "rule": {"step": "0.5"}},
        {"unit": "U9", "points": 99},
    ]
    child = leaf("a", {"type": "rank_step", "step": "0.1"}, input="x", points=10, overrides=own)
    assert near(unrounded(run(table_of(TABLE), child, precision=precision), "a"), [8, 15, 10])


@ARITHMETICS
def test_a_cap_at_the_full_mark_follows_the_units_own(precision: int | None) -> None:
    own = [{"unit": "U0", "points": 20}, {"unit": "U1", "rule": {"cap": 5}}]
    rule = {"type": "proportional", "target": 1}
    child = leaf("a", rule, input="x", points=10, overrides=own)
    assert near(unrounded(run(table_of(TABLE), child, precision=precision), "a"), [20, 5, 10])


@ARITHMETICS
def test_a_limit_goes_round_each_units_base(precision: int | None) -> None:
    own = [{"unit": "U1", "rule": {"base": 6, "limit": 1}}]
    rule = {"type": "linear", "target": 0, "slope": 9, "limit": 3}
    child = leaf("a", rule, input="x", points=10, overrides=own)
    assert near(unrounded(run(table_of(TABLE), child, precision=precision), "a"), [13, 7, 13])


@ARITHMETICS
def test_a_groups_exception_acts_in_its_own_cohort(precision: int | None) -> None:
    own = [{"group": "g", "points": 20}]
    child = leaf("a", "min_max", input="x", points=10, overrides=own)
    result = run(table_of(TABLE), child, precision=precision, groups=GROUPS)
    held = [outcome.scores.leaves["a", PERIOD].score.values.tolist() for outcome in result.outcomes]
    assert near(held[0], [0, 20])
    assert near(held[1], [0, 10])
    every = run(table_of(TABLE), child, precision=precision, groups=GROUPS, compare_in="all")
    held = [outcome.scores.leaves["a", PERIOD].score.values.tolist() for outcome in every.outcomes]
    assert near(held[0], [0, 10])
    assert near(held[1], [10, 10])


@ARITHMETICS
def test_weights_differ_by_exceptions(precision: int | None) -> None:
    children = [
        leaf("x", overrides=[{"unit": "U1", "weight": 3}]),
        leaf("y", missing="redistribute"),
    ]
    result = run(table_of(TABLE), *children, precision=precision, root={"aggregate": "weighted"})
    assert near(totals(result), [F(3, 2) if precision else 1.5, F(15, 4) if precision else 3.75, 6])


def test_weights_are_numbers_or_arrays() -> None:
    scheme = scheme_of(
        leaf("x", overrides=[{"unit": "U1", "weight": 3}, {"unit": "U0", "points": 5}]), leaf("y")
    )
    evaluation = Evaluation(scheme, table_of(TABLE), PERIOD)
    found = weight_of(evaluation, scheme.leaves["x"], evaluation.everyone)
    assert found.tolist() == [1, 3, 1]
    assert weight_of(evaluation, scheme.leaves["y"], evaluation.everyone) == 1
    assert weight_of(evaluation, scheme.tree, evaluation.everyone) == 1


# -- conditions ------------------------------------------------------------------------------------
WHEN = {"fact": "y", "op": ">=", "value": 2}
UNKNOWN = {"error": None, "pass": [0, 2, 4], "fail": [0, 2, 0]}


@ARITHMETICS
@pytest.mark.parametrize("option", UNKNOWN)
def test_a_condition_that_cannot_be_decided(option: str, precision: int | None) -> None:
    child = leaf("a", {"type": "direct"}, input={"formula": "x - 2"}, when=WHEN, unknown=option)
    wanted: Any = UNKNOWN[option]
    if wanted is None:
        with pytest.raises(DataFaults) as refusal:
            run(table_of(TABLE), child, precision=precision)
        assert [fault.code for fault in refusal.value.faults] == ["unknown-condition"]
    else:
        assert near(unrounded(run(table_of(TABLE), child, precision=precision), "a"), wanted)


@ARITHMETICS
@pytest.mark.parametrize(("option", "found"), [("full", [10, 20]), ("zero", [0, 0])])
def test_what_does_not_apply_gets_the_units_own_full_mark(
    option: str, found: list[int], precision: int | None
) -> None:
    child = leaf(
        "a",
        input="x",
        points=10,
        when={"fact": "x", "op": ">", "value": 5},
        otherwise=option,
        overrides=[{"unit": "U1", "points": 20}],
    )
    result = run(table_of(TABLE), child, precision=precision)
    assert near(unrounded(result, "a"), [*found, 6])
    assert states(result) == [f"not_applicable:{option}"] * 2 + ["scored"]


# -- missing ---------------------------------------------------------------------------------------
@ARITHMETICS
def test_who_does_not_take_part_need_not_report(precision: int | None) -> None:
    units = [{"unit": code, "participates": code != "U2"} for code in CODES[:3]]
    result = run(data_of(units, figures(TABLE)), leaf("a", input="y"), precision=precision)
    assert near(unrounded(result, "a"), [1, 3, None])
    assert states(result)[2] == "missing:leave_out"


@ARITHMETICS
def test_a_group_mean_is_the_groups_also_where_all_are_compared(precision: int | None) -> None:
    table = {"x": [2.0, None, 10.0]}
    child = leaf(
        "a", {"type": "rank_value", "start": 0}, input="x", missing="group_mean", compare_in="all"
    )
    result = run(table_of(table), child, precision=precision, groups=GROUPS)
    held = [outcome.scores.leaves["a", PERIOD].score.values.tolist() for outcome in result.outcomes]
    assert near(held[0], [0, 0])
    assert near(held[1], [1, 1])


def test_a_leaf_is_rounded_once_after_all() -> None:
    result = run(
        table_of({"x": [1.0]}), leaf("a", input="x", times="1 / 3", precision=1), precision=3
    )
    assert unrounded(result, "a") == [F(1, 3)]
    assert scores(result, "a") == [F(3, 10)]
    assert rounded_array(EXACT.array([F(5, 2), F(-5, 2)]), 0, "half_even").tolist() == [2, -2]


def test_a_relative_rule_without_anybody_to_compare_gives_nothing() -> None:
    units = [{"unit": code, "participates": False} for code in CODES[:2]]
    child = leaf("a", "rank_step", input="x", missing="redistribute")
    assert unrounded(run(data_of(units, figures({"x": [1.0, 2.0]})), child), "a") == [None, None]
    best = leaf("a", {"type": "formula", "formula": "x / best"}, input="x", missing="redistribute")
    assert unrounded(run(data_of(units, figures({"x": [1.0, 2.0]})), best), "a") == [None, None]
    plain = leaf(
        "a", {"type": "formula", "formula": "x + count"}, input="x", missing="redistribute"
    )
    assert unrounded(run(data_of(units, figures({"x": [1.0, 2.0]})), plain), "a") == [1, 2]


def test_a_formula_rule_without_input_or_with_a_missing_name() -> None:
    rule = {"type": "formula", "formula": "points / y", "cap": "none"}
    child = {"id": "a", "points": 6, "rule": rule, "missing": "zero"}
    result = run(table_of(TABLE), child)
    assert unrounded(result, "a") == [6, 2, 0]
    assert [row[5] for row in result.working_rows] in (["", "", ""], ["0", "0", "0"])


def test_facts_of_some_units() -> None:
    scheme = scheme_of(
        leaf(
            "a",
            {"type": "proportional", "target": 4},
            input="x",
            overrides=[{"unit": "U1", "points": 7}],
        )
    )
    evaluation = Evaluation(scheme, table_of(TABLE), PERIOD)
    facts = leaf_facts(evaluation, scheme.leaves["a"], PERIOD, evaluation.everyone)
    some = facts.take(evaluation.everyone.index[1:])
    assert some.points.tolist() == [7, 100]
    assert listed(some.x) == [4, 6]
    assert some.target is not None
    assert listed(some.target) == [4, 4]
    found = score_leaf(evaluation, scheme.leaves["a"], PERIOD, evaluation.everyone)
    assert found.came == ("scored",) * 3


def test_states_and_numbers_for_all_units() -> None:
    assert all_scored(2) == ("scored", "scored")
    assert spread(F(3), 2, EXACT).tolist() == [3, 3]
    assert spread(EXACT.array([F(1), F(2)]), 2, EXACT).tolist() == [1, 2]


def test_scoring_a_leaf_in_an_unranked_cohort_is_shown() -> None:
    result = score(
        scheme_of(leaf("a", input="x", missing="leave_out")),
        table_of({"x": [1.0, None], "y": [1.0, 1.0]}),
    )
    assert [row[:5:4] for row in result.ranking_rows] == [["U0", "1"], ["U1", ""]]
