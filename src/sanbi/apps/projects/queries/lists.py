"""The list of projects: filters, order, a page of rows, and the facts above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import (
    Count,
    DecimalField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from sanbi.apps.audit.actors import Actor
from sanbi.apps.projects.models import LampReading, MonthReport, Obstacle, Project, Stage, YearPlan
from sanbi.apps.projects.periods import month_of
from sanbi.apps.projects.queries.lamps import colours_of, lit, newest_lamps
from sanbi.apps.projects.queries.projects import projects_for

SIZES = {"5": 50_000, "10": 100_000, "50": 500_000, "100": 1_000_000}
"""Size classes: 亿元 → 万元 from which a project belongs to it."""
QUIET_DAYS = 60
"""So long after its start a project must show physical work."""
MARKS = ("unsigned", "not_started", "not_built", "not_finished")
_LETTERS = re.compile(r"[a-z ]{1,40}")
MONEY: DecimalField[Decimal, Decimal] = DecimalField(max_digits=18, decimal_places=2)
ORDERS = {
    "name": ("name_key",),
    "total": ("total_wan", "name_key"),
    "stage": ("stage_on", "name_key"),
    "due": (F("due_on").asc(nulls_last=True), "name_key"),
    "unit": ("unit__sequence", "unit__pinyin", "name_key"),
    "share": (F("share").asc(nulls_last=True), "name_key"),
}


@dataclass(frozen=True)
class Asked:
    """What is asked for; empty: everything."""

    stage: str = ""
    sort: str = ""
    size: str = ""
    lamp: str = ""
    leader: str = ""
    unit: str = ""
    tag: str = ""
    mark: str = ""
    entry: str = ""
    register: str = ""
    text: str = ""
    order: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the list."""

    project: Project
    planned: Decimal | None
    completed: Decimal | None
    share: Decimal | None
    report: MonthReport | None
    lamp: LampReading | None
    obstacles: int
    oldest: int
    size: str
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Sums:
    """What the strip above the list says of all that was found."""

    count: int
    total: Decimal
    planned: Decimal
    completed: Decimal
    lamps: Mapping[str, int]
    obstacles: int

    @property
    def share(self) -> Decimal | None:
        """Completed of planned, or None without a plan."""
        return self.completed / self.planned if self.planned else None


def size_of(total_wan: Decimal) -> str:
    """Return the largest size class that a project belongs to, in 亿元, or nothing."""
    found = [name for name, least in SIZES.items() if total_wan >= least]
    return found[-1] if found else ""


# -- what is found ---------------------------------------------------------------------------------
def found_for(actor: Actor, asked: Asked, today: date) -> QuerySet[Project]:
    """Return the projects that the actor sees and that fit what is asked, in order."""
    found = projects_for(actor)
    if asked.register != "all":
        found = found.filter(dropped_on__isnull=asked.register != "dropped")
    for name, value in (
        ("stage", asked.stage),
        ("sort", asked.sort),
        ("statistics_entry", asked.entry),
    ):
        if value:
            found = found.filter(**{name: value})
    for name, value in (("leader", asked.leader), ("unit", asked.unit)):
        if value:
            found = found.filter(**{name: int(value) if value.isdecimal() else 0})
    if asked.tag:
        found = found.filter(tags__contains=[asked.tag])
    if asked.size in SIZES:
        found = found.filter(total_wan__gte=SIZES[asked.size])
    found = found.filter(lit(asked.lamp) if asked.lamp else Q(), _text(asked.text))
    if asked.mark in MARKS:
        found = found.filter(_mark(asked.mark, today))
    return _ordered(found, asked.order, today)


def _text(text: str) -> Q:
    """Names and codes that hold the text; of letters, also pinyin, whole or by initials."""
    wanted = text.strip()
    if not wanted:
        return Q()
    found = Q(name__icontains=wanted) | Q(code__icontains=wanted) | Q(investor__icontains=wanted)
    letters = wanted.lower()
    if _LETTERS.fullmatch(letters):
        plain = letters.replace(" ", "")
        found |= Q(name_key__regex=" ?".join(plain))
        found |= Q(name_key__regex="(^| )" + "[a-z]* ".join(plain))
    return found


def _mark(mark: str, today: date) -> Q:
    """未签约 and the three 三未, by what is known today (docs/mechanisms/projects.md)."""
    if mark == "unsigned":
        return Q(stage=Stage.LEAD)
    if mark == "not_started":
        return Q(stage=Stage.SIGNED, start_on__lt=today)
    if mark == "not_finished":
        return Q(stage=Stage.STARTED, due_on__lt=today)
    worked = MonthReport.objects.filter(project=OuterRef("pk")).filter(physical__gt=0)
    quiet = today - timedelta(days=QUIET_DAYS)
    return Q(stage=Stage.STARTED, stage_on__lt=quiet) & ~Q(Exists(worked))


def _ordered(found: QuerySet[Project], order: str, today: date) -> QuerySet[Project]:
    key = order.removeprefix("-")
    if key not in ORDERS:
        return found
    if key == "share":
        found = with_money(found, today).annotate(share=F("completed") / F("planned_now"))
    parts = [F(part).asc() if isinstance(part, str) else part.copy() for part in ORDERS[key]]
    if order.startswith("-"):
        parts[0].descending, parts[0].nulls_last = True, True
    return found.order_by(*parts, "id")


def with_money(found: QuerySet[Project], today: date) -> QuerySet[Project]:
    """Annotate the year's plan to this month (planned_now), of the year, and what is completed."""
    plans = YearPlan.objects.filter(project=OuterRef("pk"), year=today.year).order_by("-version")
    reports = MonthReport.objects.filter(
        project=OuterRef("pk"), period__gte=f"{today.year}-01", period__lte=month_of(today)
    ).order_by("-period", "-version")
    now = Cast(KeyTextTransform(today.month - 1, "months"), MONEY)
    return found.annotate(
        planned_year=Subquery(plans.values("planned_wan")[:1]),
        planned_now=Subquery(plans.annotate(now=now).values("now")[:1]),
        completed=Subquery(reports.values("completed_wan")[:1]),
    )


# -- rows and facts --------------------------------------------------------------------------------
def lines_of(projects: Sequence[Project], today: date) -> list[Line]:
    """Return the rows of a page: five queries, however many projects."""
    keys = [project.pk for project in projects]
    plans = {
        plan.project_id: plan
        for plan in YearPlan.objects.filter(project__in=keys, year=today.year)
        .order_by("project_id", "-version")
        .distinct("project_id")
    }
    reports = {
        report.project_id: report
        for report in MonthReport.objects.filter(
            project__in=keys, period__gte=f"{today.year}-01", period__lte=month_of(today)
        )
        .order_by("project_id", "-period", "-version")
        .distinct("project_id")
    }
    lamps = newest_lamps(keys)
    obstacles, built = _obstacles(keys), built_of(keys)
    return [_line(item, plans, reports, lamps, obstacles, built, today) for item in projects]


def built_of(keys: Iterable[int]) -> set[int]:
    """Return the projects of which any month, of this year or before, shows physical work."""
    rows = MonthReport.objects.filter(project__in=keys, physical__gt=0)
    return set(rows.order_by().values_list("project", flat=True).distinct())


def _obstacles(keys: Iterable[int]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = {}
    rows = Obstacle.objects.filter(project__in=keys, closed_on__isnull=True).exclude(
        state="withdrawn"
    )
    for project, day in rows.values_list("project", "raised_on"):
        found.setdefault(project, []).append(day)
    return found


def _line(
    project: Project,
    plans: Mapping[int, YearPlan],
    reports: Mapping[int, MonthReport],
    lamps: Mapping[int, LampReading],
    obstacles: Mapping[int, list[date]],
    built: set[int],
    today: date,
) -> Line:
    plan, report = plans.get(project.pk), reports.get(project.pk)
    planned = plan.planned_wan if plan else None
    completed = report.completed_wan if report else None
    days = obstacles.get(project.pk, [])
    return Line(
        project,
        planned,
        completed,
        completed / planned if completed is not None and planned else None,
        report,
        lamps.get(project.pk),
        len(days),
        (today - min(days)).days if days else 0,
        size_of(project.total_wan),
        marks_of(project, today, worked=project.pk in built),
    )


def marks_of(project: Project, today: date, *, worked: bool) -> tuple[str, ...]:
    """Return the marks of a project; ``worked``: whether any month shows physical work."""
    if project.dropped_on is not None:
        return ()
    found = []
    if project.stage == Stage.LEAD:
        found.append("unsigned")
    if project.stage == Stage.SIGNED and project.start_on and project.start_on < today:
        found.append("not_started")
    if project.stage == Stage.STARTED:
        if not worked and (today - project.stage_on).days > QUIET_DAYS:
            found.append("not_built")
        if project.due_on and project.due_on < today:
            found.append("not_finished")
    return tuple(found)


def sums_of(found: QuerySet[Project], today: date) -> Sums:
    """Return the facts of all projects found: three queries."""
    plain = found.order_by()
    money = with_money(plain, today).aggregate(
        count=Count("pk"),
        total=Sum("total_wan"),
        planned=Sum("planned_year"),
        done=Sum("completed"),
    )
    keys = plain.values("pk")
    obstacles = Obstacle.objects.filter(project__in=keys, closed_on__isnull=True).exclude(
        state="withdrawn"
    )
    shown = colours_of(keys)
    shown["none"] = shown.get("none", 0) + money["count"] - sum(shown.values())
    return Sums(
        money["count"],
        money["total"] or Decimal(0),
        money["planned"] or Decimal(0),
        money["done"] or Decimal(0),
        shown,
        obstacles.count(),
    )


def choices_for(actor: Actor) -> dict[str, list[tuple[str, str]]]:
    """Return the units, leaders and tags of the projects that the actor sees."""
    seen = projects_for(actor).order_by()
    units = seen.values_list("unit", "unit__name", "unit__sequence", "unit__pinyin").distinct()
    leaders = seen.filter(leader__isnull=False).values_list("leader", "leader__name").distinct()
    tags = {tag for row in seen.exclude(tags=[]).values_list("tags", flat=True) for tag in row}
    in_order = sorted(units, key=lambda row: (row[2], row[3]))
    return {
        "units": [(str(row[0]), row[1]) for row in in_order],
        "leaders": sorted(((str(key), name) for key, name in leaders), key=lambda row: row[1]),
        "tags": [(tag, tag) for tag in sorted(tags)],
    }
