"""Aggregates children into nodes (docs/mechanisms/scheme.md §2.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.arithmetic import Arithmetic, Array, Mask, Number
from sanbi.engine.scoring.columns import Column, settled_column
from sanbi.engine.scoring.faults import DataFaults, Fault, place_words
from sanbi.engine.scoring.scheme.model import Node


@dataclass(frozen=True)
class Part:
    """A child as its node sees it; weight and points are numbers or arrays over units."""

    name: str
    score: Column
    weight: Number
    points: Number


def aggregate(
    node: Node, parts: list[Part], arithmetic: Arithmetic, rivals: Mask | None = None
) -> Column:
    """The node's unrounded value for each unit; absent where all children are.

    ``rivals`` are the units that take part, with whom copeland compares.

    Raises
    ------
    DataFaults
        when a mean that needs values of zero or more meets a negative.
    """
    size = len(parts[0].score.present)
    if all(part.score.complete for part in parts):
        present = np.ones(size, dtype=bool)
    else:
        present = _enough(node, parts, size)
    if node.aggregate == "copeland":
        among = present if rivals is None else present & rivals
        column = _copeland(parts, present, among, arithmetic)
    else:
        column = _AGGREGATES[node.aggregate](node, parts, present, arithmetic)
    return Column(limited(column.values, node.floor, node.cap, arithmetic), column.present)


def _enough(node: Node, parts: list[Part], size: int) -> Mask:
    """Units with at least one child, and at least the share of children that the node asks."""
    counts = sum((part.score.present.astype(np.int64) for part in parts), np.zeros(size, np.int64))
    present = counts > 0
    if node.min_share is not None:
        share = node.min_share
        present = present & (counts * share.denominator >= share.numerator * len(parts))
    return np.asarray(present, dtype=bool)


def limited(
    values: Array, floor: Fraction | None, cap: Fraction | None, arithmetic: Arithmetic
) -> Array:
    """Values between a floor and a cap."""
    if cap is not None:
        values = arithmetic.minimum(values, arithmetic.constant(cap))
    if floor is not None:
        values = arithmetic.maximum(values, arithmetic.constant(floor))
    return values


def _zeros(size: int, arithmetic: Arithmetic) -> Array:
    return arithmetic.integers(np.zeros(size, dtype=np.int64))


def _held(values: Number, part: Part, arithmetic: Arithmetic) -> Number:
    """Values of a part, zero where the part is absent."""
    if part.score.complete:
        return values
    return arithmetic.where(part.score.present, values, arithmetic.constant(Fraction(0)))


def _sum(node: Node, parts: list[Part], present: Mask, arithmetic: Arithmetic) -> Column:
    """Σ s; where children are absent, the present sum scaled to the points of all."""
    size = len(present)
    total = parts[0].score.values if parts[0].score.complete else _zeros(size, arithmetic)
    rest = parts[1:] if parts[0].score.complete else parts
    for part in rest:
        total = total + _held(part.score.values, part, arithmetic)
    if all(part.score.complete for part in parts):
        return Column(total, present)
    whole, held = _zeros(size, arithmetic), _zeros(size, arithmetic)
    for part in parts:
        if part.points is None:
            where = Phrase("{where} {node}", where=place_words(node.where), node=node.id)
            message = Phrase(
                "'{name}' is absent for some unit and has no points to scale by", name=part.name
            )
            raise DataFaults([Fault(where, message, "state its points", "points")])
        whole = whole + part.points
        held = held + _held(part.points, part, arithmetic)
    return settled_column(arithmetic.divide(total * whole, held), present, arithmetic)


def _weighted(node: Node, parts: list[Part], present: Mask, arithmetic: Arithmetic) -> Column:
    """Σ w s / Σ w over present children."""
    del node
    total = _weighted_sum(parts, [part.score.values for part in parts], arithmetic)
    return settled_column(
        arithmetic.divide(total, _weight_sum(parts, arithmetic)), present, arithmetic
    )


def _weighted_sum(parts: list[Part], values: list[Array], arithmetic: Arithmetic) -> Array:
    total: Array = _held(values[0] * parts[0].weight, parts[0], arithmetic)
    for part, value in zip(parts[1:], values[1:], strict=True):
        total += _held(value * part.weight, part, arithmetic)  # in place: made above
    return total


def _weight_sum(parts: list[Part], arithmetic: Arithmetic) -> Number:
    total = _held(parts[0].weight, parts[0], arithmetic)
    for part in parts[1:]:
        total = total + _held(part.weight, part, arithmetic)
    return total


def _fold(node: Node, parts: list[Part], present: Mask, arithmetic: Arithmetic) -> Column:
    """P · Σ w (s / P_i) / Σ w: each child folded to the node's points (双百分制, S13)."""
    shares = []
    for part in parts:
        if part.points is None:
            where = Phrase("{where} {node}", where=place_words(node.where), node=node.id)
            raise DataFaults(
                [
                    Fault(
                        where,
                        Phrase("'{name}' has no points to fold by", name=part.name),
                        "",
                        "points",
                    )
                ]
            )
        shares.append(arithmetic.divide(part.score.values, part.points))
    total = arithmetic.divide(
        _weighted_sum(parts, shares, arithmetic), _weight_sum(parts, arithmetic)
    )
    points = node.points if node.points is not None else Fraction(100)
    return settled_column(total * arithmetic.constant(points), present, arithmetic)


def _no_negative(node: Node, parts: list[Part]) -> None:
    for part in parts:
        if np.asarray(part.score.values[part.score.present] < 0, dtype=bool).any():
            where = Phrase("{where} {node}", where=place_words(node.where), node=node.id)
            message = Phrase(
                "a {aggregate} mean cannot take the negative score of '{name}'",
                aggregate=Phrase(node.aggregate),
                name=part.name,
            )
            raise DataFaults([Fault(where, message, "give the leaf a floor of 0", "negative")])


def _geometric(node: Node, parts: list[Part], present: Mask, arithmetic: Arithmetic) -> Column:
    """Π s^(w/Σw)."""
    _no_negative(node, parts)
    weights = _weight_sum(parts, arithmetic)
    one = arithmetic.constant(Fraction(1))
    values = [
        part.score.values
        if part.score.complete
        else arithmetic.where(part.score.present, part.score.values, one)
        for part in parts
    ]
    shares = [arithmetic.divide(part.weight, weights) for part in parts]
    present = present & np.asarray(weights > 0, dtype=bool)  # 1 to the power of NaN is 1
    return settled_column(arithmetic.product(values, shares), present, arithmetic)


def _zero_mask(parts: list[Part]) -> Mask:
    zero = np.zeros(len(parts[0].score.present), dtype=bool)
    for part in parts:
        zero |= part.score.present & np.asarray(part.score.values == 0, dtype=bool)
    return zero


def _harmonic(node: Node, parts: list[Part], present: Mask, arithmetic: Arithmetic) -> Column:
    """Σ w / Σ (w / s); a zero gives 0."""
    _no_negative(node, parts)
    zero = _zero_mask(parts)
    one = arithmetic.constant(Fraction(1))
    safe = [arithmetic.where(part.score.values == 0, one, part.score.values) for part in parts]
    inverse = [arithmetic.divide(one, value) for value in safe]
    total = _weighted_sum(parts, inverse, arithmetic)
    values = arithmetic.divide(_weight_sum(parts, arithmetic), total)
    values = arithmetic.where(zero, arithmetic.constant(Fraction(0)), values)
    return settled_column(values, present, arithmetic)


def _power(node: Node, parts: list[Part], present: Mask, arithmetic: Arithmetic) -> Column:
    """(Σ w s^p / Σ w)^(1/p); with p < 0 a zero gives 0."""
    _no_negative(node, parts)
    power = node.power if node.power is not None else Fraction(1)
    zero = _zero_mask(parts) & (power < 0)
    one = arithmetic.constant(Fraction(1))
    exponent = arithmetic.constant(power)
    safe = [arithmetic.where(zero, one, part.score.values) for part in parts]
    raised = [arithmetic.power(value, exponent) for value in safe]
    mean = arithmetic.divide(
        _weighted_sum(parts, raised, arithmetic), _weight_sum(parts, arithmetic)
    )
    values = arithmetic.power(mean, arithmetic.constant(1 / power))
    values = arithmetic.where(zero, arithmetic.constant(Fraction(0)), values)
    return settled_column(values, present, arithmetic)


def _copeland(parts: list[Part], present: Mask, rivals: Mask, arithmetic: Arithmetic) -> Column:
    """Wins less losses over the rivals of the cohort; grows with the square of its units."""
    size = len(present)
    values = np.zeros(size, dtype=np.int64)
    zero = arithmetic.constant(Fraction(0))
    for unit in np.flatnonzero(present).tolist():
        balance = _zeros(size, arithmetic)
        for part in parts:
            if not part.score.present[unit]:
                continue
            held = part.score.present
            ahead = held & np.asarray(part.score.values[unit] > part.score.values, dtype=bool)
            behind = held & np.asarray(part.score.values[unit] < part.score.values, dtype=bool)
            weight = part.weight[unit] if np.ndim(part.weight) else part.weight
            balance = balance + arithmetic.where(ahead, weight, zero)
            balance = balance - arithmetic.where(behind, weight, zero)
        won = np.asarray(balance > 0, dtype=bool) & rivals
        lost = np.asarray(balance < 0, dtype=bool) & rivals
        values[unit] = int(won.sum()) - int(lost.sum())
    return Column(arithmetic.integers(values), present)


_AGGREGATES: dict[str, Callable[[Node, list[Part], Mask, Arithmetic], Column]] = {
    "sum": _sum,
    "weighted": _weighted,
    "fold": _fold,
    "geometric": _geometric,
    "harmonic": _harmonic,
    "power": _power,
}
