"""What the register of projects holds of some units, and amounts that are read from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sanbi.apps.projects.models import LampReading, MonthReport, Project, StageStep, YearPlan
from sanbi.engine.calendar import Period


@dataclass(frozen=True)
class Amount:
    """A value and the newest row that it was read from (0 for none)."""

    value: Decimal | None
    link: int = 0


@dataclass(frozen=True)
class Register:
    """What the register holds of some units, read once: the newest versions, by project."""

    projects: Mapping[int, list[Project]]
    steps: Mapping[int, Mapping[str, StageStep]]
    reports: Mapping[tuple[int, str], MonthReport]
    plans: Mapping[tuple[int, int], YearPlan]
    lamps: Mapping[tuple[int, str], LampReading]
    by_key: Mapping[int, Project]

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
