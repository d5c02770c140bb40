"""Explains the scores of a result, looking everything up once."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.evaluation.leaves import LeafResult
from sanbi.engine.scoring.evaluation.outcome import CohortOutcome
from sanbi.engine.scoring.explain.explanation import (
    ExplainError,
    Language,
    LeafExplanation,
    UnitExplanation,
)
from sanbi.engine.scoring.explain.figures import Sources
from sanbi.engine.scoring.explain.gate_words import GateTeller
from sanbi.engine.scoring.explain.leaf_words import leaf_explanation
from sanbi.engine.scoring.explain.naming import Naming
from sanbi.engine.scoring.explain.part_words import PartTeller
from sanbi.engine.scoring.explain.phrasing import LANGUAGES, Phrasing
from sanbi.engine.scoring.explain.scene import Pieces, Scene
from sanbi.engine.scoring.explain.standing import HeldPlaces, Standing
from sanbi.engine.scoring.explain.substitution.lines import Applied, applied_rule
from sanbi.engine.scoring.explain.substitution.texts import rule_pieces
from sanbi.engine.scoring.explain.unit_words import unit_explanation

if TYPE_CHECKING:
    from sanbi.engine.scoring.result import Result

SHOWN = 12
LeafKey = tuple[str, str, str]  # leaf, period, group


class Explainer:
    """Explains one result in one language; quick for many units, because lookups are kept.

    Parameters
        result : Result of `score`.
        language : "zh" or "en".
        whole : whether every unit will be asked for. Then the arithmetic of a leaf is written for
            all its units at the first of them: in all it costs a fraction of one by one, but a
            single unit costs as much as a whole group.
    """

    def __init__(self, result: Result, language: Language = "zh", *, whole: bool = False) -> None:
        if language not in LANGUAGES:
            raise ExplainError(
                Phrase(
                    "no language '{language}'; there are {words}",
                    language=language,
                    words=list(LANGUAGES),
                )
            )
        self.result = result
        self.words = Phrasing(language)
        self.naming = Naming(result.run, self.words)
        self.sources = Sources.of(result.run)
        self._whole = whole
        self._gates: dict[str, GateTeller] = {}
        self._applied: dict[LeafKey, Applied] = {}
        self._pieces: dict[LeafKey, Pieces] = {}
        self._standings: dict[tuple[str, str | None], Standing] = {}
        self._places: dict[str, HeldPlaces] = {}

    def leaf(
        self, unit: str, leaf: str, group: str | None = None, period: str | None = None
    ) -> LeafExplanation:
        """Explain the score of a unit on a leaf.

        Parameters
            unit, leaf : code or id, or name.
            group : where the unit is in several.
            period : label, for a leaf that is scored in several periods; else the latest.
        Raises
            ExplainError  for a unit, leaf, group or period that the result does not hold.
        """
        standing = self._standing(unit, group)
        found = self._leaf(standing.outcome, leaf, period)
        scene = Scene(
            self.result.run,
            found,
            standing.row,
            self._rule(found, standing),
            self.words,
            self.naming,
            self._arithmetic(found, standing) if self._whole else None,
        )
        state = found.state[standing.row]
        teller = self._teller(standing.outcome)
        gates = teller.of_leaf(standing.row, found.leaf.id) if state.startswith("gated") else ()
        return leaf_explanation(scene, standing, self.sources, gates)

    def unit(self, unit: str, group: str | None = None) -> UnitExplanation:
        """Explain total, place and grade of a unit.

        Raises
            ExplainError  for a unit or group that the result does not hold.
        """
        standing = self._standing(unit, group)
        cohort = self._teller(standing.outcome)
        gates = cohort.hits(standing.row)
        parts = PartTeller(standing, self.naming, self.sources, gates)
        given = cohort.given_grades[standing.row]
        return unit_explanation(standing, self.naming, parts, gates, given)

    # finding ----------------------------------------------------------------------------------
    def _standing(self, unit: str, group: str | None) -> Standing:
        if (unit, group) not in self._standings:
            outcome, row = self._place(unit, group)
            held = self._places.setdefault(outcome.cohort.group, {})
            self._standings[unit, group] = Standing(self.result.run, outcome, row, held)
        return self._standings[unit, group]

    def _place(self, unit: str, group: str | None) -> tuple[CohortOutcome, int]:
        run = self.result.run
        code = _found(unit, {code: run.names[code] for code in run.units}, Phrase("unit"))
        outcomes = [held for held in self.result.outcomes if code in held.codes]
        if group is not None:
            names = {held.cohort.group: held.cohort.name for held in self.result.outcomes}
            wanted = _found(group, names, Phrase("group"))
            outcomes = [held for held in outcomes if held.cohort.group == wanted]
        if not outcomes:
            nowhere = Phrase("the unit '{unit}' is in no group", unit=unit)
            elsewhere = Phrase(
                "the unit '{unit}' is not in the group '{group}'", unit=unit, group=group
            )
            raise ExplainError(nowhere if group is None else elsewhere)
        if len(outcomes) > 1:
            groups = [held.cohort.group for held in outcomes]
            raise ExplainError(
                Phrase(
                    "the unit '{unit}' is in several groups; say which: {groups}",
                    unit=unit,
                    groups=groups,
                )
            )
        return outcomes[0], outcomes[0].codes.index(code)

    def _leaf(self, outcome: CohortOutcome, leaf: str, period: str | None) -> LeafResult:
        if period is not None and (leaf, period) in outcome.scores.leaves:
            return outcome.scores.leaves[leaf, period]
        names = {held.id: held.name for held in self.result.scheme.leaves.values()}
        wanted = _found(leaf, names, Phrase("leaf"))
        periods = [when for name, when in outcome.scores.leaves if name == wanted]
        if period is None:
            now = self.result.period
            period = now if now in periods else max(periods)
        if period not in periods:
            raise ExplainError(
                Phrase(
                    "the leaf '{leaf}' has no score in '{period}'; it has {periods}",
                    leaf=leaf,
                    period=period,
                    periods=sorted(periods),
                )
            )
        return outcome.scores.leaves[wanted, period]

    def _rule(self, found: LeafResult, standing: Standing) -> Applied:
        key = (found.leaf.id, found.period, standing.outcome.cohort.group)
        if key not in self._applied:
            self._applied[key] = applied_rule(self.result.run, found)
        return self._applied[key]

    def _arithmetic(self, found: LeafResult, standing: Standing) -> Pieces:
        key = (found.leaf.id, found.period, standing.outcome.cohort.group)
        if key not in self._pieces:
            applied = self._rule(found, standing)
            pieces = rule_pieces(self.result.run, found, mark=True, applied=applied)
            self._pieces[key] = {row: (because, chain) for row, because, chain in pieces}
        return self._pieces[key]

    def _teller(self, outcome: CohortOutcome) -> GateTeller:
        group = outcome.cohort.group
        if group not in self._gates:
            self._gates[group] = GateTeller(self.result.run, outcome, self.naming)
        return self._gates[group]


def _found(wanted: str, names: dict[str, str], what: Phrase) -> str:
    """Return the code of something named by code or name.

    Raises
        ExplainError  when there is none, or several of that name.
    """
    if wanted in names:
        return wanted
    codes = [code for code, name in names.items() if name == wanted]
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise ExplainError(
            Phrase("several are called '{name}'; give the code: {codes}", name=wanted, codes=codes)
        )
    raise ExplainError(
        Phrase(
            "there is no {what} '{name}'; {hint}",
            what=what,
            name=wanted,
            hint=_hint(wanted, names),
        )
    )


def _hint(wanted: str, names: dict[str, str]) -> Phrase:
    near = get_close_matches(wanted, [*names, *names.values()], n=1)
    if near:
        return Phrase("did you mean '{word}'?", word=near[0])
    return _some(names)


def _some(names: Iterable[str]) -> Phrase:
    listed = list(names)
    shown, rest = listed[:SHOWN], len(listed) - SHOWN
    if rest > 0:
        return Phrase("known: {words} and {count} more", words=shown, count=rest)
    return Phrase("known: {words}", words=shown)


def explain_leaf(
    result: Result,
    unit: str,
    leaf: str,
    group: str | None = None,
    period: str | None = None,
    language: Language = "zh",
) -> LeafExplanation:
    """Explain the score of a unit on a leaf: five lines, and all that they are made of.

    For many units or leaves use one `Explainer`.

    Raises
        ExplainError  for a unit, leaf, group, period or language that is not there.
    """
    return Explainer(result, language).leaf(unit, leaf, group, period)


def explain_unit(
    result: Result, unit: str, group: str | None = None, language: Language = "zh"
) -> UnitExplanation:
    """Explain total, place and grade of a unit in sentences and parts.

    Raises
        ExplainError  for a unit, group or language that is not there.
    """
    return Explainer(result, language).unit(unit, group)
