"""Projects for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pinyin import place_key
from sanbi.apps.projects.facts import Facts
from sanbi.apps.projects.models import LADDER, Keeper, MonthReport, Project, StageStep, YearPlan
from sanbi.apps.projects.proof import Sent
from tests.apps.factories.orgs import County
from tests.apps.orgs.files.making import pdf

AT = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)
LEAD_ON = date(2026, 1, 5)


def make_keeper(county: County) -> Keeper:
    """Let 县发改局 (`bureau`, `bureau2`) keep the register."""
    return Keeper.objects.get_or_create(unit=county.bureau, defaults={"since": LEAD_ON})[0]


def make_project(county: County, *, unit: Unit | None = None, **fields: Any) -> Project:
    """A project of the first township, a lead since 5 January, of 12.6 亿元; 县发改局 keeps it.

    With ``stage="started"`` it has climbed there, a month for each step, without files.
    """
    make_keeper(county)
    number = Project.objects.count() + 1
    plain: dict[str, Any] = {
        "code": f"P{number}",
        "name": "新材料产业园二期",
        "sort": "industry",
        "unit": unit or county.towns[0],
        "total_wan": Decimal(126_000),
        "stage_on": LEAD_ON,
        "created_at": AT,
    }
    values = {**plain, **fields}
    stage = values.pop("stage", "lead")
    values.setdefault("name_key", place_key(values["name"]))
    made = Project.objects.create(**values)
    _climb(made, stage)
    return made


def _climb(project: Project, stage: str) -> None:
    before, day = "lead", project.stage_on
    for place, after in enumerate(LADDER[: LADDER.index(stage) + 1]):
        day = date(2026, 1 + place, 5)
        StageStep.objects.create(
            project=project,
            from_stage=before,
            to_stage=after,
            happened_on=day if place else project.stage_on,
            by_name="发改局",
            at=AT,
        )
        before = str(after)
    if stage != "lead":
        project.stage, project.stage_on = stage, day
        project.save()


def make_plan(project: Project, year: int = 2026, total: int = 12_000, **fields: Any) -> YearPlan:
    """A plan of a year, the same amount each month."""
    months = [str(Decimal(total) * month / 12) for month in range(1, 13)]
    plain: dict[str, Any] = {
        "version": 1,
        "plan_class": "continued",
        "planned_wan": total,
        "months": months,
        "by_name": "发改局",
        "at": AT,
    }
    return YearPlan.objects.create(project=project, year=year, **{**plain, **fields})


def make_month(project: Project, period: str, completed: int, **fields: Any) -> MonthReport:
    """A report of a month."""
    plain: dict[str, Any] = {"version": 1, "by_name": "王五", "at": AT}
    return MonthReport.objects.create(
        project=project, period=period, completed_wan=completed, **{**plain, **fields}
    )


def facts_of(county: County, code: str = "P9", **fields: Any) -> Facts:
    """What a keeper writes of a project of the first township."""
    plain: dict[str, Any] = {
        "code": code,
        "name": "冷链物流中心",
        "sort": "services",
        "unit": county.towns[0].pk,
        "total_wan": Decimal(47_500),
    }
    return Facts(**{**plain, **fields})


def a_file(name: str = "合同.pdf") -> Sent:
    """A small PDF that `check_upload` takes."""
    return Sent(name, pdf())
