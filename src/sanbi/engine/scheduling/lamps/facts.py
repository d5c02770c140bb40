"""Facts about a project as of a day, from plain figures; what is not known is None.

Months are cumulative: the figure of a month is what stands at its end. A day that is not the last
of its month is judged by the month before, because no report can be due yet.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from sanbi.engine.calendar import Period
from sanbi.engine.conditions import FactValue, exact_value
from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFault, SchedulingFaults
from sanbi.engine.scheduling.lamps.model import Series
from sanbi.engine.scheduling.months import month_in_force, month_of, months_between

Number = int | float | Decimal | Fraction
Facts = dict[str, FactValue | None]
HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class ObstacleDates:
    """One obstacle 堵点.

    Parameters
    ----------
    raised : date
    due : date or None
        Last day of the level it is at; None where no limit was set.
    closed : date or None
        When it was solved or withdrawn.
    """

    raised: date
    due: date | None = None
    closed: date | None = None


def start_facts(as_of: date, *, planned: date | None, started: date | None) -> Facts:
    """Whether the start is missed, and by how much.

    A start is planned for a month: it is missed from the end of that month on, and each further
    month's end is one more. Days are counted from the planned day. A start after ``as_of`` has
    not happened yet.

    Parameters
    ----------
    as_of, planned, started : date
        ``planned`` None: the plan names no day, so only a start that has happened can be judged.
    """
    if started is not None and started <= as_of:
        return {
            "started": True,
            "start_missed": False,
            "start_months_missed": Fraction(0),
            "start_days_late": Fraction(0),
        }
    if planned is None:
        missing: Facts = dict.fromkeys(("start_missed", "start_months_missed", "start_days_late"))
        return {"started": False, **missing}
    months = max(months_between(month_of(planned), month_in_force(as_of)) + 1, 0)
    return {
        "started": False,
        "start_missed": months > 0,
        "start_months_missed": Fraction(months),
        "start_days_late": Fraction(max((as_of - planned).days, 0)),
    }


def progress_facts(
    as_of: date,
    *,
    planned: Mapping[Period, Number | None],
    done: Mapping[Period, Number | None],
    first: date | None = None,
    last: date | None = None,
    days_behind: Number | None = None,
    series: Series = Series.PHYSICAL,
) -> Facts:
    """How far the work stands from its plan and from the time gone by, in percent.

    Parameters
    ----------
    as_of : date
    planned, done : mapping of month to share, 0 to 1
        Cumulative, of the same whole (this year's plan, or all the work). After the last planned
        month the plan stays where it is, before the first it is 0. A month without a report is
        missing.
    first, last : date
        Span of the plan over which time progress runs, both days count; None: not known.
    days_behind : number
        Days behind the plan by its earned schedule, where the caller counts them.
    series : Series
        Physical work, or investment completed: the facts of the latter begin ``investment_``.

    Raises
    ------
    SchedulingFaults
        when the last day is before the first.
    """
    month = month_in_force(as_of)
    plan, work = _planned(planned, month), _exact(done.get(month))
    time = _time_share(first, last, month.end)
    prefix = "investment_" if series is Series.INVESTMENT else ""
    facts: Facts = {
        f"{prefix}planned_pct": _times_hundred(plan),
        f"{prefix}done_pct": _times_hundred(work),
        f"{prefix}time_pct": _times_hundred(time),
        f"{prefix}behind_plan_points": _points(plan, work),
        f"{prefix}behind_time_points": _points(time, work),
        f"{prefix}of_plan_pct": _share_of(work, plan),
        f"{prefix}of_time_pct": _share_of(work, time),
    }
    if series is Series.PHYSICAL:
        facts["days_behind"] = _exact(days_behind)
    return facts


def task_facts(*, target: Number | None, done: Number | None) -> Facts:
    """Whether the task that was set for a month is met, as an amount in any one unit."""
    aim, reached = _exact(target), _exact(done)
    if aim is None or reached is None:
        return {"month_task_met": None, "month_task_pct": None}
    return {"month_task_met": reached >= aim, "month_task_pct": _share_of(reached, aim)}


def payment_facts(
    as_of: date, *, planned: Mapping[Period, Number | None], paid: Mapping[Period, Number | None]
) -> Facts:
    """How far the payment of funds lies behind what was to be paid, in points of the whole plan.

    Parameters
    ----------
    planned, paid : mapping of month to amount
        Cumulative, in the same unit. No plan, or a plan of nothing: no payment is due.
    """
    month = month_in_force(as_of)
    amounts = [amount for amount in map(_exact, planned.values()) if amount is not None]
    whole = max(amounts, default=Fraction(0))
    if whole <= 0:
        pcts: Facts = dict.fromkeys(
            ("payment_planned_pct", "payment_paid_pct", "payment_short_points")
        )
        return {"payment_due": False, **pcts}
    plan, spent = _planned(planned, month), _exact(paid.get(month))
    plan_share = None if plan is None else plan / whole
    paid_share = None if spent is None else spent / whole
    return {
        "payment_due": True,
        "payment_planned_pct": _times_hundred(plan_share),
        "payment_paid_pct": _times_hundred(paid_share),
        "payment_short_points": _points(plan_share, paid_share),
    }


def entry_facts(as_of: date, *, started: date | None, entered: date | None) -> Facts:
    """For how long a started project has not been entered in statistics 入库.

    Months run from day to day: a start on 15 March is one month old on 15 April, and one month
    and a bit on the 16th. Before the start, and once entered, the count is 0.
    """
    in_statistics = entered is not None and entered <= as_of
    waits = started is not None and started <= as_of and not in_statistics
    months = _months_since(started, as_of) if waits and started is not None else Fraction(0)
    return {"entered": in_statistics, "entry_open_months": months}


def obstacle_facts(as_of: date, obstacles: Iterable[ObstacleDates]) -> Facts:
    """How many obstacles are open, how many overdue, and the days left for the most urgent one.

    ``obstacle_days_left`` is below 0 once the limit is over, and missing while an open obstacle
    has no limit or none is open.
    """
    still = [
        obstacle
        for obstacle in obstacles
        if obstacle.raised <= as_of and (obstacle.closed is None or obstacle.closed > as_of)
    ]
    left = [(obstacle.due - as_of).days for obstacle in still if obstacle.due is not None]
    overdue = sum(days < 0 for days in left)
    known = left and (len(left) == len(still) or overdue)  # one that is late already decides
    return {
        "obstacles_open": Fraction(len(still)),
        "obstacles_overdue": Fraction(overdue),
        "obstacle_days_left": Fraction(min(left)) if known else None,
    }


def _exact(value: object) -> Fraction | None:
    known = exact_value(value)
    if known is None or isinstance(known, Fraction):
        return known
    raise SchedulingFaults(
        [
            SchedulingFault(
                "",
                Phrase("{value!r} is not a number", value=value),
                Phrase("give an amount or a share as a number"),
            )
        ]
    )


def _planned(planned: Mapping[Period, Number | None], month: Period) -> Fraction | None:
    if not planned:
        return None
    if month < min(planned):
        return Fraction(0)
    return _exact(planned.get(min(month, max(planned))))


def _time_share(first: date | None, last: date | None, day: date) -> Fraction | None:
    if first is None or last is None:
        return None
    if last < first:
        raise SchedulingFaults(
            [
                SchedulingFault(
                    Phrase("time progress"),
                    Phrase("the plan ends on {last}, before it begins on {first}",
                           last=last, first=first),
                    Phrase("write the earlier day as the first"),
                )
            ]
        )  # fmt: skip
    gone = Fraction((day - first).days + 1, (last - first).days + 1)
    return min(max(gone, Fraction(0)), Fraction(1))


def _times_hundred(share: Fraction | None) -> Fraction | None:
    return None if share is None else share * HUNDRED


def _points(wanted: Fraction | None, reached: Fraction | None) -> Fraction | None:
    return None if wanted is None or reached is None else (wanted - reached) * HUNDRED


def _share_of(reached: Fraction | None, wanted: Fraction | None) -> Fraction | None:
    if reached is None or wanted is None:
        return None
    return HUNDRED if wanted <= 0 else reached / wanted * HUNDRED  # nothing was due yet


def _months_since(day: date, as_of: date) -> Fraction:
    months = (as_of.year - day.year) * 12 + as_of.month - day.month
    if _months_later(day, months) > as_of:
        months -= 1
    begun = _months_later(day, months)
    return months + Fraction((as_of - begun).days, (_months_later(day, months + 1) - begun).days)


def _months_later(day: date, months: int) -> date:
    """The same day some months later, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first + timedelta(min(day.day, monthrange(year, month + 1)[1]) - 1)
