"""City counts told again as a county's: 市委 seen says that 县委 exists.

The corpus is of cities and provinces. What is said of a city's party committee, government, people
and offices is said of a county's in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from sanbi.engine.documents.language.counts import Keys, Order
from sanbi.engine.documents.language.symbols import BITS, MASK, Vocabulary

BEFORE = "\n。，、；：“全我各本"  # what stands before 市 as a seat of government
AFTER = "委政人长直领级纪"  # what stands behind it


def told_again(orders: Iterable[Order], vocabulary: Vocabulary) -> Iterator[Order]:
    """The orders with each sequence of a city counted as one of a county too."""
    city, county = vocabulary.numbers_as_written("市县").tolist()
    before = np.append(vocabulary.numbers_as_written(BEFORE[1:]), 0)
    after = vocabulary.numbers_as_written(AFTER)
    parents = np.empty(0, np.int64)
    for n, order in enumerate(orders, 1):
        if n == 1:
            parents = order.keys
            yield order
            continue
        seats = np.zeros(len(order.keys), bool)
        moved = order.keys.copy()
        for place in range(n):
            symbol = order.keys >> BITS * place & MASK
            here = symbol == city
            moved += np.where(here, (county - city) << BITS * place, 0)
            follower = order.keys >> BITS * (place - 1) & MASK if place else symbol
            leader = order.keys >> BITS * (place + 1) & MASK if place < n - 1 else symbol
            behind = np.isin(follower, after) if place else np.zeros(len(here), bool)
            ahead = np.isin(leader, before) if place < n - 1 else np.zeros(len(here), bool)
            seats |= here & (behind | ahead)
        merged = _merged(order, moved[seats], seats, parents)
        parents = merged.keys
        yield merged


def _merged(
    order: Order, moved: Keys, seats: np.ndarray[tuple[int], np.dtype[np.bool_]], parents: Keys
) -> Order:
    keys = np.concatenate([order.keys, moved])
    unique, place = np.unique(keys, return_inverse=True)
    count = np.bincount(place, np.concatenate([order.count, order.count[seats]]))
    cont = np.zeros(len(unique))
    np.maximum.at(cont, place, np.concatenate([order.cont, order.cont[seats]]))
    above = np.searchsorted(parents, unique >> BITS).clip(max=len(parents) - 1)
    known = parents[above] == unique >> BITS
    return Order(unique[known], count[known], cont[known], above[known])
