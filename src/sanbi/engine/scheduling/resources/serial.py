"""Serial schedule generation for many priority lists at once.

Every list gives one schedule: its activities are set one after the other, each at the earliest
day on which links and pools allow it (Kolisch 1996). A step sets the next activity of all lists
together, so that NumPy works on lists × days at a time instead of one cell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanbi.engine.scheduling.resources.problem import Pool, ResourceProblem, Whole

Lists = NDArray[np.intp]
Starts = NDArray[np.int64]
Room = NDArray[np.int32]
NEVER = 1 << 40  # start of an activity that found no place within the horizon


@dataclass(frozen=True)
class Generator:
    """Sets lists of activities on the time line, forward or from the end backward.

    Parameters
    ----------
    days, releases : array of int, one for each activity
    needs : array of int, pools × activities
    free : array of int, pools × horizon
        Units that are there on each day.
    waits : list of (array of int, array of int)
        For each activity, the places of those it waits for, and the days from their **start**
        to its own.
    """

    days: Whole
    releases: Whole
    needs: Whole
    free: Room
    waits: list[tuple[Lists, Whole]]

    def starts(self, lists: Lists) -> Starts:
        """Return the start of every activity under every list.

        Parameters
        ----------
        lists : array of int, lists × activities
            Each activity once, after those that it waits for.

        Returns
        -------
        array of int, lists × activities
            `NEVER` or later where an activity finds no place within the horizon.
        """
        count, horizon = len(lists), self.free.shape[1]
        rows = np.arange(count)
        free = np.repeat(self.free[:, None, :], count, axis=1)
        span = np.arange(horizon, dtype=np.int32)
        starts = np.zeros((count, len(self.days)), np.int64)
        earliest = np.tile(self.releases, (count, 1))
        waits, lags, many = self._padded
        used = 0  # nothing is placed on this day or later
        for column in lists.T:
            after = starts[rows[:, None], waits[column]] + lags[column] if many else None
            begin = earliest[rows, column]
            if after is not None:
                begin = np.maximum(begin, after.max(axis=1, initial=0))
            place = self._placed(free, span, column, begin, used)
            starts[rows, column] = place
            ends = np.where(place < NEVER, place + self.days[column], 0)
            used = max(used, int(ends.max(initial=0)))
        return starts

    @property
    def _padded(self) -> tuple[Lists, Whole, bool]:
        """What each activity waits for as a rectangle; the filling never presses."""
        most = max((len(before) for before, _ in self.waits), default=0)
        places = np.zeros((len(self.waits), most), np.intp)
        lags = np.full((len(self.waits), most), -NEVER, np.int64)
        for number, (before, lag) in enumerate(self.waits):
            places[number, : len(before)], lags[number, : len(lag)] = before, lag
        return places, lags, most > 0

    def _placed(
        self, free: Room, span: NDArray[np.int32], column: Lists, begin: Whole, used: int
    ) -> Whole:
        """Set one activity of each list; returns their starts and takes its units away."""
        days, horizon = self.days[column], free.shape[2]
        if not days.any():
            return begin
        # Behind what is used there is room, unless units are missing there.
        behind = min(horizon, max(used, int(begin.max())) + int(days.max()))
        place, found = self._first_fit(free[:, :, :behind], span, column, begin)
        if behind < horizon and not found.all():
            place, found = self._first_fit(free, span, column, begin)
        start = np.where(days == 0, begin, np.where(found, place, NEVER))
        self._take(free, column, np.where(found, place, 0), np.where(found, days, 0))
        return start

    def _first_fit(
        self, free: Room, span: NDArray[np.int32], column: Lists, begin: Whole
    ) -> tuple[Whole, NDArray[np.bool_]]:
        """The first day from ``begin`` on that has room for all days; and whether there is one."""
        horizon = free.shape[2]
        first = int(min(begin.min(), horizon))
        if first == horizon:
            return np.zeros(len(column), np.int64), np.zeros(len(column), np.bool_)
        room, span = free[:, :, first:], span[first:horizon]
        open_ = np.ones(room.shape[1:], np.bool_)
        for pool, units in zip(room, self.needs[:, column], strict=True):
            if units.any():
                np.logical_and(open_, pool >= units.astype(pool.dtype)[:, None], out=open_)
        # The next closed day from each day on; the end of the time line is closed.
        closed = np.where(open_, np.int32(horizon), span)
        np.minimum.accumulate(closed[:, ::-1], axis=1, out=closed[:, ::-1])
        closed -= span
        fits = closed >= self.days[column].astype(np.int32)[:, None]
        np.logical_and(fits, span >= begin.clip(max=horizon).astype(np.int32)[:, None], out=fits)
        place = fits.argmax(axis=1)
        found = fits[np.arange(len(column)), place]
        return place + first, found

    def _take(self, free: Room, column: Lists, start: Whole, days: Whole) -> None:
        """Take away the units of activities on their days: only the cells that they touch."""
        total = int(days.sum())
        if not total:
            return
        lists = np.repeat(np.arange(len(column)), days)
        within = np.arange(total) - np.repeat(np.cumsum(days) - days, days)
        cells = lists * free.shape[2] + np.repeat(start, days) + within
        for pool, units in zip(free, self.needs[:, column], strict=True):
            pool.reshape(-1)[cells] -= np.repeat(units, days).astype(free.dtype)


def generator(problem: ResourceProblem, horizon: int) -> Generator:
    """The forward generator of a problem on a time line of so many days."""
    days = problem.durations()
    waits = _waits(problem, [(a, b, int(days[a]) + lag) for a, b, lag in problem.follows])
    free = (
        np.stack([_free(pool, horizon) for pool in problem.pools])
        if problem.pools
        else (np.zeros((0, horizon), np.int32))
    )
    return Generator(days, problem.releases(), problem.needs(), free, waits)


def backward_generator(problem: ResourceProblem, horizon: int) -> Generator:
    """The generator of the problem turned round: day 0 is the last day of the time line.

    A start in it is the horizon less the finish; releases then bound the other end, which a
    caller checks by generating forward again.
    """
    days = problem.durations()
    links = [(b, a, int(days[b]) + lag) for a, b, lag in problem.follows]
    forward = generator(problem, horizon)
    none = np.zeros_like(forward.releases)
    return Generator(
        days, none, forward.needs, forward.free[:, ::-1].copy(), _waits(problem, links)
    )


def _waits(
    problem: ResourceProblem, links: list[tuple[int, int, int]]
) -> list[tuple[Lists, Whole]]:
    before: list[list[int]] = [[] for _ in problem.activities]
    lags: list[list[int]] = [[] for _ in problem.activities]
    for first, then, lag in links:
        before[then].append(first)
        lags[then].append(lag)
    return [
        (np.array(places, np.intp), np.array(days, np.int64))
        for places, days in zip(before, lags, strict=True)
    ]


def _free(pool: Pool, horizon: int) -> Room:
    free = np.full(horizon, pool.capacity, np.int32)
    for first, days, units in pool.lacks:
        free[max(first, 0) : max(first + days, 0)] -= units
    room: Room = np.maximum(free, 0)
    return room
