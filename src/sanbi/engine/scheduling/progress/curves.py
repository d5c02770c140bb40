"""Cumulative shares by month: planned value and earned value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.months import month_of, months_between
from sanbi.engine.scheduling.progress.work import (
    ONE,
    ZERO,
    Credit,
    Work,
    WorkNode,
    checked,
    earned_share,
    exact,
    planned_share,
)


@dataclass(frozen=True)
class Curve:
    """Shares of the whole, 0 to 1, at the ends of months that follow each other.

    Parameters
    ----------
    first : Period
        Month of the first value.
    values : tuple of Fraction or None
        None where a report is missing.
    """

    first: Period
    values: tuple[Fraction | None, ...]

    @property
    def months(self) -> tuple[Period, ...]:
        """The months, earliest first."""
        return tuple(self.first.next(step) for step in range(len(self.values)))

    @property
    def by_month(self) -> dict[Period, Fraction | None]:
        """Month → value, as `progress_facts` and `disagreement` take it."""
        return dict(zip(self.months, self.values, strict=True))

    @property
    def gaps(self) -> tuple[Period, ...]:
        """The months without a value."""
        return tuple(month for month, value in self.by_month.items() if value is None)

    def at(self, month: Period) -> Fraction | None:
        """The value of a month; 0 before the first, None after the last."""
        step = months_between(self.first, month)
        if step < 0:
            return ZERO
        return self.values[step] if step < len(self.values) else None


def planned_curve(work: Sequence[Work], credit: Credit = Credit.LINEAR) -> Curve:
    """Planned value: which share of all the work the plan promises at the end of each month.

    From the first month in which anything is planned to the one in which all is. Formula:
    sum(weight × planned share) / sum(weight).

    Raises
    ------
    SchedulingFaults
        as `checked` does.
    """
    whole = checked(work)
    weighing = [item for item in work if item.weight > 0]
    first = min(_first_month(item) for item in weighing)
    last = max(_last_month(item) for item in weighing)
    values = []
    for step in range(months_between(first, last) + 1):
        month = first.next(step)
        parts = (exact(i.weight) * planned_share(i, month, credit) for i in weighing)
        values.append(sum(parts, ZERO) / whole)
    while len(values) > 1 and values[-2] == ONE:
        values.pop()
    return Curve(first, tuple(values))


def earned_curve(
    work: Sequence[Work], first: Period, through: Period, credit: Credit = Credit.LINEAR
) -> Curve:
    """Earned value: which share of all the work is done at the end of each month.

    Never from money: a node earns its weight, a quantity its weight × done / whole. Work done
    before the first month counts in it. A month in which any quantity is not reported is missing.

    Parameters
    ----------
    first, through : Period
        First month of the plan, and the last month that is over; none when that is earlier.
    """
    whole = checked(work)
    values: list[Fraction | None] = []
    for step in range(months_between(first, through) + 1):
        month = first.next(step)
        parts = [
            (exact(item.weight), earned_share(item, month, credit))
            for item in work
            if item.weight > 0
        ]
        known = [weight * share for weight, share in parts if share is not None]
        values.append(sum(known, ZERO) / whole if len(known) == len(parts) else None)
    return Curve(first, tuple(values))


def _first_month(item: Work) -> Period:
    return month_of(item.start) if isinstance(item, WorkNode) else min(item.planned)


def _last_month(item: Work) -> Period:
    return month_of(item.finish) if isinstance(item, WorkNode) else max(item.planned)
