"""A project's nodes as the engine's network: what the plan promises, and what can still be kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sanbi.apps.orgs.queries.calendars import calendar
from sanbi.apps.projects.models import Node, NodeLink, Stage
from sanbi.engine.scheduling.days import WorkCalendar, standard_calendars
from sanbi.engine.scheduling.network import (
    Link,
    LinkKind,
    Network,
    Task,
    Timetable,
    schedule_network,
)

Calendars = Mapping[str, WorkCalendar]
CALENDARS = ("approval", "construction", "natural")


@dataclass(frozen=True)
class Plan:
    """The nodes of one project with their links, and the due date that they are held against.

    The due date of a project is that of its production. Nodes that come after the one of
    production, such as full capacity, are not held against it; they slip as production does.

    ``starts`` are days before which a node shall not start, by key, instead of the kept ones.
    """

    nodes: Sequence[Node]
    links: Sequence[tuple[str, str, str, int, int]]  # before, after, kind, lag, overlap
    due_on: date | None
    calendars: Calendars
    starts: Mapping[str, date] = field(default_factory=dict)

    def network(self) -> Network:
        """Return the engine's network.

        Raises
        ------
        SchedulingFaults
            for a cycle, an unknown calendar, or an impossible number.
        """
        held = self.held()
        tasks = [
            _task(
                node,
                self.starts.get(node.key, node.not_before),
                self.due_on if node.key in held else None,
            )
            for node in self.nodes
        ]
        links = [
            Link(before, after, LinkKind(kind), lag, overlap=overlap)
            for before, after, kind, lag, overlap in self.links
        ]
        return Network(tasks, links, self.calendars)

    def begins(self, today: date) -> date:
        """Return the first day on which anything may be done."""
        days = [
            day
            for node in self.nodes
            for day in (self.starts.get(node.key, node.not_before), node.started_on)
            if day
        ]
        return min([*days, today])

    def goal(self) -> Node | None:
        """Return the node of production that others come after; None where the plan ends there."""
        found = next((node for node in self.nodes if node.stage == Stage.PRODUCING), None)
        return found if found and any(before == found.key for before, *_ in self.links) else None

    def held(self) -> frozenset[str]:
        """Return the nodes that the due date holds one by one: production, and loose ends."""
        goal = self.goal()
        if goal is None or goal.finished_on or self.due_on is None:
            return frozenset()
        behind = {goal.key}
        while more := {link[1] for link in self.links if link[0] in behind} - behind:
            behind |= more
        waited_for = {link[0] for link in self.links}
        loose = {node.key for node in self.nodes} - waited_for - behind
        return frozenset(loose | {goal.key})

    def last(self, today: date) -> date | None:
        """Return the day by which everything must be finished; None for as soon as it can be.

        Where nodes come after production, that is as long after its due date as they take.
        """
        goal = self.goal()
        if goal is None or self.due_on is None:
            return self.due_on
        if goal.finished_on:
            return None
        soonest = schedule_network(self.network(), self.begins(today), None, _known(today))
        spare = self.due_on - soonest.dates(goal.key).early_finish
        return soonest.finish() + spare if spare > timedelta() else None

    def timetable(self, today: date) -> Timetable:
        """Return the dates as things stand: what is not finished lies today or later."""
        return schedule_network(self.network(), self.begins(today), self.last(today), _known(today))

    def expected(self, timetable: Timetable) -> date:
        """Return the day that the due date is compared with: of production, else of the end."""
        goal = self.goal()
        return timetable.dates(goal.key).early_finish if goal else timetable.finish()


def county_calendars() -> Calendars:
    """Return the calendars in which limits are counted; ask once a request."""
    return standard_calendars(calendar())


def plan_of(
    nodes: Iterable[Node],
    due_on: date | None,
    calendars: Calendars | None = None,
    links: Iterable[NodeLink] | None = None,
) -> Plan:
    """Return the plan of one project's nodes, which are given in their order.

    Whoever plans many projects gives the ``links`` of their nodes, which saves a query each.
    """
    held = list(nodes)
    if links is None:
        links = links_of([node.pk for node in held])
    return Plan(held, _named(held, links), due_on, calendars or county_calendars())


def links_of(keys: Sequence[int]) -> list[NodeLink]:
    """Return the links between nodes."""
    return list(NodeLink.objects.filter(after__in=keys).order_by("pk"))


def _named(
    nodes: Iterable[Node], links: Iterable[NodeLink]
) -> list[tuple[str, str, str, int, int]]:
    keys = {node.pk: node.key for node in nodes}
    return [
        (keys[row.before_id], keys[row.after_id], row.kind, row.lag, row.overlap)
        for row in links
        if row.before_id in keys and row.after_id in keys
    ]


def _known(today: date) -> date:
    return today - timedelta(days=1)


def _task(node: Node, not_before: date | None, held: date | None) -> Task:
    """Return a node as a task; the earlier of its own limit and ``held`` is its due date."""
    return Task(
        node.key,
        node.duration,
        node.calendar,
        node.name,
        not_before=not_before,
        due=min((day for day in (node.due_on, held) if day), default=None),
        started=node.started_on,
        finished=node.finished_on,
        remaining=node.remaining,
        shortest=node.shortest,
        crash_cost=float(node.crash_cost),
    )
