"""What links say: figures of indicators, money of projects, ends of actions.

The queries do not grow with the links. Only figures that count are read (released or locked), and
only within the plan's year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from sanbi.apps.actions.models import State
from sanbi.apps.assessments.sources.indicators import counting, due_by
from sanbi.apps.indicators.models import Indicator, Observation, Target
from sanbi.apps.orgs.models import Unit
from sanbi.apps.plans.models import Link
from sanbi.apps.plans.progress import ONE, Part, figure_share, money_share
from sanbi.apps.projects.models import Project
from sanbi.apps.projects.queries.lists import with_money
from sanbi.engine.calendar import Period

YEAR_END = 12


@dataclass(frozen=True)
class Said:
    """What a link says.

    ``value`` of ``goal`` in ``measure`` as of ``period``; ``summed``: the county has no figure of
    its own, and those of its townships were added up. ``state`` is that of an action.
    """

    link: Link
    part: Part
    value: Decimal | None = None
    goal: Decimal | None = None
    measure: str = ""
    decimals: int = 0
    period: str = ""
    summed: bool = False
    state: str = ""


@dataclass(frozen=True)
class Figure:
    """The county's figure of an indicator for a period, and whether it was added up."""

    value: Decimal
    summed: bool


def links_say(links: Iterable[Link], year: int, now: datetime) -> dict[int, Said]:
    """Return what each link says about a year, by its key; a node's own goal goes first."""
    held = list(links)
    indicators = {row.indicator.pk: row.indicator for row in held if row.indicator}
    figures = county_figures(indicators.values(), [str(year)], now)
    goals = _goals(indicators, year)
    money = _money([row.project_id for row in held if row.project_id], year, now)
    today = timezone.localdate(now)
    found = {}
    for row in held:
        if row.indicator is not None:
            series = figures.get(row.indicator_id or 0, {})
            said = _of_indicator(row, row.indicator, series, goals.get(row.indicator_id or 0))
        elif row.project is not None:
            said = _of_project(row, money.get(row.project_id or 0))
        else:
            said = _of_action(row, today)
        found[row.pk] = said
    return found


# -- indicators ------------------------------------------------------------------------------------
def adds_up(indicator: Indicator) -> bool:
    """Whether figures of townships can be added up: no rates, no averages per head."""
    if indicator.accumulation == Indicator.Accumulation.RATE:
        return False
    return "人均" not in indicator.name and not any(sign in indicator.measure for sign in "%/‰")


def county_figures(
    indicators: Iterable[Indicator], years: Collection[str], now: datetime
) -> dict[int, dict[str, Figure]]:
    """Return indicator → period → the county's figure that counts at a moment: two queries.

    Without an own figure, the sum over the townships, for periods in which all of them have one
    that have one in any period of these years.
    """
    held = {item.pk: item for item in indicators}
    if not held:
        return {}
    parents = dict(Unit.objects.values_list("pk", "parent"))
    rows = Observation.objects.filter(counting(now), indicator__in=held, applicable=True)
    rows = rows.filter(period__gte=min(years), period__lt=str(int(max(years)) + 1))
    newest = rows.order_by("indicator_id", "period", "unit_id", "-version").distinct(
        "indicator_id", "period", "unit_id"
    )
    own: dict[int, dict[str, Figure]] = defaultdict(dict)
    parts: dict[int, dict[str, dict[int, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for key, period, unit, value in newest.values_list("indicator", "period", "unit", "value"):
        if value is None:
            continue
        if parents.get(unit) is None:
            own[key][period] = Figure(value, summed=False)
        else:
            parts[key][period][unit] = value
    return {key: _summed(item, parts[key]) | own[key] for key, item in held.items()}


def _summed(indicator: Indicator, parts: Mapping[str, Mapping[int, Decimal]]) -> dict[str, Figure]:
    if not adds_up(indicator):
        return {}
    units = {unit for row in parts.values() for unit in row}
    return {
        period: Figure(sum(row.values(), Decimal(0)), summed=True)
        for period, row in parts.items()
        if len(row) == len(units)
    }


def _goals(indicators: Collection[int], year: int) -> dict[int, Target]:
    rows = Target.objects.filter(
        indicator__in=list(indicators), unit__parent__isnull=True, year=year
    )
    newest = rows.order_by("indicator_id", "-version").distinct("indicator_id")
    return {row.indicator_id: row for row in newest}


def _of_indicator(
    link: Link, item: Indicator, series: Mapping[str, Figure], target: Target | None
) -> Said:
    goal = link.node.goal if link.node.goal is not None else (target.value if target else None)
    period = max(series, key=lambda text: (Period.parse(text).end, text), default="")
    figure = series.get(period)
    value = figure.value if figure else None
    share = figure_share(value, goal, low=item.direction == Indicator.Direction.LOW)
    due = _due(item, target, goal, period) if share is not None else None
    return Said(
        link,
        Part(ONE, share, due),
        value,
        goal,
        item.measure,
        item.decimals,
        period,
        figure.summed if figure else False,
    )


def _due(item: Indicator, target: Target | None, goal: Decimal | None, period: str) -> Decimal:
    """What should be reached: the quarter of the target, else time progress; at once for rates."""
    if item.accumulation != Indicator.Accumulation.CUMULATIVE:
        return ONE
    if item.direction == Indicator.Direction.LOW:
        return ONE
    staged = due_by(target, period) if target is not None else None
    if staged is not None and goal is not None and target is not None and target.value == goal:
        return min(staged / goal, ONE)
    return Decimal(Period.parse(period).end.month) / YEAR_END


# -- projects and actions --------------------------------------------------------------------------
def _money(
    keys: Collection[int], year: int, now: datetime
) -> dict[int, tuple[Decimal | None, Decimal | None, Decimal | None]]:
    """Return project → completed, planned of the year, planned by now."""
    if not keys:
        return {}
    today = timezone.localdate(now)
    on = today if today.year == year else date(year, YEAR_END, 31)
    rows: Any = with_money(Project.objects.filter(pk__in=keys).order_by(), on)
    found = rows.values("pk", "completed", "planned_year", "planned_now")
    return {row["pk"]: (row["completed"], row["planned_year"], row["planned_now"]) for row in found}


def _of_project(
    link: Link, money: tuple[Decimal | None, Decimal | None, Decimal | None] | None
) -> Said:
    done, planned, by_now = money or (None, None, None)
    return Said(
        link,
        Part(ONE, money_share(done, planned), money_share(by_now, planned)),
        done,
        planned,
        "万元",
    )


def _of_action(link: Link, today: date) -> Said:
    action = link.action
    if action is None or action.state in {State.WITHDRAWN, State.FILED}:
        return Said(link, Part(ONE, None), state=action.state if action else "")
    share = ONE if action.state == State.CLOSED else Decimal(0)
    late = action.due_on is not None and action.due_on < today
    return Said(link, Part(ONE, share, ONE if late else share), state=action.state)
