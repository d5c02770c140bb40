"""A dispatch meeting in the browser, from what is proposed to its minutes; and a tour."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page

from sanbi.apps.meetings.models import Decision, Meeting, Stop, Tour
from sanbi.apps.projects.models import LampReading, LampRules, Node
from tests.apps.factories.meetings import (
    late_project,
    make_item,
    make_meeting,
    make_series,
    make_stop,
    make_tour,
)
from tests.apps.factories.nodes import make_nodes
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import AT, make_project

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]
NAMES = ("新材料产业园二期", "云川抽水蓄能前期工程", "双泉陶瓷技改")


def projects(county: County) -> list[Any]:
    """Three projects: one blocked, one red with a late node, one with a late node."""
    towns = county.towns
    blocked = late_project(county, name=NAMES[0], unit=towns[0])
    red, late = (
        make_project(county, name=name, unit=unit, stage="signed")
        for name, unit in zip(NAMES[1:], towns[1:], strict=True)
    )
    for project in (red, late):
        make_nodes(project)
        Node.objects.filter(project=project, key="a").update(planned_finish=date(2026, 9, 29))
    rules = LampRules.objects.create(
        version=1, name="试行", content={}, valid_from=AT.date(), by_name="发改局", at=AT
    )
    for lamp, colour, size, reason in (
        ("overall", "red", "37天", "进度滞后 37 天"),
        ("payment", "yellow", "6%", "支付比计划少 6%"),
    ):
        LampReading.objects.create(
            project=red,
            period="2026-09",
            lamp=lamp,
            colour=colour,
            size=size,
            reason=reason,
            rules=rules,
            at=AT,
        )
    return [blocked, red, late]


def press(page: Page, name: str) -> None:
    """Press a button, and wait for what comes."""
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state("networkidle")


def test_from_the_proposal_to_the_minutes(
    open_page: Open, county: County, picture: Any, axe: Any
) -> None:
    projects(county)
    make_series(county, day=5, since=date(2026, 10, 1))
    page = open_page("/meetings/", "office")
    picture(page, "meetings_empty")
    page.locator("table a", has_text="召集").first.click()
    assert page.input_value("#id_place") == "县政府第二会议室"
    page.fill("#id_begins_at", f"{timezone.localdate():%Y-%m-%d}T23:59")
    picture(page, "meeting_call")
    press(page, "召集")
    picture(page, "meeting_proposals")
    assert axe(page) == []
    assert page.locator("tbody th").all_inner_texts() == [NAMES[1], NAMES[0], NAMES[2]]
    press(page, "将选中的列入议程")
    held = Meeting.objects.get()
    press(page, f"上移：{NAMES[0]}")
    rows = held.items.order_by("place").values_list("title", flat=True)
    assert list(rows) == [NAMES[0], NAMES[1], NAMES[2]]
    press(page, "开始会议")
    for unit in (county.bureau, county.towns[0]):
        page.select_option(f"#id_presence_{unit.pk}", "present")
    page.fill(f"#id_person_{county.bureau.pk}", "李四")
    picture(page, "meeting_attendance")
    press(page, "保存")
    page.select_option("#id_item", label=NAMES[0])
    page.fill("#id_text", "剩余32亩征收一周内完成。")
    page.select_option("#id_unit", label="县统计局")
    page.fill("#id_working_days", "5")
    press(page, "记录")
    assert Decision.objects.get().project_id == held.items.get(title=NAMES[0]).project_id
    picture(page, "meeting_open")
    assert axe(page) == []
    page.get_by_role("link", name="结束会议").click()
    page.fill("#id_remarks", "各单位要压实责任，逐项销号。")
    press(page, "结束")
    picture(page, "meeting_closed")
    read_and_carried_out(open_page, page, picture, axe)


def read_and_carried_out(open_page: Open, page: Page, picture: Any, axe: Any) -> None:
    """The rest of the story: the minutes, and the unit that must act."""
    with page.expect_download() as loading:
        page.get_by_role("link", name="下载 Word 纪要").click()
    texts = [row.text for row in Document(loading.value.path()).paragraphs]
    assert "1.剩余32亩征收一周内完成。" in "".join(texts)
    page.get_by_role("link", name="查看纪要").click()
    assert axe(page) == []
    picture(page, "meeting_minutes")
    page = open_page("/", "stats")
    assert "剩余32亩征收一周内完成。" in page.inner_text("main")
    page = open_page(f"/meetings/decisions/{Decision.objects.get().pk}/", "stats")
    page.fill("#id_note", "已全部签约腾空。")
    press(page, "登记办结")
    assert Decision.objects.get().state == "done"
    picture(page, "decision_done")


def test_the_hall_shows_one_item_at_a_time(open_page: Open, county: County, picture: Any) -> None:
    held = make_meeting(county, "open")
    for project in projects(county):
        make_item(held, project, why="节点超期", unit=project.unit, speaker="王五", minutes=8)
    make_item(held, why="通报三季度入库情况，部署四季度开工项目。")
    page = open_page(f"/meetings/{held.pk}/hall/", "office")
    page.set_viewport_size({"width": 1920, "height": 1080})
    screens = page.locator("[data-screen]")
    assert [screens.nth(n).is_visible() for n in range(4)] == [True, False, False, False]
    picture(page, "hall_1")
    page.keyboard.press("ArrowRight")
    assert [screens.nth(n).is_visible() for n in range(4)] == [False, True, False, False]
    clock = screens.nth(1).locator("[data-clock]")
    assert clock.inner_text().count(":") == 2
    picture(page, "hall_2")
    for number in range(4):
        box = page.evaluate(
            """n => { const s = document.querySelectorAll('[data-screen]')[n];
                s.hidden = false;
                const foot = s.querySelector('.hfoot').getBoundingClientRect().top;
                const main = s.querySelector('.dispatch-main').getBoundingClientRect().bottom;
                return [main, foot]; }""",
            number,
        )
        assert box[0] <= box[1], f"screen {number + 1} runs into its foot"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert screens.nth(3).is_visible()  # back from the first is the last
    picture(page, "hall_4")
    page.keyboard.press("Escape")
    page.wait_for_url(f"**/meetings/{held.pk}/")


def test_a_tour_is_screened_ordered_and_fixed(
    open_page: Open, county: County, picture: Any, axe: Any
) -> None:
    first, second, third = (make_project(county, name=name) for name in NAMES)
    make_stop(make_tour(county, "held", title="上半年观摩"), first)
    tour = make_tour(county)
    make_stop(tour, second, focus="上水库施工面")
    make_stop(tour, third)
    page = open_page(f"/meetings/tours/{tour.pk}/stops/", "office")
    page.select_option("#id_project", label=NAMES[0])
    press(page, "列入")
    assert "已列入 2026-10-09 的“上半年观摩”" in page.inner_text("main")
    picture(page, "tour_shown_before")
    page.fill("#id_shown_before_why", "二期新投产")
    press(page, "列入")
    with page.expect_navigation(wait_until="networkidle"):
        page.get_by_role("row").nth(3).drag_to(page.get_by_role("row").nth(1))
    order = Stop.objects.filter(tour=tour).order_by("place")
    assert [row.project.name for row in order] == [NAMES[0], NAMES[1], NAMES[2]]
    picture(page, "tour_planned")
    assert axe(page) == []
    for number in range(3):
        page = open_page(f"/meetings/tours/{tour.pk}/", "stats")
        page.get_by_role("link", name="待预审").first.click()
        page.check("input[value=unfit]" if number == 1 else "input[value=fit]")
        if number == 1:
            page.fill("#id_reason", "道路未通")
        press(page, "保存")
    page = open_page(f"/meetings/tours/{tour.pk}/", "office")
    press(page, "确定路线")
    assert "有部门认为“云川抽水蓄能前期工程”不适合观摩" in page.inner_text("main")
    page.get_by_role("link", name=f"修改：{NAMES[1]}").click()
    page.fill("#id_unfit_why", "便道本周贯通")
    press(page, "保存")
    press(page, "确定路线")
    assert Tour.objects.get(pk=tour.pk).state == "fixed"
    picture(page, "tour_fixed")
    for name in ("路线单", "评分表"):
        with page.expect_download() as loading:
            page.get_by_role("link", name=name).click()
        content = io.BytesIO(loading.value.path().read_bytes())
        assert content.read(5) == b"%PDF-"
    places = ("meetings", "meetings/decisions", "meetings/tours", f"meetings/tours/{tour.pk}")
    for width in (1366, 390):
        for where in places:
            page = open_page(f"/{where}/", "office", width=width)
            picture(page, f"{where.replace('/', '_')}_{width}")
