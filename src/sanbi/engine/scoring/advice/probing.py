"""Asks the scorer itself how every leaf answers to every lever, many levers in one scoring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from sanbi.engine.conditions import facts_of
from sanbi.engine.scoring.advice.figures import ChangedFigures
from sanbi.engine.scoring.advice.levers import Lever, reads
from sanbi.engine.scoring.advice.pieces import Piece, Sampler
from sanbi.engine.scoring.columns import Column
from sanbi.engine.scoring.evaluation.gating import is_late
from sanbi.engine.scoring.evaluation.outcome import CohortOutcome
from sanbi.engine.scoring.faults import DataFaults
from sanbi.engine.scoring.figures import Floats
from sanbi.engine.scoring.replay.replaying import outcome_of
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.run import score
from sanbi.engine.scoring.scheme.model import Leaf
from sanbi.engine.scoring.scheme.scheme import Scheme

LeafKey = tuple[str, str]  # leaf, period
MOST_HINTS = 40


@dataclass(frozen=True)
class Response:
    """How leaves and facts answer to one lever.

    Parameters
        pieces : in order of steps; answers are changes against step 0, all keys in one row.
        leaves : leaf → slice of the row that holds the units' answers.
        facts : name of a fact of the unit → place in the row.
        curved : leaves that answer in a true curve, of which the pieces are chords.
    """

    pieces: tuple[Piece, ...]
    leaves: Mapping[LeafKey, slice]
    facts: Mapping[str, int]
    curved: frozenset[str]


@dataclass(frozen=True)
class Probed:
    """What was found for one unit.

    Parameters
        plain : the result without rounding, gates and conditions, at step 0 of every lever.
        outcome : of the group, in ``plain``.
        responses : one for each lever.
        shared : leaves that answer to several levers together: their answers are added up, which
            is right at step 0 alone.
        levers : the levers, their limits cut where the scheme cannot score any farther.
    """

    plain: Result
    outcome: CohortOutcome
    responses: tuple[Response, ...]
    shared: frozenset[str]
    levers: tuple[Lever, ...]
    facts: Mapping[str, float | None]


def plain_scheme(scheme: Scheme) -> Scheme:
    """The scheme without rounding, gates, grades, consequences, and conditions of adjustments."""
    settled = {
        **scheme.settled,
        "precision": None,
        "gates": [],
        "vetoes": [],
        "grades": None,
        "consequences": [],
        "adjustments": [{**item, "when": None} for item in scheme.settled["adjustments"]],
    }
    return replace(scheme, settled=settled)


class Prober:
    """Probes the levers of one unit around the figures of a result."""

    def __init__(self, result: Result, unit: str, group: str, levers: Sequence[Lever]) -> None:
        self.result, self.unit, self.group = result, unit, group
        self.scheme = plain_scheme(result.scheme)
        self.levers = list(levers)
        self.place = outcome_of(result, group).codes.index(unit)
        self.size = outcome_of(result, group).cohort.scope.size
        self.wanted = tuple(sorted(wanted_facts(result.scheme)))
        self.plain = self._scored({})
        self.keys = [self._keys(lever) for lever in self.levers]
        self.facts = [self._facts(lever) for lever in self.levers]

    def probed(self, *, alone: bool) -> Probed:
        """Sample every lever; ``alone`` makes step 0 a piece of its own."""
        samplers = [Sampler(lever.most, self._hints(lever)) for lever in self.levers]
        for colour in self._colours():
            self._sample([(number, samplers[number]) for number in colour])
        for number, sampler in enumerate(samplers):
            lever = self.levers[number]
            if sampler.most != lever.most:
                limit = lever.sign * sampler.most * lever.step
                self.levers[number] = replace(lever, limit=limit)
        responses = [
            self._response(number, sampler.pieces(alone=alone))
            for number, sampler in enumerate(samplers)
        ]
        known = {name: fact_of(self.plain, self.group, self.place, name) for name in self.wanted}
        return Probed(
            self.plain,
            outcome_of(self.plain, self.group),
            tuple(responses),
            self._shared(),
            tuple(self.levers),
            known,
        )

    # -- what a lever touches ------------------------------------------------------------------
    def _keys(self, lever: Lever) -> tuple[LeafKey, ...]:
        scheme = self.result.scheme
        reading = {
            leaf.id for leaf in scheme.leaves.values() if lever.indicator in reads(scheme, leaf)
        }
        scores = outcome_of(self.plain, self.group).scores
        return tuple(key for key in scores.leaves if key[0] in reading)

    def _facts(self, lever: Lever) -> tuple[str, ...]:
        found = []
        for name in self.wanted:
            if name.startswith("x."):
                touched = lever.indicator in reads(
                    self.scheme, self.scheme.leaves[name.removeprefix("x.")]
                )
            elif name in self.scheme.inputs:
                item = self.scheme.inputs[name]
                names = {item.indicator, item.extras.get("per")}
                names |= set(item.formula.names) if item.formula is not None else set()
                touched = lever.indicator in names
            else:
                touched = name == lever.indicator
            if touched:
                found.append(name)
        return tuple(found)

    def _colours(self) -> list[list[int]]:
        """Levers in sets whose members touch no leaf together."""
        colours: list[tuple[set[object], list[int]]] = []
        for number in range(len(self.levers)):
            touched: set[object] = {*self.keys[number], *self.facts[number]}
            for held, members in colours:
                if not held & touched:
                    held.update(touched)
                    members.append(number)
                    break
            else:
                colours.append((touched, [number]))
        return [members for _, members in colours]

    def _shared(self) -> frozenset[str]:
        seen: set[object] = set()
        shared: set[str] = set()
        for number in range(len(self.levers)):
            for key in self.keys[number]:
                if key in seen:
                    shared.add(key[0])
                seen.add(key)
        return frozenset(shared)

    # -- where answers may jump ----------------------------------------------------------------
    def _hints(self, lever: Lever) -> list[int]:
        everyone = self.plain.run.figures.values(lever.indicator, lever.period)
        scope = outcome_of(self.plain, self.group).cohort.scope.index
        marks = [value for value in everyone[scope].tolist() if not np.isnan(value)]
        targets = self.plain.run.figures.targets(lever.indicator, lever.period)
        marks += [value for value in targets[scope].tolist() if not np.isnan(value)]
        for leaf in self.scheme.leaves.values():
            if lever.indicator in reads(self.scheme, leaf):
                marks += [float(number) for number in _numbers(leaf)]
        steps = {round(lever.sign * (mark - lever.now) / lever.step) for mark in marks}
        near = sorted(step for step in steps if 0 <= step <= lever.most)
        return near[:MOST_HINTS]

    # -- scoring -------------------------------------------------------------------------------
    def _scored(self, steps: Mapping[int, int]) -> Result:
        changes = {
            (self.unit, self.levers[n].indicator, self.levers[n].period): self.levers[n].at(step)
            for n, step in steps.items()
        }
        figures = self.result.run.figures
        source = ChangedFigures(figures, changes) if changes else figures
        return score(self.scheme, self.result.data, self.result.period, source=source)

    def _sample(self, samplers: Sequence[tuple[int, Sampler]]) -> None:
        while True:
            asked = {n: step for n, sampler in samplers if (step := sampler.wanted()) is not None}
            if not asked:
                return
            held = dict(samplers)
            try:
                found = self._scored(asked)
            except DataFaults:
                self._one_by_one(asked, held)
                continue
            for number, step in asked.items():
                held[number].put(step, self._answers(found, number))

    def _one_by_one(self, asked: Mapping[int, int], held: Mapping[int, Sampler]) -> None:
        """Some of these figures cannot be scored: find out which, and end those levers there."""
        for number, step in asked.items():
            try:
                held[number].put(step, self._answers(self._scored({number: step}), number))
            except DataFaults:
                held[number].cut(step)

    def _answers(self, found: Result, number: int) -> Floats:
        outcome, before = outcome_of(found, self.group), outcome_of(self.plain, self.group)
        rows = []
        for key in self.keys[number]:
            after, was = (floats_of(o.scores.leaves[key].score) for o in (outcome, before))
            rows.append(np.nan_to_num(after - was))
        values = []
        for name in self.facts[number]:
            after_fact = fact_of(found, self.group, self.place, name)
            was_fact = fact_of(self.plain, self.group, self.place, name)
            values.append(0.0 if None in (after_fact, was_fact) else after_fact - was_fact)  # type: ignore[operator]
        return np.concatenate([*rows, np.array(values, dtype=np.float64)])

    def _response(self, number: int, pieces: tuple[Piece, ...]) -> Response:
        leaves = {
            key: slice(place * self.size, (place + 1) * self.size)
            for place, key in enumerate(self.keys[number])
        }
        first = len(leaves) * self.size
        facts = {name: first + place for place, name in enumerate(self.facts[number])}
        bent = np.max([piece.error for piece in pieces], axis=0)
        curved = {key[0] for key, where in leaves.items() if bent[where].any()}
        return Response(pieces, leaves, facts, frozenset(curved))


def wanted_facts(scheme: Scheme) -> set[str]:
    """Facts of figures that early gates and conditions of adjustments look at."""
    names: set[str] = set()
    for gate in scheme.gates:
        if not is_late(gate.condition):
            names |= facts_of(gate.condition)
    conditions = [item.when for item in scheme.adjustments]
    conditions += [item.when for item in scheme.exclusions]
    for condition in conditions:
        if condition is not None:
            names |= facts_of(condition)
    return {name for name in names if not name.startswith(("score.", "events."))}


def fact_of(result: Result, group: str, place: int, name: str) -> float | None:
    """A fact of one unit as a number; None where it has none or it is a text."""
    outcome = outcome_of(result, group)
    scope, run = outcome.cohort.scope, result.run
    try:
        if name.startswith("x."):
            leaf = run.scheme.leaves[name.removeprefix("x.")]
            item = run.scheme.input_of(leaf)
            if item is None:
                return None
            column = run.reader.column(item, run.period, scope)
        else:
            column = run.reader.name(name, run.period, scope)
    except KeyError:
        return None
    value = column.at(place)
    return None if value is None or isinstance(value, str) else float(value)


def floats_of(column: Column) -> Floats:
    """A column as float64, NaN where absent."""
    return np.where(column.present, np.asarray(column.values, dtype=np.float64), np.nan)


def _numbers(leaf: Leaf) -> Iterator[Fraction]:
    for params in (leaf.rule.params, *(change.rule for change in leaf.overrides)):
        yield from _in(params.values())
    if leaf.when is not None:
        yield from _in_condition(leaf.when)


def _in(values: Iterable[object]) -> Iterator[Fraction]:
    for value in values:
        if isinstance(value, Fraction):
            yield value
        elif isinstance(value, Mapping):
            yield from _in(value.values())
        elif isinstance(value, (list, tuple)):
            yield from _in(value)


def _in_condition(condition: object) -> Iterator[Fraction]:
    operands = getattr(condition, "operands", ())
    yield from (operand for operand in operands if isinstance(operand, Fraction))
    for part in getattr(condition, "parts", ()):
        yield from _in_condition(part)
