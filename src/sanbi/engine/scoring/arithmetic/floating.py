"""float64 arithmetic, for schemes without ``precision`` and for index building."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.arithmetic.protocol import Array, Mask, Number


def _existing(values: Number) -> Number:
    """NaN for what float64 cannot hold, as for what does not exist."""
    return np.where(np.isinf(values), np.nan, values)


class FloatArithmetic:
    """NumPy float64, quiet about values that do not exist."""

    exact = False

    def constant(self, value: Fraction) -> float:
        """The nearest float64."""
        return value.numerator / value.denominator

    def full(self, size: int, value: Fraction) -> Array:
        """An array of one number."""
        return np.full(size, float(value))

    def array(self, values: list[Fraction]) -> Array:
        """An array of the nearest float64."""
        return np.array([float(value) for value in values])

    def from_floats(self, values: npt.NDArray[np.float64]) -> Array:
        """The floats themselves."""
        return values

    def integers(self, values: npt.NDArray[np.int64]) -> Array:
        """Whole numbers as float64."""
        return values.astype(np.float64)

    def sortable(self, *arrays: Array) -> tuple[Array, ...]:
        """The floats themselves."""
        return arrays

    def finite(self, values: Array) -> Mask:
        """Where a value is finite."""
        return np.isfinite(values)

    def all_finite(self, values: Array) -> bool:
        """Whether every value is finite: a finite sum has finite terms, without a mask."""
        with np.errstate(over="ignore", invalid="ignore"):
            total = np.add.reduce(values)
        return math.isfinite(total) or bool(np.isfinite(values).all())

    def divide(self, a: Number, b: Number) -> Number:
        """Quotient, NaN over zero."""
        if isinstance(b, float) and b != 0:
            return a / b
        zero = np.equal(b, 0)
        if not zero.any():
            return np.true_divide(a, b)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(zero, np.nan, np.true_divide(a, b))

    def minimum(self, a: Number, b: Number) -> Number:
        """Lesser, NaN if either is."""
        return np.minimum(a, b)

    def maximum(self, a: Number, b: Number) -> Number:
        """Greater, NaN if either is."""
        return np.maximum(a, b)

    def where(self, condition: Number, a: Number, b: Number) -> Number:
        """Choose by condition."""
        return np.where(condition, a, b)

    def truncate(self, a: Number) -> Number:
        """Whole part towards zero."""
        return np.trunc(a)

    def sqrt(self, a: Number) -> Number:
        """Square root."""
        with np.errstate(invalid="ignore"):
            return np.sqrt(a)

    def ln(self, a: Number) -> Number:
        """Natural logarithm, NaN unless positive."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(np.asarray(a) > 0, np.log(a), np.nan)

    def exp(self, a: Number) -> Number:
        """Exponential; NaN beyond the range of float64."""
        with np.errstate(over="ignore"):
            return _existing(np.exp(a))

    def power(self, a: Number, b: Number) -> Number:
        """Power."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return _existing(np.power(np.asarray(a, dtype=np.float64), b))

    def product(self, values: Sequence[Array], exponents: Sequence[Number]) -> Array:
        """Π value^exponent of arrays of numbers of zero or more."""
        result = np.ones(len(values[0]))
        for value, exponent in zip(values, exponents, strict=True):
            result = result * self.power(value, exponent)
        return result

    def total(self, a: Array) -> Number:
        """Sum."""
        return a.sum()


FLOATING = FloatArithmetic()
