"""Problems: what a goal asks of the program, and what bars it."""

from __future__ import annotations

from typing import Any

import pytest

from sanbi.engine.scoring import Result
from sanbi.engine.scoring.advice import Goal
from sanbi.engine.scoring.advice.goals import Barred, Level
from sanbi.engine.scoring.advice.probing import Prober
from sanbi.engine.scoring.advice.problem import Problem, Standings
from tests.engine.scoring.advice.cases import UNITS, cheapest, levers, scheme_of, scored


def problem(result: Result, goal: Goal, level: Level = Level.LOOSE, unit: str = "B") -> Problem:
    group = result.outcomes[0].cohort.group
    alone = result.scheme.precision is not None
    probed = Prober(result, unit, group, levers(result, unit)).probed(alone=alone)
    return Problem(result, unit, group, probed, Standings.of(result, group), goal, level)


def test_a_looser_level_never_costs_more() -> None:
    result = scored(scheme_of(("min_max", "min_max", "min_max"), precision=1), 6)
    found = [problem(result, Goal(rank=2), level).solve(5) for level in Level]
    efforts = [solved.objective for solved in found if solved is not None]
    assert len(efforts) == len(Level)
    assert efforts == sorted(efforts)
    best = cheapest(result, "B", Goal(rank=2), levers(result, "B"))
    assert best is not None
    assert found[0] is not None
    assert found[0].bound <= best + 1e-9


def test_the_nearest_plan_lets_go_of_the_goal() -> None:
    asked = problem(scored(scheme_of(), 6), Goal(score=500.0))
    assert asked.solve(5) is None
    asked = problem(scored(scheme_of(), 6), Goal(score=500.0))
    asked.relax()
    solved = asked.nearest(5)
    assert solved is not None
    assert asked.model.steps(solved.values) == {0: 5, 1: 5, 2: 5} or solved.objective < 0


def test_who_is_not_ranked_is_barred() -> None:
    out: dict[str, Any] = {"units": ["B"], "reason": "by decision"}
    result = scored(scheme_of(exclusions=[out]), 6)
    with pytest.raises(Barred, match="not ranked"):
        problem(result, Goal(rank=2))
    veto = {
        "id": "v",
        "when": {"fact": "hills", "op": "==", "value": 1},
        "then": [{"effect": "rank_last"}],
    }
    hills = [{"unit": unit, "hills": int(unit == "B")} for unit in UNITS]
    result = scored(scheme_of(vetoes=[veto]), 6, units=hills)
    with pytest.raises(Barred, match="gate 'v'"):
        problem(result, Goal(rank=2))
    assert problem(result, Goal(rank=2), unit="C").solve(5) is not None
