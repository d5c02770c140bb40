"""Aggregates over matrices (draws, units); NaN stands for absent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.scheme.model import Node

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def combined(
    node: Node,
    values: list[Floats],
    weights: list[Floats],
    points: list[Floats | None],
    rivals: Mask | None = None,
) -> Floats:
    """Return a node's value before its limits, from its children's values, weights and points.

    ``rivals`` are the units that copeland compares with; None: all.
    """
    if node.aggregate == "sum":
        return sum_of(values, points)
    if node.aggregate == "weighted":
        return mean_of(values, weights)
    if node.aggregate == "fold":
        shares = [v / np.nan if p is None else v / p for v, p in zip(values, points, strict=True)]
        return mean_of(shares, weights) * float(node.points if node.points is not None else 100)
    if node.aggregate == "copeland":
        return _copeland(values, weights, rivals)
    return _other_mean(node, values, weights)


def _other_mean(node: Node, values: list[Floats], weights: list[Floats]) -> Floats:
    """Geometric, harmonic and power means: the arithmetic mean on another scale, and back."""
    forward, back, power = _scale_of(node)
    if any(bool((value < 0).any()) for value in values):
        raise ValueError(f"a {node.aggregate} mean ('{node.id}') cannot take a negative score")
    zero = np.zeros((1, 1), dtype=bool)
    if power <= 0:
        for value, weight in zip(values, weights, strict=True):
            counts = (weight > 0) | (power < 0)  # a factor of weight 0 is 1, even of 0
            zero = zero | ((value == 0) & counts)
    safe = [np.where(value == 0, 1.0, value) if power <= 0 else value for value in values]
    mean = back(mean_of([forward(value) for value in safe], weights))
    return np.where(zero, 0.0, mean)


def _scale_of(
    node: Node,
) -> tuple[Callable[[Floats], Floats], Callable[[Floats], Floats], float]:
    """Return the scale of a node's mean: there, back, and its power (0 for the logarithm)."""
    if node.aggregate == "geometric":
        return np.log, np.exp, 0.0
    power = -1.0 if node.aggregate == "harmonic" else float(node.power or 1)
    return lambda v: np.power(v, power), lambda v: np.power(v, 1 / power), power


def mean_of(values: list[Floats], weights: list[Floats]) -> Floats:
    """Σ w s / Σ w over present children; absent where none is present or their weight is 0."""
    held = [~np.isnan(value) for value in values]
    if all(bool(h.all()) for h in held):
        total, whole = _added(values, weights), sum(weights[1:], weights[0])
        if not whole.all():
            whole = np.where(whole == 0, np.nan, whole)
        return total / whole
    total = _added([np.where(h, v, 0.0) for h, v in zip(held, values, strict=True)], weights)
    whole = _added([h.astype(np.float64) for h in held], weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole == 0, np.nan, total / whole)


def _added(values: list[Floats], weights: list[Floats]) -> Floats:
    """Σ w s.

    Children that differ only by unit, with weights that differ only by draw, make one matrix
    product; the others are added one by one.
    """
    total = np.zeros((1, 1))
    pairs = list(zip(values, weights, strict=True))
    plain = [pair for pair in pairs if pair[0].shape[0] == 1 and pair[1].shape[1] == 1]
    if plain:
        draws = max(weight.shape[0] for _, weight in plain)
        drawn = [np.broadcast_to(weight, (draws, 1)) for _, weight in plain]
        total = _product(
            np.concatenate(drawn, axis=1), np.concatenate([value for value, _ in plain])
        )
    for value, weight in pairs:
        if value.shape[0] != 1 or weight.shape[1] != 1:
            total = total + value * weight
    return total


def _product(drawn: Floats, table: Floats) -> Floats:
    """Matrix product in which equal columns of the table have equal results.

    A matrix product may add up the last columns in another order than the first, so that two
    units with the same scores would differ in the last bit and not tie. Each distinct column is
    therefore multiplied once.
    """
    steps = np.sqrt(np.arange(2.0, 2.0 + len(table)))
    key = np.zeros(table.shape[1])
    for step, row in zip(steps, table, strict=True):
        key += step * row
    _, index, inverse = np.unique(key, return_index=True, return_inverse=True)
    if len(index) == table.shape[1]:
        return drawn @ table
    if not np.array_equal(table[:, index][:, inverse], table):  # two columns share a key
        _, index, inverse = np.unique(table, axis=1, return_index=True, return_inverse=True)
    product: Floats = (drawn @ table[:, index])[:, inverse]
    return product


def sum_of(values: list[Floats], points: list[Floats | None]) -> Floats:
    """Σ s; where children are absent, scaled to the points of all."""
    plain = [np.ones((1, 1))] * len(values)
    return _summed(values, points, plain)


def sum_with_points(
    values: list[Floats], points: list[Floats | None], factors: list[Floats]
) -> Floats:
    """Σ s after each child's points were multiplied by a factor; all points together stay.

    Parameters
    ----------
    factors : for each child an array of shape (draws or 1, 1).

    Raises
    ------
    ValueError
        when a child has no points that could be multiplied.
    """
    full = [p for p in points if p is not None]
    if len(full) < len(points):
        raise ValueError("a child of a sum has no points, so its share cannot be drawn")
    whole = sum(full, np.zeros((1, 1)))
    drawn = sum((p * f for p, f in zip(full, factors, strict=True)), np.zeros((1, 1)))
    with np.errstate(divide="ignore", invalid="ignore"):
        kept = np.where(drawn == 0, np.nan, whole / drawn)
    scaled = [factor * kept for factor in factors]
    return _summed(values, [p * f for p, f in zip(full, scaled, strict=True)], scaled)


def _summed(values: list[Floats], points: Sequence[Floats | None], factors: list[Floats]) -> Floats:
    held = [~np.isnan(value) for value in values]
    whole_table = all(bool(h.all()) for h in held)
    shown = (
        values if whole_table else [np.where(h, v, 0.0) for h, v in zip(held, values, strict=True)]
    )
    if all(f.shape == (1, 1) and f[0, 0] == 1 for f in factors):
        total = sum(shown, np.zeros((1, 1)))
    else:
        total = _added(shown, factors)
    if whole_table:
        return total
    full = [p for p in points if p is not None]
    if len(full) < len(points):
        raise ValueError("a child is absent for some unit and has no points to scale by")
    whole = sum(full, np.zeros((1, 1)))
    part = sum((np.where(h, p, 0.0) for h, p in zip(held, full, strict=True)), np.zeros((1, 1)))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(part == 0, np.nan, total * whole / part)


def _copeland(values: list[Floats], weights: list[Floats], rivals: Mask | None) -> Floats:
    """Wins less losses over the rivals, draw by draw: units² at a time."""
    draws = max(array.shape[0] for array in (*values, *weights))
    size = values[0].shape[1]
    compared = np.ones(size, dtype=bool) if rivals is None else rivals
    result = np.zeros((draws, size))
    for draw in range(draws):
        balance = np.zeros((size, size))
        for value, weight in zip(values, weights, strict=True):
            row = value[draw % value.shape[0]]
            ahead = np.nan_to_num(np.sign(row[:, None] - row[None, :]))
            balance += ahead * weight[draw % weight.shape[0]].reshape(-1, 1)
        balance = np.where(compared, balance, 0.0)
        result[draw] = (balance > 0).sum(axis=1) - (balance < 0).sum(axis=1)
    nowhere = np.ones((1, size), dtype=bool)
    for value in values:
        nowhere = nowhere & np.isnan(value)
    return np.where(nowhere, np.nan, result)


def rounded_floats(values: Floats, digits: int, mode: str) -> Floats:
    """Float64 values rounded by the declared rule, as the decimals that they are meant to be.

    Binary noise below one part in 10^12 is taken off first, so that 1.005 counts as 1.005.
    """
    scaled = np.abs(values) * 10.0**digits
    noise = np.maximum(scaled, 1.0) * 1e-12
    if mode == "down":
        whole = np.floor(scaled + noise)
    elif mode == "half_up":
        whole = np.floor(scaled + 0.5 + noise)
    else:
        half = np.abs(scaled - np.floor(scaled) - 0.5) <= noise
        whole = np.where(half, 2 * np.round(scaled / 2), np.floor(scaled + 0.5))
    return np.copysign(whole, values) / 10.0**digits


def limited(values: Floats, floor: Fraction | None, cap: Fraction | None) -> Floats:
    """Return values between a floor and a cap."""
    if cap is not None:
        values = np.minimum(values, float(cap))
    return values if floor is None else np.maximum(values, float(floor))
