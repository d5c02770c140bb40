"""From an indicator to the number that is scored (contract section 2.3)."""

from collections.abc import Callable
from fractions import Fraction

from package_verifier.cohorts import Cohorts, Scope
from package_verifier.conditions import compare
from package_verifier.faults import DamagedError
from package_verifier.parts import Input
from package_verifier.periods import read_period, shifted_label
from package_verifier.population import Population
from package_verifier.tables import Tables

Values = dict[str, Fraction | None]
HUNDRED = Fraction(100)


def quotient(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    """Return a / b; None where either is missing or b is zero."""
    return None if a is None or b is None or b == 0 else a / b


class Transforms:
    """Reads observations and turns them into values for the units of a scope."""

    def __init__(self, tables: Tables, cohorts: Cohorts, declared: frozenset[str]) -> None:
        self.tables = tables
        self.cohorts = cohorts
        self.indicators = declared | tables.indicators

    def observed(self, indicator: str, unit: str, period: str | None) -> Fraction | None:
        """Return the value of an indicator."""
        found = self.tables.observations.get((unit, indicator, period or ""))
        return None if found is None else found.value

    def target(self, indicator: str, unit: str, period: str | None) -> Fraction | None:
        """Return the target of an indicator."""
        found = self.tables.observations.get((unit, indicator, period or ""))
        return None if found is None else found.target

    def values(self, taken: Input, period: str | None, scope: Scope) -> Values:
        """Return the transformed indicator of every unit of the scope."""
        if period is None or taken.indicator is None:
            return dict.fromkeys(self.cohorts.codes(scope))
        if taken.transform in ("share", "rank", "rank_change"):
            return self._relative(taken, period, scope)
        single = SINGLE[taken.transform]
        return {unit: single(self, taken, unit, period) for unit in self.cohorts.codes(scope)}

    def _all(self, indicator: str, period: str | None, scope: Scope) -> Values:
        return {unit: self.observed(indicator, unit, period) for unit in self.cohorts.codes(scope)}

    def population(self, values: Values, scope: Scope) -> Population:
        """Return the present values of the units that take part."""
        found = (values.get(unit) for unit in self.cohorts.population(scope))
        return Population(value for value in found if value is not None)

    def _relative(self, taken: Input, period: str, scope: Scope) -> Values:
        values = self._all(taken.indicator or "", period, scope)
        population = self.population(values, scope)
        if taken.transform == "share":
            whole = population.total
            return {
                unit: quotient(None if x is None else HUNDRED * x, whole)
                for unit, x in values.items()
            }
        places = self._places(values, population, taken.better)
        if taken.transform == "rank":
            return places
        earlier = self._all(taken.indicator or "", shifted_label(period, taken.against), scope)
        before = self._places(earlier, self.population(earlier, scope), taken.better)
        return {
            unit: None if place is None or (was := before[unit]) is None else was - place
            for unit, place in places.items()
        }

    @staticmethod
    def _places(values: Values, population: Population, better: str) -> Values:
        return {
            unit: None if x is None else population.place(x, better, "competition")
            for unit, x in values.items()
        }

    def plain(self, taken: Input, unit: str, period: str) -> Fraction | None:
        """Return x itself."""
        return self.observed(taken.indicator or "", unit, period)

    def own_target(self, taken: Input, unit: str, period: str) -> Fraction | None:
        """Return the target as the value."""
        return self.target(taken.indicator or "", unit, period)

    def _earlier(self, taken: Input, unit: str, period: str) -> Fraction | None:
        shifted = shifted_label(period, taken.against)
        return self.observed(taken.indicator or "", unit, shifted)

    def growth(self, taken: Input, unit: str, period: str) -> Fraction | None:
        """Return (x / x₋ − 1)·100; below zero the change is divided by the absolute value."""
        x, before = self.plain(taken, unit, period), self._earlier(taken, unit, period)
        if x is None or before is None or before == 0:
            return None
        return (x - before) / abs(before) * HUNDRED

    def increment(self, taken: Input, unit: str, period: str) -> Fraction | None:
        """Return x − x₋."""
        x, before = self.plain(taken, unit, period), self._earlier(taken, unit, period)
        return None if x is None or before is None else x - before

    def change(self, taken: Input, unit: str, period: str) -> Fraction | None:
        """Return x / x₋."""
        return quotient(self.plain(taken, unit, period), self._earlier(taken, unit, period))

    def per(self, taken: Input, unit: str, period: str) -> Fraction | None:
        """Return scale·x / y, y an indicator or else a units column."""
        name = taken.per or ""
        if name in self.indicators:
            by = self.observed(name, unit, period)
        else:
            by = self.cohorts.unit(unit).numbers.get(name)
        x = self.plain(taken, unit, period)
        return quotient(None if x is None else taken.scale * x, by)

    def completion(self, taken: Input, unit: str, period: str) -> Fraction | None:
        """Return 100·x / target."""
        x = self.plain(taken, unit, period)
        return quotient(None if x is None else HUNDRED * x, self.own_target(taken, unit, period))

    def pace(self, taken: Input, unit: str, period: str) -> Fraction | None:
        """Return completion against the share of the year that is over."""
        done = self.completion(taken, unit, period)
        known = read_period(period)
        if done is None or known is None:
            return None
        passed = known.progress()
        return done / passed if taken.basis == "ratio" else done - HUNDRED * passed

    def streak(self, taken: Input, unit: str, period: str) -> Fraction | None:
        """Return how many periods running, this one the last, the comparison holds."""
        if taken.than is None:
            raise DamagedError("scheme", where=taken.where, why="streak needs `than`")
        x = self.plain(taken, unit, period)
        if x is None:
            return None
        count = 0
        at: str | None = period
        while x is not None and compare(x, taken.op, taken.than):
            count += 1
            at = shifted_label(at or "", "previous")
            x = None if at is None else self.plain(taken, unit, at)
        return Fraction(count)


SINGLE: dict[str, Callable[[Transforms, Input, str, str], Fraction | None]] = {
    "value": Transforms.plain,
    "target": Transforms.own_target,
    "growth": Transforms.growth,
    "increment": Transforms.increment,
    "change": Transforms.change,
    "per": Transforms.per,
    "completion": Transforms.completion,
    "pace": Transforms.pace,
    "streak": Transforms.streak,
}
