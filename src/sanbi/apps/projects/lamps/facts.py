"""The facts of a project at the end of a month (docs/algorithms/lamps.md §2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sanbi.apps.projects.lamps.known import Known, still_open
from sanbi.apps.projects.models import Origin
from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.lamps import (
    ObstacleDates,
    Series,
    entry_facts,
    obstacle_facts,
    payment_facts,
    progress_facts,
    start_facts,
    task_facts,
)
from sanbi.engine.scheduling.progress import Curve, earned_points

Facts = dict[str, Any]
PUBLIC_MONEY = (Origin.STATE, Origin.MIXED)
"""Whose payment is judged: there is no plan of payment for private money."""


def facts_of(known: Known, month: Period) -> Facts:
    """Return every fact of a project at the end of a month; what is not known is None."""
    day = month.end
    return {
        **start_facts(day, planned=known.project.start_on, started=known.started),
        **_physical(known, month),
        **_investment(known, month),
        **_task(known, month),
        **_payment(known, month),
        **entry_facts(day, started=known.started, entered=known.entered),
        **obstacle_facts(day, _obstacles(known, day)),
    }


def _physical(known: Known, month: Period) -> Facts:
    """Physical work of the whole project, over the span from its start to its production."""
    project, curve = known.project, known.planned
    first = project.start_on or (min(n.start for n in known.work) if known.work else None)
    last = project.due_on or (max(n.finish for n in known.work) if known.work else None)
    spans = first is not None and last is not None and first <= last
    return progress_facts(
        month.end,
        planned=curve.by_month if curve else {},
        done={month: known.physical(str(month))},
        first=first if spans else None,
        last=last if spans else None,
        days_behind=_days_behind(known, month),
    )


def _days_behind(known: Known, month: Period) -> Fraction | None:
    """Days behind the plan by the earned schedule; None before it begins and for no report."""
    if known.planned is None or month < known.planned.first:
        return None
    values, step = [], known.planned.first
    while step <= month:
        share = known.physical(str(step))
        values.append(None if share is None else Fraction(share))
        step = step.next()
    return earned_points(known.planned, Curve(known.planned.first, tuple(values)))[-1].days_behind


def _investment(known: Known, month: Period) -> Facts:
    """Investment completed of the year's plan, over the year."""
    plan, year = known.plans.get(month.year), month.year
    whole = plan.planned_wan if plan else Decimal(0)
    done = known.completed(str(month))
    return progress_facts(
        month.end,
        planned={m: Fraction(n) / Fraction(whole) for m, n in _months(known, year)}
        if whole
        else {},
        done={month: Fraction(done) / Fraction(whole) if whole and done is not None else None},
        first=date(year, 1, 1) if whole else None,
        last=date(year, 12, 31) if whole else None,
        series=Series.INVESTMENT,
    )


def _task(known: Known, month: Period) -> Facts:
    """The task of the month: what the plan adds in it, beside what was completed in it."""
    amounts = dict(_months(known, month.year))
    if not amounts:
        return task_facts(target=None, done=None)
    before = month.previous()
    first = before.year != month.year
    planned = amounts[month] - (Decimal(0) if first else amounts[before])
    now, then = (
        known.completed(str(month)),
        Decimal(0) if first else known.completed(str(before)),
    )
    done = None if now is None or then is None else now - then
    return task_facts(target=planned, done=done)


def _payment(known: Known, month: Period) -> Facts:
    """Payment of public money, held against the year's plan."""
    if known.project.origin not in PUBLIC_MONEY:
        return payment_facts(month.end, planned={}, paid={})
    report = known.reports.get(str(month))
    idle = known.started is None or known.started > month.end
    paid = report.paid_wan if report else Decimal(0) if idle else None
    planned = dict(_months(known, month.year))
    return payment_facts(month.end, planned=planned, paid={month: paid})


def _months(known: Known, year: int) -> Iterator[tuple[Period, Decimal]]:
    plan = known.plans.get(year)
    if plan is not None:
        for number, text in enumerate(plan.months, start=1):
            yield Period.parse(f"{year}-{number:02d}"), Decimal(text)


def _obstacles(known: Known, day: date) -> Iterator[ObstacleDates]:
    """Obstacles with their limits; an answer that waits to be verified is not late any more."""
    for item in known.obstacles:
        due = item.due_on if still_open(item) or item.closed_on else max(item.due_on, day)
        yield ObstacleDates(item.raised_on, due, item.closed_on)
