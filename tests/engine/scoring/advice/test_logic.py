"""Conditions as columns agree with the conditions themselves at every step."""

from __future__ import annotations

from typing import Any

import pytest

from sanbi.engine.scoring.advice import Goal, advise, tried
from sanbi.engine.scoring.advice.goals import Level
from sanbi.engine.scoring.advice.probing import Prober
from sanbi.engine.scoring.advice.problem import Problem, Standings
from tests.engine.scoring.advice.cases import levers, scheme_of, scored

JOBS: dict[str, Any] = {"fact": "jobs", "op": ">=", "value": 47}
TAX: dict[str, Any] = {"fact": "tax", "op": "<", "value": 52}
CONDITIONS: list[dict[str, Any]] = [
    JOBS,
    {"not": JOBS},
    {"all": [JOBS, TAX]},
    {"any": [JOBS, {"not": TAX}]},
    {"at_least": {"count": 2, "of": [JOBS, TAX, {"fact": "gdp", "op": ">", "value": 50}]}},
    {"fact": "jobs", "op": "between", "value": [45, 50]},
    {**JOBS, "waived_by": TAX},
    {"fact": "jobs", "op": ">", "value": {"fact": "tax"}},
    {"fact": "score.leaf-jobs", "op": ">=", "value": 24},
    {"fact": "jobs", "op": "<=", "value": 10},
]


@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
def test_a_column_is_true_where_the_condition_is(condition: dict[str, Any]) -> None:
    veto = {"id": "v", "when": condition, "then": [{"effect": "mark", "text": "hit"}]}
    result = scored(scheme_of(vetoes=[veto]), 6)
    group = result.outcomes[0].cohort.group
    chosen = levers(result, "B", steps=6, step=2)
    probed = Prober(result, "B", group, chosen).probed(alone=False)
    standings = Standings.of(result, group)
    for steps in ((0, 0, 0), (6, 0, 0), (0, 6, 6), (2, 3, 1), (3, 1, 4), (6, 6, 6), (0, 2, 3)):
        problem = Problem(result, "B", group, probed, standings, Goal(score=-99.0), Level.LOOSE)
        model = problem.model
        for number, count in enumerate(steps):
            block = model.blocks[number]
            terms = {c: 1.0 for c in block.inside if c >= 0}
            for place, column in enumerate(block.pieces, start=1):
                terms[column] = float(block.starts[place])
            model.row(count, count, terms)
        truth = problem.hits[0].mine
        changes = {
            ("B", lever.indicator, lever.period): lever.at(count)
            for lever, count in zip(chosen, steps, strict=True)
        }
        outcome = tried(result, changes).outcomes[0]
        real = "hit" in outcome.effects[outcome.codes.index("B")]
        if truth.column is None:
            assert truth.value == real
            continue
        for way in (1.0, -1.0):
            model.cost = [0.0] * len(model.cost)
            model.cost[truth.column] = way
            solved = model.solve(5)
            assert solved is not None
            assert bool(round(solved.values[truth.column])) == real


def test_what_cannot_be_stated_is_held_and_told() -> None:
    just = {"fact": "jobs", "op": "==", "value": 3}
    veto = {"id": "v", "when": just, "then": [{"effect": "cap_total", "to": 90}]}
    result = scored(scheme_of(vetoes=[veto]), 6)
    advice = advise(result, "B", Goal(rank=1), levers(result, "B", steps=9))
    assert advice.reached
    assert not advice.least
