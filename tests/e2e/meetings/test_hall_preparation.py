"""What stands ready before a meeting in a hall: venues, roster, the desk at the door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from sanbi.apps.meetings.cards import code_of
from sanbi.apps.meetings.models import Meeting
from tests.apps.factories.meetings import (
    make_attendee,
    make_contribution,
    make_device,
    make_item,
    make_meeting,
    make_venue,
)
from tests.apps.factories.orgs import County

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]
PEOPLE = ("张建国", "李秀英", "王海燕", "陈志强", "刘晓东", "周梦琪")


def exchange_round(county: County) -> Meeting:
    """A round in a main venue and a sub-venue, with six people on its roster."""
    held = make_meeting(
        county, sort="round", title="三季度三比三看交流会", begins_at=timezone.now()
    )
    main = make_venue(held, "主会场", wall_m="9.6")
    sub = make_venue(held, "青石镇分会场", place="青石镇三楼会议室")
    units = ("县发改局", "县统计局", "青石镇")
    for place, name in enumerate(PEOPLE):
        unit = units[place % 3]
        make_attendee(
            held,
            name,
            unit_name=unit,
            venue=sub if unit == "青石镇" else main,
            voter_class="townships" if unit == "青石镇" else "departments",
        )
    make_item(held, title="成果亮晒", minutes=30)
    return held


def test_the_roster_and_the_desk(open_page: Open, county: County, picture: Any, axe: Any) -> None:
    held = exchange_round(county)
    page = open_page(f"/meetings/{held.pk}/", "office")
    picture(page, "meeting_tabs")
    page.get_by_role("link", name="会场与名册").click()
    picture(page, "meeting_roster")
    assert axe(page) == []
    page.get_by_role("link", name=PEOPLE[0]).click()
    picture(page, "meeting_attendee")
    assert axe(page) == []
    page.goto(page.url.split("/meetings/")[0] + f"/meetings/{held.pk}/desk/")
    first = held.attendees.get(number=1)
    page.fill("#id_code", code_of(first))
    page.keyboard.press("Enter")  # as a scanner does
    page.wait_for_load_state("networkidle")
    assert "签到成功：张建国" in page.inner_text("body")
    page.check(f"[aria-label^='{PEOPLE[1]}']")
    page.check(f"[aria-label^='{PEOPLE[2]}']")
    page.get_by_role("button", name="登记所选人员").click()
    page.wait_for_load_state("networkidle")
    assert "已登记 2 人" in page.inner_text("body")
    picture(page, "meeting_desk")
    assert axe(page) == []
    # Another desk notes somebody: the counts of this one follow by themselves.
    held.attendees.filter(number=6).update(presence="present")
    came = page.locator("#turnout tbody tr:last-child td:nth-child(3)")
    came.filter(has_text="4").wait_for(timeout=15_000)


@pytest.mark.parametrize(
    "way", ["", "roster/", "desk/", "speakers/", "contributions/", "clock/", "rehearsal/", "lists/"]
)
def test_they_fit_a_telephone(open_page: Open, county: County, picture: Any, way: str) -> None:
    held = exchange_round(county)
    page = open_page(f"/meetings/{held.pk}/{way}", "office", width=390, height=844)
    picture(page, f"meeting_{way.strip('/')}_390")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_agenda_a_draw_and_contributions(
    open_page: Open, county: County, picture: Any, axe: Any
) -> None:
    held = exchange_round(county)
    held.begins_at += timedelta(hours=1)
    held.save()
    make_item(held, title="现场测评", kind="evaluation", minutes=20)
    make_item(held, title="总结讲话", kind="summing_up", minutes=75)
    page = open_page(f"/meetings/{held.pk}/speakers/", "office")
    picture(page, "meeting_draw_empty")
    page.fill("#id_wanted", "1")
    page.get_by_role("button", name="抽签", exact=True).click()
    page.wait_for_load_state("networkidle")
    picture(page, "meeting_draw")
    assert axe(page) == []
    page.goto(page.url.replace("/speakers/", "/"))
    assert "主要领导讲话 75 分钟" in page.inner_text("body")
    assert "主题发言：" in page.inner_text("body")
    picture(page, "meeting_agenda_clock")
    assert axe(page) == []
    for unit in county.towns[:2]:
        make_contribution(held, unit, due_on=timezone.localdate())
    page.goto(page.url + "contributions/")
    picture(page, "meeting_contributions")
    assert axe(page) == []
    page.get_by_role("link", name=county.towns[0].name, exact=True).click()
    picture(page, "meeting_contribution")
    assert axe(page) == []


def test_the_speaking_clock_and_the_lengths(
    open_page: Open, county: County, picture: Any, axe: Any
) -> None:
    held = exchange_round(county)
    held.state, held.opened_at = "open", timezone.now()
    held.save()
    make_item(held, title="主题发言：青石镇", kind="speech", minutes=8)
    page = open_page(f"/meetings/{held.pk}/clock/", "office")
    page.get_by_role("button", name="开始计时").first.click()
    page.wait_for_load_state("networkidle")
    cell = page.locator("[data-speaking]")
    cell.filter(has_text="0:02").wait_for()
    page.reload()
    assert int(cell.get_attribute("data-speaking") or 0) >= 2  # it went on meanwhile
    picture(page, "meeting_clock")
    assert axe(page) == []
    late = timezone.now() + timedelta(minutes=250)
    held.state, held.closed_at = "closed", late
    held.save()
    page.goto(page.url.split("/meetings/")[0] + "/meetings/lengths/")
    picture(page, "meeting_lengths")
    assert axe(page) == []


def test_the_check_before_the_meeting(
    open_page: Open, county: County, picture: Any, axe: Any
) -> None:
    held = exchange_round(county)
    make_device(held.venues.get(role="main"), seen_at=timezone.now(), skew_ms=2600)
    page = open_page(f"/meetings/{held.pk}/rehearsal/", "office")
    picture(page, "meeting_rehearsal")
    assert axe(page) == []
    assert "主会场 大屏 +2.6 s" in page.inner_text("body")


def test_the_lists_for_the_hall(open_page: Open, county: County, picture: Any, axe: Any) -> None:
    held = exchange_round(county)
    page = open_page(f"/meetings/{held.pk}/lists/", "office")
    picture(page, "meeting_lists")
    assert axe(page) == []
    page.fill("#seating_ranking", "青石镇\n县统计局")
    with page.expect_download() as found:
        page.get_by_role("button", name="导出座次（Excel）").click()
    assert found.value.suggested_filename.endswith(".xlsx")
