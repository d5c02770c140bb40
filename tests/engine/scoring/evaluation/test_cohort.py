from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring import DataFaults, score
from sanbi.engine.scoring.evaluation.cohort import CohortScorer, score_facts
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.mark_columns import mark_column
from tests.engine.scoring.properties.cases import (
    PERIOD,
    data_of,
    figures,
    leaf,
    listed,
    near,
    node_values,
    run,
    scheme_of,
    scores,
    table_of,
    totals,
)

F = Fraction
ARITHMETICS = pytest.mark.parametrize("precision", [1, None], ids=["exact", "float64"])
TABLE = {"a": [6.0, 4.0], "b": [3.0, 9.0]}


def block(code: str, **more: Any) -> dict[str, Any]:
    """A bonus of the indicator b."""
    return {
        "id": code,
        "sign": "add",
        "items": [leaf(f"{code}-i", input="b", missing="redistribute")],
        **more,
    }


@ARITHMETICS
def test_bonus_deduction_and_their_caps(precision: int | None) -> None:
    blocks = [block("p", cap=5), block("q", sign="deduct", cap=4), block("r", cap="none")]
    result = run(table_of(TABLE), leaf("a"), precision=precision, adjustments=blocks)
    assert near(totals(result), [6 + 3 - 3 + 3, 4 + 5 - 4 + 9])
    raw = result.outcomes[0].scores.adjustments["p"].raw.tolist()
    assert near(raw, [3, 9])


@ARITHMETICS
def test_an_absent_item_adds_nothing(precision: int | None) -> None:
    result = run(
        table_of({"a": [1.0], "b": [None]}),
        leaf("a"),
        precision=precision,
        adjustments=[block("p")],
    )
    assert near(totals(result), [1])


@ARITHMETICS
def test_a_block_that_does_not_apply_gives_nothing(precision: int | None) -> None:
    when = {"fact": "score.a", "op": ">=", "value": 5}
    result = run(
        table_of(TABLE), leaf("a"), precision=precision, adjustments=[block("p", when=when)]
    )
    assert near(totals(result), [9, 4])


@ARITHMETICS
def test_no_bonus_takes_additions_but_no_deductions(precision: int | None) -> None:
    veto = {"id": "v", "when": {"fact": "a", "op": ">", "value": 5}, "then": {"effect": "no_bonus"}}
    blocks = [block("p"), block("q", sign="deduct", cap=1)]
    result = run(table_of(TABLE), leaf("a"), precision=precision, adjustments=blocks, vetoes=[veto])
    assert near(totals(result), [5, 12])
    named = {
        **veto,
        "then": [{"effect": "no_bonus", "target": "q"}, {"effect": "no_bonus", "target": "q"}],
    }
    result = run(
        table_of(TABLE), leaf("a"), precision=precision, adjustments=blocks, vetoes=[named]
    )
    assert near(totals(result), [9, 12])


@ARITHMETICS
def test_gates_on_leaves_reach_the_nodes(precision: int | None) -> None:
    when = {"fact": "b", "op": ">", "value": 5}
    vetoes = [
        {"id": "v", "when": when, "then": {"effect": "cap_leaf", "target": "a", "to": 3}},
        {"id": "w", "when": when, "then": {"effect": "zero_leaf", "target": "b"}},
        {"id": "z", "when": when, "then": {"effect": "cap_leaf", "target": "a", "to": 50}},
    ]
    result = run(table_of(TABLE), leaf("a"), leaf("b"), precision=precision, vetoes=vetoes)
    assert near(totals(result), [9, 3])
    assert near(node_values(result), [9, 3])
    assert [row[12] for row in result.working_rows] == ["scored", "scored", "gated:v", "gated:w"]
    leaf_result = result.outcomes[0].scores.leaves["a", PERIOD]
    assert leaf_result.came == ("scored", "scored")


def test_a_zeroed_deduction_is_nothing() -> None:
    veto = {
        "id": "v",
        "when": {"fact": "b", "op": ">", "value": 1},
        "then": {"effect": "zero_leaf", "target": "a"},
    }
    assert totals(
        run(table_of({"a": [-5.0], "b": [3.0]}), leaf("a"), leaf("b"), vetoes=[veto])
    ) == [3]


@ARITHMETICS
def test_total_caps_come_before_the_floor(precision: int | None) -> None:
    veto = {
        "id": "v",
        "when": {"fact": "a", "op": ">", "value": 5},
        "then": {"effect": "cap_total", "to": 2},
    }
    result = run(table_of(TABLE), leaf("a"), precision=precision, vetoes=[veto], total={"floor": 3})
    assert near(totals(result), [3, 4])


def test_facts_are_those_of_the_runs_own_period() -> None:
    inner = {"id": "n", "over": {"periods": ["x", PERIOD]}, "children": [leaf("a")]}
    other = {"id": "m", "over": {"periods": ["x", "y"]}, "children": [leaf("c", input="a")]}
    scheme = scheme_of(inner, other, adjustments=[block("p")])
    rows = [
        *figures(TABLE),
        *figures({"a": [1.0, 2.0]}, period="x"),
        *figures({"a": [8.0, 9.0]}, period="y"),
    ]
    evaluation = Evaluation(scheme, data_of(["U0", "U1"], rows), PERIOD)
    scorer = CohortScorer(evaluation, evaluation.cohorts[0], {})
    held = score_facts(scorer.score(), evaluation)
    assert list(held["score.a"]) == [6, 4]
    assert list(held["x.a"]) == [6, 4]
    assert list(held["score.c"]) == [8, 9]
    assert list(held["score.n"]) == [F(7, 2), 3]
    assert list(held["score.p"]) == [3, 9]
    assert len(held) == len(list(held))
    assert "score.z" not in held


def test_rounding_at_nodes() -> None:
    inner = {"id": "n", "children": [leaf("a", times="1 / 3")]}
    data = table_of({"a": [1.0], "b": [1.0]})
    result = run(data, inner, leaf("b", times="1 / 3"), precision=1, round_at=["node"])
    assert result.outcomes[0].scores.nodes["n", PERIOD].score.values.tolist() == [F(3, 10)]
    assert scores(result, "a") == [F(1, 3)]
    assert totals(result) == [F(3, 5)]  # the root is a node too


def test_columns_of_marks() -> None:
    data = data_of(
        ["U0", "U1"],
        events=[{"unit": "U1", "item": "e", "period": PERIOD, "count": 2.0}],
        ratings=[{"unit": "U0", "leaf": "r", "period": PERIOD, "rating": 4.0}],
        ballots=[{"electorate": "b", "period": PERIOD, "ballot": "1", "unit": "U1", "mark": "80"}],
    )
    scheme = scheme_of(
        {"id": "e", "rule": {"type": "events", "each": 3}},
        {"id": "r", "points": 20, "rule": {"type": "rating", "out_of": 5}, "missing": "zero"},
        {"id": "v", "rule": {"type": "ballot", "electorate": "b"}, "missing": "zero"},
        electorates={"b": {"kind": "score"}},
    )
    evaluation = Evaluation(scheme, data, PERIOD)

    def column(name: str) -> list[Any]:
        return listed(mark_column(evaluation, scheme.leaves[name], PERIOD, evaluation.everyone))

    assert column("e") == [0, 6]  # no event is no missing figure
    assert column("r") == [4, None]
    assert column("v") == [None, 80]
    assert evaluation.ballots("b", PERIOD) is evaluation.ballots("b", PERIOD)


def test_what_comes_after_the_runs_own_period_does_not_hide_it() -> None:
    inner = {"id": "n", "over": {"periods": [PERIOD, "x"]}, "children": [leaf("a")]}
    rows = [*figures(TABLE), *figures({"a": [1.0, 2.0]}, period="x")]
    veto = {"id": "v", "when": {"fact": "score.a", "op": ">", "value": 5}}
    result = run(data_of(["U0", "U1"], rows), inner, vetoes=[veto])
    assert [row[4] for row in result.ranking_rows] == ["1", ""]


@ARITHMETICS
@pytest.mark.parametrize("aggregate", ["sum", "fold"])
def test_a_full_mark_that_depends_on_the_period_cannot_scale(
    aggregate: str, precision: int | None
) -> None:
    quarters = {"periods": "quarters", "aggregate": "sum"}
    inner = {"id": "n", "over": quarters, "children": [leaf("a", missing="redistribute")]}
    data = data_of(["U0"], figures({"b": [1.0]}, period="2026"))
    scheme = scheme_of(
        inner, leaf("b"), root={"aggregate": aggregate}, precision=precision, period=...
    )
    with pytest.raises(DataFaults) as refusal:
        score(scheme, data, "2026")
    assert [fault.code for fault in refusal.value.faults] == ["points"]
