"""A dispatcher moves a due date, sees what breaks and who must act, and prints the wall chart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from playwright.sync_api import Page

from sanbi.apps.projects.models import Baseline, Obstacle, Project
from sanbi.apps.projects.services import chain_apply, node_begin
from tests.apps.factories.nodes import sign_plan
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_month, make_plan, make_project

NAMES = ("新材料产业园二期", "城东污水处理厂扩建", "冷链物流中心", "县医院新院区", "双泉陶瓷技改")


def projects(county: County, now: datetime) -> Project:
    made = [
        make_project(
            county,
            name=name,
            code=f"W{number}",
            unit=county.towns[number % 3],
            due_on=date(2027, 12, 31),
            leader=county.users["leader"],
        )
        for number, name in enumerate(NAMES)
    ]
    for project in made:
        chain_apply(
            actor=county.actor("bureau"),
            now=now,
            project=project.pk,
            edition=0,
            chain="full" if project == made[0] else "short",
            start=date(2026, 3, 2),
        )
        sign_plan(county, project, now)
        make_plan(project)
        make_month(project, "2026-09", 6_400)
        node = project.nodes.filter(duration__gt=0).first()
        assert node is not None
        node_begin(
            actor=county.actor("bureau"),
            now=now,
            project=project.pk,
            node=node.pk,
            on=date(2026, 4, 1),
        )
    return made[1]


def test_a_due_date_is_moved_and_the_wall_printed(
    open_page: Callable[..., Page],
    county: County,
    now: datetime,
    axe: Callable[[Page], list[Any]],
    picture: Callable[[Page, str], None],
) -> None:
    project = projects(county, now)
    page = open_page("/projects/wall/", "bureau")
    assert page.locator("tbody tr").count() == len(NAMES)
    picture(page, "wall")
    assert axe(page) == []
    page.get_by_role("link", name=project.name).click()
    handle = page.locator("[data-due]")
    handle.focus()
    for _ in range(60):
        page.keyboard.press("Shift+ArrowLeft")
    picture(page, "nodes")
    assert axe(page) == []
    page.keyboard.press("Enter")
    page.get_by_text("这条链条").wait_for()
    picture(page, "replan")
    assert axe(page) == []
    assert project.due_on == date(2027, 12, 31)
    assert Baseline.objects.filter(project=project).count() == 1
    page.get_by_label("原因").fill("县委要求提前投产")
    page.get_by_role("button", name="签署计划").click()
    page.get_by_text("已签署为第 2 版计划").wait_for()
    project.refresh_from_db()
    assert project.due_on == date(2026, 11, 6)
    with page.expect_download() as coming:
        page.goto(page.url.split("/projects/")[0] + "/projects/wall/")
        page.get_by_role("link", name="打印 A0 挂图").click()
    assert coming.value.suggested_filename.endswith("-A0.pdf")
    assert coming.value.path().read_bytes().startswith(b"%PDF")


def test_the_wall_is_narrow_too(
    open_page: Callable[..., Page],
    county: County,
    now: datetime,
    picture: Callable[[Page, str], None],
) -> None:
    projects(county, now)
    assert not Obstacle.objects.exists()
    page = open_page("/projects/wall/", "bureau", width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    picture(page, "wall-narrow")
