"""What a rule sees: the inputs of the units that have one, and the population."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from sanbi.engine.scoring.arithmetic import Arithmetic, Array, Number
from sanbi.engine.scoring.places import places


class RuleFault(ValueError):  # noqa: N818 - read as "raise RuleFault(message, hint)"
    """The rule cannot be applied to these data; ``which`` are the positions concerned."""

    def __init__(self, message: str, hint: str, which: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.hint = hint
        self.which = which


@dataclass(frozen=True)
class RuleContext:
    """Arguments of a rule for one leaf, cohort and period.

    Parameters
    ----------
    x : Array, shape (m,)
        Inputs of the units that have one.
    population : Array, shape (p,)
        Inputs of those among them that take part: what relative rules compare with.
    high : bool
        Whether a higher input is better.
    points : scalar or Array, shape (m,)
        Full mark W; None when the leaf has none.
    target : Array, shape (m,), or None
    params : mapping
        Parameters of the rule; numbers are scalars or, with overrides, arrays of shape (m,).
    arithmetic : Arithmetic
    """

    x: Array
    population: Array
    high: bool
    points: Number
    target: Array | None
    params: Mapping[str, Any]
    arithmetic: Arithmetic
    names: Callable[[str], Any] | None = None
    rounding: str = "half_up"

    def number(self, name: str) -> Number:
        """A numeric parameter as number of the arithmetic; POINTS is the full mark."""
        value = self.params[name]
        if isinstance(value, str):
            return self.points
        if isinstance(value, Fraction):
            return self.arithmetic.constant(value)
        return value

    def constant(self, value: int | Fraction) -> Number:
        """A number of the arithmetic."""
        return self.arithmetic.constant(value if isinstance(value, Fraction) else Fraction(value))

    def like_x(self, value: Number) -> Array:
        """The value for each unit."""
        return self.arithmetic.where(True, value, self.x)  # type: ignore[no-any-return]  # noqa: FBT003

    @cached_property
    def best(self) -> Number:
        """The best input of the population."""
        return self.population.max() if self.high else self.population.min()

    @cached_property
    def worst(self) -> Number:
        """The worst input of the population."""
        return self.population.min() if self.high else self.population.max()

    @cached_property
    def mean(self) -> Number:
        """The mean of the population."""
        return self.arithmetic.total(self.population) / len(self.population)

    def deviation(self, *, sample: bool) -> Number:
        """Standard deviation of the population (n − 1 for a sample); None where all are equal."""
        degrees = len(self.population) - 1 if sample else len(self.population)
        distance = self.population - self.mean
        squares = self.arithmetic.total(distance * distance)
        if squares == 0 or degrees == 0:
            return None
        return self.arithmetic.sqrt(squares / self.constant(degrees))

    def places(self, ties: str) -> Array:
        """Place of each unit in the population, 1 = best; made once for each way with ties."""
        if ties not in self._places:
            a = self.arithmetic
            self._places[ties] = places(self.x, self.population, a, high=self.high, ties=ties)
        return self._places[ties]

    @cached_property
    def _places(self) -> dict[str, Array]:
        return {}

    def limited(self, values: Array) -> Array:
        """The values between the rule's floor and cap."""
        cap, floor = self.number("cap"), self.number("floor")
        if cap is not None:
            values = self.arithmetic.minimum(values, cap)
        if floor is not None:
            values = self.arithmetic.maximum(values, floor)
        return values
