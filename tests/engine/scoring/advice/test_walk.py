"""Lines of totals agree with the scorer at any plan, for every unit, to the error they state."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sanbi.engine.scoring.advice import Goal, tried
from sanbi.engine.scoring.advice.goals import Level
from sanbi.engine.scoring.advice.probing import Prober, floats_of
from sanbi.engine.scoring.advice.problem import Problem, Standings
from tests.engine.scoring.advice.cases import DIRECT, levers, scheme_of, scored

TREES: dict[str, dict[str, Any]] = {
    "sum": {},
    "weighted": {"tree": {"aggregate": "weighted"}},
    "fold": {"tree": {"aggregate": "fold"}},
    "capped": {"tree": {"cap": 80, "floor": 60}},
    "rounded": {"precision": 2},
    "rounded mean": {"precision": 1, "tree": {"aggregate": "weighted"}},
    "total": {"total": {"cap": 82}},
}
PLANS = ((0, 0, 0), (5, 0, 0), (1, 2, 3), (5, 5, 5), (0, 4, 1))


@pytest.mark.parametrize("name", TREES)
def test_totals_of_all_units_at_any_plan(name: str) -> None:
    result = scored(
        scheme_of(("min_max", DIRECT, {"type": "rank_step", "step": 0.1}), **TREES[name]), 6
    )
    group = result.outcomes[0].cohort.group
    chosen = levers(result, "B")
    probed = Prober(result, "B", group, chosen).probed(alone=result.scheme.precision is not None)
    standings = Standings.of(result, group)
    for plan in PLANS:
        problem = Problem(result, "B", group, probed, standings, Goal(score=-9.0), Level.LOOSE)
        model = problem.model
        for number, count in enumerate(plan):
            block = model.blocks[number]
            terms = {c: 1.0 for c in block.inside if c >= 0}
            for place, column in enumerate(block.pieces, start=1):
                terms[column] = float(block.starts[place])
            model.row(count, count, terms)
        changes = {
            ("B", lever.indicator, lever.period): lever.at(count)
            for lever, count in zip(chosen, plan, strict=True)
        }
        outcome = tried(result, changes).outcomes[0]
        assert outcome.scores.published is not None
        real = floats_of(outcome.scores.published)
        solved = model.solve(5)
        assert solved is not None
        for unit in range(len(real)):
            terms = problem.total.terms(unit, model.blocks)
            told = float(problem.total.constant[unit]) + sum(
                by * solved.values[column] for column, by in terms.items()
            )
            assert told == pytest.approx(real[unit], abs=1e-5)


def test_a_curved_mean_is_named() -> None:
    result = scored(scheme_of(tree={"aggregate": "geometric"}), 6)
    group = result.outcomes[0].cohort.group
    probed = Prober(result, "B", group, levers(result, "B")).probed(alone=False)
    problem = Problem(
        result, "B", group, probed, Standings.of(result, group), Goal(rank=1), Level.LOOSE
    )
    assert problem.walk.bent == {"total"}
    assert not problem.exact
    assert np.isfinite(problem.total.constant).all()
