"""What another due date or another start would bring, reckoned without saving anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models import Node
from sanbi.apps.projects.timetables import Plan
from sanbi.engine.scheduling.network import TaskDates, Timetable
from sanbi.engine.scheduling.network.driving import Breach, breaches
from sanbi.engine.scheduling.network.shortening import Means, Saving, propose


@dataclass(frozen=True)
class Asked:
    """What somebody would like: another due date, and other starts of nodes, by key."""

    due_on: date | None = None
    starts: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Moved:
    """A node whose promised dates change; ``days`` is the natural days that its finish moves."""

    node: Node
    start: date
    finish: date
    days: int | None  # None: nothing was promised before


@dataclass(frozen=True)
class Broken:
    """A limit that cannot be kept, and the chain of nodes that makes it impossible."""

    node: Node
    due: date
    finish: date
    chain: tuple[Node, ...]

    @property
    def days(self) -> int:
        """Return the natural days from the limit to the finish."""
        return (self.finish - self.due).days


@dataclass(frozen=True)
class Proposed:
    """A way to save working days; ``beside`` is the node that it would overlap."""

    node: Node
    beside: Node | None
    days: int
    cost: float


@dataclass(frozen=True)
class Consequences:
    """Everything that somebody should know before signing.

    ``expected`` is the day that the due date is compared with; ``finish`` that of the last node.
    """

    finish: date
    expected: date
    due_on: date | None
    dates: Mapping[str, TaskDates]
    moved: tuple[Moved, ...]
    broken: tuple[Broken, ...]
    units: tuple[tuple[Unit, tuple[Node, ...]], ...]
    savings: tuple[Proposed, ...]
    cost: float
    saves_all: bool
    provisional: bool


def consequences(plan: Plan, asked: Asked, today: date) -> Consequences:
    """Return what would follow; grows with the nodes, and with the days that a rescue needs.

    Raises
    ------
    SchedulingFaults
        when the dates lie outside what can be counted.
    """
    wanted = replace(plan, due_on=asked.due_on or plan.due_on, starts=asked.starts)
    timetable = wanted.timetable(today)
    rows = {row.key: row for row in timetable.rows()}
    nodes = {node.key: node for node in plan.nodes}
    moved = tuple(_moved(nodes, rows))
    broken = broken_limits(plan.nodes, timetable)
    known = today - timedelta(days=1)
    savings: tuple[Proposed, ...] = ()
    cost, saves_all = 0.0, True
    if broken:
        found = propose(wanted.network(), wanted.begins(today), wanted.last(today), known)
        savings = tuple(_proposed(nodes, saving) for saving in found.savings)
        cost, saves_all = found.cost, not found.remaining
    return Consequences(
        timetable.finish(),
        wanted.expected(timetable),
        wanted.due_on,
        rows,
        moved,
        broken,
        _units(moved, broken),
        savings,
        cost,
        saves_all,
        any(row.provisional for row in rows.values()),
    )


def _moved(nodes: Mapping[str, Node], rows: Mapping[str, TaskDates]) -> list[Moved]:
    found = []
    for key, node in nodes.items():
        row = rows[key]
        if node.finished_on or (node.planned_start, node.planned_finish) == (
            row.early_start,
            row.early_finish,
        ):
            continue
        days = (row.early_finish - node.planned_finish).days if node.planned_finish else None
        found.append(Moved(node, row.early_start, row.early_finish, days))
    return found


def broken_limits(nodes: Iterable[Node], timetable: Timetable) -> tuple[Broken, ...]:
    """Return the limits that cannot be kept, the worst first."""
    known = {node.key: node for node in nodes}
    return tuple(_broken(known, breach) for breach in breaches(timetable))


def _broken(nodes: Mapping[str, Node], breach: Breach) -> Broken:
    chain = tuple(nodes[key] for key in breach.chain)
    return Broken(nodes[breach.key], breach.due, breach.finish, chain)


def _proposed(nodes: Mapping[str, Node], saving: Saving) -> Proposed:
    beside = nodes[saving.before] if saving.means is Means.OVERLAP else None
    return Proposed(nodes[saving.key], beside, saving.days, saving.cost)


def _units(
    moved: tuple[Moved, ...], broken: tuple[Broken, ...]
) -> tuple[tuple[Unit, tuple[Node, ...]], ...]:
    """Who must act: the units of the chains that break; where none does, of what moves."""
    concerned = [node for each in broken for node in each.chain if not node.finished_on]
    concerned = concerned or [each.node for each in moved]
    found: dict[Unit, dict[int, Node]] = {}
    for node in concerned:
        if node.unit is not None:
            found.setdefault(node.unit, {})[node.pk] = node
    rows = [(unit, tuple(nodes.values())) for unit, nodes in found.items()]
    return tuple(sorted(rows, key=lambda row: (-len(row[1]), row[0].pk)))
