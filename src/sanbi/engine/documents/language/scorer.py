"""Interpolated Kneser-Ney smoothing over counts of symbol sequences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sanbi.engine.documents.language.counts import ORDERS, Keys, Order
from sanbi.engine.documents.language.symbols import BITS, MASK, SYMBOLS, Ids

DISCOUNTS = (0.6, 0.7, 0.8, 0.85)
MANY = 10_000  # keys from which on sorting them first, which keeps near memory near, is quicker
UNSEEN_BEFORES = 0.7  # new left neighbours for each occurrence of a sequence that was pruned

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Context:
    """What a model knows about the symbols before a place: the last ones, and what they leave.

    ``before`` holds up to three symbols as a key; ``left`` for orders 2 to 4 the share of
    probability that goes to the lower order (1 where the model never saw that context).
    """

    before: Keys
    left: tuple[Floats, Floats, Floats]


class Scorer(Protocol):
    """What gives the probability of a symbol after others."""

    def context(self, before: Keys) -> Context:
        """What stands before: keys of the last three symbols."""
        ...

    def chances(self, context: Context, rows: Ids, symbols: Ids) -> Floats:
        """The probability of each symbol after the context in that row."""
        ...

    def rows(self, before: Keys) -> Singles:
        """The probability of every symbol after each key of three symbols: n × `SYMBOLS`."""
        ...


@dataclass(frozen=True, slots=True)
class _Level:
    keys: Keys
    share: Singles  # of a sequence after its context, discounted
    left: Singles  # of a sequence as a context: what goes to the lower order


class KneserNey:
    """A model of up to four symbols; continuation counts below the top order.

    Sequences that were pruned from the counts leave their share to the lower order.
    """

    def __init__(self, orders: Iterable[Order]) -> None:
        """Work out shares from counts of orders 1 to 4."""
        found = iter(orders)
        below = next(found)
        self.single = _single_chances(below)
        self._single_rows = self.single.astype(np.float32)
        levels: list[tuple[Keys, Singles]] = []
        lefts: list[Singles] = []
        for n, order in enumerate(found, 2):
            share, left = _shares(below, order, n)
            levels.append((order.keys, share))
            lefts.append(left)
            below = order
        self.left = np.ones(SYMBOLS, np.float32)
        self.left[: len(lefts[0])] = lefts[0]
        lefts.append(np.empty(0, np.float32))
        self.levels = tuple(
            _Level(keys, share, left) for (keys, share), left in zip(levels, lefts[1:], strict=True)
        )

    def context(self, before: Keys) -> Context:
        """What stands before: keys of the last three symbols."""
        two, three = self.levels[0], self.levels[1]
        return Context(
            before,
            (
                self.left[before & MASK].astype(np.float64),
                _found(two.keys, two.left, before & (1 << 2 * BITS) - 1, 1.0),
                _found(three.keys, three.left, before, 1.0),
            ),
        )

    def chances(self, context: Context, rows: Ids, symbols: Ids) -> Floats:
        """The probability of each symbol after the context in that row."""
        chance = self.single[symbols]
        before = context.before[rows]
        seen = np.arange(len(rows))  # the rows whose context was ever seen
        for order, level in enumerate(self.levels, 2):
            left = context.left[order - 2][rows]
            seen = seen[left[seen] < 1.0]
            if not len(seen):
                break
            chance = chance * left
            width = (1 << (order - 1) * BITS) - 1
            keys = (before[seen] & width) << BITS | symbols[seen]
            chance[seen] += _found(level.keys, level.share, keys, 0.0)
        return chance

    def rows(self, before: Keys) -> Singles:
        """The probability of every symbol after each key of three symbols: n × `SYMBOLS`."""
        left = np.stack(self.context(before).left).astype(np.float32)
        whole = self._single_rows * left.prod(axis=0)[:, None]
        for order, level in enumerate(self.levels, 2):
            seen = np.flatnonzero(left[order - 2] < 1.0)
            key = (before[seen] & (1 << (order - 1) * BITS) - 1) << BITS
            first = level.keys.searchsorted(key)
            many = level.keys.searchsorted(key + SYMBOLS) - first
            places = np.arange(many.sum()) + np.repeat(first - np.cumsum(many) + many, many)
            share = level.share[places] * np.repeat(left[order - 1 :, seen].prod(axis=0), many)
            whole[np.repeat(seen, many), level.keys[places] & MASK] += share
        return np.asarray(whole, np.float32)


class Mixture:
    """Two models at once: the probability is `share` of the second and the rest of the first."""

    def __init__(self, first: KneserNey, second: KneserNey, share: float) -> None:
        """Mix two models."""
        self.first, self.second, self.share = first, second, share

    def context(self, before: Keys) -> Context:
        """What stands before: keys of the last three symbols."""
        one, two = self.first.context(before), self.second.context(before)
        return Context(before, tuple(map(_stacked, one.left, two.left)))  # type: ignore[arg-type]

    def chances(self, context: Context, rows: Ids, symbols: Ids) -> Floats:
        """The probability of each symbol after the context in that row."""
        half = len(context.before)
        first = Context(context.before, tuple(left[:half] for left in context.left))  # type: ignore[arg-type]
        second = Context(context.before, tuple(left[half:] for left in context.left))  # type: ignore[arg-type]
        own = self.second.chances(second, rows, symbols)
        return (1 - self.share) * self.first.chances(first, rows, symbols) + self.share * own

    def rows(self, before: Keys) -> Singles:
        """The probability of every symbol after each key of three symbols: n × `SYMBOLS`."""
        whole = self.first.rows(before)
        whole *= np.float32(1 - self.share)
        own = self.second.rows(before)
        own *= np.float32(self.share)
        whole += own
        return whole


def _stacked(first: Floats, second: Floats) -> Floats:
    return np.concatenate([first, second])


def _single_chances(order: Order) -> Floats:
    kept = np.zeros(SYMBOLS)
    kept[: len(order.cont)] = np.maximum(order.cont - DISCOUNTS[0], 0)
    known = len(order.cont)
    total = order.cont.sum()
    chance = kept / total
    chance[:known] += (1 - kept.sum() / total) / known
    chance[known:] = chance[:known].min()
    return np.asarray(chance, np.float64)


def _shares(parent: Order, order: Order, n: int) -> tuple[Singles, Singles]:
    """The discounted share of each sequence, and what each parent leaves to the lower order."""
    size = len(parent.keys)
    missing = np.maximum(parent.count - np.bincount(order.parents, order.count, size), 0)
    top = n == ORDERS
    weight = order.count if top else order.cont
    total = np.bincount(order.parents, weight, size) + missing * (1 if top else UNSEEN_BEFORES)
    share = np.maximum(weight - DISCOUNTS[n - 1], 0) / total[order.parents]
    kept = np.bincount(order.parents, share, size)
    return share.astype(np.float32), np.clip(1 - kept, 1e-6, 1).astype(np.float32)


def _found(keys: Keys, values: Singles, wanted: Keys, otherwise: float) -> Floats:
    if not len(keys):
        return np.full(len(wanted), otherwise)
    if len(wanted) > MANY:
        wanted, back = np.unique(wanted, return_inverse=True)
        return _found_in_order(keys, values, wanted, otherwise)[back]
    return _found_in_order(keys, values, wanted, otherwise)


def _found_in_order(keys: Keys, values: Singles, wanted: Keys, otherwise: float) -> Floats:
    place = keys.searchsorted(wanted)
    held, told = keys.take(place, mode="clip"), values.take(place, mode="clip")
    return np.where(held == wanted, told, otherwise)
