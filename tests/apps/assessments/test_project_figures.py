"""Figures of the register of projects, as a round's scheme asks for them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sanbi.apps.assessments.freezing import gather
from sanbi.apps.assessments.missing import missing_figures
from sanbi.apps.assessments.sources.projects import project_figures
from sanbi.apps.projects.models import LampReading, LampRules, StageStep
from tests.apps.factories.orgs import County, make_county
from tests.apps.factories.projects import AT, make_month, make_plan, make_project
from tests.apps.factories.rounds import NOW, SCHEME, make_round, make_scheme

pytestmark = pytest.mark.django_db
ALL = ("lead", "signed", "started", "completed", "planned", "plan_pct", "green_pct")


@pytest.fixture
def county() -> County:
    return make_county()


def figures(county: County, *labels: str, names: tuple[str, ...] = ALL) -> dict[Any, Any]:
    units = {town.pk: town.code for town in county.towns[:2]}
    codes = [f"projects.{name}" for name in names]
    found = project_figures([*codes, "工业产值", "projects.unheard_of"], labels, units)
    return {
        (item.unit, item.indicator.removeprefix("projects."), item.period): item.value
        for item in found
    }


def test_steps_count_in_the_period_in_which_they_happened(county: County) -> None:
    make_project(county, stage="started")  # signed 5 February, started 5 March
    make_project(county, stage="signed")
    found = figures(county, "2026Q1", "2026Q2", "2026-03", names=("lead", "signed", "started"))
    assert {key: value for key, value in found.items() if key[0] == "T1"} == {
        ("T1", "lead", "2026Q1"): 2,
        ("T1", "signed", "2026Q1"): 2,
        ("T1", "started", "2026Q1"): 1,
        ("T1", "lead", "2026Q2"): 0,
        ("T1", "signed", "2026Q2"): 0,
        ("T1", "started", "2026Q2"): 0,
        ("T1", "lead", "2026-03"): 0,
        ("T1", "signed", "2026-03"): 0,
        ("T1", "started", "2026-03"): 1,
    }
    assert found["T2", "started", "2026Q1"] == 0


def test_a_revoked_step_and_a_project_given_up_count_no_more(county: County) -> None:
    back = make_project(county, stage="started")
    StageStep.objects.create(
        project=back,
        from_stage="started",
        to_stage="signed",
        happened_on=date(2026, 4, 1),
        note="围挡不算开工",
        by_name="发改局",
        at=AT,
    )
    make_project(county, stage="started", dropped_on=date(2026, 3, 20), dropped_why="退出")
    found = figures(county, "2026Q1", names=("signed", "started"))
    assert (found["T1", "signed", "2026Q1"], found["T1", "started", "2026Q1"]) == (1, 0)


def test_money_is_that_of_the_newest_versions_up_to_the_last_month(county: County) -> None:
    project = make_project(county, stage="started")
    make_plan(project)
    make_month(project, "2026-09", 7_000)
    make_month(project, "2026-09", 8_100, version=2)
    make_month(project, "2026-08", 6_000)
    found = figures(county, "2026Q3", names=("completed", "planned", "plan_pct"))
    assert found["T1", "completed", "2026Q3"] == Decimal(8_100)
    assert found["T1", "planned", "2026Q3"] == Decimal(9_000)
    assert found["T1", "plan_pct", "2026Q3"] == Decimal(90)
    assert found["T2", "plan_pct", "2026Q3"] is None


def sources(county: County, label: str, name: str) -> tuple[Any, str]:
    """Value and source of a figure of the first township."""
    units = {county.towns[0].pk: "T1"}
    (found,) = project_figures([f"projects.{name}"], [label], units)
    return found.value, found.source


@pytest.mark.parametrize("name", ["completed", "new_completed"])
def test_an_older_report_stands_for_the_month_and_is_marked(county: County, name: str) -> None:
    first, second = (make_project(county, stage="started") for _ in range(2))
    for project in (first, second):
        make_plan(project, plan_class="new")
    make_month(first, "2026-09", 7_000)
    make_month(second, "2026-07", 3_000)
    make_month(second, "2026-10", 9_000)  # after the period
    make_month(second, "2025-12", 50_000)  # of another year
    assert sources(county, "2026Q3", name) == (
        Decimal(10_000), "项目库（1个项目当月未报，按本年最近一次所报）",
    )  # fmt: skip
    make_month(second, "2026-09", 4_000)
    assert sources(county, "2026Q3", name) == (Decimal(11_000), "项目库")


@pytest.mark.parametrize("name", ["completed", "new_completed", "plan_pct", "completion_sum"])
def test_a_project_that_never_reported_is_missing_and_not_nothing(
    county: County, name: str
) -> None:
    first, second = (make_project(county, stage="started") for _ in range(2))
    for project in (first, second):
        make_plan(project, plan_class="new")
    make_month(first, "2026-09", 9_000)
    make_month(second, "2025-12", 50_000)
    assert sources(county, "2026Q3", name) == (None, "项目库（1个项目本年未报）")
    make_month(second, "2026-09", 0)
    value, source = sources(county, "2026Q3", name)
    assert (value, source) == (
        {"plan_pct": Decimal(50), "completion_sum": Decimal("0.75")}.get(name, Decimal(9_000)),
        "项目库",
    )


def test_what_has_not_started_or_is_not_planned_completes_nothing(county: County) -> None:
    make_plan(make_project(county, stage="signed"))
    make_project(county, stage="started")
    assert sources(county, "2026Q3", "completed") == (Decimal(0), "项目库")


def test_lamps_that_are_to_be_judged_do_not_count(county: County) -> None:
    rules = LampRules.objects.create(
        version=1, name="县定", content={}, valid_from=date(2026, 1, 1), by_name="发改局", at=AT
    )
    for colour in ("green", "red", "none"):
        LampReading.objects.create(
            project=make_project(county),
            period="2026-09",
            lamp="overall",
            colour=colour,
            reason="按期",
            rules=rules,
            at=AT,
        )
    found = figures(county, "2026Q3", "2026Q2", names=("green_pct",))
    assert found["T1", "green_pct", "2026Q3"] == 50
    assert found["T1", "green_pct", "2026Q2"] is None


def test_before_the_register_begins_nothing_is_said(county: County) -> None:
    assert figures(county, "2026Q1") == {}
    make_project(county, stage="started")
    assert {key[2] for key in figures(county, "2025Q4", "2026Q1", "新年")} == {"2026Q1"}
    assert figures(county, "2026Q1", names=()) == {}


def test_a_round_freezes_what_its_scheme_asks_of_projects(county: County) -> None:
    text = SCHEME.replace("growth", "projects.started")
    assert text != SCHEME
    for _turn in range(2):
        make_project(county, stage="started")
    held = make_round(county, version=make_scheme(county, text=text), period="2026Q1").round
    data, versions = gather(held, NOW)
    found = {
        row["unit"]: row["value"]
        for row in data.observations.iter_rows(named=True)
        if row["indicator"] == "projects.started" and row["period"] == "2026Q1"
    }
    assert found == {"T1": 2, "T2": 0, "T3": 0}
    assert [row[:4] for row in versions["observations"] if row[1] == "projects.started"] == [
        [town, "projects.started", "2026Q1", 1] for town in ("T1", "T2", "T3")
    ]
    assert [item for item in missing_figures(held, NOW) if "projects" in item.indicator] == []
