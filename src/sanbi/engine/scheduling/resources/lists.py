"""Priority lists: made from keys, crossed, and shaken, many at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sanbi.engine.scheduling.resources.problem import ResourceProblem, Whole
from sanbi.engine.scheduling.resources.serial import Lists, Starts

Keys = NDArray[np.float64]
Random = np.random.Generator


class Precedence:
    """Who follows whom as padded arrays, for making lists that respect it."""

    def __init__(self, problem: ResourceProblem) -> None:
        count = len(problem.activities)
        pairs = {(before, after) for before, after, _ in problem.follows}
        later: list[list[int]] = [[] for _ in range(count)]
        for before, after in sorted(pairs):
            later[before].append(after)
        most = max((len(row) for row in later), default=0)
        # The place after the last activity takes what the padding writes.
        self.later = np.full((count, most), count, np.intp)
        for number, row in enumerate(later):
            self.later[number, : len(row)] = row
        self.waiting = np.zeros(count + 1, np.int16)
        for _, after in pairs:
            self.waiting[after] += 1
        self.joined = np.zeros((count, count), np.bool_)
        for before, after in pairs:
            self.joined[before, after] = True
        self.rank = np.empty(count, np.int64)
        self.rank[np.array(problem.order, np.intp)] = np.arange(count)

    def lists(self, keys: Keys) -> Lists:
        """Return for each row of keys the list that always takes the highest key allowed."""
        rows, count = np.arange(len(keys)), keys.shape[1]
        waiting = np.tile(self.waiting, (len(keys), 1))
        best = np.where(waiting[:, :count] == 0, keys, -np.inf)
        lists = np.empty(keys.shape, np.intp)
        for step in range(count):
            taken = lists[:, step] = best.argmax(axis=1)
            best[rows, taken] = -np.inf
            later = self.later[taken]
            waiting[rows[:, None], later] -= 1
            freed = (waiting[rows[:, None], later] == 0) & (later < count)
            row, place = np.nonzero(freed)
            best[row, later[row, place]] = keys[row, later[row, place]]
        return lists

    def by_time(self, times: Starts) -> Lists:
        """Return the lists of rising times; of equal ones those that others wait for first."""
        return np.lexsort((np.broadcast_to(self.rank, times.shape), times), axis=1)

    def by_time_backward(self, times: Starts) -> Lists:
        """Return the lists of falling times; of equal ones those that wait for others first."""
        return np.lexsort((-np.broadcast_to(self.rank, times.shape), -times), axis=1)


def crossed(mothers: Lists, fathers: Lists, random: Random) -> Lists:
    """Return children that keep each mother's order outside two cuts and the father's within.

    Two-point crossover of activity lists (Hartmann 1998): what respects precedence in both
    parents does so in the child.
    """
    rows, count = mothers.shape
    low, high = np.sort(random.integers(0, count + 1, (2, rows)), axis=0)
    of_mother = _places(mothers)
    of_father = _places(fathers)
    first = of_mother < low[:, None]
    # Of the rest, those that the father brings earliest fill the middle.
    free = ~np.take_along_axis(first, fathers, axis=1)
    brought = np.cumsum(free, axis=1)
    middle_in_father = free & (brought <= (high - low)[:, None])
    middle = np.zeros_like(first)
    np.put_along_axis(middle, fathers, middle_in_father, axis=1)
    keys = np.where(first, of_mother, np.where(middle, count + of_father, 2 * count + of_mother))
    return keys.argsort(axis=1)


def shaken(lists: Lists, precedence: Precedence, share: float, random: Random) -> Lists:
    """Return the lists with some neighbours swapped where neither waits for the other."""
    lists = lists.copy()
    rows, count = lists.shape
    for place in range(count - 1):
        chosen = np.flatnonzero(random.random(rows) < share)
        left, right = lists[chosen, place], lists[chosen, place + 1]
        free = ~precedence.joined[left, right]
        chosen, left, right = chosen[free], left[free], right[free]
        lists[chosen, place], lists[chosen, place + 1] = right, left
    return lists


def _places(lists: Lists) -> Whole:
    places = np.empty(lists.shape, np.int64)
    steps = np.broadcast_to(np.arange(lists.shape[1]), lists.shape)
    np.put_along_axis(places, lists, steps, axis=1)
    return places
