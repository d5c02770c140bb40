"""Nodes are laid out, moved, finished, handed on; limits warn."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import translation

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.models import Message
from sanbi.apps.projects.chains import chain_of
from sanbi.apps.projects.models import Baseline, Node, NodeLink
from sanbi.apps.projects.replanning import Asked, consequences
from sanbi.apps.projects.services import chain_apply, node_finish, nodes_warn, replan_sign
from sanbi.apps.projects.services.warnings import mark_of
from sanbi.apps.projects.timetables import county_calendars, plan_of
from sanbi.engine.scheduling.days import DayCount
from tests.apps.factories.nodes import make_nodes, sign_plan
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import a_file, make_project

TODAY = date(2026, 10, 9)


@pytest.mark.django_db
def test_the_full_course_has_four_links_eleven_steps_and_112_nodes() -> None:
    chain = chain_of("full")
    assert chain is not None
    assert len({node.link for node in chain.nodes}) == 4
    assert len({node.step for node in chain.nodes}) == 11
    assert len(chain.nodes) == 112
    stages = [node.stage for node in chain.nodes if node.stage]
    assert stages == ["signed", "started", "producing", "capacity"]


def test_a_nearer_due_date_breaks_by_its_chain_and_says_what_saves_it(county: County) -> None:
    project = make_project(county)
    nodes = list(make_nodes(project).values())
    plan = plan_of(nodes, date(2026, 10, 26))
    assert consequences(plan, Asked(), TODAY).broken == ()
    found = consequences(plan, Asked(due_on=date(2026, 10, 22)), TODAY)
    assert found.finish == date(2026, 10, 26)
    (broken,) = found.broken
    assert (broken.node.key, broken.days) == ("c", 4)
    assert [node.key for node in broken.chain] == ["a", "b", "c"]
    assert sum(item.days for item in found.savings) == 4
    assert found.saves_all
    assert [unit.pk for unit, _nodes in found.units] == [project.unit_id]
    assert Baseline.objects.count() == 0


def test_what_comes_after_production_is_not_held_against_its_due_date(county: County) -> None:
    project = make_project(county)
    nodes = make_nodes(project)
    nodes["d"] = Node.objects.create(
        project=project,
        key="d",
        place=4,
        name="达产",
        stage="capacity",
        unit=project.unit,
        duration=60,
        calendar="natural",
    )
    NodeLink.objects.create(before=nodes["c"], after=nodes["d"])
    rows = list(nodes.values())
    kept = consequences(plan_of(rows, date(2026, 10, 30)), Asked(), TODAY)
    assert (kept.expected, kept.finish) == (date(2026, 10, 26), date(2026, 12, 25))
    assert kept.broken == ()
    assert {key: row.total_float for key, row in kept.dates.items()} == dict.fromkeys("abcd", 4)
    late = consequences(plan_of(rows, date(2026, 10, 22)), Asked(), TODAY)
    assert [(item.node.key, item.days) for item in late.broken] == [("c", 4)]
    assert [node.key for node in late.broken[0].chain] == ["a", "b", "c"]
    assert late.saves_all
    # a loose end that nothing waits for is held against the due date, as it was
    rows += [
        Node.objects.create(
            project=project,
            key="e",
            place=5,
            name="供电",
            unit=project.unit,
            duration=30,
            calendar="natural",
            not_before=date(2026, 10, 12),
        )
    ]
    loose = consequences(plan_of(rows, date(2026, 10, 30)), Asked(), TODAY)
    assert [item.node.key for item in loose.broken] == ["e"]


def test_a_signed_plan_moves_the_nodes_and_keeps_both_baselines(
    county: County, now: datetime
) -> None:
    project = make_project(county)
    make_nodes(project)
    first = sign_plan(county, project, now)
    project.refresh_from_db()
    second = replan_sign(
        actor=county.actor("bureau"),
        now=now,
        project=project.pk,
        edition=project.edition,
        reason="征地延后",
        starts={"b": date(2026, 10, 20)},
    )
    assert [row["finish"] for row in first.content] == ["2026-10-16", "2026-10-26", "2026-10-26"]
    assert [row["finish"] for row in second.content] == ["2026-10-16", "2026-10-29", "2026-10-29"]
    assert (first.number, second.number) == (1, 2)
    assert len({first.digest, second.digest}) == 2
    assert Node.objects.get(project=project, key="b").planned_start == date(2026, 10, 20)
    with pytest.raises(Refused, match="没有任何变化"):
        sign_plan(county, project, now)


@pytest.mark.parametrize("finisher", ["zh-hans", "en"])
def test_a_finished_node_hands_on_to_the_unit_of_the_next(
    county: County, now: datetime, finisher: str
) -> None:
    project = make_project(county)
    nodes = make_nodes(project)
    given = {"project": project.pk, "node": nodes["a"].pk, "on": TODAY}
    with pytest.raises(Refused, match="缺“备案证”"):
        node_finish(actor=county.actor("bureau"), now=now, **given)
    assert Message.objects.count() == 0
    with translation.override(finisher):
        node_finish(actor=county.actor("bureau"), now=now, files=[a_file()], **given)
    line = Message.objects.get()
    assert line.user == county.users["clerk"]
    with translation.override("zh-hans"):
        assert str(line) == "“新材料产业园二期”的“备案”已办结，现轮到贵单位办理“施工”。"


def test_a_chain_goes_to_the_units_that_it_means(county: County, now: datetime) -> None:
    project = make_project(county, lead_unit=county.statistics)
    made = chain_apply(
        actor=county.actor("bureau"),
        now=now,
        project=project.pk,
        edition=0,
        chain="short",
        start=date(2026, 10, 12),
    )
    units = {node.name: node.unit_id for node in Node.objects.filter(project=project)}
    assert len(made) == 14
    assert units["项目备案"] == county.bureau.pk
    assert units["资金落实"] == project.unit_id
    assert units["用地手续"] == county.statistics.pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("finish", "mark"),
    [
        (date(2026, 10, 12), 1),
        (date(2026, 10, 16), 5),
        (date(2026, 10, 19), None),
        (date(2026, 10, 8), 0),
        (date(2026, 10, 2), -5),
    ],
)
def test_warnings_count_working_days(finish: date, mark: int | None) -> None:
    count = DayCount(county_calendars()["approval"])
    assert mark_of(count, finish, TODAY) == mark


def test_nobody_is_warned_twice_of_the_same(county: County, now: datetime) -> None:
    project = make_project(county, leader=county.users["leader"])
    make_nodes(project)
    sign_plan(county, project, now)
    Message.objects.all().delete()
    Node.objects.filter(key="a").update(planned_finish=date(2026, 10, 8))
    assert nodes_warn(actor=SYSTEM, now=now) == 2
    assert nodes_warn(actor=SYSTEM, now=now) == 0
    told = set(Message.objects.values_list("user__username", flat=True))
    assert told == {"clerk", "leader"}
