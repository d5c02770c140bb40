"""Better schedules within a time limit: forward-backward improvement and a genetic search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanbi.engine.scheduling.resources.lists import Keys, Precedence, crossed, shaken
from sanbi.engine.scheduling.resources.problem import ResourceProblem
from sanbi.engine.scheduling.resources.serial import (
    NEVER,
    Generator,
    Lists,
    Starts,
    backward_generator,
    generator,
)
from sanbi.engine.scheduling.resources.windows import heads, tails, tardiness

Costs = NDArray[np.float64]
CELLS = 1 << 15  # lists × days that fit the processor's cache
WORK = 1 << 24  # activities × lists × days of a generation: about half a second
LEAST, MOST = 4, 128  # lists
PATIENCE = 8  # generations without a better mean after which the lists are stirred
ELITE = 4  # lists that stirring leaves as they are
FRESH = 4  # every so many times the lists are made anew instead


@dataclass(frozen=True)
class Found:
    """A schedule: the start of every activity, and what it costs (days, or weighted tardiness)."""

    starts: Starts
    cost: float


class ListSearch:
    """Searches among priority lists. The same seed and number of steps give the same schedule.

    Parameters
    ----------
    problem : ResourceProblem
    seed : int
    size : int, optional
        Lists that are kept; by default as many as work well with the size of the problem.
    """

    def __init__(self, problem: ResourceProblem, seed: int = 1, size: int | None = None) -> None:
        self.problem = problem
        self.precedence = Precedence(problem)
        self.random = np.random.default_rng(seed)
        self.days = problem.durations()
        self.longest = problem.horizon()
        self.improves = problem.objective == "makespan" and all(
            lag >= 0 for _, _, lag in problem.follows
        )
        self.best = self._first()
        horizon = self.horizon
        self.forward = generator(problem, horizon)
        self.backward = backward_generator(problem, horizon)
        self.size = size or self._fitting(horizon)
        self.lists: Lists = np.zeros((0, len(self.days)), np.intp)
        self.costs: Costs = np.zeros(0)
        self.still = self.stirred = 0

    @property
    def horizon(self) -> int:
        """Days of the time line: a little more than the best schedule needs."""
        end = int((self.best.starts + self.days).max(initial=0))
        return min(self.longest, end + end // 8 + 2)

    def _fitting(self, horizon: int) -> int:
        """Lists of a generation: few where each takes long."""
        work = WORK // max(len(self.days) * horizon, 1)
        return max(LEAST, min(MOST, CELLS // max(horizon, 1), work))

    def _first(self) -> Found:
        """The schedule of the list that puts the longest tails first."""
        keys = self._rules()[:1]
        starts = generator(self.problem, self.longest).starts(self.precedence.lists(keys))
        return Found(starts[0], float(self._costs(starts)[0]))

    def _rules(self) -> Keys:
        """Priority rules as keys: longest tail, earliest due, latest start, most work after."""
        rest, head = tails(self.problem), heads(self.problem)
        work = (self.problem.needs() * self.days).sum(axis=0).astype(float)
        span = float(max(rest.max(initial=1), 1))
        scale = work / max(work.max(initial=1.0), 1.0)
        dues = np.array([span * 4 if a.due is None else a.due for a in self.problem.activities])
        by_due = -(dues - self.days)
        rules = [rest, rest + span * 0.2 * scale, rest - 0.5 * head, -head]
        if self.problem.objective == "tardiness":
            weights = np.array([activity.weight for activity in self.problem.activities])
            rules = [
                self._inherited(by_due.astype(float)),
                self._inherited(by_due * weights),
                *rules,
            ]
        return np.array(rules, np.float64)

    def _inherited(self, keys: Keys) -> Keys:
        """Keys at least as high as those of everything that waits for an activity."""
        keys = keys.astype(np.float64).copy()
        for number in reversed(self.problem.order):
            later = self.precedence.later[number]
            later = later[later < len(keys)]
            if len(later):
                keys[number] = max(keys[number], keys[later].max())
        return keys

    def begin(self) -> None:
        """Make the first lists: the rules, and the rules blurred."""
        rules = self._rules()
        keys = rules[np.arange(self.size) % len(rules)]
        spread = np.maximum(rules.std(axis=1, keepdims=True), 1.0)[
            np.arange(self.size) % len(rules)
        ]
        blur = self.random.normal(0, 0.35, keys.shape) * spread
        blur[: len(rules)] = 0
        self.lists, self.costs = self._tried(self.precedence.lists(keys + blur))

    def step(self) -> None:
        """Cross and shake the lists once, and keep the best of old and new."""
        mean = self.costs.mean()
        order = self.random.integers(0, self.size, (2, 2, self.size))
        better = np.where(
            self.costs[order[:, 0]] <= self.costs[order[:, 1]], order[:, 0], order[:, 1]
        )
        children = crossed(self.lists[better[0]], self.lists[better[1]], self.random)
        children = shaken(children, self.precedence, 0.05, self.random)
        lists, costs = self._tried(children)
        lists, costs = np.concatenate((self.lists, lists)), np.concatenate((self.costs, costs))
        _, unlike = np.unique(lists, axis=0, return_index=True)
        ranked = unlike[np.argsort(costs[unlike], kind="stable")]
        chosen = np.resize(ranked, self.size) if len(ranked) < self.size else ranked[: self.size]
        self.lists, self.costs = lists[chosen], costs[chosen]
        self.still = self.still + 1 if self.costs.mean() >= mean else 0
        if self.still >= PATIENCE:
            self._stir()

    def _stir(self) -> None:
        """Shake all lists but the best ones hard, or make new ones: they are too alike to cross."""
        self.still = 0
        self.stirred += 1
        if not self.stirred % FRESH:
            keys = self.random.normal(size=self.lists.shape)
            self.lists, self.costs = self._tried(self.precedence.lists(keys))
            return
        stirred = self.lists[ELITE:]
        for _ in range(4):
            stirred = shaken(stirred, self.precedence, 0.4, self.random)
        self.lists[ELITE:], self.costs[ELITE:] = self._tried(stirred)

    def take(self, found: Found) -> None:
        """Put a schedule that was found elsewhere among the lists."""
        lists = self.precedence.by_time(found.starts[None, :])
        self.lists = np.concatenate((lists, self.lists[:-1]))
        self.costs = np.concatenate(([found.cost], self.costs[:-1]))
        if found.cost < self.best.cost:
            self.best = found

    def run(self, until: Callable[[], bool], bound: float) -> Found:
        """Step until the caller says so, or the bound is reached."""
        if not len(self.lists):
            self.begin()
        while self.best.cost > bound and not until():
            self.step()
        return self.best

    def _tried(self, lists: Lists) -> tuple[Lists, Costs]:
        """Schedules of lists, improved; as the lists that they are, with their costs."""
        starts = self.forward.starts(lists)
        if self.improves:
            starts = self._improved(starts)
        costs = self._costs(starts)
        best = int(costs.argmin())
        if costs[best] < self.best.cost:
            self.best = Found(starts[best].copy(), float(costs[best]))
        return self.precedence.by_time(starts), costs

    def _improved(self, starts: Starts) -> Starts:
        """Push everything as late as possible, then as early as possible again 正反向改进."""
        placed = starts.max(axis=1) < NEVER
        starts = np.where(placed[:, None], starts, 0)
        latest = self._pushed(self.backward, starts + self.days)
        again = self.forward.starts(self.precedence.by_time(latest))
        better = (self._costs(again) <= self._costs(starts)) & placed
        again = np.where(better[:, None], again, starts)
        return np.where(placed[:, None], again, NEVER)

    def _pushed(self, backward: Generator, ends: Starts) -> Starts:
        turned = backward.starts(self.precedence.by_time_backward(ends))
        pushed: Starts = self.forward.free.shape[1] - turned - self.days
        return pushed

    def _costs(self, starts: Starts) -> Costs:
        ends = starts + self.days
        if self.problem.objective == "tardiness":
            costs: Costs = np.sum([tardiness(self.problem, row) for row in ends], axis=1)
            return np.where(starts.max(axis=1, initial=0) >= NEVER, np.inf, costs)
        makespans: Costs = ends.max(axis=1).astype(np.float64)
        return makespans
