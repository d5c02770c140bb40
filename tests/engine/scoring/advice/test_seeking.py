"""The least effort is that of every plan tried by hand, for each rule, cap, gate and grade."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.advice import Goal, advise, reaches, standing_of, tried
from tests.engine.scoring.advice.cases import (
    DIRECT,
    UNITS,
    cheapest,
    data_of,
    figures,
    levers,
    scheme_of,
    scored,
)

RULES: dict[str, Any] = {
    "proportional": DIRECT,
    "min_max": "min_max",
    "rank_step": {"type": "rank_step", "step": 0.1},
    "rank_table": {"type": "rank_table", "table": [30, 25, 20, 18], "beyond": -2},
    "rank_bands": {
        "type": "rank_bands",
        "bands": [{"to": 2, "points": 30}, {"to": 4, "points": 20}],
        "otherwise": 10,
    },
    "ratio_to_best": "ratio_to_best",
    "efficacy": {"type": "efficacy", "share_base": 0.6},
    "z_score": {"type": "z_score", "mean": 20, "sd": 5},
    "percentile": "percentile",
    "value_bands": {
        "type": "value_bands",
        "bands": [{"min": 55, "points": 30}, {"min": 45, "points": 22}, {"min": 0, "points": 9}],
    },
    "threshold": {"type": "threshold", "target": 50},
    "linear": {
        "type": "linear",
        "target": 50,
        "slope": 0.5,
        "slope_down": 0.8,
        "cap": 32,
        "floor": 20,
    },
}


def lowest(result: Result) -> str:
    """The unit that has the most to gain."""
    return str(result.ranking.filter(result.ranking["rank"].is_not_null()).sort("rank")["unit"][-1])


def check(result: Result, goal: Goal, unit: str | None = None, **more: Any) -> None:
    code = unit or lowest(result)
    chosen = levers(result, code)
    best = cheapest(result, code, goal, chosen)
    advice = advise(result, code, goal, chosen, **more)
    if best is None:
        assert not advice.reached
        assert advice.reasons
        return
    assert advice.reached, advice
    assert advice.effort == pytest.approx(best, rel=3e-4, abs=1e-9)
    assert advice.bound <= best + 1e-9
    found = standing_of(tried(result, advice.changes), code)
    assert found == advice.then
    assert reaches(found, goal, result.scheme)


@pytest.mark.parametrize("precision", [None, 1])
@pytest.mark.parametrize("rule", RULES)
def test_every_rule_as_all_plans_tried(rule: str, precision: int | None) -> None:
    more: dict[str, Any] = {} if precision is None else {"precision": precision}
    result = scored(scheme_of((RULES[rule], DIRECT, RULES[rule]), **more), seed=3)
    for rank in (4, 2):
        check(result, Goal(rank=rank))


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    rank=st.integers(1, 5),
    rounding=st.sampled_from(["half_up", "down"]),
)
def test_drawn_figures_as_all_plans_tried(seed: int, rank: int, rounding: str) -> None:
    rules = ("min_max", {"type": "rank_step", "step": 0.1}, DIRECT)
    result = scored(scheme_of(rules, precision=1, rounding=rounding), seed=seed)
    check(result, Goal(rank=rank))


@pytest.mark.parametrize("aggregate", ["weighted", "fold"])
def test_means_as_all_plans_tried(aggregate: str) -> None:
    result = scored(
        scheme_of(("min_max", DIRECT, DIRECT), {"aggregate": aggregate}, precision=2), 5
    )
    check(result, Goal(rank=3))


@pytest.mark.parametrize("aggregate", ["geometric", "harmonic"])
def test_a_curved_mean_is_reached_but_not_called_least(aggregate: str) -> None:
    result = scored(scheme_of((DIRECT, DIRECT, DIRECT), {"aggregate": aggregate}), 5)
    unit = lowest(result)
    chosen = levers(result, unit)
    advice = advise(result, unit, Goal(rank=4), chosen)
    best = cheapest(result, unit, Goal(rank=4), chosen)
    assert best is not None
    assert advice.reached
    assert not advice.least
    assert best <= advice.effort <= 1.3 * best


def test_a_score_is_a_goal() -> None:
    result = scored(scheme_of(("min_max", DIRECT, "min_max"), precision=2), 7)
    now = standing_of(result, lowest(result)).score
    assert now is not None
    check(result, Goal(score=now + 5))
    check(result, Goal(score=500))


def test_less_can_be_better() -> None:
    fewer = {"type": "proportional", "target": 30, "cap": "points"}
    leaf = {"id": "leaf-gdp", "points": 40, "input": "gdp", "rule": fewer, "better": "low"}
    other = {"id": "leaf-tax", "points": 60, "input": "tax", "rule": DIRECT}
    tree = {"id": "total", "aggregate": "sum", "children": [leaf, other]}
    result = scored(Scheme.from_mapping({"sanbi": 1, "id": "s", "title": "s", "tree": tree}), 2)
    unit = lowest(result)
    chosen = [
        lever
        if lever.indicator == "tax"
        else type(lever)("gdp", lever.period, lever.now, 4, -15, 1)
        for lever in levers(result, unit)[:2]
    ]
    best = cheapest(result, unit, Goal(rank=4), chosen)
    advice = advise(result, unit, Goal(rank=4), chosen)
    assert best is not None
    assert advice.effort == pytest.approx(best, rel=1e-3)


@pytest.mark.parametrize("method", ["competition", "dense", "average", "ordinal"])
def test_equal_totals_by_every_way_with_ties(method: str) -> None:
    values = {name: dict.fromkeys(UNITS, 50.0) for name in figures(1)}
    values["gdp"] |= {"A": 30.0, "B": 52.0, "C": 52.0}
    scheme = scheme_of(precision=1, ties={"method": method})
    result = score(scheme, data_of(values), "2026Q3")
    for rank in (1, 2, 4):
        check(result, Goal(rank=rank), "A")


def test_caps_and_floors_of_nodes_and_of_the_total() -> None:
    more: dict[str, Any] = {"precision": 2, "total": {"cap": 84}}
    result = scored(scheme_of((DIRECT, DIRECT, DIRECT), {"floor": 70, "cap": 88}, **more), 4)
    for rank in (4, 2, 1):
        check(result, Goal(rank=rank))


GATES: dict[str, dict[str, Any]] = {
    "cap_total": {"effect": "cap_total", "to": 75},
    "zero_leaf": {"effect": "zero_leaf", "target": "leaf-tax"},
    "cap_leaf": {"effect": "cap_leaf", "target": "leaf-tax", "to": 12},
    "rank_last": {"effect": "rank_last"},
    "unranked": {"effect": "unranked"},
}


@pytest.mark.parametrize("effect", GATES)
@pytest.mark.parametrize("fact", ["jobs", "score.leaf-jobs", "x.leaf-jobs"])
def test_a_gate_that_opens_on_the_way(effect: str, fact: str) -> None:
    bound = 48 if fact != "score.leaf-jobs" else 24
    gate = {
        "id": "gate",
        "when": {"fact": fact, "op": "<", "value": bound},
        "then": [GATES[effect]],
    }
    values = figures(9)
    values["jobs"]["A"] = 40.0
    result = score(scheme_of(vetoes=[gate], precision=2), data_of(values), "2026Q3")
    for rank in (5, 3):
        check(result, Goal(rank=rank), "A")


def test_a_gate_that_no_figure_moves_is_named() -> None:
    units = [{"unit": unit, "zone": "hill" if unit == "A" else "plain"} for unit in UNITS]
    gate = {
        "id": "hills",
        "when": {"fact": "zone", "op": "==", "value": "hill"},
        "then": [{"effect": "unranked"}],
    }
    result = scored(scheme_of(vetoes=[gate]), units=units)
    advice = advise(result, "A", Goal(rank=1), levers(result, "A"))
    assert not advice.reached
    assert advice.proved
    assert "hills" in str(advice.reasons[0])


def test_grades_by_score_and_by_quota() -> None:
    bands = [{"grade": "good", "min": 85}, {"grade": "fair", "min": 75}, {"grade": "poor"}]
    quotas = [
        {"grade": "good", "count": 2, "min": 78},
        {"grade": "fair", "count": 2},
        {"grade": "poor"},
    ]
    for grades in ({"by": "score", "bands": bands}, {"by": "quota", "quotas": quotas}):
        result = scored(scheme_of(grades=grades, precision=1), 8)
        for grade in ("fair", "good"):
            check(result, Goal(grade=grade))


def test_bonus_with_a_condition_and_a_gate_against_it() -> None:
    item = {"id": "extra", "input": "tax", "rule": {"type": "threshold", "target": 48}, "points": 6}
    bonus = {
        "id": "bonus",
        "sign": "add",
        "cap": 5,
        "when": {"fact": "jobs", "op": ">=", "value": 45},
        "items": [item],
    }
    gate = {
        "id": "gate",
        "when": {"fact": "gdp", "op": "<", "value": 40},
        "then": [{"effect": "no_bonus"}],
    }
    values = figures(11)
    values["gdp"]["A"], values["tax"]["A"], values["jobs"]["A"] = 37.0, 41.0, 40.0
    scheme = scheme_of(adjustments=[bonus], vetoes=[gate], precision=2)
    result = score(scheme, data_of(values), "2026Q3")
    for rank in (5, 3):
        check(result, Goal(rank=rank), "A")


def test_out_of_reach_tells_the_nearest_rank() -> None:
    result = scored(scheme_of(), 3)
    unit = lowest(result)
    few = levers(result, unit, steps=2)
    advice = advise(result, unit, Goal(rank=1), few)
    assert not advice.reached
    assert advice.proved
    nearest = next(
        rank for rank in range(1, 7) if cheapest(result, unit, Goal(rank=rank), few) is not None
    )
    assert advice.then.rank == nearest
    assert advice.effort == pytest.approx(cheapest(result, unit, Goal(rank=nearest), few), rel=1e-3)


def test_there_already() -> None:
    result = scored(scheme_of(), 3)
    advice = advise(result, "A", Goal(rank=6), levers(result, "A"))
    assert advice.reached
    assert not advice.moves
    assert advice.effort == 0


def test_gains_are_what_is_lost_without_the_move() -> None:
    result = scored(scheme_of(), 3)
    unit = lowest(result)
    advice = advise(result, unit, Goal(rank=3), levers(result, unit))
    assert advice.then.score is not None
    for move in advice.moves:
        changes = {k: v for k, v in advice.changes.items() if k[1] != move.lever.indicator}
        without = standing_of(tried(result, changes), unit).score
        assert without is not None
        assert move.gain == pytest.approx(advice.then.score - without)
        assert move.change == move.to - move.lever.now


def test_bad_goals_are_refused() -> None:
    result = scored(scheme_of(), 3)
    chosen = levers(result, "A")
    for goal in (Goal(), Goal(rank=1, score=3), Goal(rank=0), Goal(grade="gold")):
        with pytest.raises(ValueError, match=r"goal|rank|grade"):
            advise(result, "A", goal, chosen)
    with pytest.raises(ValueError, match="Z"):
        advise(result, "Z", Goal(rank=1), chosen)
