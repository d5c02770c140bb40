"""The maps of projects: tiles, marks, sums, cost, the table and the printed sheet."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from python_calamine import CalamineWorkbook

from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.map import in_rows, marks_of
from sanbi.apps.projects.map.drawing import MOST_IN_A_TILE, board_of
from sanbi.apps.projects.models import LampReading, LampRules, Project
from sanbi.apps.projects.queries.map import Asked, Spot, Township, on_the_map, townships_of
from sanbi.apps.projects.views.map_sheet import summary
from tests.apps.factories.obstacles import make_obstacle
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import AT, make_month, make_plan, make_project

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TODAY = date(2026, 10, 19)


def found(county: County, who: str = "office", **asked: str) -> list[Township]:
    return in_rows(townships_of(on_the_map(county.actor(who), Asked(**asked)), TODAY))


@pytest.fixture
def three(county: County) -> list[Project]:
    """A started park in the south, a signed hospital in the north, a lead without a place."""
    park = make_project(
        county,
        name="新材料产业园",
        stage="started",
        longitude=Decimal("83.1"),
        latitude=Decimal("38.9"),
        land_mu=Decimal(90),
    )
    hospital = make_project(
        county,
        unit=county.towns[1],
        name="县医院新院区",
        sort="livelihood",
        stage="signed",
        longitude=Decimal("83.0"),
        latitude=Decimal("39.2"),
        land_mu=Decimal(120),
        energy_tce=Decimal(8_600),
    )
    lead = make_project(county, unit=county.towns[2], name="环湖路")
    make_plan(park, total=12_000)
    make_month(park, "2026-09", 9_000)
    rules = LampRules.objects.create(
        version=1, name="县", content={}, valid_from=TODAY, by_name="发改局", at=AT
    )
    LampReading.objects.create(
        project=park,
        period="2026-09",
        lamp="overall",
        colour="yellow",
        reason="慢",
        rules=rules,
        at=AT,
    )
    make_obstacle(county, project=hospital, level=2, raised_on=date(2026, 10, 1))
    return [park, hospital, lead]


def a_township(pk: int, *place: str) -> Township:
    """A unit with one project, at a longitude and latitude or at none."""
    zero = Decimal(0)
    degrees = [Decimal(text) for text in place] or [None, None]
    spot = Spot(pk, "项目", "industry", "lead", pk, Decimal(1), *degrees, zero, zero, zero)
    return Township(Unit(pk=pk, name=f"镇{pk}"), (spot,))


def test_rows_run_from_north_to_south_and_each_from_west_to_east() -> None:
    """Five townships stand three beside each other: the three northern ones, then the others."""
    units = [
        a_township(1),
        a_township(2, "83.3", "38.9"),
        a_township(3, "83.4", "39.2"),
        a_township(4, "83.0", "39.1"),
        a_township(5, "83.2", "39.3"),
    ]
    assert [item.unit.pk for item in in_rows(units)] == [4, 5, 3, 2, 1]
    assert in_rows([]) == []


@pytest.mark.usefixtures("three")
def test_those_without_a_place_come_last(county: County) -> None:
    names = [item.unit.pk for item in found(county)]
    assert names == [county.towns[1].pk, county.towns[0].pk, county.towns[2].pk]


@pytest.mark.usefixtures("three")
def test_the_marks_of_the_three_maps(county: County) -> None:
    north, south, _nowhere = found(county)
    with translation.override("zh-hans"):
        marks = {
            view: [
                (mark.css, mark.shape, mark.sign, mark.words)
                for item in (north, south)
                for mark in marks_of(item.spots, view)
            ]
            for view in ("deployment", "progress", "support")
        }
    assert marks == {
        "deployment": [
            ("stage-signed", "square", "民", "县医院新院区 · 签约"),
            ("stage-started", "square", "工", "新材料产业园 · 落地开工"),
        ],
        "progress": [
            ("lamp-none", "ring", "", "县医院新院区 · 待评"),
            ("lamp-yellow", "diamond", "!", "新材料产业园 · 偏慢 · 完成截至本月计划的 90%"),
        ],
        "support": [
            ("blocked", "square", "3", "县医院新院区 · 堵点 1 个，已到第 3 级，最久 18 天"),
            ("clear", "dot", "", "新材料产业园 · 无堵点"),
        ],
    }


@pytest.mark.usefixtures("three")
def test_the_line_of_a_township_by_hand(county: County) -> None:
    """Planned to October: 12,000 × 10/12 = 10,000; only what has not begun waits for land."""
    north, south, _nowhere = found(county)
    with translation.override("zh-hans"):
        assert summary(south, "deployment") == "总投资 12.60 亿元"
        assert summary(south, "progress") == "截至本月计划 1.00 亿元，完成 0.90 亿元，90%"
        assert summary(south, "support") == "待保障：用地 0 亩、能耗 0.00 万吨标准煤"
        assert summary(north, "progress") == "无年度计划"
        assert summary(north, "support") == (
            "堵点 1 个，最久 18 天 · 待保障：用地 120 亩、能耗 0.86 万吨标准煤"
        )


@pytest.mark.usefixtures("three")
def test_filters_and_who_sees_what(county: County) -> None:
    assert [len(item.spots) for item in found(county, stage="signed")] == [1]
    assert [len(item.spots) for item in found(county, sort="industry")] == [1, 1]
    own = found(county, "clerk")
    assert [item.unit.pk for item in own] == [county.towns[0].pk]
    Project.objects.filter(name="环湖路").update(dropped_on=TODAY, dropped_why="停")
    assert len(found(county)) == 2


def test_a_tile_that_is_full_says_how_many_are_left_over() -> None:
    zero = Decimal(0)
    spots = [
        Spot(pk, f"项目{pk}", "industry", "lead", 1, Decimal(1), None, None, zero, zero, zero)
        for pk in range(1, MOST_IN_A_TILE + 5)
    ]
    board = board_of(marks_of(spots, "deployment"))
    assert board.more == 4
    assert board.svg.count("<a ") == MOST_IN_A_TILE
    assert 'height="192"' in board.svg


def test_a_name_cannot_write_into_the_drawing() -> None:
    zero = Decimal(0)
    name = '"><script>alert(1)</script>'
    spot = Spot(1, name, "industry", "lead", 1, Decimal(1), None, None, zero, zero, zero)
    assert "<script" not in board_of(marks_of([spot], "support")).svg


@pytest.mark.usefixtures("three")
def test_the_page_costs_the_same_for_one_and_for_many(
    county: County, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(8):
        found(county)
    for number in range(20):
        make_project(county, unit=county.towns[number % 3], stage="started")
    with django_assert_num_queries(8):
        found(county)


@pytest.mark.usefixtures("three")
def test_the_page_the_table_and_the_sheet(county: County, client: Client) -> None:
    client.force_login(county.users["office"], backend=BACKEND)
    page = client.get("/projects/map/?view=support").content.decode()
    assert page.count('class="map-tile"') == 3
    assert "map-mark blocked" in page
    one = client.get(f"/projects/map/?unit={county.towns[1].pk}").content.decode()
    assert "县医院新院区</a></th>" in one
    table = client.get("/projects/map/?format=xlsx")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(table.content)).get_sheet_by_index(0).to_python()
    )
    line = next(row for row in rows if row[0] == county.towns[1].name)
    assert line[1:5] == [1, 126000, 0, 1]
    for view in ("deployment", "progress", "support"):
        sheet = client.get(f"/projects/map/print/?view={view}&paper=a0")
        assert sheet["Content-Type"] == "application/pdf"
        assert sheet.content.startswith(b"%PDF-")
