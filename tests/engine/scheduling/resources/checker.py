"""An independent look at schedules, and the best one of tiny problems by trying everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from hypothesis import strategies as st

from sanbi.engine.scheduling.resources import Activity, Pool, ResourceProblem


def broken_rules(problem: ResourceProblem, starts: Sequence[int]) -> Iterator[str]:
    """Yield every rule that a schedule breaks; day by day, without the engine's arrays."""
    for activity, start in zip(problem.activities, starts, strict=True):
        if start < activity.release:
            yield f"{activity.key} starts on {start}, before {activity.release}"
    for before, after, lag in problem.follows:
        finish = starts[before] + problem.activities[before].duration
        if starts[after] < finish + lag:
            yield f"{after} starts before {before} allows"
    last = max(
        (start + a.duration for a, start in zip(problem.activities, starts, strict=True)), default=0
    )
    for day in range(last):
        for place, pool in enumerate(problem.pools):
            there = pool.capacity - sum(
                units for first, days, units in pool.lacks if first <= day < first + days
            )
            used = sum(
                (activity.needs or [0] * len(problem.pools))[place]
                for activity, start in zip(problem.activities, starts, strict=True)
                if start <= day < start + activity.duration
            )
            if used > max(there, 0):
                yield f"day {day}: {used} of {pool.key}, which has {there}"


def makespan_of(problem: ResourceProblem, starts: Sequence[int]) -> int:
    """Days until everything is finished."""
    return max(s + a.duration for a, s in zip(problem.activities, starts, strict=True))


def lateness_of(problem: ResourceProblem, starts: Sequence[int]) -> float:
    """Weighted days late."""
    return sum(
        activity.weight * max(start + activity.duration - activity.due, 0)
        for activity, start in zip(problem.activities, starts, strict=True)
        if activity.due is not None
    )


def best_cost(problem: ResourceProblem) -> float:
    """The least cost, by placing the activities in every order at the earliest day.

    Some order leads to a best schedule where lags are not negative (active schedules).
    """
    measure = makespan_of if problem.objective == "makespan" else lateness_of
    costs = []
    for order in permutations(range(len(problem.activities))):
        starts = _placed(problem, order)
        if starts is not None:
            costs.append(measure(problem, starts))
    return float(min(costs))


def _placed(problem: ResourceProblem, order: Sequence[int]) -> list[int] | None:
    starts: dict[int, int] = {}
    for number in order:
        activity = problem.activities[number]
        begin = activity.release
        for before, after, lag in problem.follows:
            if after == number:
                if before not in starts:
                    return None
                finish = starts[before] + problem.activities[before].duration
                begin = max(begin, finish + lag)
        while not _fits(problem, starts, number, begin):
            begin += 1
        starts[number] = begin
    return [starts[number] for number in range(len(order))]


def _fits(problem: ResourceProblem, starts: dict[int, int], number: int, begin: int) -> bool:
    placed = {**starts, number: begin}
    kept = sorted(placed)
    part = ResourceProblem([problem.activities[each] for each in kept], problem.pools, [])
    days = [placed[each] for each in kept]
    return not any("day" in fault for fault in broken_rules(part, days))


@st.composite
def tiny_problems(draw: st.DrawFn, objective: str = "makespan") -> ResourceProblem:
    """Up to five activities, two pools, links forward only."""
    count = draw(st.integers(1, 5))
    capacity = draw(st.lists(st.integers(1, 4), min_size=1, max_size=2))
    pools = [Pool(f"r{place}", units) for place, units in enumerate(capacity)]
    if draw(st.booleans()):
        first, days = draw(st.integers(0, 4)), draw(st.integers(1, 3))
        pools[0] = Pool("r0", capacity[0], [(first, days, draw(st.integers(1, capacity[0])))])
    activities = [
        Activity(
            f"a{number}",
            draw(st.integers(0, 4)),
            [draw(st.integers(0, units)) for units in capacity],
            release=draw(st.integers(0, 3)),
            due=draw(st.one_of(st.none(), st.integers(0, 8))),
            weight=draw(st.sampled_from([1.0, 2.5])),
        )
        for number in range(count)
    ]
    pairs = [(a, b) for a in range(count) for b in range(a + 1, count)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=4)) if pairs else []
    follows = [(a, b, draw(st.integers(0, 2))) for a, b in chosen]
    return ResourceProblem(activities, pools, follows, objective)  # type: ignore[arg-type]


# Four permits that share one reviewer: 3 + 2 + 4 + 1 days, the last after the first.
PERMITS = ResourceProblem(
    [
        Activity("land", 3, [1]),
        Activity("noise", 2, [1]),
        Activity("fire", 4, [0]),
        Activity("permit", 1, [1]),
    ],
    [Pool("reviewer", 1)],
    [(0, 3, 0), (2, 3, 0)],
)
