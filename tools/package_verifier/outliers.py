"""Treatment of outliers (docs/algorithms/outliers.md)."""

from collections.abc import Sequence
from fractions import Fraction

from package_verifier.exact import logarithm
from package_verifier.parts import Treat

ZERO = Fraction(0)
LEAST_FOR_SHAPE = 4  # kurtosis divides by n − 3
LOG_SHIFT = Fraction(1, 100)
Values = dict[str, Fraction | None]


def shape(values: Sequence[Fraction]) -> tuple[Fraction, Fraction, int] | None:
    """Return skewness squared, excess kurtosis and the sign of the skewness.

    Both are the unbiased sample forms G1 and G2. None for fewer than four values, or all equal.
    """
    n = len(values)
    if n < LEAST_FOR_SHAPE or min(values) == max(values):
        return None
    mean = sum(values, ZERO) / n
    second, third, fourth = (
        sum(((value - mean) ** power for value in values), ZERO) / n for power in (2, 3, 4)
    )
    skew_squared = Fraction(n * (n - 1), (n - 2) ** 2) * third**2 / second**3
    excess = fourth / second**2 - 3
    kurtosis = Fraction(n - 1, (n - 2) * (n - 3)) * ((n + 1) * excess + 6)
    return skew_squared, kurtosis, (third > 0) - (third < 0)


def is_outlying(values: Sequence[Fraction], rule: Treat) -> bool:
    """Say whether both skewness and kurtosis pass their limits."""
    found = shape(values)
    if found is None:
        return False
    skew_squared, kurtosis, _ = found
    return skew_squared > rule.skew**2 and kurtosis > rule.kurtosis


def treat(values: Values, population: Sequence[str], rule: Treat) -> Values:
    """Return the values with outliers pulled in, or all logged.

    Point by point the greatest values (least, where the skewness is negative) of the population
    are cut to the next one; the tests and the cuts look at the population, the cut and the
    logarithm hold for every unit.
    """
    start = sorted(value for unit in population if (value := values.get(unit)) is not None)
    if not start:
        return values
    low, high, present = 0, 0, start
    while is_outlying(present, rule) and low + high < rule.max_points:
        found = shape(present)
        if found is not None and found[2] > 0:
            high += 1
        else:
            low += 1
        present = [_cut(value, start, low, high) for value in start]
    if rule.then == "log" and is_outlying(present, rule):
        shift = LOG_SHIFT * (start[-1] - start[0])
        return {
            unit: None if value is None else logarithm(value - start[0] + shift)
            for unit, value in values.items()
        }
    return {
        unit: None if value is None else _cut(value, start, low, high)
        for unit, value in values.items()
    }


def _cut(value: Fraction, ordered: Sequence[Fraction], low: int, high: int) -> Fraction:
    """Return the value held within the (low + 1)-th least and (high + 1)-th greatest."""
    if not low and not high:
        return value
    return max(min(value, ordered[-1 - high]), ordered[low])
