"""What would save a due date: pressing durations, overlapping links, at the least cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sanbi.engine.scheduling.network.driving import Breach, breaches, driving_ties
from sanbi.engine.scheduling.network.flow import ENDLESS, Arc, cheapest_cut
from sanbi.engine.scheduling.network.model import Link, LinkKind, Network
from sanbi.engine.scheduling.network.scheduling import schedule_network
from sanbi.engine.scheduling.network.timetable import Timetable

PLENTY = 10_000  # steps of one day: no real plan needs more


class Means(StrEnum):
    """How days are saved."""

    PRESS = "press"  # the task is done in fewer days
    OVERLAP = "overlap"  # the later task begins before the earlier one has ended


@dataclass(frozen=True, slots=True, order=True)
class Saving:
    """One way to save days, with how many of them.

    Attributes
    ----------
    means : Means
    key : str
        The task that is pressed, or that begins before its link allows.
    before : str
        The task that it overlaps; empty for a pressed one.
    days : int
        Worked days pressed or overlapped.
    cost : float
        Of all these days.
    """

    means: Means
    key: str
    before: str
    days: int
    cost: float


@dataclass(frozen=True, slots=True)
class Effect:
    """What one saving brings by itself: worked days by which the due date comes nearer."""

    saving: Saving
    gained: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would save the due dates of a network.

    Attributes
    ----------
    breaches : sequence of Breach
        What breaks as things are; empty when nothing does.
    effects : sequence of Effect
        Every means on the worst chain, used as far as it goes, alone; the most helpful first.
    savings : sequence of Saving
        Together the proposal: no day of it can be given back.
    remaining : sequence of Breach
        What breaks even so; empty when the proposal saves everything.
    """

    breaches: Sequence[Breach]
    effects: Sequence[Effect]
    savings: Sequence[Saving]
    remaining: Sequence[Breach]

    @property
    def cost(self) -> float:
        """Cost of all savings."""
        return sum(saving.cost for saving in self.savings)


Place = tuple[Means, str, str]


def propose(
    network: Network, start: date, due: date | None = None, on: date | None = None
) -> Proposal:
    """Return what would save the due dates of a network, or how near it can be brought.

    Days are saved one by one, each on the cheapest cut through all chains that make the worst due
    date impossible (Phillips and Dessouky 1977), and dates are counted anew after each; at the
    end every day that is not needed is given back. Where no calendar has days off, the first
    cut is the cheapest; days off make it a good proposal, not a proved one.

    Grows with the days to be saved × the network.

    Parameters
    ----------
    network, start, due, on
        As for `schedule_network`.

    Returns
    -------
    Proposal
    """
    held = _Search(network, start, due, on)
    as_is = breaches(held.timetable({}))
    if not as_is:
        return Proposal((), (), (), ())
    effects = held.effects(as_is[0])
    taken, left = held.saved()
    return Proposal(as_is, effects, held.savings(taken), left)


@dataclass
class _Search:
    network: Network
    start: date
    due: date | None
    on: date | None

    def __post_init__(self) -> None:
        self.most: dict[Place, int] = {}
        self.price: dict[Place, float] = {}
        for task in self.network.tasks:
            if task.shortest is not None and task.shortest < task.duration and not task.finished:
                self._offer((Means.PRESS, task.key, ""), task.duration - task.shortest,
                            task.crash_cost)  # fmt: skip
        for link in self.network.links:
            if link.overlap and link.kind is LinkKind.FS:
                place = (Means.OVERLAP, link.after, link.before)
                self._offer(place, link.overlap, link.overlap_cost)

    def _offer(self, place: Place, days: int, price: float) -> None:
        self.most[place], self.price[place] = days, price

    def timetable(self, taken: Mapping[Place, int]) -> Timetable:
        """The dates when so many days are saved at each place."""
        return schedule_network(changed(self.network, taken), self.start, self.due, self.on)

    def savings(self, taken: Mapping[Place, int]) -> list[Saving]:
        """The saved days as plain values, the dearest last."""
        found = [
            Saving(*place, days, days * self.price[place]) for place, days in taken.items() if days
        ]
        return sorted(found, key=lambda saving: (saving.cost, saving.key, saving.before))

    def effects(self, breach: Breach) -> list[Effect]:
        """What each means brings the breach by itself."""
        found = []
        for place in self._on_chains(self.timetable({}), breach):
            days = self.most[place]
            late = _late_by(breaches(self.timetable({place: days})), breach.key)
            saving = Saving(*place, days, days * self.price[place])
            found.append(Effect(saving, breach.late_by - late))
        return sorted(found, key=lambda effect: (-effect.gained, effect.saving))

    def saved(self) -> tuple[dict[Place, int], list[Breach]]:
        """Days saved at each place until nothing breaks, or nothing more can be done."""
        taken: dict[Place, int] = {}
        timetable = self.timetable(taken)
        for _ in range(PLENTY):
            left = breaches(timetable)
            cut = next((c for breach in left if (c := self._cut(timetable, breach, taken))), ())
            if not cut:
                break
            for place in cut:
                taken[place] = taken.get(place, 0) + 1
            timetable = self.timetable(taken)
        return self._without_needless(taken, breaches(timetable))

    def _without_needless(
        self, taken: dict[Place, int], left: list[Breach]
    ) -> tuple[dict[Place, int], list[Breach]]:
        """Give back, the dearest first, every day without which nothing is later."""
        late = _total_late(left)
        for place in sorted(taken, key=lambda place: (-self.price[place], place)):
            while taken[place]:
                fewer = {**taken, place: taken[place] - 1}
                remaining = breaches(self.timetable(fewer))
                if _total_late(remaining) > late:
                    break
                taken, left = fewer, remaining
        return taken, left

    def _cut(
        self, timetable: Timetable, breach: Breach, taken: Mapping[Place, int]
    ) -> Sequence[Place]:
        """The places of the cheapest cut through the chains of a breach; none if uncuttable."""
        arcs, places = self._graph(timetable, breach, taken)
        size = 2 * len(timetable.network.tasks) + 1
        sink = 2 * timetable.network.place[breach.key] + 1
        cost, side = cheapest_cut(size, arcs, size - 1, sink)
        if cost == ENDLESS:
            return ()
        return [
            place
            for (start, end, _), place in zip(arcs, places, strict=True)
            if place and start in side and end not in side
        ]

    def _graph(
        self, timetable: Timetable, breach: Breach, taken: Mapping[Place, int]
    ) -> tuple[list[Arc], list[Place | None]]:
        """All chains that drive a breach: task n starts at node 2n and finishes at 2n + 1."""
        tasks, source = timetable.network.tasks, 2 * len(timetable.network.tasks)
        arcs: list[Arc] = []
        places: list[Place | None] = []

        def join(start: int, end: int, place: Place | None) -> None:
            free = place is not None and taken.get(place, 0) < self.most.get(place, 0)
            arcs.append((start, end, self.price[place] if place and free else ENDLESS))
            places.append(place if free else None)

        waiting, seen = [timetable.network.place[breach.key]], set[int]()
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            key = tasks[number].key
            join(2 * number, 2 * number + 1, (Means.PRESS, key, ""))
            ties = list(driving_ties(timetable, number))
            if not ties:
                join(source, 2 * number, None)
            for other, of_finish, to_finish, _lag, _count in ties:
                fs = of_finish and not to_finish
                overlap = (Means.OVERLAP, key, tasks[other].key) if fs else None
                join(2 * other + of_finish, 2 * number + to_finish, overlap)
                waiting.append(other)
        return arcs, places

    def _on_chains(self, timetable: Timetable, breach: Breach) -> Iterable[Place]:
        """The places where days could be saved on any chain of a breach."""
        return [place for place in self._graph(timetable, breach, {})[1] if place]


def changed(network: Network, taken: Mapping[Place, int]) -> Network:
    """The network with so many days pressed or overlapped at each place."""
    if not any(taken.values()):
        return network
    tasks = [
        replace(task, duration=task.duration - days)
        if (days := taken.get((Means.PRESS, task.key, ""), 0))
        else task
        for task in network.tasks
    ]
    return Network(tasks, [_overlapped(link, taken) for link in network.links], network.calendars)


def _overlapped(link: Link, taken: Mapping[Place, int]) -> Link:
    days = taken.get((Means.OVERLAP, link.after, link.before), 0)
    if link.kind is not LinkKind.FS or not days:
        return link
    return replace(link, lag=link.lag - days)


def _late_by(found: Iterable[Breach], key: str) -> int:
    return next((breach.late_by for breach in found if breach.key == key), 0)


def _total_late(found: Iterable[Breach]) -> int:
    return sum(breach.late_by for breach in found)
