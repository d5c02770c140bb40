"""What a rule may do with numbers, whatever they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
# float64 or Fraction as the arithmetic has it: one number, or an array over units.
Number: TypeAlias = Any
Mask = npt.NDArray[np.bool_]


class Arithmetic(Protocol):
    """Array operations over one kind of number.

    Arrays are one-dimensional over units. A value that does not exist (a division by zero, the
    logarithm of a negative) is NaN in both kinds and is turned into missing by `finite`.
    Ordinary + − × and comparisons are done by the arrays' own operators.
    """

    exact: bool

    def constant(self, value: Fraction) -> Number:
        """One number of this kind."""

    def full(self, size: int, value: Fraction) -> Array:
        """An array that holds one number everywhere."""

    def array(self, values: list[Fraction]) -> Array:
        """An array of these numbers."""

    def from_floats(self, values: npt.NDArray[np.float64]) -> Array:
        """The decimals that these finite float64 stand for."""

    def integers(self, values: npt.NDArray[np.int64]) -> Array:
        """Whole numbers as numbers of this kind."""

    def sortable(self, *arrays: Array) -> tuple[Array, ...]:
        """Keys that order and equal as the values of all arrays together do."""

    def finite(self, values: Array) -> Mask:
        """Where a value exists."""

    def all_finite(self, values: Array) -> bool:
        """Whether every value exists."""

    def divide(self, a: Number, b: Number) -> Number:
        """a / b; NaN where b is zero."""

    def minimum(self, a: Number, b: Number) -> Number:
        """Lesser of two, NaN if either is."""

    def maximum(self, a: Number, b: Number) -> Number:
        """Greater of two, NaN if either is."""

    def where(self, condition: Number, a: Number, b: Number) -> Number:
        """a where the condition holds, else b."""

    def truncate(self, a: Number) -> Number:
        """The whole part, towards zero."""

    def sqrt(self, a: Number) -> Number:
        """Square root; NaN of a negative."""

    def ln(self, a: Number) -> Number:
        """Natural logarithm; NaN unless positive."""

    def exp(self, a: Number) -> Number:
        """Exponential."""

    def power(self, a: Number, b: Number) -> Number:
        """a to the b; NaN where it does not exist."""

    def product(self, values: Sequence[Array], exponents: Sequence[Number]) -> Array:
        """Π value^exponent, the geometric mean when the exponents add up to 1."""

    def total(self, a: Array) -> Number:
        """Sum over units."""
