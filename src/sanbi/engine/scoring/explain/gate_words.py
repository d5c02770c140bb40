"""Gates, vetoes and exclusions that touched a unit, with the figures that decided them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sanbi.engine.conditions import Condition, Verdict, condition_text, sentence
from sanbi.engine.scoring.evaluation.cohort import CohortScorer, Scores, score_facts
from sanbi.engine.scoring.evaluation.conditions import FactValues, judge, settled
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.gating import is_late
from sanbi.engine.scoring.evaluation.grading import grade_cohort
from sanbi.engine.scoring.evaluation.outcome import CohortOutcome, LateFacts
from sanbi.engine.scoring.explain.explanation import GateHit
from sanbi.engine.scoring.explain.naming import Naming
from sanbi.engine.scoring.scheme.model import Effect, Exclusion, Gate


@dataclass(frozen=True, eq=False)
class GateTeller:
    """Judges the gates of one cohort again, for sentences."""

    run: Evaluation
    outcome: CohortOutcome
    naming: Naming

    @cached_property
    def _scorer(self) -> CohortScorer:
        return CohortScorer(self.run, self.outcome.cohort, {})

    @cached_property
    def _early(self) -> Mapping[str, FactValues]:
        """Facts before any gate took effect, as gates see them."""
        return score_facts(self._before, self.run)

    @cached_property
    def _before(self) -> Scores:
        return self._scorer.score()

    @cached_property
    def _late(self) -> Mapping[str, FactValues]:
        """Facts after ranking, with the grades before effects."""
        outcome = self.outcome
        return LateFacts(
            self._scorer,
            self._before,
            outcome.scores,
            outcome.ranks,
            outcome.previous,
            self.given_grades,
        )

    @cached_property
    def _hits(self) -> list[frozenset[str]]:
        """For each unit the ids of the gates whose effects are on record."""
        return [
            frozenset(word.partition(":")[0] for word in words.split("; ") if word)
            for words in self.outcome.effects
        ]

    @cached_property
    def given_grades(self) -> list[str | None]:
        """The grade of each unit before effects."""
        return grade_cohort(self._scorer, self.outcome.scores, self.outcome.ranks)

    @cached_property
    def _verdicts(self) -> dict[str, list[Verdict]]:
        return {}

    def _judged(self, where: str, condition: Condition) -> list[Verdict]:
        """Judge a condition for every unit of the cohort, once."""
        if where not in self._verdicts:
            known = self._late if is_late(condition) else self._early
            cohort = self.outcome.cohort
            period = self.run.period
            self._verdicts[where] = judge(
                self.run, condition, period, cohort.scope, known, cohort.group
            )
        return self._verdicts[where]

    def hits(self, row: int) -> tuple[GateHit, ...]:
        """Return what touched a unit, gates first, then vetoes, then exclusions."""
        gates = [
            self._gate(gate, row) for gate in self.run.scheme.gates if gate.id in self._hits[row]
        ]
        excluded = [
            self._exclusion(item, row)
            for item in self.run.scheme.exclusions
            if self._excluded(item, row)
        ]
        return (*gates, *excluded)

    def of_leaf(self, row: int, leaf: str) -> tuple[GateHit, ...]:
        """Return the gates that lowered a unit's score on a leaf."""
        return tuple(
            self._gate(gate, row)
            for gate in self.run.scheme.gates
            if gate.id in self._hits[row] and any(effect.target == leaf for effect in gate.effects)
        )

    def _gate(self, gate: Gate, row: int) -> GateHit:
        verdict = self._judged(gate.where, gate.condition)[row]
        language = self.naming.words.language
        kind: Literal["gate", "veto"] = "gate" if gate.required else "veto"
        return GateHit(
            id=gate.id,
            name=gate.name,
            kind=kind,
            clause=gate.clause or "",
            condition=condition_text(gate.condition, language, self.naming.facts),
            sentence=sentence(verdict, language, self.naming.facts),
            effects=tuple(self.effect(effect) for effect in gate.effects),
        )

    def _excluded(self, item: Exclusion, row: int) -> bool:
        if item.when is None:
            return self.outcome.codes[row] in item.units
        verdicts = self._judged(item.where, item.when)
        scope = self.outcome.cohort.scope
        return bool(settled(self.run, verdicts, item.unknown, scope, item.where)[row])

    def _exclusion(self, item: Exclusion, row: int) -> GateHit:
        words = self.naming.words
        told = ""
        condition = ""
        if item.when is not None:
            verdict = self._judged(item.where, item.when)[row]
            told = sentence(verdict, words.language, self.naming.facts)
            condition = condition_text(item.when, words.language, self.naming.facts)
        return GateHit(
            id="",
            name=item.reason,
            kind="exclusion",
            clause="",
            condition=condition,
            sentence=told,
            effects=(words.say("effect.unranked"),),
        )

    def effect(self, effect: Effect) -> str:
        """Write what an effect does."""
        words = self.naming.words
        target = effect.target
        if effect.effect == "no_bonus" and target in {None, "all", "全部"}:
            return words.say("effect.no_bonus_all")
        if effect.effect == "mark":
            return effect.text or ""
        grades = self.run.scheme.grades
        return words.say(
            f"effect.{effect.effect}",
            target="" if target is None else self.naming.part(target),
            to=effect.to or "",
            levels=effect.levels,
            lowest=grades.names[-1] if grades is not None else "",
        )
