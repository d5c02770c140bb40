"""One cohort from leaves to consequences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from sanbi.engine.conditions import Outcome
from sanbi.engine.scoring.evaluation.cohort import CohortScorer, Scores, score_facts
from sanbi.engine.scoring.evaluation.conditions import FactValues, judge, settled
from sanbi.engine.scoring.evaluation.context import Cohort, Evaluation
from sanbi.engine.scoring.evaluation.gating import decide_early, hit, is_late
from sanbi.engine.scoring.evaluation.grading import apply_effects, effect_words, grade_cohort
from sanbi.engine.scoring.evaluation.leaves import LeafResult
from sanbi.engine.scoring.evaluation.ranking import Ranks, rank_cohort
from sanbi.engine.scoring.scheme.model import Consequence


@dataclass(frozen=True)
class CohortOutcome:
    """Everything that a run says of one cohort. Sequences run over the cohort's units."""

    cohort: Cohort
    codes: tuple[str, ...]
    scores: Scores
    ranks: Ranks
    previous: tuple[float | None, ...]
    grades: tuple[str | None, ...]
    effects: tuple[str, ...]
    consequences: tuple[tuple[int, str, str], ...]


def score_cohort(
    run: Evaluation, cohort: Cohort, shared: dict[tuple[str, str], LeafResult]
) -> CohortOutcome:
    """Score, gate, rank and grade one cohort."""
    scorer = CohortScorer(run, cohort, shared)
    scores = scorer.score()
    gated = None
    if run.scheme.gates or run.scheme.exclusions or _conditional(run):
        gated = decide_early(scorer, scores)
        scores = scorer.score(gated, scores)
    ranks = rank_cohort(scorer, scores, gated)
    previous = previous_ranks(run, cohort)
    grades = grade_cohort(scorer, scores, ranks)
    effects = list(gated.grade_effects) if gated is not None else []
    facts = late_facts(scorer, scores, ranks, previous, grades)
    for gate in run.scheme.gates:
        if is_late(gate.condition):
            mask = hit(scorer, gate, facts)
            effects += [(mask, effect, gate.id) for effect in gate.effects]
    if run.scheme.grades is not None:
        grades = apply_effects(run.scheme.grades, grades, effects)
    facts = late_facts(scorer, scores, ranks, previous, grades)
    found = tuple(
        hit_
        for consequence in run.scheme.consequences
        for hit_ in _consequences(scorer, consequence, facts, ranks)
    )
    codes = tuple(run.units[place] for place in cohort.scope.index.tolist())
    words = tuple(effect_words(effects, cohort.scope.size))
    return CohortOutcome(
        cohort, codes, scores, ranks, previous, tuple(grades), words, found
    )


def _conditional(run: Evaluation) -> bool:
    return any(adjustment.when is not None for adjustment in run.scheme.adjustments)


def previous_ranks(run: Evaluation, cohort: Cohort) -> tuple[float | None, ...]:
    """Ranks in the latest earlier period that the history holds for the group."""
    codes = [run.units[place] for place in cohort.scope.index.tolist()]
    label = run_previous(run)
    if label is None:
        return (None,) * len(codes)
    rows = run.data.history.filter(run.data.history["period"] == label).to_dicts()
    held = {row["unit"]: row["rank"] for row in rows if row["group"] in {"", cohort.group}}
    return tuple(held.get(code) for code in codes)


def run_previous(run: Evaluation) -> str | None:
    """The period whose ranks the run compares with."""
    from sanbi.engine.scoring.periods import latest_before

    return latest_before(set(run.data.history["period"].to_list()), run.period)


def late_facts(
    scorer: CohortScorer,
    scores: Scores,
    ranks: Ranks,
    previous: tuple[float | None, ...],
    grades: list[str | None],
) -> Mapping[str, FactValues]:
    """Facts that exist only after ranking, beside the scores."""
    facts: dict[str, Any] = dict(score_facts(scores, scorer.run))
    size = scorer.scope.size
    count = int(ranks.ranked.sum())
    rank = [
        Fraction(float(ranks.rank[place])) if ranks.ranked[place] else None for place in range(size)
    ]
    if scores.published is not None:
        values = scores.published.values.tolist()
        facts["total"] = [
            value if held else None
            for value, held in zip(values, scores.published.present.tolist(), strict=True)
        ]
    facts["rank"] = rank
    facts["previous_rank"] = list(previous)
    facts["rank_change"] = [
        None if now is None or before is None else Fraction(before) - now
        for now, before in zip(rank, previous, strict=True)
    ]
    facts["rank_from_bottom"] = [None if place is None else count + 1 - place for place in rank]
    facts["group_size"] = [Fraction(count)] * size
    facts["grade"] = list(grades)
    return facts


def _consequences(
    scorer: CohortScorer,
    consequence: Consequence,
    facts: Mapping[str, FactValues],
    ranks: Ranks,
) -> list[tuple[int, str, str]]:
    run, group = scorer.run, scorer.cohort.group
    chosen = np.asarray(ranks.ranked).copy()
    if consequence.when is not None:
        verdicts = judge(run, consequence.when, run.period, scorer.scope, facts, group)
        chosen = settled(run, verdicts, consequence.unknown, scorer.scope, consequence.where)
    if consequence.select is not None:
        chosen = chosen & _selected(scorer, consequence.select, facts, chosen)
    return [(place, consequence.id, consequence.text) for place in np.flatnonzero(chosen).tolist()]


def _selected(
    scorer: CohortScorer,
    select: Mapping[str, Any],
    facts: Mapping[str, FactValues],
    candidates: Any,  # noqa: ANN401 - a mask
) -> Any:  # noqa: ANN401 - a mask
    """The ``count`` units that are highest or lowest by a fact; ties at the cut are all taken."""
    run = scorer.run
    allowed = candidates.copy()
    if select["except"] is not None:
        verdicts = judge(
            run, select["except"], run.period, scorer.scope, facts, scorer.cohort.group
        )
        allowed &= np.array([v.outcome is not Outcome.TRUE for v in verdicts], dtype=bool)
    name = select["by"]
    values = list(facts[name]) if name in facts else _input_fact(scorer, name)
    held = [place for place in np.flatnonzero(allowed).tolist() if values[place] is not None]
    held.sort(key=lambda place: values[place], reverse=select["order"] == "highest")
    mask = np.zeros(scorer.scope.size, dtype=bool)
    if held:
        cut = values[held[min(select["count"], len(held)) - 1]]
        for place in held:
            value = values[place]
            mask[place] = value >= cut if select["order"] == "highest" else value <= cut
    return mask


def _input_fact(scorer: CohortScorer, name: str) -> list[Any]:
    from sanbi.engine.scoring.evaluation.conditions import fact_values

    return fact_values(scorer.run.reader.name(name, scorer.run.period, scorer.scope))
