"""What the maps show: each project with its stage, lamp, money and obstacles, by township."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from sanbi.apps.audit.actors import Actor
from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models import (
    LADDER,
    LampReading,
    MonthReport,
    Obstacle,
    Project,
    Stage,
    YearPlan,
)
from sanbi.apps.projects.periods import month_of
from sanbi.apps.projects.queries.funnel import is_silent
from sanbi.apps.projects.queries.projects import projects_for
from sanbi.apps.projects.queries.wall import OPEN
from sanbi.engine.scheduling.lamps import OVERALL

Keys = QuerySet[Project, Any]
ZERO = Decimal(0)
FIELDS = (
    "pk", "name", "sort", "stage", "unit_id", "total_wan", "longitude", "latitude",
    "land_mu", "energy_tce", "funds_wan",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What is filtered by; an empty text filters nothing."""

    stage: str = ""
    sort: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Blocked:
    """The open obstacles of a project: how many, the highest level from 0, days of the oldest."""

    count: int = 0
    level: int = 0
    days: int = 0


CLEAR = Blocked()


@dataclass(frozen=True)
class Spot:
    """A project on a map. Money in 万元, land in 亩, energy in tce; dispatch data."""

    pk: int
    name: str
    sort: str
    stage: str
    unit: int
    total_wan: Decimal
    longitude: Decimal | None
    latitude: Decimal | None
    land_mu: Decimal
    energy_tce: Decimal
    funds_wan: Decimal
    lamp: str = "none"
    planned: Decimal | None = None  # of the year, up to this month
    completed: Decimal | None = None
    blocked: Blocked = CLEAR

    @property
    def waits(self) -> bool:
        """Whether it still waits for its factors: not begun yet."""
        return self.stage in {Stage.LEAD, Stage.SIGNED}


@dataclass(frozen=True)
class Township:
    """A unit with its projects on the map, and their sums."""

    unit: Unit
    spots: Sequence[Spot] = field(default_factory=tuple)

    @property
    def total(self) -> Decimal:
        """Return the total investment, 万元."""
        return sum((spot.total_wan for spot in self.spots), ZERO)

    @property
    def planned(self) -> Decimal:
        """Return the plan of the year up to this month, 万元."""
        return sum((spot.planned or ZERO for spot in self.spots), ZERO)

    @property
    def completed(self) -> Decimal:
        """Return what was completed in the year by the projects that have a plan, 万元."""
        return sum((spot.completed or ZERO for spot in self.spots if spot.planned), ZERO)

    @property
    def share(self) -> Decimal | None:
        """Return completed of planned, or None without a plan."""
        return self.completed / self.planned if self.planned else None

    @property
    def silent(self) -> int:
        """Return how many have started, have a plan of the year, and no report of it."""
        return sum(is_silent(spot.stage, spot.planned, spot.completed) for spot in self.spots)

    @property
    def obstacles(self) -> int:
        """Return how many obstacles are open."""
        return sum(spot.blocked.count for spot in self.spots)

    @property
    def oldest(self) -> int:
        """Return the days since the oldest of them was raised."""
        return max((spot.blocked.days for spot in self.spots), default=0)

    def needs(self, factor: str) -> Decimal:
        """Return how much of a factor the projects need that have not begun."""
        return sum((getattr(spot, factor) for spot in self.spots if spot.waits), ZERO)

    def stages(self) -> list[tuple[str, int]]:
        """Return how many stand on each stage, those with none left out."""
        found = [(stage.value, sum(s.stage == stage for s in self.spots)) for stage in Stage]
        return [(stage, count) for stage, count in found if count]


def on_the_map(actor: Actor, asked: Asked) -> QuerySet[Project]:
    """Return the projects of the register that are asked for."""
    found = projects_for(actor).filter(dropped_on__isnull=True)
    for name, value in (("stage", asked.stage), ("sort", asked.sort)):
        if value:
            found = found.filter(**{name: value})
    if asked.unit.isdecimal():
        found = found.filter(unit=int(asked.unit))
    return found


def townships_of(found: QuerySet[Project], today: date) -> list[Township]:
    """Return the units of the projects found, in their order: six queries, however many."""
    rows = list(found.order_by("-total_wan", "pk").values_list(*FIELDS))
    keys = found.order_by().values("pk")
    lamps = _lamps(keys)
    planned, completed, blocked = (
        _planned(keys, today),
        _completed(keys, today),
        _blocked(keys, today),
    )
    members: dict[int, list[Spot]] = {}
    for row in rows:
        key, name, sort, stage, unit, total, longitude, latitude, land, energy, funds = row
        spot = Spot(
            key,
            name,
            sort,
            stage,
            unit,
            total,
            longitude,
            latitude,
            land or ZERO,
            energy or ZERO,
            funds or ZERO,
            lamps.get(key, "none"),
            planned.get(key),
            completed.get(key),
            blocked.get(key, CLEAR),
        )
        members.setdefault(spot.unit, []).append(spot)
    units = Unit.objects.filter(pk__in=members)
    rung = {stage: place for place, stage in enumerate(LADDER)}
    for spots in members.values():
        spots.sort(key=lambda spot: rung[Stage(spot.stage)])
    return [Township(unit, tuple(members[unit.pk])) for unit in units]


def _lamps(keys: Keys) -> dict[int, str]:
    rows = LampReading.objects.filter(project__in=keys, lamp=OVERALL)
    newest = rows.order_by("project_id", "-period", "-version").distinct("project_id")
    return dict(newest.values_list("project_id", "colour"))


def _planned(keys: Keys, today: date) -> dict[int, Decimal]:
    rows = YearPlan.objects.filter(project__in=keys, year=today.year)
    newest = rows.order_by("project_id", "-version").distinct("project_id")
    plans = newest.values_list("project_id", "months")
    return {key: Decimal(months[today.month - 1]) for key, months in plans}


def _completed(keys: Keys, today: date) -> dict[int, Decimal]:
    rows = MonthReport.objects.filter(
        project__in=keys, period__gte=f"{today.year}-01", period__lte=month_of(today)
    )
    newest = rows.order_by("project_id", "-period", "-version").distinct("project_id")
    return dict(newest.values_list("project_id", "completed_wan"))


def _blocked(keys: Keys, today: date) -> dict[int, Blocked]:
    rows = Obstacle.objects.filter(project__in=keys, state__in=OPEN)
    found: dict[int, Blocked] = {}
    for key, level, since in rows.order_by().values_list("project_id", "level", "raised_on"):
        before = found.get(key, CLEAR)
        days = max(before.days, (today - since).days)
        found[key] = Blocked(before.count + 1, max(before.level, level), days)
    return found
