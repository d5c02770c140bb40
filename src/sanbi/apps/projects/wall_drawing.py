"""A row of the wall chart as bars and diamonds on the scale of a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sanbi.apps.projects.gantt import Scale
from sanbi.apps.projects.queries.wall import WallRow

WAN = 10_000
CENT = Decimal("0.01")
MONTHS_WIDE, QUARTERS_WIDE = 560, 560
Bar = tuple[float, float]


@dataclass(frozen=True)
class Drawn:
    """A row with what is drawn of it."""

    row: WallRow
    plan: Bar | None
    actual: Bar | None
    forecast: Bar | None
    diamonds: Sequence[tuple[float, bool, str, date]]  # where, whether reached, name, day
    beyond: float | None  # where an arrow says that it goes on after the chart

    @property
    def total(self) -> Decimal:
        """Return the total investment in 元."""
        return self.row.project.total_wan * WAN

    @property
    def done(self) -> str:
        """Return what was completed in the year, in 亿元."""
        return in_yi(self.row.completed_wan)

    @property
    def planned(self) -> str:
        """Return the plan of the year, in 亿元."""
        return in_yi(self.row.planned_wan)

    @property
    def share(self) -> int | None:
        """Return the percents of the plan that are completed, rounded as the register does."""
        done, planned = self.row.completed_wan, self.row.planned_wan
        return round(done * 100 / planned) if done is not None and planned else None


def in_yi(wan: Decimal | None) -> str:
    """Return 万元 as 亿元 with two decimals, rounded as every other page does."""
    return "—" if wan is None else f"{(wan / WAN).quantize(CENT, ROUND_HALF_UP):,}"


def year_scale(today: date, *, quarters: bool) -> Scale:
    """Return the scale: this year and a month more; by quarters this year and the next."""
    first = date(today.year, 1, 1)
    if quarters:
        return Scale(first, date(today.year + 1, 12, 31), QUARTERS_WIDE)
    return Scale(first, date(today.year + 1, 1, 31), MONTHS_WIDE)


def drawn(row: WallRow, scale: Scale, today: date) -> Drawn:
    """Return what is drawn of a row."""
    over = row.ended is not None
    last = max((day for day in (row.finish, row.expected) if day), default=None)
    begins = max(row.begun or row.start or today, today)
    return Drawn(
        row,
        scale.bar(row.start, row.finish),
        scale.bar(row.begun, row.ended or today) if row.begun else None,
        scale.bar(begins, row.expected) if not over and row.expected else None,
        [
            (scale.x(day, end=True), node.finished_on is not None, node.name, day)
            for node, day in row.milestones
            if scale.first <= day <= scale.last
        ],
        scale.width - 6 if last and last > scale.last else None,
    )
