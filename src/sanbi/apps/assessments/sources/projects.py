"""Figures of the register of projects, under codes that begin with ``projects.``.

Counts are of steps that happened within the period and still stand, so what counts as a start is
what the recognition rules proved. Money is dispatch data in 万元, cumulative in the year up to the
period's last month; it never fills in for a statistic. Of each project the newest report of the
year up to that month counts, and the figure's source says where it is an older one; a project that
has started, has a plan of the year and no report of it makes the figure missing, not 0. Projects
that were given up by the end of the period count nowhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from sanbi.apps.assessments.sources.indicators import Figure
from sanbi.apps.assessments.sources.project_counts import COUNTS
from sanbi.apps.assessments.sources.project_register import Amount, Reader, Register
from sanbi.apps.projects.models import (
    LADDER,
    LampReading,
    MonthReport,
    Project,
    StageStep,
    YearPlan,
)
from sanbi.apps.projects.recognition import standing_steps
from sanbi.engine.calendar import Period, PeriodError

PREFIX = "projects."
SOURCE = "项目库"
HUNDRED = Decimal(100)


def project_figures(
    codes: Iterable[str], labels: Sequence[str], units: Mapping[int, str]
) -> Iterator[Figure]:
    """Yield the figures of projects that a scheme asks for, as the register stands now.

    ``projects.lead``, ``.signed``, ``.started``, ``.producing`` and ``.capacity`` count steps;
    ``.completed`` and ``.planned`` are 万元; ``.plan_pct`` is completed of planned in percent,
    none without a plan; ``.green_pct`` the share of overall lamps that show green, none before
    any was read. `project_counts` adds what is counted of the year's plans, lamps and entries in
    statistics. A unit without projects counts 0. Periods that end before the register begins have
    no figures.

    Parameters
    ----------
    units : mapping of primary key → code
    labels : canonical texts of periods; others are passed over
    """
    wanted = sorted(c for c in codes if c.startswith(PREFIX) and c[len(PREFIX) :] in READERS)
    if not wanted:
        return
    register = _register(list(units))
    for label, period in _periods(labels, register.begins):
        for unit, code in units.items():
            projects = register.of(unit, period)
            for name in wanted:
                found = READERS[name[len(PREFIX) :]](register, projects, period)
                source = f"{SOURCE}（{found.note}）" if found.note else SOURCE
                yield Figure(
                    code, name, label, found.value, None, 1, source, revised=False, link=found.link
                )


def _periods(labels: Iterable[str], begins: date | None) -> Iterator[tuple[str, Period]]:
    for label in labels:
        try:
            period = Period.parse(label)
        except PeriodError:
            continue
        if begins is not None and period.end >= begins:
            yield label, period


def _register(units: list[int]) -> Register:
    projects: dict[int, list[Project]] = defaultdict(list)
    for item in Project.objects.filter(unit__in=units).order_by("pk"):
        projects[item.unit_id].append(item)
    steps: dict[int, list[StageStep]] = defaultdict(list)
    for step in StageStep.objects.filter(project__unit__in=units).order_by("pk"):
        steps[step.project_id].append(step)
    # The newest version comes last and stays.
    reports = MonthReport.objects.filter(project__unit__in=units).order_by("version")
    plans = YearPlan.objects.filter(project__unit__in=units).order_by("version")
    lamps = LampReading.objects.filter(project__unit__in=units, lamp="overall").order_by("version")
    newest = {(row.project_id, row.period): row for row in reports}
    months: dict[int, list[str]] = defaultdict(list)
    for key, month in newest:
        months[key].append(month)
    return Register(
        projects,
        {key: standing_steps(rows) for key, rows in steps.items()},
        newest,
        {(row.project_id, row.year): row for row in plans},
        {(row.project_id, row.period): row for row in lamps},
        {item.pk: item for rows in projects.values() for item in rows},
        months,
    )


def _reached(stage: str) -> Reader:
    def count(register: Register, projects: Sequence[int], period: Period) -> Amount:
        steps = [register.steps.get(key, {}).get(stage) for key in projects]
        counted = [s.pk for s in steps if s and period.start <= s.happened_on <= period.end]
        return Amount(Decimal(len(counted)), max(counted, default=0))

    return count


def _completed(register: Register, projects: Sequence[int], period: Period) -> Amount:
    return register.completed(projects, period).amount(lambda _key, report: report.completed_wan)


def _planned(register: Register, projects: Sequence[int], period: Period) -> Amount:
    end = period.end
    found = [row for key in projects if (row := register.plans.get((key, end.year)))]
    total = sum((Decimal(row.months[end.month - 1]) for row in found), Decimal(0))
    return Amount(total, max((row.pk for row in found), default=0))


def _plan_pct(register: Register, projects: Sequence[int], period: Period) -> Amount:
    planned = _planned(register, projects, period)
    done = _completed(register, projects, period)
    if not planned.value or done.value is None:
        return Amount(None, done.link, done.note)
    return Amount(done.value / planned.value * HUNDRED, done.link, done.note)


def _green_pct(register: Register, projects: Sequence[int], period: Period) -> Amount:
    month = _month(period)
    found = [
        row
        for key in projects
        if (row := register.lamps.get((key, month))) and row.colour != LampReading.Colour.NONE
    ]
    if not found:
        return Amount(None)
    green = sum(row.colour == LampReading.Colour.GREEN for row in found)
    return Amount(Decimal(green) / len(found) * HUNDRED, max(row.pk for row in found))


def _month(period: Period) -> str:
    return period.end.strftime("%Y-%m")


READERS: dict[str, Reader] = {
    **{str(stage.value): _reached(stage.value) for stage in LADDER},
    "completed": _completed,
    "planned": _planned,
    "plan_pct": _plan_pct,
    "green_pct": _green_pct,
    **COUNTS,
}
"""What may be asked for, without the prefix."""
