"""The numbers of a formula: columns of the arithmetic, with Kleene's three truths."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sanbi.engine.scoring.arithmetic import Arithmetic, Array, Mask, Number, round_fraction
from sanbi.engine.scoring.arithmetic.exact import decimal_fraction


@dataclass(frozen=True)
class Truths:
    """True where ``yes``; unknown where not ``known``."""

    yes: Mask
    known: Mask


@dataclass(frozen=True)
class FormulaNumbers:
    """Gives a formula what it needs of an `Arithmetic`; ``size`` units, rounding by ``mode``."""

    numbers: Arithmetic
    size: int
    mode: str

    def constant(self, value: Fraction, /) -> Array:
        """The number for every unit."""
        return self.numbers.full(self.size, value)

    def divide(self, a: Array, b: Array, /) -> Array:
        """Quotient; undefined over zero."""
        result: Array = self.numbers.divide(a, b)
        return result

    def minimum(self, a: Array, b: Array, /) -> Array:
        """Lesser."""
        result: Array = self.numbers.minimum(a, b)
        return result

    def maximum(self, a: Array, b: Array, /) -> Array:
        """Greater."""
        result: Array = self.numbers.maximum(a, b)
        return result

    def absolute(self, a: Array, /) -> Array:
        """Absolute value."""
        return self.maximum(a, -a)

    def round(self, a: Array, digits: int, /) -> Array:
        """Rounded by the scheme's mode; float64 through the decimal that it names."""
        known = self.numbers.finite(a)
        result: Array = a.copy()
        places = np.flatnonzero(known).tolist()
        for place in places:
            value = a[place] if self.numbers.exact else decimal_fraction(float(a[place]))
            rounded = round_fraction(Fraction(value), digits, self.mode)
            result[place] = rounded if self.numbers.exact else float(rounded)
        return result

    def sqrt(self, a: Array, /) -> Array:
        """Square root."""
        result: Array = self.numbers.sqrt(a)
        return result

    def ln(self, a: Array, /) -> Array:
        """Natural logarithm."""
        result: Array = self.numbers.ln(a)
        return result

    def exp(self, a: Array, /) -> Array:
        """Exponential."""
        result: Array = self.numbers.exp(a)
        return result

    def power(self, a: Array, b: Array, /) -> Array:
        """Power."""
        result: Array = self.numbers.power(a, b)
        return result

    def less(self, a: Array, b: Array, /) -> Truths:
        """a < b."""
        with np.errstate(invalid="ignore"):
            return self._truths(a < b, a, b)

    def less_equal(self, a: Array, b: Array, /) -> Truths:
        """a ≤ b."""
        with np.errstate(invalid="ignore"):
            return self._truths(a <= b, a, b)

    def equal(self, a: Array, b: Array, /) -> Truths:
        """a = b."""
        with np.errstate(invalid="ignore"):
            return self._truths(a == b, a, b)

    def _truths(self, yes: Number, a: Array, b: Array) -> Truths:
        known = self.numbers.finite(a) & self.numbers.finite(b)
        return Truths(np.asarray(yes, dtype=bool) & known, known)

    def logical_and(self, a: Truths, b: Truths, /) -> Truths:
        """Kleene's and: one false suffices to know."""
        no = (a.known & ~a.yes) | (b.known & ~b.yes)
        return Truths(a.yes & b.yes, (a.known & b.known) | no)

    def logical_or(self, a: Truths, b: Truths, /) -> Truths:
        """Kleene's or: one true suffices to know."""
        yes = a.yes | b.yes
        return Truths(yes, (a.known & b.known) | yes)

    def logical_not(self, a: Truths, /) -> Truths:
        """Kleene's not."""
        return Truths(a.known & ~a.yes, a.known)

    def where(self, condition: Truths, a: Array, b: Array, /) -> Array:
        """The chosen branch; undefined where the condition is unknown."""
        chosen: Array = self.numbers.where(condition.yes, a, b)
        if not condition.known.all():
            chosen = chosen.copy()
            chosen[~condition.known] = float("nan")
        return chosen
