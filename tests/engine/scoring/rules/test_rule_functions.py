"""Edges of the rules and what they refuse; each rule's figures stand on its page."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from sanbi.engine.scoring import DataFaults
from sanbi.engine.scoring.arithmetic import EXACT
from sanbi.engine.scoring.rules import RULE_FUNCTIONS
from sanbi.engine.scoring.rules.context import RuleContext, RuleFault
from sanbi.engine.scoring.rules.expression import formula
from sanbi.engine.scoring.rules.marks import ballot, events, rating
from sanbi.engine.scoring.rules.ranks import rank_bands, rank_step, rank_table
from sanbi.engine.scoring.rules.relative import ratio_to_best, z_score
from sanbi.engine.scoring.rules.targets import linear, proportional, threshold
from tests.engine.scoring.properties.cases import leaf, near, run, table_of, unrounded

F = Fraction
ARITHMETICS = pytest.mark.parametrize("precision", [2, None], ids=["exact", "float64"])


def scored(
    rule: Any, values: list[float | None], precision: int | None = 2, **more: Any
) -> list[Any]:
    """Unrounded scores of a leaf of 10 points."""
    targets = more.pop("targets", None)
    data = table_of({"x": values}, None if targets is None else {"x": targets})
    scheme = {key: more.pop(key) for key in ("inputs",) if key in more}
    child = leaf("a", rule, points=10, input="x", missing="redistribute", **more)
    return unrounded(run(data, child, precision=precision, **scheme), "a")


CASES: list[tuple[Any, list[float], dict[str, Any], list[Any]]] = [
    # an input of 0 or less where less is better gets the cap
    (
        {"type": "proportional", "target": 4},
        [2.0, 8.0, 0.0, -1.0],
        {"better": "low"},
        [10, 5, 10, 10],
    ),
    ({"type": "proportional", "target": 4, "cap": 12}, [5.0, -5.0], {}, [12, 0]),
    # linear: steps, slopes, tiers
    (
        {"type": "linear", "target": 10, "slope": 1, "step": 2, "cap": "none"},
        [13.0],
        {},
        [F(23, 2)],
    ),
    (
        {"type": "linear", "target": 10, "slope": 1, "step": 2, "whole_steps": True},
        [5.0, 7.0],
        {},
        [8, 9],
    ),
    ({"type": "linear", "target": 10, "slope": 0, "slope_down": 3}, [9.0, 12.0], {}, [7, 10]),
    (
        {
            "type": "linear",
            "target": 0,
            "base": 0,
            "tiers": [{"from": 2, "to": 4, "slope": 1}],
            "floor": "none",
        },
        [1.0, 3.0, 9.0, -5.0],
        {},
        [0, 1, 2, 0],
    ),
    (
        {"type": "linear", "target": 5, "tiers": [{"slope": 1}], "base": 5},
        [3.0, 7.0],
        {"better": "low"},
        [7, 3],
    ),
    # progressive bands: the last takes the rest
    (
        {
            "type": "progressive_bands",
            "target": 0,
            "base": 100,
            "band": 10,
            "first": 20,
            "next": 20,
            "max_bands": 2,
        },
        [25.0, -25.0, 0.0],
        {},
        [100 + 50 + F(75, 2), 100 - 50 - F(75, 2), 100],
    ),
    ({"type": "threshold", "target": 3, "otherwise": -1}, [3.0, 2.9], {}, [10, -1]),
    ({"type": "threshold", "target": 3, "strict": True}, [3.0, 2.9], {"better": "low"}, [0, 10]),
    (
        {"type": "value_bands", "bands": [{"min": 5, "max": 6, "points": 9}]},
        [5.0, 6.0, 6.1],
        {},
        [9, 9, 0],
    ),
    # ratio to best
    ({"type": "ratio_to_best", "nonpositive": "zero"}, [0.0, -2.0], {}, [0, 0]),
    ({"type": "ratio_to_best", "nonpositive": "full"}, [0.0, -2.0], {}, [10, 10]),
    (
        {"type": "ratio_to_best", "nonpositive": "zero"},
        [4.0, 8.0, 0.0],
        {"better": "low"},
        [0, 0, 0],
    ),
    ("ratio_to_best", [4.0, -8.0], {}, [10, 0]),
    # ranks
    ({"type": "rank_step", "points_step": 3, "floor": 2}, [5.0, 4.0, 3.0, 2.0], {}, [10, 7, 4, 2]),
    ({"type": "rank_table", "table": [9, 6]}, [5.0, 4.0, 3.0], {}, [9, 6, 6]),
    (
        {"type": "rank_table", "table": [9, 6, 3], "ties": "average"},
        [5.0, 5.0, 3.0],
        {},
        [F(15, 2), F(15, 2), 3],
    ),
    (
        {
            "type": "rank_table",
            "table": [9],
            "beyond": -1,
            "small_group": {"at_most": 2, "table": [4, 2]},
        },
        [5.0, 4.0],
        {},
        [4, 2],
    ),
    (
        {
            "type": "rank_bands",
            "bands": [{"to_share": "0.5", "points": 8}],
            "otherwise": 1,
            "small_group": {"at_most": 1, "bands": [{"to": 1, "points": 3}]},
        },
        [5.0, 4.0, 3.0],
        {},
        [8, 1, 1],
    ),
    # one unit alone
    ("percentile", [5.0], {}, [10]),
    ({"type": "z_score", "when_equal": "zero"}, [5.0], {}, [0]),
    ({"type": "z_score", "sample": False}, [5.0, 5.0], {}, [0, 0]),
    # goalposts
    (
        {"type": "goalposts", "low": 1, "high": 100, "scale": "log"},
        [10.0, 0.5, 0.0],
        {},
        [5, 0, None],
    ),
    ({"type": "goalposts", "low": 0, "high": 10, "truncate": False}, [15.0], {}, [15]),
    # distances
    ({"type": "distance_to_reference", "reference": "U0"}, [4.0, 2.0, 6.0], {}, [10, 0, 20]),
    ({"type": "distance_to_reference", "reference": 0, "measure": "ratio"}, [4.0], {}, [10]),
    (
        {"type": "distance_to_reference", "reference": 0, "measure": "ratio", "when_equal": "mid"},
        [4.0],
        {},
        [5],
    ),
    # formulas
    ({"type": "formula", "formula": "points / x"}, [2.0, 0.0], {}, [5, None]),
    ({"type": "formula", "formula": "x / count + mean - worst"}, [2.0, 4.0], {}, [2, 3]),
    ({"type": "formula", "formula": "x * target", "target": 3, "cap": 7}, [2.0, 4.0], {}, [6, 7]),
]


@ARITHMETICS
@pytest.mark.parametrize(("rule", "values", "more", "found"), CASES)
def test_edges_of_the_rules(
    rule: Any, values: list[Any], more: dict[str, Any], found: list[Any], precision: int | None
) -> None:
    assert near(scored(rule, values, precision, **more), found)


REFUSED: list[tuple[Any, list[float], dict[str, Any], int]] = [
    ({"type": "proportional"}, [1.0, 2.0, 3.0], {"targets": [1.0, 0.0, -1.0]}, 2),
    ({"type": "proportional", "target": 3, "cap": "none"}, [1.0, 0.0], {"better": "low"}, 1),
    ("ratio_to_best", [0.0, -1.0], {}, 2),
    ("ratio_to_best", [3.0, -1.0, 0.0], {"better": "low"}, 3),
    ({"type": "min_max", "when_equal": "error"}, [3.0, 3.0], {}, 1),
    ({"type": "efficacy", "when_equal": "error"}, [3.0], {}, 1),
    ({"type": "distance_to_reference", "reference": "Q"}, [3.0], {}, 1),
]


@ARITHMETICS
@pytest.mark.parametrize(("rule", "values", "more", "count"), REFUSED)
def test_what_rules_refuse(
    rule: Any, values: list[float], more: dict[str, Any], count: int, precision: int | None
) -> None:
    with pytest.raises(DataFaults) as refusal:
        scored(rule, [*values], precision, **more)
    assert len(refusal.value.faults) == count
    assert {fault.code for fault in refusal.value.faults} <= {"rule", "reference"}


def test_a_reference_may_be_an_input() -> None:
    rule = {"type": "distance_to_reference", "reference": {"input": "k"}, "measure": "ratio"}
    found = scored(rule, [4.0, 6.0], inputs={"k": {"formula": "x * 2"}})
    assert found == [5, 5]
    partly = scored(rule, [4.0, 0.0], inputs={"k": {"formula": "8 / x"}})
    assert partly == [20, None]


def context(**more: Any) -> RuleContext:
    """A context as the evaluation makes it."""
    x = EXACT.from_floats(np.array([1.0, 2.0]))
    whole = {
        "x": x,
        "population": x,
        "high": True,
        "points": F(10),
        "target": None,
        "params": {},
        "arithmetic": EXACT,
    }
    return RuleContext(**{**whole, **more})


@pytest.mark.parametrize("rule", [proportional, threshold])
def test_a_target_must_be_there(rule: Any) -> None:
    with pytest.raises(RuleFault):
        rule(context(params={"strict": False, "otherwise": F(0)}))


def test_a_formula_needs_what_it_names() -> None:
    from sanbi.engine.scoring.formula import parse_formula

    params = {"formula": parse_formula("target + 1"), "cap": None, "floor": None}
    with pytest.raises(RuleFault):
        formula(context(params=params))
    with pytest.raises(RuleFault):
        formula(context(params={**params, "formula": parse_formula("gdp + 1")}))


def test_what_a_context_knows() -> None:
    held = context(params={"cap": F(3), "floor": "points", "k": None})
    assert (held.best, held.worst, held.mean) == (2, 1, F(3, 2))
    assert (held.number("cap"), held.number("floor"), held.number("k")) == (3, 10, None)
    low = context(high=False)
    assert (low.best, low.worst) == (1, 2)
    assert held.deviation(sample=False) == F(1, 2)
    alone = context(population=EXACT.array([F(1)]))
    assert alone.deviation(sample=True) is None
    assert alone.deviation(sample=False) is None
    assert held.places("competition").tolist() == [2, 1]
    assert held.places("competition") is held.places("competition")
    assert held.like_x(F(7)).tolist() == [7, 7]


def test_every_rule_has_its_function() -> None:
    own = (
        ballot,
        events,
        rating,
        rank_bands,
        rank_step,
        rank_table,
        ratio_to_best,
        z_score,
        linear,
    )
    assert {function.__name__ for function in own} <= set(RULE_FUNCTIONS)
    assert all(RULE_FUNCTIONS[function.__name__] is function for function in own)
