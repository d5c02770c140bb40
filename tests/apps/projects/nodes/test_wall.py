"""The wall says what is known of a project, also where no nodes were laid out."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import override

from sanbi.apps.projects.gantt import Scale
from sanbi.apps.projects.models import Project, Stage, StageStep
from sanbi.apps.projects.queries.dispatch import Ground, needs_dispatch
from sanbi.apps.projects.queries.wall import wall_rows
from sanbi.apps.projects.wall_drawing import Drawn, in_yi
from tests.apps.factories.nodes import make_nodes
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_project

TODAY = date(2026, 10, 9)


def _step(project: Project, before: Stage, after: Stage, day: date, now: datetime) -> None:
    StageStep.objects.create(
        project=project, from_stage=before, to_stage=after, happened_on=day, by_name="甲", at=now
    )
    project.stage, project.stage_on = after, day
    project.save()


def test_without_nodes_the_recognised_start_and_production_are_what_happened(
    county: County, now: datetime
) -> None:
    project = make_project(county)
    (row,) = wall_rows([project], TODAY)
    assert (row.begun, row.ended) == (None, None)
    _step(project, Stage.SIGNED, Stage.STARTED, date(2026, 3, 2), now)
    (row,) = wall_rows([project], TODAY)
    assert (row.begun, row.ended, row.expected) == (date(2026, 3, 2), None, None)
    _step(project, Stage.STARTED, Stage.PRODUCING, date(2026, 9, 1), now)
    (row,) = wall_rows([project], TODAY)
    assert (row.begun, row.ended) == (date(2026, 3, 2), date(2026, 9, 1))
    _step(project, Stage.PRODUCING, Stage.SIGNED, date(2026, 9, 2), now)  # revoked
    (row,) = wall_rows([project], TODAY)
    assert (row.begun, row.ended) == (None, None)


def test_a_due_date_needs_a_meeting_for_production_alone(county: County) -> None:
    project = make_project(county, due_on=date(2026, 10, 20))
    nodes = make_nodes(project)
    (row,) = wall_rows([project], TODAY)
    assert (row.production, row.expected) == (date(2026, 10, 26), date(2026, 10, 26))
    assert row.over_due == 6
    (need,) = needs_dispatch(county.actor("bureau"), TODAY)
    assert [(each.ground, each.days) for each in need.reasons] == [(Ground.DUE_DATE, 6)]
    nodes["c"].finished_on = TODAY
    nodes["c"].save()
    assert needs_dispatch(county.actor("bureau"), TODAY) == []


def test_the_share_of_a_year_is_rounded_as_in_the_register(county: County) -> None:
    (row,) = wall_rows([make_project(county)], TODAY)
    shares = []
    for done, planned in ((1700, 2096), (1, 3), (0, 5)):
        held = type(row)(**{**vars(row), "completed_wan": done, "planned_wan": planned})
        shares.append(Drawn(held, None, None, None, [], None).share)
    assert shares == [81, 33, 0]


def test_a_scale_names_its_months_in_the_language_of_the_reader() -> None:
    scale = Scale(date(2026, 11, 1), date(2027, 2, 28), 120)
    with override("zh-hans"):
        assert [name for _x, name in scale.ticks()] == ["11月", "12月", "27年1月", "2月"]
        assert [name for _x, name in scale.ticks(quarters=True)] == ["27年1季"]
    with override("en"):
        assert [name for _x, name in scale.ticks()] == ["Nov", "Dec", "Jan 27", "Feb"]
        assert [name for _x, name in scale.ticks(quarters=True)] == ["Q1 27"]


def test_money_is_rounded_as_in_the_register() -> None:
    assert [in_yi(Decimal(wan)) for wan in (1050, 1150, 1149)] == ["0.11", "0.12", "0.11"]
    assert in_yi(None) == "—"
