"""Department ratings 部门评分: the mean of marks that assessors gave with a reason (S3, S7)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import polars as pl

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.arithmetic.exact import decimal_fraction
from sanbi.engine.scoring.faults import DataFaults, Fault


def mean_ratings(
    table: pl.DataFrame,
    leaf: str,
    period: str,
    shares: Mapping[str, Fraction] | None,
    out_of: Fraction | None,
) -> dict[str, Fraction]:
    """Mean rating for each unit that has any.

    With ``shares``, the mean of each assessor's ratings weighted by the shares of those who
    rated; else the plain mean of all.

    Raises
    ------
    DataFaults
        when a rating lies outside 0 … out_of, or an assessor has no share.
    """
    held = table.filter((pl.col("leaf") == leaf) & (pl.col("period") == period))
    given: dict[str, dict[str, list[Fraction]]] = {}
    faults = []
    for row in held.to_dicts():
        where = Phrase("ratings {unit}/{leaf}", unit=row["unit"], leaf=leaf)
        if row["rating"] is None:
            continue
        value = decimal_fraction(row["rating"])
        if value < 0 or (out_of is not None and value > out_of):
            message = Phrase(
                "the rating {rating} is outside 0 … {most:g}",
                rating=row["rating"],
                most=float(out_of or 0),
            )
            faults.append(Fault(where, message, "correct the mark or the rule's out_of", "rating"))
        if shares is not None and row["assessor"] not in shares:
            message = Phrase(
                "the assessor '{assessor}' has no share in the scheme", assessor=row["assessor"]
            )
            faults.append(
                Fault(where, message, Phrase("known: {words}", words=list(shares)), "assessor")
            )
        given.setdefault(row["unit"], {}).setdefault(row["assessor"], []).append(value)
    if faults:
        raise DataFaults(faults)
    return {unit: _mean(marks, shares) for unit, marks in given.items()}


def _mean(marks: dict[str, list[Fraction]], shares: Mapping[str, Fraction] | None) -> Fraction:
    if shares is None:
        every = [mark for values in marks.values() for mark in values]
        return sum(every, Fraction(0)) / len(every)
    total = sum((shares[name] for name in marks), Fraction(0))
    means = {name: sum(values, Fraction(0)) / len(values) for name, values in marks.items()}
    return sum((shares[name] * mean for name, mean in means.items()), Fraction(0)) / total
