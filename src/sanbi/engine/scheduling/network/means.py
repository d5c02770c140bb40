"""Means to save days: what may be pressed, overlapped or worked through, how far, at what cost."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sanbi.engine.scheduling.network.model import Link, LinkKind, Network, Task


class Means(StrEnum):
    """How days are saved."""

    PRESS = "press"  # the task is done in fewer days
    OVERLAP = "overlap"  # the later task begins before the earlier one has ended
    THROUGH = "through"  # the task is worked on in a season in which work stands still


@dataclass(frozen=True, slots=True, order=True)
class Saving:
    """One way to save days, with how many of them.

    Attributes
    ----------
    means : Means
    key : str
        The task that is pressed, worked through, or that begins before its link allows.
    before : str
        The task that it overlaps; empty for the other means.
    days : int
        Worked days pressed or overlapped; 0 for a task worked through.
    cost : float
        Of all these days, or of working through.
    """

    means: Means
    key: str
    before: str
    days: int
    cost: float


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where days can be saved: one task, or one link."""

    means: Means
    key: str
    before: str = ""


Taken = Mapping[Place, int]


@dataclass(frozen=True, slots=True)
class Offer:
    """How many days can be saved at a place, and what each of them costs."""

    most: int
    price: float

    def saving(self, place: Place, days: int) -> Saving:
        """So many days of it as a plain value."""
        shown = 0 if place.means is Means.THROUGH else days
        return Saving(place.means, place.key, place.before, shown, days * self.price)


def offers_of(network: Network, days_left: Mapping[str, int]) -> dict[Place, Offer]:
    """Every place of a network where days can be saved.

    Parameters
    ----------
    network : Network
    days_left : mapping of str to int
        Worked days that begun tasks still need: only these can be pressed, and not the last.
    """
    found = {}
    for task in network.tasks:
        if days := _pressable(task, days_left.get(task.key, task.duration)):
            found[Place(Means.PRESS, task.key)] = Offer(days, task.crash_cost)
        if task.through and task.through != task.calendar and not task.finished:
            found[Place(Means.THROUGH, task.key)] = Offer(1, task.through_cost)
    for (before, after), links in _finish_to_start(network):
        if days := min(link.overlap for link in links):
            cost = max(link.overlap_cost for link in links)
            found[Place(Means.OVERLAP, after, before)] = Offer(days, cost)
    return found


def _finish_to_start(network: Network) -> Iterator[tuple[tuple[str, str], list[Link]]]:
    """FS links by their two tasks: several between the same two are overlapped together."""
    found: dict[tuple[str, str], list[Link]] = {}
    for link in network.links:
        if link.kind is LinkKind.FS:
            found.setdefault((link.before, link.after), []).append(link)
    yield from found.items()


def _pressable(task: Task, left: int) -> int:
    """Days by which a task can be pressed: in proportion where it has begun, a day stays."""
    if task.shortest is None or task.finished or not task.duration:
        return 0
    shortest = task.shortest
    if task.begun:
        shortest = math.ceil(left * task.shortest / task.duration)
    return max(left - max(shortest, 1), 0)


def changed(network: Network, taken: Taken) -> Network:
    """The network with so many days saved at each place."""
    if not any(taken.values()):
        return network
    tasks = [_changed_task(task, taken) for task in network.tasks]
    links = [_overlapped(link, taken) for link in network.links]
    return Network(tasks, links, network.calendars)


def _changed_task(task: Task, taken: Taken) -> Task:
    if taken.get(Place(Means.THROUGH, task.key)) and task.through:
        task = replace(task, calendar=task.through)
    days = taken.get(Place(Means.PRESS, task.key))
    if not days:
        return task
    remaining = task.remaining
    shorter = replace(task, duration=task.duration - days, shortest=None)
    return shorter if remaining is None else replace(shorter, remaining=remaining - days)


def _overlapped(link: Link, taken: Taken) -> Link:
    days = taken.get(Place(Means.OVERLAP, link.after, link.before))
    return replace(link, lag=link.lag - days) if days and link.kind is LinkKind.FS else link
