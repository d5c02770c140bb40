"""The cheapest cut of a small directed graph."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

Arc = tuple[int, int, float]
ENDLESS = float("inf")


def cheapest_cut(count: int, arcs: Sequence[Arc], source: int, sink: int) -> tuple[float, set[int]]:
    """Return the cost of the cheapest cut and the nodes on the source's side.

    By augmenting shortest paths (Edmonds and Karp 1972): grows with nodes × arcs², and is meant
    for the hundred critical tasks of one project.

    Parameters
    ----------
    count : int
        Nodes are 0 … count − 1.
    arcs : sequence of (from, to, cost)
        A cost may be `ENDLESS`: such an arc cannot be cut.
    source, sink : int

    Returns
    -------
    (float, set of int)
        ``(ENDLESS, set())`` where no cut exists.
    """
    ends, room, leaving = _graph(count, arcs)
    total = 0.0
    while True:
        came = _path(ends, room, leaving, source, sink)
        if sink not in came:
            return total, set(came)
        path, here = [], sink
        while here != source:
            arc = came[here]
            path.append(arc)
            here = ends[arc ^ 1]
        step = min(room[arc] for arc in path)
        if step == ENDLESS:
            return ENDLESS, set()
        for arc in path:
            room[arc] -= step
            room[arc ^ 1] += step
        total += step


def _graph(count: int, arcs: Sequence[Arc]) -> tuple[list[int], list[float], list[list[int]]]:
    """Arcs in pairs: an arc's way back is its number with the last bit turned."""
    ends: list[int] = []
    room: list[float] = []
    leaving: list[list[int]] = [[] for _ in range(count)]
    for start, end, cost in arcs:
        leaving[start].append(len(ends))
        leaving[end].append(len(ends) + 1)
        ends += (end, start)
        room += (cost, 0.0)
    return ends, room, leaving


def _path(
    ends: list[int], room: list[float], leaving: list[list[int]], source: int, sink: int
) -> dict[int, int]:
    """For each node that can be reached, the arc by which it is; stops at the sink."""
    came = {source: -1}
    waiting = deque([source])
    while waiting and sink not in came:
        here = waiting.popleft()
        for arc in leaving[here]:
            if room[arc] > 0 and ends[arc] not in came:
                came[ends[arc]] = arc
                waiting.append(ends[arc])
    return came
