"""A bureau looks at lamp rules before keeping them; a waiver is asked for and decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from playwright.sync_api import Page

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.projects.models import LampRules, LampWaiver, Node, Project
from sanbi.apps.projects.services import lamps_read
from tests.apps.factories.obstacles import make_obstacle
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_month, make_plan, make_project

WORK = (("新材料产业园二期", "0.74"), ("城东污水处理厂扩建", "0.58"), ("冷链物流中心", "0.35"))


@pytest.fixture
def late(county: County, now: datetime) -> Project:
    """Five projects, of which three are at work, one has not started, one never reported."""
    for number, (name, share) in enumerate(WORK):
        _at_work(county, name, number, share)
    _at_work(county, "县医院新院区", 3, None)
    held = make_project(
        county, code="L9", name="双泉陶瓷技改", stage="signed", start_on=date(2026, 7, 10)
    )
    make_obstacle(county, project=held, raised_on=date(2026, 9, 1), due_on=date(2026, 9, 8))
    for period in ("2026-07", "2026-08", "2026-09"):
        lamps_read(actor=SYSTEM, now=now, period=period)
    return held


def _at_work(county: County, name: str, number: int, share: str | None) -> None:
    project = make_project(
        county,
        code=f"L{number}",
        name=name,
        unit=county.towns[number % 3],
        stage="started",
        origin="mixed",
        statistics_entry="entered",
        statistics_on=date(2026, 3, 9),
        leader=county.users["leader"],
    )
    Node.objects.create(
        project=project,
        key="a",
        place=1,
        name="施工",
        calendar="construction",
        duration=200,
        planned_start=date(2026, 1, 1),
        planned_finish=date(2026, 12, 31),
    )
    make_plan(project)
    for month, part in (("2026-07", 0.7), ("2026-08", 0.85), ("2026-09", 1)):
        if share is not None:
            done = round(float(share) * part, 3)
            paid = int(10_000 * done)
            make_month(project, month, int(12_000 * done), physical=done, paid_wan=paid)


def test_rules_and_lamps(
    open_page: Callable[..., Page],
    late: Project,
    axe: Callable[[Page], list[Any]],
    picture: Callable[[Page, str], None],
) -> None:
    page = open_page("/projects/lamps/", "bureau")
    picture(page, "lamps")
    assert axe(page) == []
    page.get_by_role("link", name="设置规则").click()
    page.get_by_role("link", name="武汉").click()
    page.get_by_role("button", name="检查并看效果").click()
    page.get_by_text("按此规则的亮灯效果").wait_for()
    picture(page, "lamp-rules")
    assert axe(page) == []
    assert LampRules.objects.count() == 1
    page.get_by_role("button", name="存为新版本").click()
    page.get_by_text("已存为第1版").wait_for()
    clerk = open_page(f"/projects/{late.pk}/lamps/", "clerk")
    picture(clerk, "project-lamps")
    assert axe(clerk) == []


def test_a_waiver_is_asked_for_and_decided(
    open_page: Callable[..., Page],
    late: Project,
    axe: Callable[[Page], list[Any]],
    picture: Callable[[Page, str], None],
) -> None:
    page = open_page(f"/projects/{late.pk}/lamps/", "clerk")
    page.get_by_role("link", name="申请豁免").click()
    page.get_by_label("起始月份").fill("2026-08")
    page.get_by_label("截止月份").fill("2026-08")
    page.get_by_label("原因").fill("征地尚未批复")
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("已提交申请").wait_for()
    waiver = LampWaiver.objects.get()
    office = open_page(f"/projects/lamps/waivers/{waiver.pk}/", "office")
    picture(office, "waiver")
    assert axe(office) == []
    office.get_by_label("批准", exact=True).check()
    office.get_by_role("button", name="决定").click()
    office.get_by_text("已审定").wait_for()
    picture(office, "project-lamps-waived")
    assert axe(office) == []
    assert office.get_by_text("予以豁免").count() >= 1


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_pages_of_lamps_are_narrow_too(
    open_page: Callable[..., Page],
    late: Project,
    picture: Callable[[Page, str], None],
    locale: str,
) -> None:
    for name, path in (
        ("lamps", "/projects/lamps/"),
        ("project-lamps", f"/projects/{late.pk}/lamps/"),
        ("lamp-rules", "/projects/lamps/rules/"),
        ("pace", "/projects/funnel/"),
    ):
        page = open_page(path, "bureau", width=390, height=844, locale=locale)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        picture(page, f"{name}-narrow-{locale[:2]}")


def test_pace_of_the_years_plan(
    open_page: Callable[..., Page],
    late: Project,
    axe: Callable[[Page], list[Any]],
    picture: Callable[[Page, str], None],
) -> None:
    page = open_page("/projects/funnel/", "leader")
    picture(page, "pace")
    assert axe(page) == []
    rows = page.locator("table:has(caption:has-text('年度计划进度十慢')) tbody tr")
    assert [row.split()[0] for row in rows.all_inner_texts()] == [
        "冷链物流中心",
        "城东污水处理厂扩建",
        "新材料产业园二期",
    ]
    # Who has not reported is missing, not slowest: the table of shares says how many there are.
    page.get_by_role("row", name="全部").get_by_text("1 个未报").wait_for()
    assert late.name not in " ".join(rows.all_inner_texts())  # it has no plan of the year
