"""Three arithmetics for the tests: one Fraction, an array of floats, an array of Fractions.

An undefined value is NaN everywhere; a comparison with it is None, or NaN in an array of 1.0 and
0.0. All three follow the rules of `Arithmetic`.
"""

import math
from decimal import Context
from fractions import Fraction
from typing import Any

import numpy as np

NAN = math.nan
_FORTY = Context(prec=40)


def undefined(*values: Any) -> bool:
    """Say whether one of the values is NaN."""
    return any(value != value for value in values)  # noqa: PLR0124  that is how NaN shows


class Exact:
    """Single Fractions."""

    def constant(self, value: Fraction) -> Any:
        return value

    def divide(self, a: Any, b: Any) -> Any:
        return NAN if undefined(a, b) or b == 0 else a / b

    def minimum(self, a: Any, b: Any) -> Any:
        return NAN if undefined(a, b) else min(a, b)

    def maximum(self, a: Any, b: Any) -> Any:
        return NAN if undefined(a, b) else max(a, b)

    def absolute(self, a: Any) -> Any:
        return abs(a)

    def round(self, a: Any, digits: int) -> Any:
        if undefined(a):
            return NAN
        scaled = abs(a) * 10**digits
        up = math.floor(scaled + Fraction(1, 2))
        return Fraction(up if a >= 0 else -up, 10**digits)

    def sqrt(self, a: Any) -> Any:
        return self._forty("sqrt", a) if a >= 0 else NAN

    def ln(self, a: Any) -> Any:
        return self._forty("ln", a) if a > 0 else NAN

    def exp(self, a: Any) -> Any:
        return self._forty("exp", a) if abs(a) <= 1000 else NAN

    def power(self, a: Any, b: Any) -> Any:
        if undefined(a, b) or b.denominator != 1 or abs(b) > 1000 or (a == 0 and b < 0):
            return NAN
        return a ** int(b)

    def less(self, a: Any, b: Any) -> bool | None:
        return None if undefined(a, b) else a < b

    def less_equal(self, a: Any, b: Any) -> bool | None:
        return None if undefined(a, b) else a <= b

    def equal(self, a: Any, b: Any) -> bool | None:
        return None if undefined(a, b) else a == b

    def logical_and(self, a: bool | None, b: bool | None) -> bool | None:
        return False if False in (a, b) else None if None in (a, b) else True

    def logical_or(self, a: bool | None, b: bool | None) -> bool | None:
        return True if True in (a, b) else None if None in (a, b) else False

    def logical_not(self, a: bool | None) -> bool | None:
        return None if a is None else not a

    def where(self, condition: bool | None, a: Any, b: Any) -> Any:
        return NAN if condition is None else a if condition else b

    @staticmethod
    def _forty(name: str, value: Any) -> Fraction:
        argument = _FORTY.divide(value.numerator, value.denominator)
        return Fraction(getattr(_FORTY, name)(argument))


class Objects:
    """Arrays of Fractions: `Exact` for each element; conditions are arrays of True, False, None."""

    def __getattr__(self, name: str) -> Any:
        single = getattr(Exact(), name)

        def lifted(*arrays: Any) -> Any:
            with np.errstate(invalid="ignore"):  # NumPy hears of the NaN inside the objects
                return np.frompyfunc(single, len(arrays), 1)(*arrays)

        return lifted

    def constant(self, value: Fraction) -> Any:
        return value


class Floats:
    """Arrays of float64; conditions are arrays of 1.0, 0.0 and NaN."""

    def constant(self, value: Fraction) -> Any:
        return np.float64(float(value))

    def divide(self, a: Any, b: Any) -> Any:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(np.equal(b, 0), np.nan, np.true_divide(a, b))

    def minimum(self, a: Any, b: Any) -> Any:
        return np.minimum(a, b)

    def maximum(self, a: Any, b: Any) -> Any:
        return np.maximum(a, b)

    def absolute(self, a: Any) -> Any:
        return np.abs(a)

    def round(self, a: Any, digits: int) -> Any:
        return np.copysign(np.floor(np.abs(a) * 10.0**digits + 0.5) / 10.0**digits, a)

    def sqrt(self, a: Any) -> Any:
        with np.errstate(invalid="ignore"):
            return np.sqrt(a)

    def ln(self, a: Any) -> Any:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(np.greater(a, 0), np.log(a), np.nan)

    def exp(self, a: Any) -> Any:
        with np.errstate(over="ignore"):
            return np.where(np.abs(a) <= 1000, np.exp(a), np.nan)

    def power(self, a: Any, b: Any) -> Any:
        with np.errstate(all="ignore"):
            found = np.power(np.asarray(a, float), b)
            return np.where(np.isfinite(found), found, np.nan)

    def less(self, a: Any, b: Any) -> Any:
        return self._compared(np.less(a, b), a, b)

    def less_equal(self, a: Any, b: Any) -> Any:
        return self._compared(np.less_equal(a, b), a, b)

    def equal(self, a: Any, b: Any) -> Any:
        return self._compared(np.equal(a, b), a, b)

    def logical_and(self, a: Any, b: Any) -> Any:
        return np.where(np.equal(a, 0) | np.equal(b, 0), 0.0, np.multiply(a, b))

    def logical_or(self, a: Any, b: Any) -> Any:
        return 1.0 - self.logical_and(1.0 - a, 1.0 - b)

    def logical_not(self, a: Any) -> Any:
        return 1.0 - a

    def where(self, condition: Any, a: Any, b: Any) -> Any:
        return np.where(np.isnan(condition), np.nan, np.where(np.equal(condition, 1), a, b))

    @staticmethod
    def _compared(found: Any, a: Any, b: Any) -> Any:
        return np.where(np.isnan(a) | np.isnan(b), np.nan, np.asarray(found, float))
