"""Levers: the figures of a unit that could be other than they are, and what moving them costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np

from sanbi.engine.conditions import facts_of
from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.advice.figures import tried
from sanbi.engine.scoring.faults import DataFaults
from sanbi.engine.scoring.periods import shifted
from sanbi.engine.scoring.replay.replaying import outcome_of
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.scheme.model import Input, Leaf, Use
from sanbi.engine.scoring.scheme.rule_fields import OWN_NAMES
from sanbi.engine.scoring.scheme.scheme import Scheme

REACH = 3  # usual changes that a figure may move by, unless a limit is given
MOST_STEPS = 1_000
MOST_DECIMALS = 6
ENOUGH = 3  # changes in a figure's own history that make its usual change
# transforms that grow with the figure
STRAIGHT = frozenset({"value", "growth", "increment", "share", "per", "completion", "pace"})
WHOLE = 100  # percent
OFFICIAL = Phrase("an official statistic: it is published, and no figure of it is worked towards")
PERCENT = frozenset({"%", "％", "percent"})


class Basis(StrEnum):
    """Where the usual change of a figure comes from."""

    OWN = "own"  # the median change of the unit's own figure from period to period
    OTHERS = "others"  # half of the quartile distance among the units
    GIVEN = "given"  # a tenth of the figure, where neither is known


@dataclass(frozen=True)
class Lever:
    """A figure of a unit that may be moved in one direction.

    Parameters
        indicator, period : the figure.
        now : its value.
        usual : its usual change, above 0, in its own unit; one such change costs ``weight``.
        limit : the farthest change, signed: the direction in which the total gets better.
        step : the smallest change that is spoken of, above 0.
        weight : effort of one usual change.
        basis : where the usual change comes from.
    """

    indicator: str
    period: str
    now: float
    usual: float
    limit: float
    step: float
    weight: float = 1.0
    basis: Basis = Basis.OWN

    @property
    def most(self) -> int:
        """How many steps there are."""
        return int(Decimal(str(abs(self.limit))) / Decimal(str(self.step)) + Decimal("1e-9"))

    @property
    def sign(self) -> int:
        """1 where more is better, −1 where less is."""
        return 1 if self.limit >= 0 else -1

    def at(self, steps: int) -> float:
        """The value after so many steps, exact in decimals."""
        return float(Decimal(str(self.now)) + self.sign * steps * Decimal(str(self.step)))

    @property
    def effort_of_step(self) -> float:
        """The effort of one step."""
        return self.weight * self.step / self.usual


@dataclass(frozen=True)
class Fixed:
    """A leaf that no plan can move within the period, and why."""

    leaf: str
    reason: Phrase


def reads(scheme: Scheme, leaf: Leaf) -> frozenset[str]:
    """The indicators and columns that a leaf's score may depend on."""
    item = scheme.input_of(leaf)
    names = set() if item is None else set(_named(scheme, item))
    names |= set(leaf.times.names) - OWN_NAMES if leaf.times is not None else set()
    for params in (leaf.rule.params, *(change.rule for change in leaf.overrides)):
        names |= set(_in_params(scheme, params))
    if leaf.when is not None:
        names |= {name for name in facts_of(leaf.when) if "." not in name}
    return frozenset(names)


def _named(scheme: Scheme, item: Input) -> Iterator[str]:
    names = (item.indicator, item.extras.get("per"), item.coefficient)
    for found in (*names, *(item.formula.names if item.formula else ())):
        name = str(found or "")
        if name in scheme.inputs and scheme.inputs[name] is not item:
            yield from _named(scheme, scheme.inputs[name])
        elif name:
            yield name


def _in_params(scheme: Scheme, value: object) -> Iterator[str]:
    if isinstance(value, Use):
        yield from _named(scheme, scheme.inputs[value.name])
    elif isinstance(value, Input):
        yield from _named(scheme, value)
    elif isinstance(value, Mapping):
        if isinstance(name := value.get("use"), str) and name in scheme.inputs:
            yield from _named(scheme, scheme.inputs[name])
        if isinstance(name := value.get("indicator"), str):
            yield name
        for part in value.values():
            yield from _in_params(scheme, part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _in_params(scheme, part)
    elif hasattr(value, "names") and hasattr(value, "evaluate"):  # a formula
        yield from (name for name in value.names if name not in OWN_NAMES)


def levers_of(
    result: Result,
    unit: str,
    group: str | None = None,
    *,
    fixed: Mapping[str, Phrase] | None = None,
    official: Iterable[str] | None = None,
) -> tuple[tuple[Lever, ...], tuple[Fixed, ...]]:
    """The levers of a unit with their defaults, and the leaves that nothing moves.

    Parameters
    ----------
    result : Result of `score`
    unit : code
    group : str, optional
        May be left out when there is only one.
    fixed : mapping of indicator → reason, optional
        Figures that cannot be moved within the period.
    official : codes of indicators that are official statistics, optional
        No figure of theirs is ever worked towards. Left out, those that the scheme calls so.

    Returns
    -------
    levers : in file order of the leaves
    fixed : leaves without any lever, with the reason

    Raises
    ------
    ValueError
        for a group or unit that is not in the result.
    """
    outcome = outcome_of(result, group)
    if unit not in outcome.codes:
        raise ValueError(f"'{unit}' is not in group '{outcome.cohort.group}'")
    finder = _Finder(result, unit, outcome.cohort.scope.index.tolist())
    given = {**dict.fromkeys(_official(result.scheme, official), OFFICIAL), **(fixed or {})}
    found: dict[str, Lever] = {}
    still: list[Fixed] = []
    for leaf in result.scheme.leaves.values():
        mine = []
        reason: Phrase | None = None
        for name in sorted(reads(result.scheme, leaf)):
            if name in given:
                reason = given[name]
            elif name in found or (lever := finder.lever(name, leaf)) is not None:
                found.setdefault(name, found.get(name) or lever)  # type: ignore[arg-type]
                mine.append(name)
        if not mine:
            still.append(Fixed(leaf.id, reason or _why_fixed(leaf)))
    return tuple(found.values()), tuple(still)


def _official(scheme: Scheme, given: Iterable[str] | None) -> Iterable[str]:
    if given is not None:
        return given
    return [code for code, item in scheme.indicators.items() if item["kind"] == "official"]


def _why_fixed(leaf: Leaf) -> Phrase:
    kind = leaf.rule.type
    if kind == "ballot":
        return Phrase("a ballot is cast by others and is not planned")
    if kind == "rating":
        return Phrase("a rating is given by others and is not planned")
    if kind == "events":
        return Phrase("events are recorded as they happen and are not planned")
    return Phrase("there is no figure of this period that could be moved")


class _Finder:
    def __init__(self, result: Result, unit: str, among: list[int]) -> None:
        self.result, self.unit = result, unit
        self.figures = result.run.figures
        self.place = result.run.position_of(unit)
        self.among = np.array(among, dtype=np.int64)

    def lever(self, name: str, leaf: Leaf) -> Lever | None:
        period = self._period(name)
        if period is None:
            return None
        everyone = self.figures.values(name, period)
        now = float(everyone[self.place])
        values = everyone[self.among]
        values = values[~np.isnan(values)]
        usual, basis = self._usual(name, period, now, values)
        step = step_of(values, usual)
        sign = self._sign(name, leaf, period, now, usual)
        if not sign:
            return None
        limit = self._within(name, now, sign * REACH * usual, values)
        lever = Lever(name, period, now, usual, limit, step, 1.0, basis)
        return lever if lever.most else None

    def _period(self, name: str) -> str | None:
        """The run's period if the unit has a figure in it, else the last within it."""
        held = self.figures.periods(name)
        own = [p for p in held if not np.isnan(self.figures.values(name, p)[self.place])]
        if self.result.period in own:
            return self.result.period
        used = {period for _, period in self.result.outcomes[0].scores.leaves}
        return max((period for period in own if period in used), default=None)

    def _usual(self, name: str, period: str, now: float, values: object) -> tuple[float, Basis]:
        changes = own_changes(self.figures.values, self.place, name, period)
        if len(changes) >= ENOUGH and (usual := float(np.median(np.abs(changes)))) > 0:
            return usual, Basis.OWN
        low, high = np.percentile(np.asarray(values), (25, 75))
        if high > low:
            return float(high - low) / 2, Basis.OTHERS
        return abs(now) / 10 or 1.0, Basis.GIVEN

    def _sign(self, name: str, leaf: Leaf, period: str, now: float, usual: float) -> int:
        """The direction that is better: as the leaf says, for a formula by trial."""
        item = self.result.scheme.input_of(leaf)
        better = 1 if leaf.better == "high" else -1
        if leaf.rule.type != "formula" and item is not None and item.formula is None:
            if item.indicator != name:
                return 0  # a base or a denominator is no aim of its own
            if item.transform in STRAIGHT:
                return better
        return self._tried_sign(name, leaf, period, now, usual, better)

    def _tried_sign(
        self, name: str, leaf: Leaf, period: str, now: float, usual: float, better: int
    ) -> int:
        """The direction in which the leaf's input gets better, or else its score; 0 for neither."""
        for way in (1, -1):
            try:
                found = tried(self.result, {(self.unit, name, period): now + way * usual})
            except DataFaults:
                continue
            before, after = self._seen(self.result, leaf), self._seen(found, leaf)
            gains = [b - a for a, b in zip(before, after, strict=True)]
            gains[0] *= better
            gain = next((gain for gain in gains if gain), 0.0)
            if gain:
                return way if gain > 0 else -way
        return 0

    def _seen(self, result: Result, leaf: Leaf) -> tuple[float, float]:
        """A leaf's input and its score, for the unit; 0 for what it has not."""
        for outcome in result.outcomes:
            for (name, _), scored in outcome.scores.leaves.items():
                if name == leaf.id and self.unit in outcome.codes:
                    place = outcome.codes.index(self.unit)
                    x = None if scored.takes_no_input else scored.x.at(place)
                    return float(x or 0), float(scored.score.at(place) or 0)
        return 0.0, 0.0

    def _within(self, name: str, now: float, limit: float, values: object) -> float:
        """No share beyond 0 or 100, and nothing below 0 where nobody is."""
        known = np.asarray(values)
        unit = str((self.result.scheme.indicators.get(name) or {}).get("measure") or "")
        if limit < 0 and known.min() >= 0:
            return max(limit, -now)
        if limit > 0 and unit in PERCENT and known.max() <= WHOLE:
            return min(limit, WHOLE - now)
        return limit


def own_changes(
    values: Callable[[str, str], object], place: int, name: str, period: str
) -> list[float]:
    """Changes of a figure from each period to the next, newest first, back to the first gap."""
    found: list[float] = []
    label, later = period, float(np.asarray(values(name, period))[place])
    while label := shifted(label, "previous"):
        earlier = float(np.asarray(values(name, label))[place])
        if np.isnan(earlier):
            break
        found.append(later - earlier)
        later = earlier
    return found


def step_of(values: object, usual: float) -> float:
    """The smallest change to speak of: a decimal as the figures have, at most 1,000 to a reach."""
    decimals = 0
    for value in np.asarray(values).tolist():
        exponent = Decimal(str(round(value, MOST_DECIMALS))).normalize().as_tuple().exponent
        decimals = max(decimals, -int(exponent))
    step = Decimal(1).scaleb(-decimals)
    while step * MOST_STEPS < Decimal(str(REACH * usual)):
        step *= 10
    while step > Decimal(str(usual)) and step > Decimal(1).scaleb(-MOST_DECIMALS):
        step /= 10
    return float(step)
