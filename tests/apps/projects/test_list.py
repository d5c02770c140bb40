"""The list of projects: who sees what, filters, order, search, facts, and its cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.models import Ladder, LampReading, LampRules, Obstacle, Project
from sanbi.apps.projects.queries.lists import Asked, choices_for, found_for, lines_of, sums_of
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import AT, make_month, make_plan, make_project

TODAY = date(2026, 10, 9)


def names(county: County, who: str = "office", **asked: str) -> list[str]:
    found = found_for(county.actor(who), Asked(**asked), TODAY)
    return [project.name for project in found]


@pytest.fixture
def three(county: County) -> list[Project]:
    """A started park of the first township, a signed hospital and a lead of the second."""
    park = make_project(
        county, name="新材料产业园", stage="started", tags=["省重点"], due_on=date(2026, 9, 1)
    )
    hospital = make_project(
        county,
        unit=county.towns[1],
        name="县医院新院区",
        sort="livelihood",
        stage="signed",
        total_wan=Decimal(62_000),
        start_on=date(2026, 10, 8),
        leader=county.users["leader"],
    )
    lead = make_project(
        county, unit=county.towns[1], name="白鹭湖环湖路", total_wan=Decimal(2_000_000)
    )
    make_plan(park, total=12_000)
    make_month(park, "2026-08", 8_500)
    make_month(park, "2026-09", 9_000, physical=Decimal("0.4"))
    make_plan(hospital, total=6_000)
    make_month(hospital, "2026-09", 1_500)
    return [park, hospital, lead]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["白鹭湖环湖路", "县医院新院区", "新材料产业园"]),
        ({"stage": "signed"}, ["县医院新院区"]),
        ({"sort": "industry"}, ["白鹭湖环湖路", "新材料产业园"]),
        ({"size": "10"}, ["白鹭湖环湖路", "新材料产业园"]),
        ({"size": "100"}, ["白鹭湖环湖路"]),
        ({"tag": "省重点"}, ["新材料产业园"]),
        ({"mark": "unsigned"}, ["白鹭湖环湖路"]),
        ({"mark": "not_started"}, ["县医院新院区"]),
        ({"mark": "not_built"}, []),
        ({"mark": "not_finished"}, ["新材料产业园"]),
        ({"lamp": "none"}, ["白鹭湖环湖路", "县医院新院区", "新材料产业园"]),
        ({"lamp": "red"}, []),
        ({"register": "dropped"}, []),
        ({"text": "医院"}, ["县医院新院区"]),
        ({"text": "xincailiao"}, ["新材料产业园"]),
        ({"text": "bai lu hu"}, ["白鹭湖环湖路"]),
        ({"text": "xclcyy"}, ["新材料产业园"]),
        ({"text": "P2"}, ["县医院新院区"]),
        ({"order": "-total"}, ["白鹭湖环湖路", "新材料产业园", "县医院新院区"]),
        ({"order": "share"}, ["县医院新院区", "新材料产业园", "白鹭湖环湖路"]),
        ({"order": "-share"}, ["新材料产业园", "县医院新院区", "白鹭湖环湖路"]),
        ({"order": "nothing"}, ["白鹭湖环湖路", "县医院新院区", "新材料产业园"]),
        ({"leader": "x"}, []),
    ],
)
def test_filters_search_and_order(county: County, asked: dict[str, str], found: list[str]) -> None:
    assert names(county, **asked) == found


def test_each_person_sees_the_own_projects(county: County, three: list[Project]) -> None:
    assert names(county, "clerk") == ["新材料产业园"]
    assert names(county, "clerk2") == ["白鹭湖环湖路", "县医院新院区"]
    assert names(county, "bureau") == names(county, "auditor") == names(county, "leader")
    assert len(names(county, "bureau")) == 3
    assert names(county, "stats") == names(county, "owner") == []
    three[0].departments.add(county.statistics)
    three[2].owner = county.users["owner"]
    three[2].save()
    assert names(county, "stats") == ["新材料产业园"]
    assert names(county, "owner") == ["白鹭湖环湖路"]


def test_sums_and_lines(county: County, three: list[Project]) -> None:
    park = three[0]
    rules = LampRules.objects.create(
        version=1, name="甲", content={}, valid_from=TODAY, by_name="甲", at=AT
    )
    LampReading.objects.create(
        project=park,
        period="2026-10",
        lamp="overall",
        colour="yellow",
        reason="慢",
        rules=rules,
        at=AT,
    )
    ladder = Ladder.objects.first()
    if ladder is not None:
        Obstacle.objects.create(
            project=park,
            kind="land",
            title="用地",
            unit=county.bureau,
            ladder=ladder,
            level_since=TODAY,
            due_on=TODAY,
            raised_on=date(2026, 9, 9),
        )
    found = found_for(county.actor("office"), Asked(), TODAY)
    sums = sums_of(found, TODAY)
    assert (sums.count, sums.total) == (3, Decimal(2_188_000))
    assert (sums.planned, sums.completed) == (Decimal(18_000), Decimal(10_500))
    assert sums.share == Decimal(10_500) / 18_000
    assert sums.lamps == {"yellow": 1, "none": 2}
    line = next(line for line in lines_of(list(found), TODAY) if line.project == park)
    assert (line.planned, line.completed) == (Decimal(12_000), Decimal(9_000))
    assert line.share == Decimal("0.75")
    assert (line.size, line.marks) == ("10", ("not_finished",))
    assert line.lamp is not None
    assert line.lamp.colour == "yellow"
    assert choices_for(county.actor("clerk2"))["leaders"] == [
        (str(county.users["leader"].pk), "leader")
    ]


def test_dropped_projects_count_no_more(county: County, three: list[Project]) -> None:
    three[0].dropped_on, three[0].dropped_why = TODAY, "退出"
    three[0].save()
    assert names(county) == ["白鹭湖环湖路", "县医院新院区"]
    assert names(county, register="dropped") == ["新材料产业园"]
    assert len(names(county, register="all")) == 3


def test_three_rows_cost_as_many_queries_as_one(
    county: County, client: Any, count_queries: Any
) -> None:
    def cost() -> int:
        with count_queries() as queries:
            assert client.get("/projects/").status_code == 200
        return len(queries)

    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(county.users["office"], backend=backend)
    client.get("/projects/")
    costs = []
    for unit in (*county.towns, Unit.objects.get(code="T1")):
        project = make_project(county, unit=unit, stage="started", leader=county.users["leader"])
        make_plan(project)
        make_month(project, "2026-09", 100)
        costs.append(cost())
    assert costs == [costs[0]] * 4
    page = client.get("/projects/").content.decode()
    assert "50.40" in page, "four projects of 12.6 亿元"
    answer = client.get("/projects/?format=csv")
    assert answer.content.decode("utf-8-sig").count("新材料产业园二期") == 4


@pytest.mark.parametrize(("physical", "marks"), [("0.3", ()), ("0", ("not_built",))])
def test_work_that_was_reported_last_year_is_work(
    county: County, physical: str, marks: tuple[str, ...]
) -> None:
    project = make_project(county, stage="started")
    make_month(project, "2025-12", 900, physical=physical)
    (line,) = lines_of([project], TODAY)
    assert (line.marks, line.report) == (marks, None)
    listed = found_for(county.actor("office"), Asked(mark="not_built"), TODAY)
    assert list(listed) == ([project] if marks else [])
