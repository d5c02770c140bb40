"""What of the projects waits for whom on the home page."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanbi.apps.projects.models import LampWaiver, Obstacle, ObstacleState, Project
from sanbi.apps.projects.queries.todo import MOST, todo_for
from sanbi.apps.screens.queries.waiting import waiting
from tests.apps.factories.nodes import make_nodes
from tests.apps.factories.obstacles import make_obstacle
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_month, make_project

TODAY = date(2026, 10, 9)
EVERYBODY = ("office", "supervisor", "auditor", "leader", "bureau", "stats", "clerk2", "evaluator")


def told(county: County, username: str, today: date = TODAY) -> list[tuple[str, str, int]]:
    return [(item.kind, item.text, item.count) for item in todo_for(county.actor(username), today)]


def promised(county: County, **fields: Any) -> Project:
    """A project with a chain of three nodes, promised for the 16th, 26th and 26th."""
    project = make_project(county, **fields)
    for key, node in make_nodes(project).items():
        node.planned_finish = date(2026, 10, 16 if key == "a" else 26)
        node.save()
    return project


def test_a_node_waits_from_a_week_before_its_day(county: County) -> None:
    project = promised(county, name="冷链物流中心", owner=county.users["owner"])
    assert told(county, "clerk", date(2026, 10, 8)) == []
    line = ("node", "冷链物流中心：备案", 1)
    assert told(county, "clerk") == told(county, "town_leader") == told(county, "owner") == [line]
    later = date(2026, 10, 19)
    assert told(county, "clerk", later) == [("node", "冷链物流中心：备案等，另有 2 个节点", 3)]
    assert [name for name in EVERYBODY if told(county, name, later)] == []
    (item,) = todo_for(county.actor("clerk"), later)
    assert (item.route, item.args, item.due_on) == (
        "project-nodes",
        (project.pk,),
        date(2026, 10, 16),
    )
    project.nodes.filter(key="a").update(finished_on=TODAY)
    assert told(county, "clerk") == []


def test_many_projects_share_the_last_line(county: County) -> None:
    for number in range(MOST + 1):
        promised(county, name=f"项目{number}")
    found = told(county, "clerk")
    assert len(found) == MOST
    assert found[-1] == ("node", "另外 2 个项目的节点", 2)


def test_an_obstacle_waits_for_its_unit_and_then_for_who_verifies(county: County) -> None:
    project = make_project(county, owner=county.users["owner"])
    made = make_obstacle(county, project=project, unit=county.statistics)
    assert told(county, "stats") == [("answer", made.title, 1)]
    assert told(county, "owner") == told(county, "clerk") == []
    Obstacle.objects.update(state=ObstacleState.ANSWERED)
    assert told(county, "owner") == told(county, "town_leader") == [("verify", made.title, 1)]
    assert told(county, "stats") == told(county, "clerk") == []
    make_obstacle(county, project=project, unit=county.statistics)
    make_obstacle(county, project=project, unit=county.statistics)
    assert told(county, "stats") == [("answer", "2 个堵点", 2)]


def test_last_month_is_reported_by_projects_that_work(county: County, now: datetime) -> None:
    project = make_project(county, name="冷链物流中心", stage="started")
    make_project(county, stage="signed")
    assert told(county, "clerk") == [("month", "冷链物流中心：2026-09 月报", 1)]
    other = make_project(county, stage="started")
    assert told(county, "clerk") == [("month", "项目 2026-09 月报", 2)]
    assert told(county, "clerk2") == told(county, "bureau") == []
    make_month(project, "2026-09", 0)
    make_month(other, "2026-09", 0)
    assert told(county, "clerk") == []
    (item,) = waiting(county.actor("clerk"), now + timedelta(days=33))
    assert (item.deed, item.count, item.late) == ("填报", 2, True)
    assert item.due_at is not None
    assert item.due_at.date() == date(2026, 11, 10)


def test_a_waiver_waits_for_whoever_did_not_ask_for_it(county: County, now: datetime) -> None:
    project = make_project(county, name="冷链物流中心")
    asked = {"lamp": "start", "first_period": "2026-09", "last_period": "2026-09", "at": now}
    LampWaiver.objects.create(
        project=project, reason="洪水", proposed_by=county.users["office"].pk, **asked
    )
    assert told(county, "office") == []
    assert told(county, "leader") == [("decide", "冷链物流中心：豁免亮灯申请", 1)]
    LampWaiver.objects.update(state=LampWaiver.State.REFUSED)
    assert told(county, "leader") == []


def test_the_number_of_queries_is_fixed(county: County) -> None:
    counts = []
    for _round in range(2):
        held = promised(county, stage="started")
        make_obstacle(county, project=held, unit=county.towns[0])
        with CaptureQueriesContext(
            connection,
        ) as seen:
            todo_for(county.actor("clerk"), TODAY)
        counts.append(len(seen))
    assert counts[0] == counts[1]
