"""The cheapest cut of a small directed graph whose arcs may have to carry a least flow."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

ENDLESS = 1 << 60


class Arc(NamedTuple):
    """An arc of a graph.

    Parameters
    ----------
    start, end : int
    most : int
        What it costs to cut it; `ENDLESS` for an arc that cannot be cut.
    least : int
        What a cut gains that crosses it the other way.
    """

    start: int
    end: int
    most: int
    least: int = 0


def cheapest_cut(count: int, arcs: Sequence[Arc], source: int, sink: int) -> set[int] | None:
    """Return the nodes on the source's side of the cheapest cut; None where there is no cut.

    The cost of a cut is ``most`` of the arcs that lead out of that side, less ``least`` of those
    that lead back into it. By augmenting shortest paths (Edmonds and Karp 1972): grows with
    nodes × arcs², and is meant for the hundred critical tasks of one project.

    Parameters
    ----------
    count : int
        Nodes are 0 … count − 1.
    arcs : sequence of Arc
    source, sink : int

    Notes
    -----
    Where no flow carries every ``least``, these are left out of account.
    """
    flow = _Flow(count + 2)
    for arc in arcs:
        flow.join(arc.start, arc.end, arc.most - arc.least)
    if any(arc.least for arc in arcs) and not _least_carried(flow, arcs, source, sink):
        return cheapest_cut(count, [Arc(*arc[:3]) for arc in arcs], source, sink)
    if flow.augment(source, sink) is None:
        return None
    return flow.reached(source)


def _least_carried(flow: _Flow, arcs: Sequence[Arc], source: int, sink: int) -> bool:
    """Lay a flow that carries every least amount; False where there is none."""
    enter, leave = len(flow.leaving) - 2, len(flow.leaving) - 1
    helpers = [flow.join(sink, source, ENDLESS)]
    for arc in arcs:
        if arc.least:
            helpers.append(flow.join(enter, arc.end, arc.least))
            helpers.append(flow.join(arc.start, leave, arc.least))
    carried = flow.augment(enter, leave)
    for number in helpers:
        flow.room[number] = flow.room[number ^ 1] = 0
    return carried == sum(arc.least for arc in arcs)


class _Flow:
    """Arcs in pairs: an arc's way back is its number with the last bit turned."""

    def __init__(self, count: int) -> None:
        self.ends: list[int] = []
        self.room: list[int] = []
        self.leaving: list[list[int]] = [[] for _ in range(count)]

    def join(self, start: int, end: int, room: int) -> int:
        """Lay an arc, and return its number."""
        number = len(self.ends)
        self.leaving[start].append(number)
        self.leaving[end].append(number + 1)
        self.ends += (end, start)
        self.room += (room, 0)
        return number

    def augment(self, source: int, sink: int) -> int | None:
        """Add as much flow as there is room for; return it, None where it is endless."""
        total = 0
        while sink in (came := self._path(source, sink)):
            path, here = [], sink
            while here != source:
                path.append(came[here])
                here = self.ends[came[here] ^ 1]
            step = min(self.room[arc] for arc in path)
            if step > ENDLESS >> 1:
                return None
            for arc in path:
                self.room[arc] -= step
                self.room[arc ^ 1] += step
            total += step
        return total

    def reached(self, source: int) -> set[int]:
        """The nodes to which more could flow."""
        return set(self._path(source, -1))

    def _path(self, source: int, sink: int) -> dict[int, int]:
        """For each node that can be reached, the arc by which it is; stops at the sink."""
        came = {source: -1}
        waiting = deque([source])
        while waiting and sink not in came:
            here = waiting.popleft()
            for arc in self.leaving[here]:
                if self.room[arc] > 0 and self.ends[arc] not in came:
                    came[self.ends[arc]] = arc
                    waiting.append(self.ends[arc])
        return came
