"""One cohort from leaves to consequences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from sanbi.engine.conditions import Outcome
from sanbi.engine.scoring.arithmetic import Mask
from sanbi.engine.scoring.evaluation.cohort import CohortScorer, Scores, score_facts
from sanbi.engine.scoring.evaluation.conditions import FactValues, fact_values, judge, settled
from sanbi.engine.scoring.evaluation.context import Cohort, Evaluation
from sanbi.engine.scoring.evaluation.gating import decide_early, hit, is_late
from sanbi.engine.scoring.evaluation.grading import apply_effects, effect_words, grade_cohort
from sanbi.engine.scoring.evaluation.leaves import ComparedLeaf
from sanbi.engine.scoring.evaluation.ranking import Ranks, rank_cohort
from sanbi.engine.scoring.periods import latest_before
from sanbi.engine.scoring.scheme.model import Consequence


@dataclass(frozen=True)
class CohortOutcome:
    """Everything that a run says of one cohort. Sequences run over the cohort's units."""

    cohort: Cohort
    scores: Scores
    ranks: Ranks
    previous: tuple[float | None, ...]
    grades: tuple[str | None, ...]
    effects: tuple[str, ...]
    consequences: tuple[tuple[int, str, str], ...]
    units: tuple[str, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Unit codes of the cohort."""
        return tuple(self.units[place] for place in self.cohort.scope.index.tolist())


def score_cohort(
    run: Evaluation, cohort: Cohort, shared: dict[tuple[str, str], ComparedLeaf]
) -> CohortOutcome:
    """Score, gate, rank and grade one cohort."""
    scorer = CohortScorer(run, cohort, shared)
    scores = before = scorer.score()
    gated = None
    if run.scheme.gates or run.scheme.exclusions or _conditional(run):
        gated = decide_early(scorer, before)
        scores = scorer.score(gated, before)
    ranks = rank_cohort(scorer, scores, gated)
    previous = previous_ranks(run, cohort)
    grades = grade_cohort(scorer, scores, ranks)
    effects = list(gated.grade_effects) if gated is not None else []
    facts = LateFacts(scorer, before, scores, ranks, previous, grades)
    for gate in run.scheme.gates:
        if is_late(gate.condition):
            mask = hit(scorer, gate, facts)
            effects += [(mask, effect, gate.id) for effect in gate.effects]
    if run.scheme.grades is not None:
        grades = apply_effects(run.scheme.grades, grades, effects)
    facts = LateFacts(scorer, before, scores, ranks, previous, grades)
    found = tuple(
        hit_
        for consequence in run.scheme.consequences
        for hit_ in _consequences(scorer, consequence, facts, ranks)
    )
    words = tuple(effect_words(effects, cohort.scope.size))
    return CohortOutcome(cohort, scores, ranks, previous, tuple(grades), words, found, run.units)


def _conditional(run: Evaluation) -> bool:
    return any(adjustment.when is not None for adjustment in run.scheme.adjustments)


def previous_ranks(run: Evaluation, cohort: Cohort) -> tuple[float | None, ...]:
    """Ranks in the latest earlier period that the history holds for the group."""
    label = run_previous(run)
    if label is None:
        return (None,) * cohort.scope.size
    codes = [run.units[place] for place in cohort.scope.index.tolist()]
    rows = run.data.history.filter(run.data.history["period"] == label).to_dicts()
    held = {row["unit"]: row["rank"] for row in rows if row["group"] in {"", cohort.group}}
    return tuple(held.get(code) for code in codes)


def run_previous(run: Evaluation) -> str | None:
    """The period whose ranks the run compares with."""
    return latest_before(set(run.data.history["period"].to_list()), run.period)


class LateFacts(Mapping[str, FactValues]):
    """Facts that exist only after ranking, beside the scores; made when asked for.

    ``before`` holds the scores before any gate, as all conditions see them.
    """

    def __init__(
        self,
        scorer: CohortScorer,
        before: Scores,
        scores: Scores,
        ranks: Ranks,
        previous: tuple[float | None, ...],
        grades: Sequence[str | None],
    ) -> None:
        self._early = score_facts(before, scorer.run)
        self._scores = scores
        self._ranks = ranks
        self._previous = previous
        self._grades = grades
        self._makers: dict[str, Callable[[], FactValues]] = {
            "total": self._totals,
            "rank": lambda: self._rank,
            "previous_rank": lambda: self._previous,
            "rank_change": self._change,
            "rank_from_bottom": self._from_bottom,
            "group_size": lambda: [self._count] * len(self._previous),
            "grade": lambda: list(self._grades),
        }

    @cached_property
    def _rank(self) -> list[Fraction | None]:
        held = zip(self._ranks.rank.tolist(), self._ranks.ranked.tolist(), strict=True)
        return [Fraction(rank) if ranked else None for rank, ranked in held]

    @property
    def _count(self) -> Fraction:
        return Fraction(int(self._ranks.ranked.sum()))

    def _totals(self) -> FactValues:
        published = self._scores.published
        return [None] * len(self._previous) if published is None else fact_values(published)

    def _change(self) -> FactValues:
        return [
            None if now is None or before is None else Fraction(before) - now
            for now, before in zip(self._rank, self._previous, strict=True)
        ]

    def _from_bottom(self) -> FactValues:
        """One more than the units placed worse: all who share the last place are last."""
        placed = sorted(rank for rank in self._rank if rank is not None)
        return [
            None if rank is None else Fraction(1 + len(placed) - bisect_right(placed, rank))
            for rank in self._rank
        ]

    def __getitem__(self, name: str) -> FactValues:
        maker = self._makers.get(name)
        return self._early[name] if maker is None else maker()

    def __iter__(self) -> Iterator[str]:
        return iter({**self._makers, **dict.fromkeys(self._early)})

    def __len__(self) -> int:
        return len(self._makers) + len(self._early)


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
    candidates: Mask,
) -> Mask:
    """The ``count`` units that are highest or lowest by a fact; ties at the cut are all taken."""
    run = scorer.run
    allowed = candidates.copy()
    if select["except"] is not None:
        verdicts = judge(
            run, select["except"], run.period, scorer.scope, facts, scorer.cohort.group
        )
        allowed &= np.array([v.outcome is not Outcome.TRUE for v in verdicts], dtype=bool)
    name = select["by"]
    values: list[Any] = list(facts[name]) if name in facts else _input_fact(scorer, name)
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
    return fact_values(scorer.run.reader.name(name, scorer.run.period, scorer.scope))
