"""Reads an input: the figure of an indicator, transformed, imputed, treated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sanbi.engine.scoring.arithmetic import Arithmetic
from sanbi.engine.scoring.columns import Column, Scope, everywhere, settled_column
from sanbi.engine.scoring.figures import FigureSource, Floats
from sanbi.engine.scoring.formula import Formula
from sanbi.engine.scoring.inputs.building import impute, treat
from sanbi.engine.scoring.inputs.formula_numbers import FormulaNumbers
from sanbi.engine.scoring.inputs.transforms import TRANSFORMS
from sanbi.engine.scoring.periods import shifted
from sanbi.engine.scoring.scheme.model import Input


@dataclass
class InputReader:
    """Columns of inputs over a scope and period, each computed once.

    Parameters
    ----------
    figures : FigureSource
    coefficients : mapping of units column → float64 vector over all units, NaN = none
    attributes : mapping of units column → texts over all units
    named : the scheme's named inputs
    everyone : Scope of all units, for imputation over all
    """

    figures: FigureSource
    coefficients: Mapping[str, Floats]
    attributes: Mapping[str, tuple[str, ...]]
    named: Mapping[str, Input]
    everyone: Scope
    arithmetic: Arithmetic
    better_of: Mapping[str, str]
    rounding: str
    _kept: dict[tuple[object, ...], Column] = field(default_factory=dict)

    def column(self, item: Input, period: str, scope: Scope) -> Column:
        """The input over the units of a scope, in a period."""
        key = ("input", id(item), period, scope.key)
        if key not in self._kept:
            self._kept[key] = self._read(item, period, scope)
        return self._kept[key]

    def figure(self, indicator: str, period: str, scope: Scope) -> Column:
        """The plain value of an indicator."""
        key = ("value", indicator, period, scope.key)
        if key not in self._kept:
            floats = self.figures.values(indicator, period)
            self._kept[key] = self._of_floats(floats, scope)
        return self._kept[key]

    def target(self, indicator: str, period: str, scope: Scope) -> Column:
        """The target of an indicator."""
        key = ("target", indicator, period, scope.key)
        if key not in self._kept:
            floats = self.figures.targets(indicator, period)
            self._kept[key] = self._of_floats(floats, scope)
        return self._kept[key]

    def coefficient(self, name: str, scope: Scope) -> Column:
        """A numeric column of the units table."""
        key = ("coefficient", name, scope.key)
        if key not in self._kept:
            self._kept[key] = self._of_floats(self.coefficients[name], scope)
        return self._kept[key]

    def name(self, name: str, period: str, scope: Scope) -> Column:
        """What a name stands for in formulas and conditions: input, indicator, coefficient.

        Raises
        ------
        KeyError
            for a name that is none of these.
        """
        if name in self.named:
            return self.column(self.named[name], period, scope)
        if self.figures.knows(name):
            return self.figure(name, period, scope)
        if name in self.coefficients:
            return self.coefficient(name, scope)
        raise KeyError(name)

    def formula(self, formula: Formula, period: str, scope: Scope) -> Column:
        """A formula over the units; a missing name or a division by zero gives nothing."""
        columns = {name: self.name(name, period, scope) for name in sorted(formula.names)}
        return evaluate_formula(
            formula, columns, FormulaNumbers(self.arithmetic, scope.size, self.rounding)
        )

    def _of_floats(self, floats: Floats, scope: Scope) -> Column:
        whole = scope.in_order and scope.size == len(floats)
        taken = floats if whole else floats[scope.index]
        present = everywhere(len(taken))
        if len(taken) and np.isnan(np.minimum.reduce(taken)):  # a minimum knows of every NaN
            present = ~np.isnan(taken)
            taken = np.where(present, taken, 0.0)
        return Column(self.arithmetic.from_floats(taken), present)

    def _read(self, item: Input, period: str, scope: Scope) -> Column:
        when = period if item.at is None else shifted(period, item.at)
        column = self._transformed(item, when, scope)
        if item.impute is not None and not column.complete:
            source = column if scope.key == self.everyone.key else None
            source = source or self._transformed(item, when, self.everyone)
            column = impute(column, source, item.impute, scope, self)
        if item.treat is not None:
            column = treat(column, item.treat, scope, self.arithmetic)
        return column

    def _transformed(self, item: Input, period: str, scope: Scope) -> Column:
        if item.formula is not None:
            column = self.formula(item.formula, period, scope)
        else:
            column = TRANSFORMS[item.transform](self, item, period, scope)
        if item.coefficient is None:
            return column
        factor = self.coefficient(item.coefficient, scope)
        return Column(column.values * factor.values, column.present & factor.present)


def evaluate_formula(
    formula: Formula, columns: Mapping[str, Column], numbers: FormulaNumbers
) -> Column:
    """A formula over columns of one scope."""
    present = np.ones(numbers.size, dtype=bool)
    for column in columns.values():
        present = present & column.present
    values = formula.evaluate({name: column.values for name, column in columns.items()}, numbers)
    return settled_column(values, present, numbers.numbers)
