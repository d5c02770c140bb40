"""What would save a due date: pressing durations, overlapping links, at the least cost."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sanbi.engine.scheduling.days import offset_of
from sanbi.engine.scheduling.days.counting import DAYS
from sanbi.engine.scheduling.network.critical_graph import Steps, cheapest_steps, places_driving
from sanbi.engine.scheduling.network.driving import Breach, breaches, limits
from sanbi.engine.scheduling.network.means import (
    Means,
    Offer,
    Place,
    Saving,
    Taken,
    changed,
    offers_of,
)
from sanbi.engine.scheduling.network.model import LinkKind, Network
from sanbi.engine.scheduling.network.scheduling import left_until, schedule_network
from sanbi.engine.scheduling.network.timetable import Timetable

__all__ = ["Effect", "Means", "Proposal", "Saving", "propose"]

PLENTY = 300  # steps of one day; who needs more uses everything, less what is needless
SEASONS = 3  # of those that could be worked through, the most helpful are tried


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
        What breaks even so, and by how much; empty when the proposal saves everything.
    """

    breaches: Sequence[Breach]
    effects: Sequence[Effect]
    savings: Sequence[Saving]
    remaining: Sequence[Breach]

    @property
    def cost(self) -> float:
        """Cost of all savings."""
        return sum(saving.cost for saving in self.savings)


def propose(
    network: Network, start: date, due: date | None = None, on: date | None = None
) -> Proposal:
    """Return what would save the due dates of a network, or how near it can be brought.

    Days are saved one by one, each on the cheapest cut through all chains that make the worst due
    dates impossible, and dates are counted anew after each (Kelley 1961; Phillips and Dessouky
    1977). A cut may also give days back that another one makes needless. Where no calendar has
    days off, what saves every due date costs the least possible; days off make it a good
    proposal, not a proved one. Working through a season is chosen as a whole, one task after the
    other, where it makes the proposal better.

    Grows with the days to be saved × the network.

    Parameters
    ----------
    network, start, due, on
        As for `schedule_network`.

    Returns
    -------
    Proposal
    """
    search = _Search(network, start, due, on)
    as_is = breaches(search.as_is)
    if not as_is:
        return Proposal((), (), (), ())
    plan = search.best()
    return Proposal(as_is, search.effects(as_is[0]), search.savings(plan.taken), plan.left)


@dataclass(frozen=True)
class _Plan:
    """Days saved at each place, what they cost, and what breaks even so."""

    taken: Taken
    cost: float
    left: Sequence[Breach]
    late: int

    @property
    def merit(self) -> tuple[int, float]:
        """The less, the better: days late in all, then cost."""
        return self.late, self.cost


@dataclass
class _Search:
    network: Network
    start: date
    due: date | None
    on: date | None

    def __post_init__(self) -> None:
        self.as_is = schedule_network(self.network, self.start, self.due, self.on)
        left = {}
        for task in self.network.tasks:
            if task.begun:
                count = self.as_is.counts[task.calendar]
                known = max(self.as_is.first, self.as_is.early_start[self.network.place[task.key]])
                left[task.key] = count.between(known, left_until(task, count, known))
        self.offers: dict[Place, Offer] = offers_of(self.network, left)
        followed = {
            link.before
            for link in self.network.links
            if link.kind in (LinkKind.FS, LinkKind.FF) and link.lag >= link.overlap
        }
        self.ends = [
            number
            for number, task in enumerate(self.network.tasks)
            if not task.finished and (task.due or task.key not in followed)
        ]

    def timetable(self, taken: Taken) -> Timetable:
        """The dates when so many days are saved at each place."""
        if not any(taken.values()):
            return self.as_is
        return schedule_network(changed(self.network, taken), self.start, self.due, self.on)

    def savings(self, taken: Taken) -> list[Saving]:
        """The saved days as plain values, the dearest last."""
        found = [self.offers[place].saving(place, days) for place, days in taken.items() if days]
        return sorted(found, key=lambda saving: (saving.cost, saving.key, saving.before))

    def effects(self, breach: Breach) -> list[Effect]:
        """What each means brings the breach by itself."""
        found = []
        driving = places_driving(self.as_is, [self.network.place[breach.key]], self.offers)
        for place in driving:
            offer = self.offers[place]
            after = breaches(self.timetable({place: offer.most}))
            late = next((each.late_by for each in after if each.key == breach.key), 0)
            found.append(Effect(offer.saving(place, offer.most), breach.late_by - late))
        return sorted(found, key=lambda effect: (-effect.gained, effect.saving))

    # -- seasons worked through --------------------------------------------------------------------
    def best(self) -> _Plan:
        """The best plan: seasons are added one by one, or all of them, while that helps."""
        seasons = self._seasons()
        best, worked = self.plan(()), list[Place]()
        while len(worked) < len(seasons):
            tried = {place: self.plan((*worked, place)) for place in seasons if place not in worked}
            place = min(tried, key=lambda each: (tried[each].merit, each))
            if tried[place].merit >= best.merit:
                break
            best, worked = tried[place], [*worked, place]
        if len(worked) + 1 < len(seasons):
            best = min(best, self.plan(seasons), key=lambda plan: plan.merit)
        return best

    def _seasons(self) -> list[Place]:
        """What is worth being worked through: on chains that break, the most helpful first."""
        late = [number for number, limit in limits(self.as_is) if limit < self._finish(number)]
        found = [
            place
            for place in places_driving(self.as_is, late, self.offers)
            if place.means is Means.THROUGH
        ]
        return sorted(found, key=lambda each: (self._late_with({each: 1}), each))[:SEASONS]

    def _finish(self, number: int) -> int:
        return self.as_is.early_finish[number]

    def _late_with(self, taken: Taken) -> int:
        """Natural days late in all, of the tasks that end a chain or have a due date."""
        timetable, tasks = self.timetable(taken), self.network.tasks
        late = 0
        for number in self.ends:
            limit, due = timetable.last, tasks[number].due
            if due:
                limit = min(limit, offset_of(due) + (not timetable.opens[number]))
            late += max(timetable.early_finish[number] - limit, 0)
        return late

    def plan(self, worked: Iterable[Place]) -> _Plan:
        """Days saved day by day, with some seasons worked through; nothing of it needless."""
        taken = self._saved(dict.fromkeys(worked, 1))
        taken = self._without_needless(taken)
        cost = sum(saving.cost for saving in self.savings(taken))
        left = breaches(self.timetable(taken))
        return _Plan(taken, cost, left, self._late_with(taken))

    # -- day by day --------------------------------------------------------------------------------
    def _saved(self, taken: dict[Place, int]) -> dict[Place, int]:
        """Days saved at each place until nothing breaks, or nothing more can be done."""
        timetable = self.timetable(taken)
        # Days given back keep their worth only where a day is a day everywhere.
        give_back = all(len(count.worked) == DAYS for count in timetable.counts.values())
        spared: dict[int, int] = {}
        for _ in range(PLENTY):
            worst = _worst(timetable, spared)
            if not worst:
                break
            steps = cheapest_steps(timetable, worst, self.offers, taken, give_back=give_back)
            if not steps:
                spared |= self._beyond_help(timetable, worst, taken)
                give_back = False
                continue
            for place, days in steps.items():
                taken[place] = taken.get(place, 0) + days
            timetable = self.timetable(taken)
        else:
            every = taken | {
                place: offer.most
                for place, offer in self.offers.items()
                if place.means is not Means.THROUGH
            }
            return min(taken, every, key=self._late_with)
        return taken

    def _beyond_help(
        self, timetable: Timetable, worst: Mapping[int, int], taken: Taken
    ) -> dict[int, int]:
        """Of the latest tasks those that nothing can help, with the days that they stay late."""
        alone: dict[int, Steps] = {
            number: cheapest_steps(timetable, {number: late}, self.offers, taken, give_back=False)
            for number, late in worst.items()
        }
        found = {
            number: timetable.early_finish[number] - limit
            for number, limit in limits(timetable)
            if number in worst
        }
        return {number: late for number, late in found.items() if not alone[number]} or found

    def _without_needless(self, taken: dict[Place, int]) -> dict[Place, int]:
        """Give back, the dearest first, every day without which nothing is later."""
        late = self._late_with(taken)
        for place in sorted(taken, key=lambda each: (-self.offers[each].price, each)):
            held = taken[place]
            needed = bisect_left(
                range(held),
                x=True,
                key=lambda days: self._late_with({**taken, place: days}) <= late,
            )
            taken = {**taken, place: needed}
        return taken


def _worst(timetable: Timetable, spared: Mapping[int, int]) -> dict[int, int]:
    """The tasks that are the most natural days late, beyond what cannot be helped."""
    late = {
        number: timetable.early_finish[number] - limit - spared.get(number, 0)
        for number, limit in limits(timetable)
    }
    most = max(late.values(), default=0)
    return {number: days for number, days in late.items() if days == most > 0}
