"""How scores answer to one figure: straight pieces over the steps that it may take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

import numpy as np

from sanbi.engine.scoring.figures import Floats

MOST_SAMPLES = 96
FINE = 8  # samples before a bend may pass for a chord
SLACK = 1e-9  # of the size of the answers: what counts as straight
CHORD = 1e-4  # of the size of the answers: where a true curve is no longer split


@dataclass(frozen=True)
class Piece:
    """A stretch of steps over which every answer is a straight line.

    Parameters
        first, last : steps, both of them in the piece.
        at_first : answers at the first step.
        slope : change of each answer with one step.
        error : how far an answer may lie from the line; 0 but for true curves.
    """

    first: int
    last: int
    at_first: Floats
    slope: Floats
    error: Floats


class Sampler:
    """Finds the pieces by asking for the answers at some steps.

    Ask `wanted` for the next step, give the answers to `put`; `pieces` tells what was found.
    A stretch counts as straight when its middle and the middle of its first half lie on its
    chord. Hints are steps where an answer may jump or bend: they and their neighbours are asked
    first. A stretch of neighbouring steps needs no look inside, so that what is found is exact
    wherever the answers are straight between the jumps and bends that were met.
    """

    def __init__(self, most: int, hints: Iterable[int] = ()) -> None:
        self.most = most
        near = {step + more for step in hints for more in (-1, 0, 1)}
        self._queue = sorted({0, most, *(step for step in near if 0 <= step <= most)})
        self._queue.reverse()
        self.held: dict[int, Floats] = {}
        self._open: list[tuple[float, int, int]] = []
        self._straight: dict[tuple[int, int], Floats] = {}
        self._inherited: dict[tuple[int, int], Floats] = {}
        self._begun = False

    def wanted(self) -> int | None:
        """The next step whose answers are needed; None when the pieces are known."""
        while self._queue:
            if self._queue[-1] not in self.held:
                return self._queue[-1]
            self._queue.pop()
        if not self._begun:
            self._begin()
        while self._open:
            _, first, last = self._open[0]
            step = self._inside(first, last)
            if step is not None:
                return step
        return None

    def _inside(self, first: int, last: int) -> int | None:
        """The step to look at inside a stretch; None where it was closed or split."""
        middle = (first + last) // 2
        if last - first <= 1 or len(self.held) >= MOST_SAMPLES:
            self._close(first, last)
            return None
        if middle not in self.held:
            return middle
        straight = self._lies(first, middle, last)
        quarter = (first + middle) // 2
        if straight and quarter not in (first, middle):
            if quarter not in self.held:
                return quarter
            straight = self._lies(first, quarter, last)
        if straight or self._near(first, middle, last):
            self._close(first, last)
        else:
            self._split(first, middle, last)
        return None

    def put(self, step: int, answers: Floats) -> None:
        """The answers at a step that was wanted."""
        self.held[step] = answers

    def cut(self, step: int) -> None:
        """Steps from this one on cannot be scored: leave them out."""
        self.most = step - 1
        self.held = {known: answers for known, answers in self.held.items() if known < step}
        self._queue = [known for known in self._queue if known < step]
        if self.most not in self.held:
            self._queue.insert(0, self.most)
        self._open, self._straight, self._begun = [], {}, False

    def pieces(self, *, alone: bool) -> tuple[Piece, ...]:
        """The pieces in order of their steps; with ``alone`` step 0 is a piece of its own."""
        found: list[Piece] = []
        start, slope, error = 0, None, np.zeros_like(self.held[0])
        stretches = sorted(self._straight)
        rises = [(self.held[b] - self.held[a]) / (b - a) for a, b in stretches]
        for place, (first, last) in enumerate(stretches):
            rise, wide = rises[place], self._straight[first, last]
            if slope is not None and self._same(slope, rise):
                error = np.maximum(error, wide)
                continue
            goes_on = place + 1 < len(rises) and self._same(rise, rises[place + 1])
            jump = last - first == 1 and not goes_on
            if slope is None and not jump:
                slope, error = rise, wide
                continue
            found.append(self._piece(start, first, slope, error))
            start, slope = (last, None) if jump else (first, rise)
            error = np.zeros_like(error) if jump else wide
        found.append(self._piece(start, self.most, slope, error))
        return _alone(found) if alone else tuple(found)

    # -- stretches -----------------------------------------------------------------------------
    def _begin(self) -> None:
        known = sorted(self.held)
        for first, last in pairwise(known):
            self._push(first, last)
        self._begun = True

    def _push(self, first: int, last: int) -> None:
        size = float(np.abs(self.held[last] - self.held[first]).max(initial=0.0))
        heappush(self._open, (-size * (last - first), first, last))

    def _split(self, first: int, middle: int, last: int) -> None:
        """Look at both halves."""
        heappop(self._open)
        gap = np.abs(self._gap(first, middle, last))
        for part in ((first, middle), (middle, last)):
            self._inherited[part] = gap
            self._push(*part)

    def _close(self, first: int, last: int) -> None:
        """Take a stretch for straight, with the error that was seen."""
        heappop(self._open)
        inside = [step for step in self.held if first < step < last]
        gaps = [np.abs(self._gap(first, step, last)) for step in inside]
        error = np.max(gaps, axis=0) if gaps else np.zeros_like(self.held[first])
        if not gaps and last - first > 1:  # never looked into: no worse than what it is half of
            error = self._inherited.get((first, last), error)
        self._straight[first, last] = np.where(error <= self._slack(error), 0.0, error)

    def _gap(self, first: int, step: int, last: int) -> Floats:
        share = (step - first) / (last - first)
        chord = self.held[first] + share * (self.held[last] - self.held[first])
        return self.held[step] - chord

    def _lies(self, first: int, step: int, last: int) -> bool:
        gap = self._gap(first, step, last)
        return bool((np.abs(gap) <= self._slack(self.held[step])).all())

    def _near(self, first: int, step: int, last: int) -> bool:
        """Whether a bent stretch is short enough to pass for its chord."""
        ends = (self.held[0], self.held[self.most])
        size = max(1.0, *(float(np.abs(end).max(initial=0.0)) for end in ends))
        gap = np.abs(self._gap(first, step, last)).max(initial=0.0)
        return len(self.held) > FINE and float(gap) <= CHORD * size

    def _same(self, one: Floats, other: Floats) -> bool:
        return bool((np.abs(one - other) * self.most <= self._slack(one * self.most)).all())

    @staticmethod
    def _slack(size: Floats) -> Floats:
        slack: Floats = SLACK * np.maximum(1.0, np.abs(size))
        return slack

    def _piece(self, first: int, last: int, slope: Floats | None, error: Floats) -> Piece:
        at_first = self.held[first]
        return Piece(
            first, last, at_first, np.zeros_like(at_first) if slope is None else slope, error
        )


def _alone(found: list[Piece]) -> tuple[Piece, ...]:
    head = found[0]
    none = np.zeros_like(head.slope)
    stay = Piece(0, 0, head.at_first, none, none)
    if head.last == 0:
        return (stay, *found[1:])
    rest = Piece(1, head.last, head.at_first + head.slope, head.slope, head.error)
    return (stay, rest, *found[1:])
