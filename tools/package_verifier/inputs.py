"""Inputs: transform or formula, then coefficient, imputation and outliers (section 2.3)."""

from collections.abc import Callable
from fractions import Fraction

from package_verifier.cohorts import Cohorts, Scope
from package_verifier.formulas import evaluate
from package_verifier.outliers import treat
from package_verifier.parts import Formula, Impute, Input, Scheme
from package_verifier.periods import shifted_label
from package_verifier.population import Population
from package_verifier.tables import Tables
from package_verifier.transforms import Transforms, Values


class Inputs:
    """Values of inputs, indicators and columns for units, each computed once."""

    def __init__(self, scheme: Scheme, tables: Tables, cohorts: Cohorts) -> None:
        self.scheme = scheme
        self.tables = tables
        self.cohorts = cohorts
        self.transforms = Transforms(tables, cohorts, scheme.indicators)
        self._cache: dict[tuple[str, str | None, Scope, bool], Values] = {}

    def _once(
        self, key: tuple[str, str | None, Scope, bool], compute: Callable[[], Values]
    ) -> Values:
        if key not in self._cache:
            self._cache[key] = compute()
        return self._cache[key]

    def resolve(self, taken: Input | str | None) -> Input | None:
        """Return the input that a leaf names or holds."""
        if not isinstance(taken, str):
            return taken
        if taken in self.scheme.inputs:
            return self.scheme.inputs[taken]
        return plain_input(taken)

    def values(self, taken: Input, period: str | None, scope: Scope) -> Values:
        """Return the finished values of all units of a scope."""
        return self._once(
            (taken.where, period, scope, True), lambda: self._finished(taken, period, scope)
        )

    def targets(self, taken: Input, period: str, scope: Scope) -> Values:
        """Return the target column of the input's indicator and period."""
        at = period if taken.at is None else shifted_label(period, taken.at)
        indicator = taken.indicator or ""
        return {
            unit: self.transforms.target(indicator, unit, at) for unit in self.cohorts.codes(scope)
        }

    def lookup(
        self, unit: str, period: str | None, scope: Scope
    ) -> Callable[[str], Fraction | None]:
        """Return how a formula finds a name: inputs, then indicators, then columns."""
        return lambda name: self.named(name, unit, period, scope)

    def is_name(self, name: str) -> bool:
        """Say whether a name is an input or an indicator."""
        return name in self.scheme.inputs or name in self.transforms.indicators

    def named(self, name: str, unit: str, period: str | None, scope: Scope) -> Fraction | None:
        """Return what a name stands for, for one unit."""
        if name in self.scheme.inputs:
            return self.values(self.scheme.inputs[name], period, scope).get(unit)
        if name in self.transforms.indicators:
            return self.transforms.observed(name, unit, period)
        return self.cohorts.unit(unit).numbers.get(name)

    def formula(
        self,
        formula: Formula,
        unit: str,
        period: str | None,
        scope: Scope,
        own: Values | None = None,
    ) -> Fraction | None:
        """Return the value of a formula for one unit; ``own`` are names of the leaf itself."""
        lookup = self.lookup(unit, period, scope)
        if own is not None:
            names = own
            return evaluate(
                formula,
                lambda name: names[name] if name in names else lookup(name),
                self.scheme.rounding,
            )
        return evaluate(formula, lookup, self.scheme.rounding)

    def _raw(self, taken: Input, period: str | None, scope: Scope) -> Values:
        return self._once(
            (taken.where, period, scope, False), lambda: self._computed(taken, period, scope)
        )

    def _computed(self, taken: Input, period: str | None, scope: Scope) -> Values:
        if taken.at is not None and period is not None:
            period = shifted_label(period, taken.at)
        if taken.formula is None:
            values = self.transforms.values(taken, period, scope)
        else:
            values = {
                unit: self.formula(taken.formula, unit, period, scope)
                for unit in self.cohorts.codes(scope)
            }
        return self._multiplied(values, taken.coefficient)

    def _multiplied(self, values: Values, column: str | None) -> Values:
        if column is None:
            return values
        times = {unit: self.cohorts.unit(unit).numbers.get(column) for unit in values}
        return {
            unit: None if x is None or (by := times[unit]) is None else x * by
            for unit, x in values.items()
        }

    def _finished(self, taken: Input, period: str | None, scope: Scope) -> Values:
        values = self._raw(taken, period, scope)
        if taken.impute is not None:
            values = self._imputed(taken, taken.impute, period, scope)
        if taken.treat is not None:
            values = treat(values, self.cohorts.population(scope), taken.treat)
        return values

    def _imputed(self, taken: Input, rule: Impute, period: str | None, scope: Scope) -> Values:
        """Fill missing values with the mean or median of the units of the same kind."""
        values = self._raw(taken, period, scope)
        basis = values if rule.by == "group" else self._raw(taken, period, None)
        present: dict[str, list[Fraction]] = {}
        for unit, value in basis.items():
            if value is not None and self.cohorts.takes_part(unit):
                present.setdefault(self._kind(rule.by, unit), []).append(value)
        filling = {}
        for name, found in present.items():
            population = Population(found)
            filling[name] = population.mean if rule.method == "mean" else population.median
        return {
            unit: filling.get(self._kind(rule.by, unit)) if value is None else value
            for unit, value in values.items()
        }

    def _kind(self, by: str, unit: str) -> str:
        """Return the class of a unit that fills its gaps."""
        return "" if by in ("all", "group") else self.cohorts.unit(unit).texts.get(by, "")


def plain_input(indicator: str) -> Input:
    """Return the input that is an indicator as it stands."""
    return Input(
        where=f"indicator {indicator}",
        indicator=indicator,
        formula=None,
        transform="value",
        against="year_ago",
        per=None,
        scale=Fraction(1),
        basis="difference",
        better="high",
        op=">=",
        than=None,
        at=None,
        coefficient=None,
        impute=None,
        treat=None,
    )
