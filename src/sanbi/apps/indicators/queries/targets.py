"""Targets, with the sum of the townships' beside the county's own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sanbi.apps.audit.actors import Actor
from sanbi.apps.indicators.models import Indicator, Target
from sanbi.apps.indicators.rules import targets_seen


@dataclass(frozen=True)
class TargetSheet:
    """Targets of an indicator for a year.

    ``over`` is the sum of the units' targets less the county's: above 0 they were raised on the
    way down (层层加码).
    """

    indicator: Indicator
    year: int
    county: Target | None
    rows: tuple[Target, ...]

    @property
    def total(self) -> Decimal:
        """The sum of the units' targets."""
        return sum((row.value for row in self.rows), Decimal(0))

    @property
    def adds_up(self) -> bool:
        """Whether a sum says anything: cumulative values and stocks do, rates do not."""
        return self.indicator.accumulation != Indicator.Accumulation.RATE

    @property
    def over(self) -> Decimal | None:
        """The sum less the county's target; None where there is none, or it is a rate."""
        if self.county is None or not self.rows or not self.adds_up:
            return None
        return self.total - self.county.value

    @property
    def over_percent(self) -> Decimal | None:
        """The same in per cent of the county's target."""
        if self.over is None or self.county is None or self.county.value == 0:
            return None
        return self.over / self.county.value * 100


def targets_of(
    actor: Actor, year: int, indicators: list[int] | None = None
) -> tuple[TargetSheet, ...]:
    """Return the newest targets of a year by indicator, in one query.

    Parameters
        indicators : primary keys; None: all that have targets which the actor may see.
    """
    seen = Target.objects.filter(targets_seen(actor), year=year)
    if indicators is not None:
        seen = seen.filter(indicator__in=indicators)
    newest = (
        seen.select_related("indicator__owner", "unit")
        .order_by("indicator_id", "unit_id", "-version")
        .distinct("indicator_id", "unit_id")
    )
    sheets: dict[int, list[Target]] = {}
    for target in newest:
        sheets.setdefault(target.indicator_id, []).append(target)
    made = [_sheet(year, rows) for rows in sheets.values()]
    return tuple(sorted(made, key=lambda sheet: (sheet.indicator.sequence, sheet.indicator.code)))


def _sheet(year: int, rows: list[Target]) -> TargetSheet:
    county = next((row for row in rows if row.unit.parent_id is None), None)
    units = sorted(
        (row for row in rows if row.unit.parent_id is not None),
        key=lambda row: (row.unit.sequence, row.unit.pinyin, row.unit.code),
    )
    return TargetSheet(rows[0].indicator, year, county, tuple(units))


def target_history(actor: Actor, indicator: int, year: int, unit: int) -> tuple[Target, ...]:
    """Return all versions of one unit's target, newest first."""
    return tuple(
        Target.objects.filter(targets_seen(actor), indicator=indicator, year=year, unit=unit)
        .select_related("unit", "indicator")
        .order_by("-version")
    )
