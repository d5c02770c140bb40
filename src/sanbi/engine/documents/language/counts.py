"""Counts of symbol sequences, from the files of this package or from a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from sanbi.engine.documents.language.symbols import BITS, MASK, SYMBOLS, Ids

ORDERS = 4
FOLDER = Path(__file__).parent / "counts"

Keys = NDArray[np.int64]
Counts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Order:
    """The sequences of n symbols that were seen.

    Parameters
        keys : ascending; the symbols, 13 bits each, the last one lowest.
        count : how often each was seen.
        cont : how many different symbols were seen before it (all its occurrences where it begins
            at a boundary, before which nothing stands).
        parents : the place of each one's beginning (all but its last symbol) in the order below;
            empty for order 1.
    """

    keys: Keys
    count: Counts
    cont: Counts
    parents: Keys


def shipped_symbols() -> tuple[str, ...]:
    """The symbols of the shipped counts, in the order of their numbers."""
    return tuple(pq.read_table(FOLDER / "char1.parquet", columns=["char"])["char"].to_pylist())


def shipped_orders() -> Iterator[Order]:
    """The shipped counts, orders 1 to 4, one at a time."""
    keys = np.empty(0, np.int64)
    for order in range(1, ORDERS + 1):
        table = pq.read_table(FOLDER / f"char{order}.parquet")
        count = table["count"].to_numpy().astype(np.float64)
        cont = count if order == ORDERS else table["cont"].to_numpy().astype(np.float64)
        parents = np.empty(0, np.int64)
        if order == 1:
            keys = np.arange(len(count), dtype=np.int64)
        else:
            children = pq.read_table(FOLDER / f"char{order}.children.parquet")["children"]
            parents = np.repeat(np.arange(len(keys)), children.to_numpy())
            keys = keys[parents] << BITS | table["last"].to_numpy().astype(np.int64)
        yield Order(keys, count, cont, parents)


def counted(runs: Sequence[Ids]) -> list[Order]:
    """The counts of texts, orders 1 to 4, each text between two boundaries."""
    pieces: list[Ids] = [np.zeros(1, np.int64)]
    for run in runs:
        pieces += [run, np.zeros(1, np.int64)]
    stream = np.concatenate(pieces)
    orders = [_single(stream)]
    for order in range(2, ORDERS + 1):
        keys, seen = np.unique(_keys_of(stream, order), return_counts=True)
        count = seen.astype(np.float64)
        longer = _keys_of(stream, order + 1) if order < ORDERS else keys
        cont = _befores(keys, count, longer, order) if order < ORDERS else count
        parents = np.searchsorted(orders[-1].keys, keys >> BITS)
        orders.append(Order(keys, count, cont, parents))
    return orders


def _single(stream: Ids) -> Order:
    count = np.bincount(stream, minlength=SYMBOLS).astype(np.float64)
    pairs = np.unique(_keys_of(stream, 2)) & MASK
    cont = np.bincount(pairs, minlength=SYMBOLS).astype(np.float64)
    return Order(np.arange(SYMBOLS, dtype=np.int64), count, cont, np.empty(0, np.int64))


def _keys_of(stream: Ids, order: int) -> Keys:
    """The keys of all runs of symbols in which a boundary stands only first or last."""
    if len(stream) < order:
        return np.empty(0, np.int64)
    windows = np.lib.stride_tricks.sliding_window_view(stream, order)
    whole = windows[(windows[:, 1:-1] != 0).all(axis=1)]
    keys = np.zeros(len(whole), np.int64)
    for place in range(order):
        keys = keys << BITS | whole[:, place]
    return keys


def _befores(keys: Keys, count: Counts, longer: Keys, order: int) -> Counts:
    inner, seen = np.unique(np.unique(longer) & ((1 << BITS * order) - 1), return_counts=True)
    if not len(inner):
        return count
    place = np.searchsorted(inner, keys).clip(max=len(inner) - 1)
    found = inner[place] == keys
    return np.where(found & (keys >> BITS * (order - 1) != 0), seen[place], count)
