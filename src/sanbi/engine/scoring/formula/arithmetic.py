"""What a formula needs of the numbers that it is computed with."""

from fractions import Fraction
from typing import Protocol, Self, TypeVar


class Summable(Protocol):
    """Numbers, or arrays of them, with their own + - * and sign."""

    def __add__(self, other: Self, /) -> Self: ...
    def __sub__(self, other: Self, /) -> Self: ...
    def __mul__(self, other: Self, /) -> Self: ...
    def __neg__(self) -> Self: ...


T = TypeVar("T", bound=Summable)
C = TypeVar("C")


class Arithmetic(Protocol[T, C]):
    """All of the arithmetic that is not + - * or a minus sign.

    T is a number or an array of numbers; C what a comparison of two T gives. Nothing here may
    raise for a value that does not exist (a division by zero, the root of a negative number, a
    power too large): it gives the arithmetic's own undefined value, because both branches of an
    `if` are computed and only the chosen one counts.

    The rules that make two programs agree (docs/algorithms/formula.md §3): + - * / and every
    function of an undefined value is undefined; a comparison with an undefined value is unknown;
    `and`, `or`, `not` follow Kleene (false and unknown = false); `where` with an unknown
    condition is undefined, else it is the chosen branch, whatever the other one is.
    """

    def constant(self, value: Fraction, /) -> T:
        """Return a number that stands in the formula."""
        ...

    def divide(self, a: T, b: T, /) -> T:
        """Return a / b; undefined where b is zero."""
        ...

    def minimum(self, a: T, b: T, /) -> T:
        """Return the smaller."""
        ...

    def maximum(self, a: T, b: T, /) -> T:
        """Return the larger."""
        ...

    def absolute(self, a: T, /) -> T:
        """Return the absolute value."""
        ...

    def round(self, a: T, digits: int, /) -> T:
        """Return a rounded to 0 to 12 decimals by the scheme's rule."""
        ...

    def sqrt(self, a: T, /) -> T:
        """Return the square root; undefined below zero."""
        ...

    def ln(self, a: T, /) -> T:
        """Return the natural logarithm; undefined at zero and below."""
        ...

    def exp(self, a: T, /) -> T:
        """Return e to the power a; undefined where it is too large to hold."""
        ...

    def power(self, a: T, b: T, /) -> T:
        """Return a to the power b; undefined where it does not exist or abs(b) > 1,000."""
        ...

    def less(self, a: T, b: T, /) -> C:
        """Return whether a < b."""
        ...

    def less_equal(self, a: T, b: T, /) -> C:
        """Return whether a <= b."""
        ...

    def equal(self, a: T, b: T, /) -> C:
        """Return whether a = b."""
        ...

    def logical_and(self, a: C, b: C, /) -> C:
        """Return Kleene's and."""
        ...

    def logical_or(self, a: C, b: C, /) -> C:
        """Return Kleene's or."""
        ...

    def logical_not(self, a: C, /) -> C:
        """Return Kleene's not."""
        ...

    def where(self, condition: C, a: T, b: T, /) -> T:
        """Return a where the condition is true, b where it is false, undefined elsewhere."""
        ...
