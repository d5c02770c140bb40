"""What a rule may do with numbers, whatever they are made of."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]


class Arithmetic(Protocol):
    """Array operations over one kind of number.

    Arrays are one-dimensional over units. A value that does not exist (a division by zero, the
    logarithm of a negative) is NaN in both kinds and is turned into missing by `finite`.
    Ordinary + − × and comparisons are done by the arrays' own operators.
    """

    exact: bool

    def constant(self, value: Fraction) -> Any:  # noqa: ANN401 - a scalar of this kind
        """One number of this kind."""

    def full(self, size: int, value: Fraction) -> Array:
        """An array that holds one number everywhere."""

    def array(self, values: list[Fraction]) -> Array:
        """An array of these numbers."""

    def from_floats(self, values: npt.NDArray[np.float64]) -> Array:
        """The decimals that these finite float64 stand for."""

    def integers(self, values: npt.NDArray[np.int64]) -> Array:
        """Whole numbers as numbers of this kind."""

    def finite(self, values: Array) -> Mask:
        """Where a value exists."""

    def divide(self, a: Any, b: Any) -> Any:  # noqa: ANN401 - array or scalar
        """a / b; NaN where b is zero."""

    def minimum(self, a: Any, b: Any) -> Any:  # noqa: ANN401 - array or scalar
        """Lesser of two, NaN if either is."""

    def maximum(self, a: Any, b: Any) -> Any:  # noqa: ANN401 - array or scalar
        """Greater of two, NaN if either is."""

    def where(self, condition: Any, a: Any, b: Any) -> Any:  # noqa: ANN401 - array or scalar
        """a where the condition holds, else b."""

    def truncate(self, a: Any) -> Any:  # noqa: ANN401 - array or scalar
        """The whole part, towards zero."""

    def sqrt(self, a: Any) -> Any:  # noqa: ANN401 - array or scalar
        """Square root; NaN of a negative."""

    def ln(self, a: Any) -> Any:  # noqa: ANN401 - array or scalar
        """Natural logarithm; NaN unless positive."""

    def exp(self, a: Any) -> Any:  # noqa: ANN401 - array or scalar
        """Exponential."""

    def power(self, a: Any, b: Any) -> Any:  # noqa: ANN401 - array or scalar
        """a to the b; NaN where it does not exist."""

    def total(self, a: Array) -> Any:  # noqa: ANN401 - a scalar of this kind
        """Sum over units."""
