"""Reads of lamps: the newest ones, a project's history by month, and waivers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, When

from sanbi.apps.audit.actors import Actor
from sanbi.apps.projects.lamps.judging import Grounds, grounds_of, judged
from sanbi.apps.projects.lamps.known import known_of
from sanbi.apps.projects.models import LampReading, LampRules, LampWaiver, Project
from sanbi.apps.projects.queries.projects import projects_for
from sanbi.engine.scheduling.lamps import LAMPS, OVERALL, Judgement

Keys = Iterable[int] | QuerySet[Any, Any]
ORDER = (OVERALL, *LAMPS)
LONGEST_KEY = 10  # digits of a primary key in an address


# -- the newest reading ----------------------------------------------------------------------------
def newest_lamps(keys: Keys, *, before: str = "") -> dict[int, LampReading]:
    """Return project → its newest overall lamp: one query, however many projects.

    With ``before`` (a month) of the months before it alone.
    """
    rows = LampReading.objects.filter(project__in=keys, lamp=OVERALL)
    if before:
        rows = rows.filter(period__lt=before)
    rows = rows.order_by("project_id", "-period", "-version").distinct("project_id")
    return {row.project_id: row for row in rows.defer("facts")}


def lit(colour: str) -> Q:
    """Return the condition on `Project` for those whose newest overall lamp shows a colour.

    To be judged is also what was never read.
    """
    newest = LampReading.objects.filter(project=OuterRef("pk"), lamp=OVERALL)
    shown = Subquery(newest.order_by("-period", "-version").values("colour")[:1])
    found = Project.objects.alias(shown=shown)
    if colour == LampReading.Colour.NONE:
        found = found.filter(Q(shown=colour) | Q(shown__isnull=True))
    else:
        found = found.filter(shown=colour)
    return Q(pk__in=found.order_by().values("pk"))


def colours_of(keys: Keys) -> dict[str, int]:
    """Return colour → how many of the projects show it in their newest overall lamp."""
    rows = LampReading.objects.filter(project__in=keys, lamp=OVERALL)
    newest = rows.order_by("project_id", "-period", "-version").distinct("project_id").values("pk")
    counted = LampReading.objects.filter(pk__in=newest).order_by().values_list("colour")
    return dict(counted.annotate(n=Count("pk")))


def newest_month(keys: Keys | None = None) -> str:
    """Return the last month of which any lamp was read; empty before the first."""
    rows = LampReading.objects.filter(lamp=OVERALL)
    if keys is not None:
        rows = rows.filter(project__in=keys)
    return rows.order_by("-period").values_list("period", flat=True).first() or ""


# -- by month --------------------------------------------------------------------------------------
def readings_in(keys: Keys, periods: Iterable[str]) -> dict[tuple[int, str], list[LampReading]]:
    """Return (project, month) → the rows of its newest version, the overall lamp first."""
    found: dict[tuple[int, str], list[LampReading]] = defaultdict(list)
    rows = LampReading.objects.filter(project__in=keys, period__in=list(periods))
    for row in rows.select_related("rules").order_by("-version"):
        held = found[row.project_id, row.period]
        if not held or held[0].version == row.version:
            held.append(row)
    return {key: sorted(some, key=lambda row: ORDER.index(row.lamp)) for key, some in found.items()}


def kept_facts(keys: Keys, periods: Iterable[str]) -> dict[int, dict[str, Mapping[str, Any]]]:
    """Return project → month → the facts that its newest reading was made of."""
    rows = LampReading.objects.filter(project__in=keys, period__in=list(periods), lamp=OVERALL)
    rows = rows.order_by("project_id", "period", "-version").distinct("project_id", "period")
    found: dict[int, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for project, period, facts in rows.values_list("project_id", "period", "facts"):
        if "facts" in facts:
            found[project][period] = facts["facts"]
    return found


def months_of(project: Project) -> list[str]:
    """Return the months that were read, the newest first."""
    rows = LampReading.objects.filter(project=project, lamp=OVERALL)
    return list(rows.order_by("-period").values_list("period", flat=True).distinct())


@dataclass(frozen=True)
class History:
    """The lamps of a project by month: ``rows`` are (lamp, [reading or None of each month])."""

    months: Sequence[str]
    rows: Sequence[tuple[str, Sequence[LampReading | None]]]
    newest: Sequence[LampReading]


MOST_MONTHS = 12


def history_of(project: Project) -> History:
    """Return the last twelve months of a project that was asked for, the oldest first."""
    months = sorted(months_of(project)[:MOST_MONTHS])
    readings = readings_in([project.pk], months)
    by_month = {
        month: {row.lamp: row for row in readings.get((project.pk, month), ())} for month in months
    }
    lamps = [lamp for lamp in ORDER if any(lamp in row for row in by_month.values())]
    rows = [(lamp, [by_month[month].get(lamp) for month in months]) for lamp in lamps]
    newest = readings.get((project.pk, months[-1]), []) if months else []
    return History(months, rows, newest)


# -- waivers ---------------------------------------------------------------------------------------
def waivers_for(actor: Actor) -> QuerySet[LampWaiver]:
    """Return the waivers of projects that the actor sees, the newest first."""
    seen = projects_for(actor).order_by().values("pk")
    return LampWaiver.objects.filter(project__in=seen).select_related("project").order_by("-pk")


def approved_of(keys: Keys) -> dict[int, list[LampWaiver]]:
    """Return project → its approved waivers."""
    found: dict[int, list[LampWaiver]] = defaultdict(list)
    rows = LampWaiver.objects.filter(project__in=keys, state=LampWaiver.State.APPROVED)
    for row in rows.order_by("pk"):
        found[row.project_id].append(row)
    return found


# -- what rules would show -------------------------------------------------------------------------
@dataclass(frozen=True)
class Preview:
    """What a project shows now (None: never read), and what other rules would show."""

    project: Project
    now: LampReading | None
    would: Judgement


def preview_of(projects: Sequence[Project], rules: LampRules, month: str) -> list[Preview]:
    """Return what rules that are not saved would show in a month: a fixed number of queries."""
    keys = [project.pk for project in projects]
    now, waivers = newest_lamps(keys), approved_of(keys)
    kept = kept_facts(keys, [month])
    found = []
    for known in known_of(projects):
        key = known.project.pk
        grounds = grounds_of(known, rules, month, {}, waivers.get(key, ()))
        if month in kept.get(key, {}):
            grounds = Grounds(month, kept[key][month], grounds.history, grounds.waivers)
        found.append(Preview(known.project, now.get(key), judged(rules, grounds)))
    return found


# -- the county at a glance ------------------------------------------------------------------------
@dataclass(frozen=True)
class LampLine:
    """A project with its newest lamps by kind; ``overall`` None: never read."""

    project: Project
    overall: LampReading | None
    lamps: Mapping[str, LampReading]


WORST_FIRST = ("red", "yellow", "none", "green")


def by_colour(actor: Actor, colour: str = "", unit: str = "") -> QuerySet[Project]:
    """Return the projects of the register that the actor sees, the worst overall lamp first."""
    newest = LampReading.objects.filter(project=OuterRef("pk"), lamp=OVERALL)
    shown = Subquery(newest.order_by("-period", "-version").values("colour")[:1])
    order = Case(
        *(When(shown=name, then=place) for place, name in enumerate(WORST_FIRST)),
        default=WORST_FIRST.index("none"),
    )
    found = projects_for(actor).filter(dropped_on__isnull=True)
    if colour in WORST_FIRST:
        found = found.filter(lit(colour))
    if unit.isascii() and unit.isdecimal() and len(unit) < LONGEST_KEY:
        found = found.filter(unit=int(unit))
    return found.annotate(shown=shown, worst=order).order_by("worst", "name_key", "id")


def lamp_lines(projects: Sequence[Project]) -> list[LampLine]:
    """Return the newest lamps of some projects: two queries, however many."""
    keys = [project.pk for project in projects]
    newest = newest_lamps(keys)
    periods = {row.period for row in newest.values()}
    readings = readings_in(keys, periods) if periods else {}
    found = []
    for project in projects:
        overall = newest.get(project.pk)
        rows = readings.get((project.pk, overall.period), ()) if overall else ()
        found.append(LampLine(project, overall, {row.lamp: row for row in rows}))
    return found
