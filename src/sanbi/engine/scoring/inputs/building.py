"""Index building: imputation and outlier treatment (docs/algorithms/imputation.md, outliers.md).

The definitions follow COINr 1.1: sample skewness and excess kurtosis of type 2, winsorising one
point at a time, and a shifted logarithm where that does not suffice.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from sanbi.engine.scoring.arithmetic import Arithmetic, Array, Mask, Number
from sanbi.engine.scoring.columns import Column, Scope, scattered

if TYPE_CHECKING:
    from sanbi.engine.scoring.inputs.reading import InputReader

FEWEST = 4  # type 2 kurtosis divides by (n − 2)(n − 3)
LOG_SHIFT = Fraction(1, 100)


def impute(
    column: Column, source: Column, how: Mapping[str, Any], scope: Scope, reader: InputReader
) -> Column:
    """Fill missing values with the mean or median of present values.

    Parameters
    ----------
    column : Column over ``scope``
    source : Column over all units, from which means are taken unless ``by`` is group
    how : ``method`` mean or median; ``by`` all, group, or a text column of the units
    """
    values = column.values.copy()
    present = column.present.copy()
    for holes, donors, pool in _pools(column, source, how["by"], scope, reader):
        known = pool.values[donors]
        if len(known) and holes.any():
            values[holes] = centre(known, how["method"], reader.arithmetic)
            present |= holes
    return Column(values, present)


def _pools(
    column: Column, source: Column, by: str, scope: Scope, reader: InputReader
) -> list[tuple[Mask, Mask, Column]]:
    """Which units are filled from which: (holes in scope, donors in pool, pool)."""
    missing = ~column.present
    if by == "group":
        return [(missing, column.present & scope.participates, column)]
    everyone = reader.everyone
    donors = source.present & everyone.participates
    if by == "all":
        return [(missing, donors, source)]
    texts = np.array(reader.attributes[by], dtype=object)
    here = texts[scope.index]
    kinds = sorted(set(here[missing].tolist()))
    return [
        (missing & (here == kind), donors & (texts[everyone.index] == kind), source)
        for kind in kinds
    ]


def centre(known: Array, method: str, arithmetic: Arithmetic) -> Number:
    """Mean or median of values."""
    if method == "mean":
        return arithmetic.total(known) / len(known)
    ordered = np.sort(known)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def outlying(values: Array, skew: Number, kurtosis: Number, arithmetic: Arithmetic) -> int:
    """Whether values have outliers, and where: +1 at the top, −1 at the bottom, 0 none.

    Outlying when |G1| > skew and G2 > kurtosis, both strict: G1 sample skewness, G2 sample excess
    kurtosis (type 2, as Excel's SKEW and KURT). Compared without a root:
    |G1| > s exactly when m3² · n(n−1) > s² · m2³ · (n−2)².
    """
    n = len(values)
    if n < FEWEST:
        return 0
    deviation = values - arithmetic.total(values) / n
    square = deviation * deviation
    m2 = arithmetic.total(square) / n
    if m2 == 0:
        return 0
    m3 = arithmetic.total(square * deviation) / n
    m4 = arithmetic.total(square * square) / n
    if not m3 * m3 * n * (n - 1) > skew * skew * m2 * m2 * m2 * (n - 2) ** 2:
        return 0
    excess = m4 / (m2 * m2) - 3
    g2 = ((n + 1) * excess + 6) * (n - 1) / ((n - 2) * (n - 3))
    if not g2 > kurtosis:
        return 0
    return 1 if m3 > 0 else -1


def treat(column: Column, how: Mapping[str, Any], scope: Scope, arithmetic: Arithmetic) -> Column:
    """Winsorise outliers one point at a time, then take the logarithm if that is not enough.

    The population are the present, participating values; units outside it are clipped to the
    same bounds.
    """
    population = column.values[column.present & scope.participates]
    skew, kurtosis = arithmetic.constant(how["skew"]), arithmetic.constant(how["kurtosis"])
    if not outlying(population, skew, kurtosis, arithmetic):
        return column
    low, high, side = _winsorised(population, skew, kurtosis, how["max_points"], arithmetic)
    known = column.known()
    if side and how["then"] == "log":
        return _logged(column, known, population, arithmetic)
    clipped = arithmetic.maximum(arithmetic.minimum(known, high), low)
    return Column(scattered(clipped, column.present, arithmetic), column.present)


def _winsorised(
    population: Array,
    skew: Number,
    kurtosis: Number,
    most: int,
    arithmetic: Arithmetic,
) -> tuple[Any, Any, int]:
    """Bounds after winsorising, and where values are outlying still (0 = no longer)."""
    ordered = np.sort(population)
    bottom = top = 0
    low, high = ordered[0], ordered[-1]
    side = outlying(population, skew, kurtosis, arithmetic)
    while side and bottom + top < min(most, len(ordered) - 1):
        bottom, top = bottom + (side < 0), top + (side > 0)
        low, high = ordered[bottom], ordered[len(ordered) - 1 - top]
        clipped = arithmetic.maximum(arithmetic.minimum(population, high), low)
        side = outlying(clipped, skew, kurtosis, arithmetic)
    return low, high, side


def _logged(column: Column, known: Array, population: Array, arithmetic: Arithmetic) -> Column:
    """ln(x − min + a), a = (max − min) / 100, of the untreated values."""
    ordered = np.sort(population)
    shift = (ordered[-1] - ordered[0]) * arithmetic.constant(LOG_SHIFT)
    values = arithmetic.ln(known - ordered[0] + shift)
    present = column.present.copy()
    present[column.present] = arithmetic.finite(values)
    filler = arithmetic.integers(np.zeros(1, dtype=np.int64))[0]
    values = arithmetic.where(arithmetic.finite(values), values, filler)
    return Column(scattered(values, column.present, arithmetic), present)
