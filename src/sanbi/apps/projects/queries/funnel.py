"""From lead to capacity: how many pass, how long it takes, who is quick, who is slow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Q, QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.projects.models import LADDER, Project, Stage, StageStep
from sanbi.apps.projects.queries.lists import with_money
from sanbi.apps.projects.queries.projects import projects_for

MOST = 10
PLACE = {stage.value: place for place, stage in enumerate(LADDER)}
HALF = Decimal("0.5")


@dataclass(frozen=True)
class Step:
    """A stage of the funnel.

    ``reached`` projects came so far or further, of those before it a share ``passed``; ``here``
    stand on it now; ``days`` is the median that those who left it had stayed, of ``left``.
    """

    stage: str
    words: str
    reached: int
    here: int
    passed: float | None
    days: float | None
    left: int


@dataclass(frozen=True)
class Pace:
    """How long a project took, or has taken so far (``waiting``), from one stage to the next."""

    project: int
    name: str
    unit: str
    days: int
    waiting: bool


@dataclass(frozen=True)
class Share:
    """A township's part in the year: 万元 planned and completed, and of the county's work.

    ``silent`` projects have started, have a plan of the year and no report of it: what they
    completed is missing, not nothing.
    """

    unit: str
    projects: int
    planned: Decimal
    completed: Decimal
    done: Decimal | None
    part: Decimal | None
    silent: int = 0

    @property
    def past_half(self) -> bool:
        """Whether half of the year's plan is done 过半."""
        return self.done is not None and self.done >= HALF


@dataclass(frozen=True)
class YearPace:
    """How far a project is with its year's plan: 万元, completed of planned, and against time."""

    project: int
    name: str
    unit: str
    planned: Decimal
    completed: Decimal
    done: Decimal
    ahead: Decimal  # points before (above 0) or behind the share of the year gone by


@dataclass(frozen=True)
class Funnel:
    """What the page shows."""

    steps: Sequence[Step]
    quick: Sequence[Pace]
    slow: Sequence[Pace]
    shares: Sequence[Share]
    whole: Share
    gone: Decimal  # share of the year gone by
    paces: Sequence[YearPace]  # of the projects with a plan of the year but the silent ones,
    # the fastest first

    @property
    def fastest(self) -> Sequence[YearPace]:
        """The ten that have done most of their year's plan."""
        return self.paces[:MOST]

    @property
    def slowest(self) -> Sequence[YearPace]:
        """The ten that have done least of it, the slowest first."""
        return self.paces[::-1][:MOST]


def funnel_of(actor: Actor, today: date, *, since: str = Stage.SIGNED) -> Funnel:
    """Return the funnel of the projects that the actor sees; ``since`` begins the passage.

    Six queries, however many projects: days of stages are read once and counted here.
    """
    seen = projects_for(actor).filter(dropped_on__isnull=True).order_by()
    rows = list(seen.values_list("pk", "name", "unit__name", "stage"))
    days = _days(seen.values("pk"), {row[0]: row[3] for row in rows})
    quick, slow = _paces(rows, days, since, today)
    shares, whole = _shares(seen, today)
    gone = time_gone(today)
    steps = _steps([row[3] for row in rows], days)
    return Funnel(steps, quick, slow, shares, whole, gone, _year_paces(seen, today, gone))


def time_gone(today: date) -> Decimal:
    """Return the share of the year that has gone by at the end of a day."""
    days = (date(today.year, 12, 31) - date(today.year, 1, 1)).days + 1
    return Decimal(today.timetuple().tm_yday) / days


def is_silent(stage: str, planned: Decimal | None, completed: Decimal | None) -> bool:
    """Whether a project has started, has a plan of the year, and has not reported in it."""
    return completed is None and bool(planned) and PLACE[stage] >= PLACE[Stage.STARTED]


def _year_paces(seen: QuerySet[Project], today: date, gone: Decimal) -> list[YearPace]:
    money: Any = with_money(Project.objects.filter(pk__in=seen.values("pk")), today)
    rows = money.filter(planned_year__gt=0).order_by("name_key", "pk")
    found = [
        YearPace(pk, name, unit, plan, done or Decimal(0), share, share - gone)
        for pk, name, unit, stage, plan, done in rows.values_list(
            "pk", "name", "unit__name", "stage", "planned_year", "completed"
        )
        if not is_silent(stage, plan, done)
        for share in [(done or Decimal(0)) / plan]
    ]
    return sorted(found, key=lambda pace: -pace.done)


def _days(keys: QuerySet[Any, Any], stands: Mapping[int, str]) -> dict[int, dict[str, date]]:
    """Project → stage → the day of the step by which it stands."""
    up = Q()
    for before, after in zip((Stage.LEAD, *LADDER), LADDER, strict=False):
        up |= Q(from_stage=before, to_stage=after)
    found: dict[int, dict[str, date]] = {}
    rows = StageStep.objects.filter(up, project__in=keys).order_by("pk")
    for project, stage, day in rows.values_list("project_id", "to_stage", "happened_on"):
        if PLACE[stage] <= PLACE[stands[project]]:
            found.setdefault(project, {})[stage] = day
    return found


def _steps(stages: Sequence[str], days: Mapping[int, Mapping[str, date]]) -> list[Step]:
    reached = [sum(PLACE[stage] >= place for stage in stages) for place in range(len(LADDER))]
    found = []
    for place, stage in enumerate(LADDER):
        stays = _stays(days.values(), place)
        found.append(
            Step(
                stage.value,
                str(stage.label),
                reached[place],
                sum(value == stage for value in stages),
                reached[place] / reached[place - 1] if place and reached[place - 1] else None,
                median(stays) if stays else None,
                len(stays),
            )
        )
    return found


def _stays(all_days: Iterable[Mapping[str, date]], place: int) -> list[int]:
    """Days that projects stayed on a stage before the next; on top there is no next."""
    if place + 1 == len(LADDER):
        return []
    here, after = LADDER[place].value, LADDER[place + 1].value
    return [(day[after] - day[here]).days for day in all_days if here in day and after in day]


def _paces(
    rows: Sequence[tuple[int, str, str, str]],
    days: Mapping[int, Mapping[str, date]],
    since: str,
    today: date,
) -> tuple[list[Pace], list[Pace]]:
    """The ten quickest of those that have passed, and the ten slowest, also of those that wait."""
    after = LADDER[PLACE[since] + 1].value
    paces = []
    for pk, name, unit, _stage in rows:
        day = days.get(pk, {})
        if since in day:
            waiting = after not in day
            end = today if waiting else day[after]
            paces.append(Pace(pk, name, unit, (end - day[since]).days, waiting))
    passed = sorted((pace for pace in paces if not pace.waiting), key=lambda pace: pace.days)
    return passed[:MOST], sorted(paces, key=lambda pace: -pace.days)[:MOST]


def _shares(seen: QuerySet[Project], today: date) -> tuple[list[Share], Share]:
    money: Any = with_money(Project.objects.filter(pk__in=seen.values("pk")), today)
    rows = money.order_by().values_list("unit__name", "stage", "planned_year", "completed")
    sums: dict[str, tuple[int, Decimal, Decimal, int]] = {}
    for unit, stage, planned, completed in rows:
        count, plan, done, silent = sums.get(unit, (0, Decimal(0), Decimal(0), 0))
        silent += is_silent(stage, planned, completed)
        sums[unit] = (count + 1, plan + (planned or 0), done + (completed or 0), silent)
    count = sum(row[0] for row in sums.values())
    plan = sum((row[1] for row in sums.values()), Decimal(0))
    done = sum((row[2] for row in sums.values()), Decimal(0))
    silent = sum(row[3] for row in sums.values())
    whole = Share("", count, plan, done, done / plan if plan else None, None, silent)
    shares = [
        Share(unit, n, p, d, d / p if p else None, d / done if done else None, s)
        for unit, (n, p, d, s) in sums.items()
    ]
    return sorted(shares, key=lambda share: (-(share.part or 0), share.unit)), whole
