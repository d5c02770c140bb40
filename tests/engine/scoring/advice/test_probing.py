"""Probing finds every leaf's answer to a lever, for all units, many levers in one scoring."""

from __future__ import annotations

import pytest

from sanbi.engine.scoring import Scheme
from sanbi.engine.scoring.advice import tried
from sanbi.engine.scoring.advice.probing import Prober, floats_of, plain_scheme, wanted_facts
from sanbi.engine.scoring.replay.replaying import outcome_of
from tests.engine.scoring.advice.cases import levers, scheme_of, scored

VETO = {
    "id": "v",
    "when": {"fact": "jobs", "op": "<", "value": 40},
    "then": [{"effect": "cap_total", "to": 60}],
}


def test_answers_are_those_of_the_scorer_at_every_step() -> None:
    rules = ("min_max", {"type": "rank_step", "step": 0.1}, "ratio_to_best")
    result = scored(scheme_of(rules), 6)
    chosen = levers(result, "B", steps=12, step=1)
    group = result.outcomes[0].cohort.group
    probed = Prober(result, "B", group, chosen).probed(alone=False)
    before = outcome_of(result, group).scores.leaves
    for lever, response in zip(chosen, probed.responses, strict=True):
        for step in range(lever.most + 1):
            changed = tried(result, {("B", lever.indicator, lever.period): lever.at(step)})
            piece = next(p for p in response.pieces if p.first <= step <= p.last)
            told = piece.at_first + (step - piece.first) * piece.slope
            for key, where in response.leaves.items():
                after = floats_of(outcome_of(changed, group).scores.leaves[key].score)
                expected = after - floats_of(before[key].score)
                error = piece.error[where].max() + 1e-9
                assert told[where] == pytest.approx(expected, abs=error)


def test_facts_of_gates_are_probed() -> None:
    result = scored(scheme_of(vetoes=[VETO]), 6)
    assert wanted_facts(result.scheme) == {"jobs"}
    probed = Prober(result, "B", result.outcomes[0].cohort.group, levers(result, "B")).probed(
        alone=True
    )
    jobs = probed.responses[2]
    assert set(jobs.facts) == {"jobs"}
    for piece in jobs.pieces:
        assert piece.at_first[jobs.facts["jobs"]] == 3 * piece.first
    assert not probed.shared
    assert probed.facts["jobs"] == levers(result, "B")[2].now


def test_the_plain_scheme_keeps_the_tree_alone() -> None:
    plain = plain_scheme(scheme_of(vetoes=[VETO], precision=2))
    assert plain.precision is None
    assert plain.gates == ()
    assert [leaf.id for leaf in plain.tree.leaves()] == ["leaf-gdp", "leaf-tax", "leaf-jobs"]


def test_a_leaf_of_two_levers_is_told() -> None:
    product = {"formula": "gdp * tax / 100"}
    leaves = [
        {"id": "l", "points": 60, "input": product, "rule": "min_max"},
        {"id": "m", "points": 40, "input": "jobs", "rule": "min_max"},
    ]
    tree = {"id": "total", "aggregate": "sum", "children": leaves}
    result = scored(Scheme.from_mapping({"sanbi": 1, "id": "s", "title": "s", "tree": tree}), 6)
    probed = Prober(result, "B", result.outcomes[0].cohort.group, levers(result, "B")).probed(
        alone=False
    )
    assert probed.shared == {"l"}
