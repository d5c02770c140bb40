"""The graph of all chains that drive some tasks, and the cheapest day to be saved on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sanbi.engine.scheduling.network.driving import driving_date, driving_ties
from sanbi.engine.scheduling.network.flow import ENDLESS, Arc, cheapest_cut
from sanbi.engine.scheduling.network.means import Means, Offer, Place, Taken
from sanbi.engine.scheduling.network.timetable import Timetable

Steps = dict[Place, int]
PARTS = 1_000_000  # of one unit of cost: cuts are counted in whole numbers


def cheapest_steps(
    timetable: Timetable,
    late: Iterable[int],
    offers: Mapping[Place, Offer],
    taken: Taken,
    *,
    give_back: bool,
) -> Steps:
    """Return where one day more (1) or less (−1) brings all these tasks forward at least cost.

    Parameters
    ----------
    timetable : Timetable
        With the days ``taken`` already.
    late : iterable of int
        Places of the tasks.
    offers, taken : mappings
        How many days can be saved, and are.
    give_back : bool
        Whether days may be given back that the others make needless.

    Returns
    -------
    dict of Place to int
        Empty where nothing helps all of them.
    """
    graph = _Graph(timetable, offers, taken, give_back)
    graph.lay(late)
    side = cheapest_cut(graph.size, [arc for arc, _ in graph.arcs], graph.source, graph.sink)
    if side is None:
        return {}
    steps: Steps = {}
    for arc, place in graph.arcs:
        if place is None:
            continue
        if arc.start in side and arc.end not in side:
            steps[place] = 1
        elif arc.least and arc.end in side and arc.start not in side:
            steps[place] = -1
    return steps


def places_driving(
    timetable: Timetable, late: Iterable[int], offers: Mapping[Place, Offer]
) -> list[Place]:
    """The places where days could be saved on any chain of some tasks."""
    graph = _Graph(timetable, offers, {}, give_back=False)
    graph.lay(late)
    found = {place: None for _, place in graph.arcs if place}
    for number in graph.seen:
        place = Place(Means.THROUGH, timetable.network.tasks[number].key)
        if place in offers:
            found[place] = None
    return list(found)


@dataclass
class _Graph:
    """Task n starts at node 2n and finishes at 2n + 1."""

    timetable: Timetable
    offers: Mapping[Place, Offer]
    taken: Taken
    give_back: bool
    arcs: list[tuple[Arc, Place | None]] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.source = 2 * len(self.timetable.network.tasks)
        self.sink = self.source + 1
        self.size = self.source + 2

    def lay(self, late: Iterable[int]) -> None:
        """Lay everything from which the dates of these tasks follow."""
        waiting = list(late)
        for number in waiting:
            self._rigid(2 * number + 1, self.sink)
        while waiting:
            number = waiting.pop()
            if number not in self.seen:
                self.seen.add(number)
                waiting.extend(self._task(number))

    def _task(self, number: int) -> list[int]:
        """Lay a task and what holds it; return the tasks that do."""
        task = self.timetable.network.tasks[number]
        start, finish = 2 * number, 2 * number + 1
        press = Place(Means.PRESS, task.key)
        self._arc(start, finish, press)
        if task.begun or driving_date(self.timetable, number) is not None:
            self._rigid(self.source, start)
        found, held_by_finish = [], False
        for other, of_finish, to_finish, _lag, _count in driving_ties(self.timetable, number):
            held_by_finish |= to_finish and not task.begun
            plain = of_finish and not to_finish
            key = self.timetable.network.tasks[other].key
            overlap = Place(Means.OVERLAP, task.key, key) if plain else None
            self._arc(2 * other + of_finish, 2 * number + to_finish, overlap)
            found.append(other)
        if held_by_finish and not (self.give_back and self.taken.get(press)):
            self._rigid(finish, start)  # it starts when it does because it must not end before
        return found

    def _rigid(self, start: int, end: int) -> None:
        self.arcs.append((Arc(start, end, ENDLESS), None))

    def _arc(self, start: int, end: int, place: Place | None) -> None:
        offer = self.offers.get(place) if place else None
        if place is None or offer is None:
            self._rigid(start, end)
            return
        price, taken = round(offer.price * PARTS), self.taken.get(place, 0)
        most = price if taken < offer.most else ENDLESS
        least = price if taken and self.give_back else 0
        self.arcs.append((Arc(start, end, most, least), place))
