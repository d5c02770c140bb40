"""What a large county has reported: a form of many lines for each unit, and a bureau's matrix.

Every month but the last is locked, with a version of each value. In the last one, nine of ten units
have handed in and the bureau is typing.
Two of three lines have checks, so that pages look at earlier months and at the other units.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sanbi.apps.indicators.models import Dataset, Indicator
    from sanbi.apps.orgs.models import Unit, User

MATRIX_LINES = 20
CHECKS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("falls", "error", {}),
    ("jump", "explain", {"against": "year_ago", "percent": 60}),
    ("outlier", "explain", {}),
)
VERSIONS = """
    insert into indicators_observation (
        unit_id, indicator_id, period, version, value, applicable, statement, reason, revised,
        source, edition, report_id, "by", by_name, at)
    select report.unit_id, line.indicator_id, report.period, 1,
        1000 + 100 * right(report.period, 2)::int + abs(hashint8(report.id * 1000 + line.id)) %% 90,
        true, '', '', false, 'typed', '', report.id, 1, '-', report.due_at
    from indicators_report report
    join indicators_datasetline line on line.dataset_id = report.dataset_id
    where report.state <> 'draft'
"""
CELLS = """
    insert into indicators_cell (
        report_id, indicator_id, value, applicable, statement, source, saved_by, saved_at)
    select report.id, line.indicator_id,
        2200 + abs(hashint8(report.id * 1000 + line.id)) %% 90, true, '', 'typed', 1, report.due_at
    from indicators_report report
    join indicators_datasetline line on line.dataset_id = report.dataset_id
    where report.state <> 'locked' and line.sequence %% 5 > 0
"""


def add_reporting(
    root: Unit, units: list[Unit], indicators: int, periods: list[str], at: datetime
) -> dict[str, Any]:
    """Fill in the county's reports; return its data sets, periods and people."""
    from django.db import connection

    from sanbi.apps.audit.actors import Role
    from sanbi.apps.orgs.models import Group, GroupMember, Unit

    bureau = Unit.objects.create(code="B", name="县发改局", kind="bureau", parent=root)
    group = Group.objects.create(grouping="2025", code="T", name="乡镇")
    GroupMember.objects.bulk_create(GroupMember(group=group, unit=unit) for unit in units)
    form = _dataset("form", bureau, indicators, units, "units")
    own = _dataset("own", bureau, min(indicators, MATRIX_LINES), units, "owner")
    for dataset in (form, own):
        _reports(dataset, units, periods, at)
    with connection.cursor() as cursor:
        cursor.execute(VERSIONS, [])
        cursor.execute(CELLS, [])
        cursor.execute("analyze")
    return {
        "form": form,
        "own": own,
        "periods": periods,
        "people": {"bureau": _person("bureau", bureau, Role.BUREAU, at)},
    }


def _dataset(code: str, owner: Unit, lines: int, units: list[Unit], reporter: str) -> Dataset:
    from sanbi.apps.indicators.models import Check, Dataset, DatasetLine, DatasetUnit

    made = Dataset.objects.create(
        code=code, name=f"报表{code}", owner=owner, reporter=reporter, frequency="month"
    )
    indicators = _indicators(code, owner, lines)
    DatasetLine.objects.bulk_create(
        DatasetLine(dataset=made, indicator=item, sequence=place, heading=f"第{place // 20}部分")
        for place, item in enumerate(indicators)
    )
    DatasetUnit.objects.bulk_create(DatasetUnit(dataset=made, unit=unit) for unit in units)
    Check.objects.bulk_create(
        Check(indicator=item, kind=kind, severity=severity, settings=settings)
        for place, item in enumerate(indicators)
        for kind, severity, settings in (CHECKS if place % 3 else ())
    )
    return made


def _indicators(code: str, owner: Unit, lines: int) -> list[Indicator]:
    from sanbi.apps.indicators.models import Indicator

    return Indicator.objects.bulk_create(
        Indicator(
            code=f"{code}{place:03d}",
            name=f"第{place}项完成投资",
            measure="万元",
            owner=owner,
            purpose="县项目调度会",
            definition="本年内已完成的投资额，累计。",
            direction="high",
            accumulation="cumulative",
            frequency="month",
            kind="dispatch",
        )
        for place in range(lines)
    )


def _reports(dataset: Dataset, units: list[Unit], periods: list[str], at: datetime) -> None:
    from sanbi.apps.indicators.models import Report

    Report.objects.bulk_create(
        Report(
            dataset=dataset,
            unit=unit,
            period=period,
            state=_state(dataset, period == periods[-1], number),
            due_at=at - timedelta(days=30 * (len(periods) - place) - 40),
        )
        for place, period in enumerate(periods)
        for number, unit in enumerate(units)
    )


def _state(dataset: Dataset, newest: bool, number: int) -> str:  # noqa: FBT001 - a plain fact
    """Nine of ten units have handed the newest month in; the bureau is still at its matrix."""
    if not newest:
        return "locked"
    return "submitted" if dataset.reporter == "units" and number % 10 else "draft"


def _person(name: str, unit: Unit, role: str, at: datetime) -> User:
    from sanbi.apps.orgs.models import Appointment, User

    user = User.objects.create(username=name, name=name, unit=unit, created_at=at)
    Appointment.objects.create(user=user, role=role, unit=unit, since="2020-01-01")
    return user
