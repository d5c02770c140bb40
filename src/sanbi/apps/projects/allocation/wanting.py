"""When a project takes its factors: its milestones within the windows of its node chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sanbi.apps.projects.allocation.book import Book, Supply
from sanbi.apps.projects.allocation.claims import amount_of
from sanbi.apps.projects.models import FactorClaim, Node, Project
from sanbi.apps.projects.timetables import Plan
from sanbi.engine.scheduling.allocation import Milestone, milestones_from
from sanbi.engine.scheduling.allocation import Node as Taking
from sanbi.engine.scheduling.faults import SchedulingFaults

START = "start"
"""Key of the one milestone of a project without nodes."""


@dataclass(frozen=True)
class Aside:
    """Why a project is no candidate: a code of `words.ASIDE`, and what a sentence needs."""

    why: str
    detail: str = ""


@dataclass(frozen=True)
class Wanted:
    """A project's milestones; ``due`` is the month in which the last one is wanted.

    ``fixed`` are the months where all are given, and ``held`` says whether any is.
    """

    milestones: tuple[Milestone, ...]
    names: Mapping[str, str]
    due: int | None
    fixed: tuple[int, ...] | None = None
    held: bool = False


def wanted_of(
    project: Project, claim: FactorClaim, book: Book, plan: Plan, today: date
) -> Wanted | Aside:
    """Return when a project can take its factors, or why it takes no part.

    Raises
    ------
    SchedulingFaults
        for nodes that cannot be reckoned, such as those that wait for each other.
    """
    takings, names = _takings(project, claim, book, plan.nodes)
    if not takings:
        asks = any(amount_of(project, claim, item.key) for item in book.factors())
        return Aside("taken" if asks else "nothing")
    spare = book.rules.spare
    if plan.nodes:
        try:
            strict = milestones_from(plan.timetable(today), book.months, takings)
        except SchedulingFaults as faults:
            fault = faults.faults[0]
            return Aside("late", f"{fault.text('zh')}\n{fault.text('en')}")
        due: int | None = strict[-1].last if plan.due_on else None
    else:
        strict, due = _at_the_start(project, book, takings[0], today)
    last = book.horizon - 1
    rows = [
        replace(each, last=min(each.last + spare, last) if plan.due_on else last) for each in strict
    ]
    return _fitted(Wanted(tuple(rows), names, due), claim, book.months)


def _takings(
    project: Project, claim: FactorClaim, book: Book, nodes: Sequence[Node]
) -> tuple[list[Taking], dict[str, str]]:
    """Nodes at which the project takes something, and their names; finished ones are over."""
    uses: dict[str, dict[str, float]] = {}
    staff: dict[str, list[tuple[str, int, float]]] = {}
    names: dict[str, str] = {}
    for item in book.supplies:
        wants = item.days if item.staff else _asked(project, claim, book, item)
        node = node_for(item, nodes) if wants else None
        if not wants or (nodes and (node is None or node.finished_on)):
            continue
        key = node.key if node else START
        names[key] = node.name if node else ""
        if item.staff:
            staff.setdefault(key, []).append((item.key, item.earlier, wants))
        else:
            uses.setdefault(key, {})[item.key] = wants
    if not uses:  # the work of offices alone is no reason to take part
        return [], {}
    return [Taking(key, uses.get(key, {}), tuple(staff.get(key, ()))) for key in names], names


def _asked(project: Project, claim: FactorClaim, book: Book, item: Supply) -> float:
    """What a project takes of a quota: of the one kept for it, where there is one."""
    kept = next(
        (
            other.key
            for other in book.supplies
            if other.stands_for == item.stands_for and project.code in other.only_for
        ),
        None,
    )
    if (kept or item.stands_for) != item.key:
        return 0.0
    return amount_of(project, claim, item.stands_for)


def node_for(item: Supply, nodes: Sequence[Node]) -> Node | None:
    """Return the node at which a factor is taken: the last one that bears the first name found."""
    for part in item.nodes:
        named = [node for node in nodes if part in node.name]
        if named:
            return named[-1]
    return nodes[-1] if nodes else None


def _at_the_start(
    project: Project, book: Book, taking: Taking, today: date
) -> tuple[list[Milestone], int | None]:
    """The one milestone of a project without nodes: its planned start of work."""
    if project.start_on is None:
        return [Milestone(START, 0, book.horizon - 1, 0, taking.uses, taking.staff)], None
    label = max(project.start_on, today).isoformat()[:7]
    month = min(place_of(label, book.months), book.horizon - 1)
    return [Milestone(START, month, month, 0, taking.uses, taking.staff)], month


def place_of(label: str, months: Sequence[str]) -> int:
    """Return the place of a month; 0 for an earlier one, and beyond the last for a later one."""
    if label in months:
        return months.index(label)
    return 0 if label < months[0] else len(months)


def _fitted(wanted: Wanted, claim: FactorClaim, months: Sequence[str]) -> Wanted | Aside:
    """Hold the claim's own bounds and fixed months against the windows."""
    first = place_of(claim.first_month, months) if claim.first_month else 0
    last = place_of(claim.last_month, months) if claim.last_month else len(months) - 1
    rows, held = [], False
    for each in wanted.milestones:
        label = claim.fixed.get(each.key)
        if label and label < months[0]:
            continue  # granted out of what was released before
        if label:
            held, month = True, place_of(label, months)
            if month >= len(months):
                return Aside("fixed_later", label)
            rows.append(replace(each, first=month, last=month))
            continue
        row = replace(each, first=max(each.first, first), last=min(each.last, last))
        if row.first > row.last:
            return Aside("window", f"{claim.first_month}–{claim.last_month}")
        rows.append(row)
    if not rows:
        return Aside("granted")
    whole = held and all(each.key in claim.fixed for each in rows)
    fixed = tuple(each.first for each in rows) if whole else None
    return replace(wanted, milestones=tuple(rows), fixed=fixed, held=held)
