"""Counts of projects by what the year's plan says of them, by their lamps, and by statistics.

They add up over projects, so that points that a scheme gives for each project (domain.md S8, S11)
are points for a count: a scheme writes ``5 * projects.new + 2 * projects.continued``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from sanbi.apps.assessments.sources.project_register import Amount, Reader, Register
from sanbi.apps.projects.models import LampReading, PlanClass, Project, Sort, YearPlan
from sanbi.engine.calendar import Period

YI = Decimal(10_000)
PROVINCIAL = "省重点"
SIZES = {"plan_10yi": (10, None), "plan_5yi": (5, 10), "plan_1yi": (1, 5), "plan_less": (0, 1)}
"""By the year's plan: code → from so many 亿元, and below so many."""

Planned = Callable[[Project, YearPlan], bool]


def _counted(fits: Planned) -> Reader:
    """Count the projects that have a plan of the year and fit."""

    def count(register: Register, projects: Sequence[int], period: Period) -> Amount:
        plans = [
            plan
            for key in projects
            if (plan := _plan(register, key, period)) and fits(register.by_key[key], plan)
        ]
        return Amount(Decimal(len(plans)), max((plan.pk for plan in plans), default=0))

    return count


def _plan(register: Register, project: int, period: Period) -> YearPlan | None:
    return register.plans.get((project, period.end.year))


def _of_class(name: PlanClass) -> Reader:
    return _counted(lambda _project, plan: plan.plan_class == name)


def _of_sort(name: Sort) -> Reader:
    return _counted(lambda project, _plan: project.sort == name)


def _of_size(least: int, below: int | None) -> Reader:
    return _counted(
        lambda _project, plan: (
            plan.planned_wan >= least * YI and (below is None or plan.planned_wan < below * YI)
        )
    )


def _completion_sum(register: Register, projects: Sequence[int], period: Period) -> Amount:
    """Completed of the whole year's plan, of each project, added up: 1 for each that is done."""
    plans = {
        key: plan.planned_wan
        for key in projects
        if (plan := _plan(register, key, period)) and plan.planned_wan
    }
    found = register.completed(plans, period)
    return found.amount(lambda key, report: report.completed_wan / plans[key])


def _new_completed(register: Register, projects: Sequence[int], period: Period) -> Amount:
    """Completed in the year on projects that it was to start, in 万元."""
    new = [
        key
        for key in projects
        if (plan := _plan(register, key, period)) and plan.plan_class == PlanClass.NEW
    ]
    return register.completed(new, period).amount(lambda _key, report: report.completed_wan)


def _late_entry(register: Register, projects: Sequence[int], period: Period) -> Amount:
    """Count the projects that started a month or longer ago and are not in the statistics."""
    month_ago = period.end.replace(day=1)
    late = []
    for key in projects:
        step = register.steps.get(key, {}).get("started")
        entered = register.by_key[key].statistics_on
        if step and step.happened_on < month_ago and not (entered and entered <= period.end):
            late.append(step.pk)
    return Amount(Decimal(len(late)), max(late, default=0))


def _lit(colour: str) -> Reader:
    """Count the overall lamps of a colour in the period's last month; none before any was read."""

    def count(register: Register, projects: Sequence[int], period: Period) -> Amount:
        month = f"{period.end:%Y-%m}"
        rows = [row for key in projects if (row := register.lamps.get((key, month)))]
        if not rows:
            return Amount(None)
        lit = sum(row.colour == colour for row in rows)
        return Amount(Decimal(lit), max(row.pk for row in rows))

    return count


COUNTS: dict[str, Reader] = {
    "new": _of_class(PlanClass.NEW),
    "continued": _of_class(PlanClass.CONTINUED),
    **{name: _of_size(*limits) for name, limits in SIZES.items()},
    **{f"sort_{sort.value}": _of_sort(sort) for sort in Sort},
    "provincial": _counted(lambda project, _plan: PROVINCIAL in project.tags),
    "completion_sum": _completion_sum,
    "new_completed": _new_completed,
    "late_entry": _late_entry,
    "green": _lit(LampReading.Colour.GREEN),
    "yellow": _lit(LampReading.Colour.YELLOW),
    "red": _lit(LampReading.Colour.RED),
}
"""What may be asked for, without the prefix."""
