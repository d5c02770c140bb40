"""The values that a relative rule compares with, and their figures."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property

from package_verifier.exact import root


class Population:
    """Sorted exact values of the units that take part and have the value."""

    def __init__(self, values: Iterable[Fraction]) -> None:
        self.values = sorted(values)

    @property
    def count(self) -> int:
        """Return the number of values."""
        return len(self.values)

    @property
    def lowest(self) -> Fraction:
        """Return the least value."""
        return self.values[0]

    @property
    def highest(self) -> Fraction:
        """Return the greatest value."""
        return self.values[-1]

    def best(self, better: str) -> Fraction:
        """Return the best value."""
        return self.lowest if better == "low" else self.highest

    def worst(self, better: str) -> Fraction:
        """Return the worst value."""
        return self.highest if better == "low" else self.lowest

    @cached_property
    def total(self) -> Fraction:
        """Return the sum."""
        return sum(self.values, Fraction(0))

    @cached_property
    def mean(self) -> Fraction:
        """Return the mean."""
        return self.total / self.count

    @cached_property
    def median(self) -> Fraction:
        """Return the middle value, the mean of the two middle ones where n is even."""
        half = self.count // 2
        if self.count % 2:
            return self.values[half]
        return (self.values[half - 1] + self.values[half]) / 2

    @cached_property
    def _deviations(self) -> dict[bool, Fraction]:
        return {}

    def deviation(self, *, sample: bool) -> Fraction:
        """Return the standard deviation with n − 1 (``sample``) or n; 0 where there is none."""
        divisor = self.count - sample
        if divisor < 1:
            return Fraction(0)
        if sample not in self._deviations:
            squares = sum(((value - self.mean) ** 2 for value in self.values), Fraction(0))
            self._deviations[sample] = root(squares / divisor) or Fraction(0)
        return self._deviations[sample]

    def below(self, x: Fraction) -> int:
        """Return how many values are less than x."""
        return bisect_left(self.values, x)

    def above(self, x: Fraction) -> int:
        """Return how many values are greater than x."""
        return self.count - bisect_right(self.values, x)

    def equal(self, x: Fraction) -> int:
        """Return how many values equal x."""
        return self.count - self.below(x) - self.above(x)

    def ahead(self, x: Fraction, better: str) -> int:
        """Return how many values are better than x."""
        return self.below(x) if better == "low" else self.above(x)

    def behind(self, x: Fraction, better: str) -> int:
        """Return how many values are worse than x."""
        return self.above(x) if better == "low" else self.below(x)

    @cached_property
    def _distinct(self) -> list[Fraction]:
        return sorted(set(self.values))

    def place(self, x: Fraction, better: str, ties: str) -> Fraction:
        """Return the place of x, 1 the best: competition, dense or average for ties."""
        ahead = self.ahead(x, better)
        if ties == "dense":
            lower = bisect_left(self._distinct, x)
            higher = len(self._distinct) - bisect_right(self._distinct, x)
            return Fraction(1 + (lower if better == "low" else higher))
        if ties == "average":
            return ahead + Fraction(max(self.equal(x), 1) + 1, 2)
        return Fraction(1 + ahead)
