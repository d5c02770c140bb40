"""The tree as the report lists it, and what each part is worth in the total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.columns import Column
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.outcome import CohortOutcome
from sanbi.engine.scoring.evaluation.weights import weight_of
from sanbi.engine.scoring.periods import sub_periods
from sanbi.engine.scoring.scheme.model import Leaf, Node

Floats = npt.NDArray[np.float64]
NOISE = 1e-12
ADDITIVE = frozenset({"sum", "weighted", "fold"})


@dataclass(frozen=True)
class Entry:
    """A node or leaf in one period, in the order of the file.

    ``dated`` tells that the period must be said, because the same item stands there several
    times; ``parent`` is the place of the parent in the outline, −1 for the root.
    """

    item: Node | Leaf
    period: str
    depth: int
    parent: int
    dated: bool

    @property
    def key(self) -> tuple[str, str]:
        """Where its result is held."""
        return self.item.id, self.period

    @property
    def is_leaf(self) -> bool:
        """Whether it is a leaf."""
        return isinstance(self.item, Leaf)


def outline(tree: Node, period: str) -> tuple[Entry, ...]:
    """Every node and leaf with its period, the root first."""
    entries: list[Entry] = []
    _add(entries, tree, period, depth=0, parent=-1, dated=False)
    return tuple(entries)


def _add(
    entries: list[Entry], item: Node | Leaf, period: str, *, depth: int, parent: int, dated: bool
) -> None:
    place = len(entries)
    entries.append(Entry(item, period, depth, parent, dated))
    if isinstance(item, Leaf):
        return
    if item.over is None:
        _add_children(entries, item, period, depth=depth + 1, parent=place, dated=dated)
        return
    for label in over_periods(item, period):
        part = len(entries)
        entries.append(Entry(item, label, depth + 1, place, dated=True))
        _add_children(entries, item, label, depth=depth + 2, parent=part, dated=True)


def _add_children(
    entries: list[Entry], node: Node, period: str, *, depth: int, parent: int, dated: bool
) -> None:
    for child in node.children:
        _add(entries, child, period, depth=depth, parent=parent, dated=dated)


def over_periods(node: Node, period: str) -> Sequence[str]:
    """The periods that a node is combined from."""
    if node.over is None:
        return (period,)
    labels = node.over.periods
    return sub_periods(period, labels) if isinstance(labels, str) else labels


def first_level(entries: Sequence[Entry]) -> tuple[int, ...]:
    """Places of the parts that the league table shows as columns.

    These are the root's children; where a node has but one node below it, the next level.
    """
    top = 0
    while True:
        below = children_of(entries, top)
        if len(below) != 1 or entries[below[0]].is_leaf:
            return below
        top = below[0]


def children_of(entries: Sequence[Entry], place: int) -> tuple[int, ...]:
    """Places of the entries right below one."""
    return tuple(index for index, entry in enumerate(entries) if entry.parent == place)


@dataclass(frozen=True)
class Worth:
    """What one point of each entry is worth in the total, for each unit of a cohort.

    ``factor[entry][unit]``; ``additive`` is false where some node on the way up is not a sum or
    a weighted mean: then a point has no fixed worth, and the factor is 1.
    """

    factor: tuple[Floats, ...]
    additive: bool

    @cached_property
    def weighted(self) -> bool:
        """Whether any part counts other than point for point."""
        return any(bool((np.abs(factor - 1) > NOISE).any()) for factor in self.factor)


def worth(run: Evaluation, outcome: CohortOutcome, entries: Sequence[Entry]) -> Worth:
    """What a point of each entry adds to the total of each unit."""
    size = len(outcome.codes)
    additive = all(
        isinstance(entry.item, Leaf)
        or (entry.item.aggregate in ADDITIVE and _adds_over(entry.item))
        for entry in entries
    )
    factors: list[Floats] = [np.ones(size) for _ in entries]
    if additive:
        for place, entry in enumerate(entries):
            below = children_of(entries, place)
            if below:
                shares = _shares(run, outcome, entry, [entries[index] for index in below])
                for index, share in zip(below, shares, strict=True):
                    factors[index] = factors[place] * share
    return Worth(tuple(factors), additive)


def _adds_over(node: Node) -> bool:
    return node.over is None or node.over.aggregate in ADDITIVE


def _shares(
    run: Evaluation, outcome: CohortOutcome, parent: Entry, below: Sequence[Entry]
) -> list[Floats]:
    """What a point of each child adds to its parent, for each unit."""
    node = parent.item
    if isinstance(node, Leaf):
        return []
    over = node.over is not None and any(child.item is node for child in below)
    present = [column_of(outcome, child).present for child in below]
    if over and node.over is not None:
        stated = node.over.weights or (1,) * len(below)
        weights = [np.full(len(outcome.codes), float(weight)) for weight in stated]
        aggregate = node.over.aggregate
        if aggregate == "sum":
            return weights
    else:
        scope = outcome.cohort.scope
        weights = [spread(weight_of(run, child.item, scope), scope.size) for child in below]
        aggregate = node.aggregate
    if aggregate == "sum":
        return _sum_shares(outcome, below, present)
    held = sum((w * p for w, p in zip(weights, present, strict=True)), np.zeros(len(outcome.codes)))
    whole = np.where(held == 0, sum(weights, np.zeros(len(outcome.codes))), held)
    whole = np.where(whole == 0, 1.0, whole)
    if aggregate == "weighted":
        return [weight / whole for weight in weights]
    points = 100.0 if node.points is None else float(node.points)
    marks = [full_marks(outcome, child) for child in below]
    return [
        points * weight / (whole * np.where(mark == 0, 1.0, mark))
        for weight, mark in zip(weights, marks, strict=True)
    ]


def _sum_shares(
    outcome: CohortOutcome, below: Sequence[Entry], present: Sequence[Any]
) -> list[Floats]:
    size = len(outcome.codes)
    if all(bool(held.all()) for held in present):
        return [np.ones(size) for _ in below]
    marks = [full_marks(outcome, child) for child in below]
    whole = sum(marks, np.zeros(size))
    held = sum((m * p for m, p in zip(marks, present, strict=True)), np.zeros(size))
    share = np.divide(whole, held, out=np.ones(size), where=held != 0)
    return [share for _ in below]


def column_of(outcome: CohortOutcome, entry: Entry) -> Column:
    """The published scores of an entry over the cohort."""
    if entry.is_leaf:
        return outcome.scores.leaves[entry.key].score
    return outcome.scores.nodes[entry.key].score


def full_marks(outcome: CohortOutcome, entry: Entry) -> Floats:
    """The full mark of an entry for each unit; NaN where there is none."""
    size = len(outcome.codes)
    if entry.is_leaf:
        points = outcome.scores.leaves[entry.key].points
        return np.full(size, np.nan) if points is None else spread(points, size)
    points = entry.item.points
    return np.full(size, np.nan if points is None else float(points))


def inferred_marks(outcome: CohortOutcome, entries: Sequence[Entry]) -> tuple[Floats, ...]:
    """Full marks of all entries; a weighted mean of parts with one full mark has that mark too."""
    marks = [full_marks(outcome, entry) for entry in entries]
    for place in range(len(entries) - 1, -1, -1):
        item = entries[place].item
        if isinstance(item, Leaf) or item.points is not None or item.aggregate != "weighted":
            continue
        below = [marks[index] for index in children_of(entries, place)]
        alike = all(bool((other == below[0]).all()) for other in below)
        if below and alike:
            marks[place] = below[0]
    return tuple(marks)


def floats(values: Any) -> Floats:  # noqa: ANN401 - exact or float array
    """An array of exact or float numbers as float64, for drawing only."""
    return np.asarray(values, dtype=object).astype(np.float64)


def spread(value: Any, size: int) -> Floats:  # noqa: ANN401 - one number or an array
    """One number for all units, or an array of them, as float64 over the units."""
    return np.broadcast_to(floats(value), (size,))


def score_floats(column: Column) -> Floats:
    """Scores as float64 for drawing, NaN where there is none."""
    result = floats(column.values)
    result[~np.asarray(column.present, dtype=bool)] = np.nan
    return result


def leaf_entries(entries: Sequence[Entry]) -> Iterator[tuple[int, Entry]]:
    """The leaves with their places."""
    return ((place, entry) for place, entry in enumerate(entries) if entry.is_leaf)
