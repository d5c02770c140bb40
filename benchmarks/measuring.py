"""Measures contenders side by side: alternating order, medians, and the same answer from each."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np
import numpy.typing as npt

Ranks = npt.NDArray[np.int64]


@dataclass
class Timing:
    """Seconds of each run of one contender; ``peak_mb`` where a process was measured.

    ``cpu`` are processor seconds: other work on the machine changes them less.
    """

    name: str
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak_mb: list[float] = field(default_factory=list)
    note: str = ""

    @property
    def median(self) -> float:
        """Median seconds."""
        return median(self.seconds)


@dataclass(frozen=True)
class Goal:
    """What was promised, what came out, and whether that is enough."""

    text: str
    outcome: str
    met: bool


@dataclass(frozen=True)
class Report:
    """One case: what was done, the timings, and the goals."""

    title: str
    timings: Sequence[Timing]
    goals: Sequence[Goal]
    notes: Sequence[str] = ()


class DifferentRanksError(AssertionError):
    """Two contenders do not give the same ranks: they do not do the same work."""


def side_by_side(contenders: dict[str, Callable[[], Ranks]], runs: int) -> list[Timing]:
    """Run all contenders in turn, `runs` times, each round beginning with another one.

    Every run's ranks are compared with those of the first contender.

    Raises
    ------
    DifferentRanksError
        when a contender ranks otherwise.
    """
    timings = {name: Timing(name) for name in contenders}
    expected: Ranks | None = None
    for contender in contenders.values():  # warm up: imports, caches, threads
        contender()
    for turn in range(runs):
        for name in rotated(list(contenders), turn):
            gc.collect()
            start, spent = time.perf_counter(), time.process_time()
            ranks = contenders[name]()
            timings[name].seconds.append(time.perf_counter() - start)
            timings[name].cpu.append(time.process_time() - spent)
            expected = ranks if expected is None else expected
            same_ranks(name, ranks, expected)
    return list(timings.values())


def rotated(names: list[str], turn: int) -> list[str]:
    """Return the names beginning with another one at each turn."""
    start = turn % len(names)
    return names[start:] + names[:start]


def same_ranks(name: str, ranks: Ranks, expected: Ranks) -> None:
    """Refuse ranks that differ from the others'."""
    if ranks.shape != expected.shape or not np.array_equal(ranks, expected):
        differing = (
            int((ranks != expected).sum()) if ranks.shape == expected.shape else expected.size
        )
        raise DifferentRanksError(f"{name} gives {differing} other ranks of {expected.size}")


def no_slower(timings: Sequence[Timing], own: str, peers: Sequence[str], what: str) -> Goal:
    """Goal: Sanbi is no slower than the fastest of some peers."""
    held = {timing.name: timing for timing in timings}
    fastest = min((held[name] for name in peers), key=lambda timing: timing.median)
    ratio = held[own].median / fastest.median
    return Goal(what, f"{ratio:.2f} × {fastest.name}", ratio <= 1)


def at_most(what: str, value: float, limit: float, unit: str) -> Goal:
    """Goal: a figure stays within a limit."""
    return Goal(what, f"{value:,.4g} {unit}", value <= limit)
