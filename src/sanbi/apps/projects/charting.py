"""One project's nodes as bars: promised, happened, expected; with the links between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sanbi.apps.projects.gantt import Scale, span_of
from sanbi.apps.projects.models import Baseline, Node, Project
from sanbi.apps.projects.replanning import Broken, broken_limits
from sanbi.apps.projects.timetables import plan_of
from sanbi.engine.scheduling.network import TaskDates

ROW = 30
CROWDED = 1.2  # pixels a day: months would run into each other
NARROWEST, WIDEST, DAY = 560, 2400, 2.4
RECENT = timedelta(days=75)  # how much of what is over stands before today
Bar = tuple[float, float]


@dataclass(frozen=True)
class NodeRow:
    """A row of the chart; ``y`` is its top."""

    node: Node
    dates: TaskDates
    y: int
    plan: Bar | None
    actual: Bar | None
    forecast: Bar | None
    diamond: float | None
    late: int  # natural days by which it is expected after its promise
    head: bool  # the first of its step
    movable: bool
    at: float  # where its expected start lies

    @property
    def key(self) -> str:
        """Return the node's key."""
        return self.node.key


@dataclass(frozen=True)
class Chart:
    """The chart of one project."""

    rows: Sequence[NodeRow]
    wires: Sequence[tuple[str, bool]]  # an SVG path, and whether it is critical
    scale: Scale
    ticks: Sequence[tuple[float, str]]
    today: float
    due: float | None
    due_on: date | None
    expected: date  # what the due date is compared with
    of_production: bool  # the expected day is that of production, and nodes follow it
    lowest: int
    provisional: bool
    height: int
    longer: bool  # there is more before the first day than is drawn, or would be
    broken: Sequence[Broken]


def chart_of(
    project: Project,
    nodes: Sequence[Node],
    today: date,
    baseline: Baseline | None = None,
    *,
    whole: bool = False,
) -> Chart:
    """Return the chart of a project's nodes as things stand; ``baseline`` is compared with.

    Parameters
    ----------
    whole : also what was over long before today.
    """
    plan = plan_of(nodes, project.due_on)
    timetable = plan.timetable(today)
    dates = {row.key: row for row in timetable.rows()}
    promised = _promised(nodes, baseline)
    days = [d for pair in promised.values() for d in pair if d]
    days += [d for row in dates.values() for d in (row.early_start, row.early_finish)]
    days += [project.due_on] if project.due_on else []
    first, last = span_of(days, today)
    recent = (today - RECENT).replace(day=1)
    longer = first < recent < last
    first = recent if longer and not whole else first
    width = min(max(int(((last - first).days + 1) * DAY), NARROWEST), WIDEST)
    scale = Scale(first, last, width)
    rows = _rows(nodes, dates, promised, scale, today)
    return Chart(
        rows,
        _wires(rows, plan.links, scale),
        scale,
        scale.ticks(quarters=scale.day < CROWDED),
        scale.x(today),
        scale.x(project.due_on, end=True) if project.due_on else None,
        project.due_on,
        plan.expected(timetable),
        plan.goal() is not None,
        timetable.lowest_float,
        any(row.provisional for row in dates.values()),
        ROW * len(rows),
        longer,
        broken_limits(nodes, timetable),
    )


def _promised(
    nodes: Sequence[Node], baseline: Baseline | None
) -> Mapping[str, tuple[date | None, date | None]]:
    if baseline is None:
        return {node.key: (node.planned_start, node.planned_finish) for node in nodes}
    return {row["key"]: (_day(row["start"]), _day(row["finish"])) for row in baseline.content}


def _day(text: Any) -> date | None:  # noqa: ANN401 - JSON
    return date.fromisoformat(text) if text else None


def _rows(
    nodes: Sequence[Node],
    dates: Mapping[str, TaskDates],
    promised: Mapping[str, tuple[date | None, date | None]],
    scale: Scale,
    today: date,
) -> list[NodeRow]:
    found: list[NodeRow] = []
    for number, node in enumerate(nodes):
        row, (start, finish) = dates[node.key], promised.get(node.key, (None, None))
        begun = node.started_on or node.finished_on
        head = not number or nodes[number - 1].step != node.step
        found.append(
            NodeRow(
                node,
                row,
                number * ROW,
                scale.bar(start, finish) if node.duration else None,
                scale.bar(begun, node.finished_on or today) if node.duration else None,
                _forecast(node, row, scale, today),
                _diamond(node, row, scale),
                (row.early_finish - finish).days if finish else 0,
                head,
                not begun,
                scale.x(row.early_start),
            )
        )
    return found


def _forecast(node: Node, row: TaskDates, scale: Scale, today: date) -> Bar | None:
    if node.finished_on or not node.duration:
        return None
    return scale.bar(today if node.started_on else row.early_start, row.early_finish)


def _diamond(node: Node, row: TaskDates, scale: Scale) -> float | None:
    day = node.finished_on or row.early_finish
    return None if node.duration or day < scale.first else scale.x(day, end=True)


def _wires(
    rows: Sequence[NodeRow], links: Sequence[tuple[str, str, str, int, int]], scale: Scale
) -> list[tuple[str, bool]]:
    """Paths from the end of what is waited for to the start of what waits."""
    places = {row.key: row for row in rows}
    found = []
    for before, after, kind, _lag, _overlap in links:
        one, other = places[before], places[after]
        if (other.node.finished_on or scale.last) < scale.first:
            continue  # over before the chart begins
        x, to = _end(one, finish=kind[0] == "F"), _end(other, finish=kind[1] == "F")
        y, down = one.y + ROW // 2, other.y + ROW // 2
        elbow = round(max(x + 4, min(to - 4, x + 8)), 1)
        path = f"M{x} {y}H{elbow}V{down - 9}H{to}V{down - 5}"
        found.append((path, one.dates.critical and other.dates.critical))
    return found


def _end(row: NodeRow, *, finish: bool) -> float:
    bar = row.forecast or row.actual
    if bar is None:
        return row.diamond or row.at
    return round(bar[0] + (bar[1] if finish else 0), 1)
