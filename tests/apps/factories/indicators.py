"""Indicators, data sets, reports and values for tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sanbi.apps.indicators.models import (
    Cell,
    Check,
    Dataset,
    DatasetLine,
    DatasetUnit,
    Indicator,
    Observation,
    Report,
    Target,
)
from sanbi.apps.orgs.models import Unit

AT = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)
DUE = datetime(2026, 10, 12, 9, 30, tzinfo=UTC)


def make_indicator(code: str, owner: Unit, **fields: Any) -> Indicator:
    """A cumulative dispatch figure in 万元 without decimals, unless the fields say otherwise."""
    plain: dict[str, Any] = {
        "name": code,
        "pinyin": code,
        "measure": "万元",
        "direction": "high",
        "accumulation": "cumulative",
        "frequency": "month",
        "kind": "dispatch",
        "purpose": "县项目调度会",
    }
    return Indicator.objects.create(code=code, owner=owner, **{**plain, **fields})


def make_check(indicator: Indicator, kind: str, severity: str = "error", **settings: Any) -> Check:
    """A check of an indicator."""
    return Check.objects.create(
        indicator=indicator, kind=kind, severity=severity, settings=settings
    )


def make_dataset(
    code: str,
    owner: Unit,
    indicators: Sequence[Indicator],
    units: Iterable[Unit],
    *,
    imported: Sequence[Indicator] = (),
    **fields: Any,
) -> Dataset:
    """A monthly data set that units fill in, with these lines."""
    plain: dict[str, Any] = {"name": code, "reporter": "units", "frequency": "month"}
    dataset = Dataset.objects.create(code=code, owner=owner, **{**plain, **fields})
    DatasetLine.objects.bulk_create(
        DatasetLine(dataset=dataset, indicator=item, sequence=place, imported=item in imported)
        for place, item in enumerate(indicators, start=1)
    )
    DatasetUnit.objects.bulk_create(DatasetUnit(dataset=dataset, unit=unit) for unit in units)
    return dataset


def make_report(
    dataset: Dataset, unit: Unit, period: str = "2026-09", state: str = "draft", **fields: Any
) -> Report:
    """A report, due on Monday 12 October 2026, 17:30 in Shanghai."""
    return Report.objects.create(
        **{
            "dataset": dataset,
            "unit": unit,
            "period": period,
            "state": state,
            "due_at": DUE,
            **fields,
        }
    )


def fill(report: Report, values: dict[Indicator, str | int | None], **fields: Any) -> list[Cell]:
    """Cells of a draft."""
    return Cell.objects.bulk_create(
        Cell(
            report=report,
            indicator=indicator,
            value=None if value is None else Decimal(value),
            saved_at=AT,
            **fields,
        )
        for indicator, value in values.items()
    )


def observe(
    indicator: Indicator, unit: Unit, period: str, value: str | int | None, **fields: Any
) -> Observation:
    """The next version of a value, as if it had been handed in."""
    version = Observation.objects.filter(indicator=indicator, unit=unit, period=period).count() + 1
    plain: dict[str, Any] = {"source": "typed", "by_name": "test", "at": AT, "version": version}
    if indicator.kind == "statistic":
        plain |= {"released_on": date(2026, 10, 8), "edition": str(version)}
    return Observation.objects.create(
        indicator=indicator,
        unit=unit,
        period=period,
        value=None if value is None else Decimal(value),
        **{**plain, **fields},
    )


def aim(
    indicator: Indicator, unit: Unit, year: int, value: str | int, *quarters: str | int
) -> Target:
    """The next version of a unit's target, with its cumulative quarters."""
    version = Target.objects.filter(indicator=indicator, unit=unit, year=year).count() + 1
    names = ("q1", "q2", "q3")
    return Target.objects.create(
        indicator=indicator,
        unit=unit,
        year=year,
        value=Decimal(value),
        version=version,
        by_name="test",
        at=AT,
        **{name: Decimal(quarter) for name, quarter in zip(names, quarters, strict=False)},
    )
