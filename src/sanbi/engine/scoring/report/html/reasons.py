"""What decided place and grade beside the points, for the sheet of a unit."""

from __future__ import annotations

from dataclasses import dataclass

from sanbi.engine.scoring.explain import Explainer, GateHit, UnitExplanation
from sanbi.engine.scoring.report.html.cohort_view import CohortView

Reason = tuple[str, str]


@dataclass(frozen=True)
class Reasons:
    """Says head and text of each reason; without an explainer, in short words of its own."""

    view: CohortView
    explainer: Explainer | None

    def of(self, place: int) -> tuple[Reason, ...]:
        """The reasons of a unit; empty where points alone decided."""
        if not self._any(place):
            return ()
        if self.explainer is None:
            return tuple(self._short(place))
        outcome = self.view.outcome
        said = self.explainer.unit(outcome.codes[place], outcome.cohort.group)
        return tuple(self._full(said))

    def _any(self, place: int) -> bool:
        """Whether there is anything to say; explaining a unit is slow beside drawing it."""
        view = self.view
        tied = len(view.tied.get(view.rank_texts[place], ())) > 1
        return bool(
            tied
            or view.unranked[place]
            or view.hits[place]
            or view.outcome.grades[place]
            or view.rewards[place]
        )

    def _full(self, said: UnitExplanation) -> list[Reason]:
        words = self.view.words
        reasons: list[Reason] = []
        if said.unranked:
            reasons.append((words("not_ranked_because"), said.unranked))
        if said.tie:
            reasons.append((words("tie_head"), said.tie))
        reasons += [self._gate(hit) for hit in said.gates if hit.kind != "exclusion"]
        if said.grade:
            reason = f"{words('colon')}{said.grade_reason}" if said.grade_reason else ""
            reasons.append((words("grade"), f"{said.grade}{reason}"))
        reasons += [(words("rewards"), text) for text in said.consequences]
        return reasons

    def _gate(self, hit: GateHit) -> Reason:
        words = self.view.words
        head = hit.name + (f" · {hit.clause}" if hit.clause else "")
        effects = words.join(list(hit.effects))
        text = f"{head}{words('colon')}{effects}" if effects else head
        return words(f"kind.{hit.kind}"), f"{text}{words('stop')}{hit.sentence}"

    def _short(self, place: int) -> list[Reason]:
        view, words = self.view, self.view.words
        reasons: list[Reason] = []
        if view.unranked[place]:
            reasons.append((words("not_ranked_because"), view.unranked[place]))
        for gate in view.hits[place]:
            kind = words("kind.gate" if gate.required else "kind.veto")
            reasons.append((kind, f"{gate.name}{words('colon')}{view.naming.effects(gate)}"))
        reasons += [(words("rewards"), text) for text in view.rewards[place]]
        return reasons
