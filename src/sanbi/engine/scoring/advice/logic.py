"""Conditions over figures and scores as binary columns: a gate may open or close on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sanbi.engine.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Comparison,
    Condition,
    FactRef,
    Negation,
    Outcome,
    Waivable,
    facts_of,
)
from sanbi.engine.scoring.advice.model import ENDLESS, Model
from sanbi.engine.scoring.evaluation.cohort import CohortScorer
from sanbi.engine.scoring.evaluation.conditions import FactValues, judge

NEAR = 1e-9
STRICT = 1e-7
ORDERED = frozenset({">=", ">", "<=", "<", "between"})


@dataclass(frozen=True)
class Fact:
    """A fact of the unit as a straight function: Σ terms + constant, between two ends."""

    terms: Mapping[int, float]
    constant: float
    low: float
    high: float


@dataclass(frozen=True)
class Truth:
    """A condition: a binary column, or settled where ``column`` is None."""

    column: int | None
    value: bool = False

    @property
    def settled(self) -> bool:
        """Whether no plan changes it."""
        return self.column is None


class Logic:
    """Turns conditions on one unit into columns.

    ``known`` are facts as the scorer sees them now, for what does not move; ``fact`` gives those
    that may. A condition that is neither is held at what it is now and counted in ``held``.
    """

    def __init__(
        self,
        model: Model,
        scorer: CohortScorer,
        place: int,
        known: Mapping[str, FactValues],
        fact: Callable[[str], Fact | None],
    ) -> None:
        self.model, self.scorer, self.place = model, scorer, place
        self.known, self.fact = known, fact
        self.held = 0

    def truth(self, condition: Condition, unknown: str) -> Truth:
        """Whether a condition holds; ``unknown`` says what a missing fact means."""
        verdict = self._now(condition)
        if verdict is Outcome.UNKNOWN:
            return Truth(None, unknown == "pass")
        return self._truth(condition)

    def opposite(self, truth: Truth) -> Truth:
        """Its negation."""
        if truth.column is None:
            return Truth(None, not truth.value)
        column = self.model.binary()
        self.model.row(1.0, 1.0, {column: 1.0, truth.column: 1.0})
        return Truth(column)

    def both(self, one: Truth, other: Truth) -> Truth:
        """Whether both hold."""
        return self._count([one, other], 2)

    # -- parts ---------------------------------------------------------------------------------
    def _now(self, condition: Condition) -> Outcome:
        run, cohort = self.scorer.run, self.scorer.cohort
        verdicts = judge(run, condition, run.period, self.scorer.scope, self.known, cohort.group)
        return verdicts[self.place].outcome

    def _moves(self, condition: Condition) -> bool:
        facts = [self.fact(name) for name in facts_of(condition)]
        return any(fact is not None and fact.terms for fact in facts)

    def _truth(self, condition: Condition) -> Truth:
        if not self._moves(condition):
            return Truth(None, self._now(condition) is Outcome.TRUE)
        match condition:
            case Comparison():
                return self._comparison(condition)
            case AllOf(parts):
                return self._count([self._truth(part) for part in parts], len(parts))
            case AnyOf(parts):
                return self._count([self._truth(part) for part in parts], 1)
            case AtLeast(count, parts):
                return self._count([self._truth(part) for part in parts], count)
            case Negation(part):
                return self.opposite(self._truth(part))
            case Waivable(part, by):
                both = [self._truth(part), self.opposite(self._truth(by))]
                return self._count(both, len(both))
            case _:
                return self._hold(condition)

    def _hold(self, condition: Condition) -> Truth:
        self.held += 1
        return Truth(None, self._now(condition) is Outcome.TRUE)

    def _count(self, parts: Sequence[Truth], count: int) -> Truth:
        """Whether at least so many of the parts hold."""
        sure = sum(part.value for part in parts if part.column is None)
        columns = [part.column for part in parts if part.column is not None]
        need = count - sure
        if need <= 0 or need > len(columns):
            return Truth(None, need <= 0)
        result = self.model.binary()
        terms = dict.fromkeys(columns, 1.0)
        self.model.row(0.0, ENDLESS, {**terms, result: -float(need)})
        room = float(len(columns) - need + 1)
        self.model.row(-ENDLESS, float(need - 1), {**terms, result: -room})
        return Truth(result)

    def _comparison(self, comparison: Comparison) -> Truth:
        if comparison.op not in ORDERED:
            return self._hold(comparison)
        sides = [self._difference(comparison.fact, operand) for operand in comparison.operands]
        if any(side is None for side in sides):
            return self._hold(comparison)
        whole = [side for side in sides if side is not None]
        if comparison.op == "between":
            both = [self._at_least(whole[0], ">="), self._at_least(_turned(whole[1]), ">=")]
            return self._count(both, len(both))
        low = comparison.op in {"<=", "<"}
        side = _turned(whole[0]) if low else whole[0]
        return self._at_least(side, ">" if comparison.op in {"<", ">"} else ">=")

    def _difference(self, name: str, operand: object) -> Fact | None:
        """The fact less the threshold."""
        fact = self._known(name)
        other: Fact | None
        if isinstance(operand, FactRef):
            other = self._known(operand.fact)
        elif isinstance(operand, (int, float, Fraction)):
            number = float(operand)
            other = Fact({}, number, number, number)
        else:
            return None
        if fact is None or other is None:
            return None
        terms = dict(fact.terms)
        for column, by in other.terms.items():
            terms[column] = terms.get(column, 0.0) - by
        constant = fact.constant - other.constant
        return Fact(terms, constant, fact.low - other.high, fact.high - other.low)

    def _known(self, name: str) -> Fact | None:
        found = self.fact(name)
        if found is not None:
            return found
        values = self.known.get(name)
        value = None if values is None else values[self.place]
        if not isinstance(value, (int, float, Fraction)):
            return None
        return Fact({}, float(value), float(value), float(value))

    def _at_least(self, side: Fact, op: str) -> Truth:
        """Whether a difference is at least 0 (or above it)."""
        near = NEAR * max(1.0, abs(side.low), abs(side.high))
        strict = STRICT * max(1.0, abs(side.low), abs(side.high))
        met, unmet = (strict, near) if op == ">" else (-near, -strict)
        if side.low >= met:
            return Truth(None, value=True)
        if side.high < met:
            return Truth(None, value=False)
        column = self.model.binary()
        low, high = side.low - 1.0, side.high + 1.0
        # met ⇒ side ≥ met; not met ⇒ side ≤ unmet
        self.model.row(low - side.constant, ENDLESS, {**side.terms, column: -(met - low)})
        self.model.row(-ENDLESS, unmet - side.constant, {**side.terms, column: -(high - unmet)})
        return Truth(column)


def _turned(fact: Fact) -> Fact:
    terms = {column: -by for column, by in fact.terms.items()}
    return Fact(terms, -fact.constant, -fact.high, -fact.low)
