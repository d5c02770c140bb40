"""What the register of projects holds of some units, and amounts that are read from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sanbi.apps.projects.models import LampReading, MonthReport, Project, StageStep, YearPlan
from sanbi.engine.calendar import Period


@dataclass(frozen=True)
class Amount:
    """A value, the newest row that it was read from (0 for none), and what to know about it."""

    value: Decimal | None
    link: int = 0
    note: str = ""


@dataclass(frozen=True)
class Completed:
    """What projects completed in a year: the report of each that counts (None: nothing begun).

    ``late`` have no report of the period's last month, and an earlier one of the year stands for
    it; ``silent`` should have reported and have no report of the year at all.
    """

    reports: Mapping[int, MonthReport | None]
    late: int = 0
    silent: int = 0

    def amount(self, of_each: Callable[[int, MonthReport], Decimal]) -> Amount:
        """Add up over the projects; no value where one of them is missing."""
        held = {key: report for key, report in self.reports.items() if report is not None}
        link = max((report.pk for report in held.values()), default=0)
        if self.silent:
            return Amount(None, link, f"{self.silent}个项目本年未报")
        total = sum((of_each(key, report) for key, report in held.items()), Decimal(0))
        return Amount(
            total, link, f"{self.late}个项目当月未报，按本年最近一次所报" if self.late else ""
        )


@dataclass(frozen=True)
class Register:
    """What the register holds of some units, read once: the newest versions, by project."""

    projects: Mapping[int, list[Project]]
    steps: Mapping[int, Mapping[str, StageStep]]
    reports: Mapping[tuple[int, str], MonthReport]
    plans: Mapping[tuple[int, int], YearPlan]
    lamps: Mapping[tuple[int, str], LampReading]
    by_key: Mapping[int, Project]
    months: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def completed(self, projects: Iterable[int], period: Period) -> Completed:
        """Return what counts as completed: of each the newest month of the year that is reported.

        A project without a report of the year counts as nothing while it has not started or has no
        plan of the year; else it is missing.
        """
        first, last = f"{period.end.year}-01", f"{period.end:%Y-%m}"
        found: dict[int, MonthReport | None] = {}
        late = silent = 0
        for key in projects:
            month = max((m for m in self.months.get(key, ()) if first <= m <= last), default=None)
            report = self.reports[key, month] if month else None
            if report is None and self._owes(key, period):
                silent += 1
                continue
            late += report is not None and month != last
            found[key] = report
        return Completed(found, late, silent)

    def _owes(self, project: int, period: Period) -> bool:
        """Whether a project should report: it has a plan of the year, and has started."""
        step = self.steps.get(project, {}).get("started")
        planned = (project, period.end.year) in self.plans
        return planned and step is not None and step.happened_on <= period.end

    def of(self, unit: int, period: Period) -> list[int]:
        """Projects of a unit that were not given up by the end of a period."""
        return [
            item.pk
            for item in self.projects.get(unit, ())
            if item.dropped_on is None or item.dropped_on > period.end
        ]

    @property
    def begins(self) -> date | None:
        """The first day of which it tells something."""
        days = [row.happened_on for rows in self.steps.values() for row in rows.values()]
        return min(days, default=None)


Reader = Callable[[Register, Sequence[int], Period], Amount]
"""What some projects come to in a period."""
