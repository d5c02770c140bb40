"""Treatment of outliers (docs/algorithms/outliers.md)."""

from collections.abc import Sequence
from fractions import Fraction

from package_verifier.exact import logarithm
from package_verifier.parts import Treat

ZERO = Fraction(0)
LEAST_FOR_SHAPE = 4  # kurtosis divides by n − 3
LOG_SHIFT = Fraction(1, 100)
Values = dict[str, Fraction | None]
Present = dict[str, Fraction]


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


def _winsorised(values: Present) -> Present:
    """Pull the most outlying end in to the next value."""
    found = shape(list(values.values()))
    high = found is not None and found[2] > 0
    end = max(values.values()) if high else min(values.values())
    others = [value for value in values.values() if value != end]
    beside = max(others) if high else min(others)
    return {unit: beside if value == end else value for unit, value in values.items()}


def treat(values: Values, population: Sequence[str], rule: Treat) -> Values:
    """Return the values with outliers of the population winsorised, or all logged."""
    start = {unit: value for unit in population if (value := values.get(unit)) is not None}
    present = dict(start)
    for _ in range(rule.max_points):
        if not is_outlying(list(present.values()), rule):
            break
        present = _winsorised(present)
    if rule.then == "log" and is_outlying(list(present.values()), rule):
        return _logged(values, start)
    return {**values, **present}


def _logged(values: Values, start: Present) -> Values:
    """Return the log transform of the untreated values, the skewed side pulled in."""
    found = shape(list(start.values()))
    least, most = min(start.values()), max(start.values())
    shift = LOG_SHIFT * (most - least)
    low = found is not None and found[2] < 0

    def logged(value: Fraction) -> Fraction | None:
        log = logarithm(most - value + shift if low else value - least + shift)
        return None if log is None else -log if low else log

    return {unit: None if value is None else logged(value) for unit, value in values.items()}
