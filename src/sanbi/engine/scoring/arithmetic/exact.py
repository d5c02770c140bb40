"""Exact arithmetic: object arrays of Fractions, irrational functions at 40 significant digits."""

from __future__ import annotations

import decimal
import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.arithmetic.protocol import Array, Mask, Number

DIGITS = 40
CONTEXT = decimal.Context(prec=DIGITS, rounding=decimal.ROUND_HALF_EVEN, Emin=-9999, Emax=9999)
# Twenty guard digits: argument and function are rounded far below the forty that count.
GUARDED = decimal.Context(prec=60, rounding=decimal.ROUND_HALF_EVEN, Emin=-9999, Emax=9999)
Function: TypeAlias = Callable[[decimal.Decimal], decimal.Decimal]
NAN = float("nan")
MAX_EXPONENT = 1000
INT64 = 2**63


def decimal_fraction(value: float) -> Fraction:
    """The shortest decimal that names a float64, as a Fraction."""
    if value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - exactly representable
        return Fraction(int(value))
    return Fraction(*decimal.Decimal(repr(value)).as_integer_ratio())


def irrational(function: Function, value: Fraction) -> Fraction:
    """A function of an exact argument, as a decimal of 40 significant digits.

    It is computed with guard digits, so that argument and result are rounded as one.
    """
    return Fraction(CONTEXT.plus(function(_guarded(value))))


def exact_sqrt(value: Fraction) -> Number:
    """Square root; NaN of a negative."""
    return NAN if value < 0 else irrational(GUARDED.sqrt, value)


def exact_ln(value: Fraction) -> Number:
    """Natural logarithm; NaN unless positive."""
    if value <= 0:
        return NAN
    return Fraction(0) if value == 1 else irrational(GUARDED.ln, value)


def exact_exp(value: Fraction) -> Number:
    """Exponential; NaN where the result would be absurd."""
    if abs(value) > MAX_EXPONENT:
        return NAN
    return Fraction(1) if value == 0 else irrational(GUARDED.exp, value)


def exact_power(base: Fraction, exponent: Fraction) -> Number:
    """Power: exact for whole exponents, else one function of both, at 40 digits."""
    if exponent.denominator == 1 and abs(exponent) <= MAX_EXPONENT:
        if base == 0 and exponent < 0:
            return NAN
        return base ** int(exponent)
    if base < 0 or abs(exponent) > MAX_EXPONENT or (base == 0 and exponent < 0):
        return NAN
    return weighted_product((base,), (exponent,))


def weighted_product(values: Sequence[Fraction], exponents: Sequence[Fraction]) -> Number:
    """Π value^exponent of numbers of zero or more, as one function at 40 digits.

    Computed as exp(Σ exponent · ln value) with guard digits, so that the cube root of 8 is 2.
    """
    if any(not value and exponent for value, exponent in zip(values, exponents, strict=True)):
        return Fraction(0)
    total = decimal.Decimal(0)
    for value, exponent in zip(values, exponents, strict=True):
        if exponent and value != 1:
            term = GUARDED.multiply(_guarded(exponent), GUARDED.ln(_guarded(value)))
            total = GUARDED.add(total, term)
    if abs(total) > MAX_EXPONENT:
        return NAN
    return Fraction(CONTEXT.plus(GUARDED.exp(total)))


def _guarded(value: Fraction) -> decimal.Decimal:
    return GUARDED.divide(decimal.Decimal(value.numerator), decimal.Decimal(value.denominator))


def _lifted(function: Callable[..., Number], arguments: int) -> Callable[..., Number]:
    """A function of Fractions as one of object arrays; NaN in any argument gives NaN.

    NaN is the only float among exact numbers, so its type tells it, and quickly.
    """

    def guarded(*values: Number) -> Number:
        for value in values:
            if value.__class__ is float:
                return NAN
        return function(*values)

    return np.frompyfunc(guarded, arguments, 1)


def _divided(a: Number, b: Number) -> Number:
    if a.__class__ is float or b.__class__ is float or not b:
        return NAN
    return Fraction(a) / b if a.__class__ is int else a / b


def _lesser(a: Number, b: Number) -> Number:
    if a.__class__ is float or b.__class__ is float:
        return NAN
    return min(a, b)


def _greater(a: Number, b: Number) -> Number:
    if a.__class__ is float or b.__class__ is float:
        return NAN
    return max(a, b)


_DIVIDE = np.frompyfunc(_divided, 2, 1)
_MINIMUM = np.frompyfunc(_lesser, 2, 1)
_MAXIMUM = np.frompyfunc(_greater, 2, 1)
_TRUNCATE = _lifted(lambda a: Fraction(math.trunc(a)), 1)
_SQRT = _lifted(exact_sqrt, 1)
_LN = _lifted(exact_ln, 1)
_EXP = _lifted(exact_exp, 1)
_POWER = _lifted(exact_power, 2)
_FRACTION = np.frompyfunc(decimal_fraction, 1, 1)
_FINITE = np.frompyfunc(lambda a: a.__class__ is not float, 1, 1)


class ExactArithmetic:
    """Object arrays of Fractions; no rounding but where the contract rounds."""

    exact = True

    def constant(self, value: Fraction) -> Fraction:
        """The number itself."""
        return value

    def full(self, size: int, value: Fraction) -> Array:
        """An array of one number."""
        result = np.empty(size, dtype=object)
        result[:] = value
        return result

    def array(self, values: list[Fraction]) -> Array:
        """An array of these numbers."""
        result = np.empty(len(values), dtype=object)
        result[:] = values
        return result

    def from_floats(self, values: npt.NDArray[np.float64]) -> Array:
        """The decimals that the floats name."""
        result: Array = np.empty(len(values), dtype=object)
        result[:] = [decimal_fraction(value) for value in values.tolist()]
        return result

    def integers(self, values: npt.NDArray[np.int64]) -> Array:
        """Whole numbers as Fractions: an int divided by an int would be a float."""
        result: Array = np.empty(len(values), dtype=object)
        result[:] = [Fraction(value) for value in values.tolist()]
        return result

    def sortable(self, *arrays: Array) -> tuple[Array, ...]:
        """The numbers over one denominator: whole numbers order as the Fractions, but quickly."""
        lists = [values.tolist() for values in arrays]
        common = math.lcm(*{value.denominator for values in lists for value in values})
        whole = [[v.numerator * (common // v.denominator) for v in values] for values in lists]
        fits = all(-INT64 < number < INT64 for numbers in whole for number in numbers)
        kind = np.int64 if fits else object
        return tuple(np.array(numbers, dtype=kind) for numbers in whole)

    def finite(self, values: Array) -> Mask:
        """Where a value exists."""
        return np.asarray(_FINITE(values), dtype=bool)

    def all_finite(self, values: Array) -> bool:
        """Whether every value exists."""
        return bool(self.finite(values).all())

    def divide(self, a: Number, b: Number) -> Number:
        """Quotient, NaN over zero."""
        return _DIVIDE(a, b)

    def minimum(self, a: Number, b: Number) -> Number:
        """Lesser, NaN if either is."""
        return _MINIMUM(a, b)

    def maximum(self, a: Number, b: Number) -> Number:
        """Greater, NaN if either is."""
        return _MAXIMUM(a, b)

    def where(self, condition: Number, a: Number, b: Number) -> Number:
        """Choose by condition."""
        chosen = np.empty(np.broadcast(condition, a, b).shape, dtype=object)
        chosen[...] = b
        np.copyto(chosen, a, where=np.asarray(condition, dtype=bool))
        return chosen

    def truncate(self, a: Number) -> Number:
        """Whole part towards zero."""
        return _TRUNCATE(a)

    def sqrt(self, a: Number) -> Number:
        """Square root."""
        return _SQRT(a)

    def ln(self, a: Number) -> Number:
        """Natural logarithm."""
        return _LN(a)

    def exp(self, a: Number) -> Number:
        """Exponential."""
        return _EXP(a)

    def power(self, a: Number, b: Number) -> Number:
        """Power."""
        return _POWER(a, b)

    def product(self, values: Sequence[Array], exponents: Sequence[Number]) -> Array:
        """Π value^exponent of arrays of numbers of zero or more."""
        size = len(values[0])
        shares = [e if np.ndim(e) else self.full(size, e) for e in exponents]
        rows = zip(*(array.tolist() for array in values), strict=True)
        powers = zip(*(array.tolist() for array in shares), strict=True)
        result: Array = np.empty(size, dtype=object)
        result[:] = [weighted_product(row, power) for row, power in zip(rows, powers, strict=True)]
        return result

    def total(self, a: Array) -> Number:
        """Sum, a Fraction."""
        return sum(a.tolist(), Fraction(0))


EXACT = ExactArithmetic()
