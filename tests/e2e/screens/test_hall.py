"""A hall: two venues in step with the console, a cut in the middle, and nobody loses the place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from sanbi.apps.ballots.models import Voter
from sanbi.apps.meetings.models import AgendaItem
from sanbi.apps.meetings.services import clock_press, device_add
from sanbi.apps.screens.models import Show
from sanbi.apps.screens.services import Scenery, show_set
from tests.apps.factories.ballots import NAMES, cast_as, make_poll
from tests.apps.factories.lamps import make_lamp
from tests.apps.factories.meetings import make_item, make_meeting, make_venue
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_project
from tests.support.live import live_service

__all__ = ["live_service"]


@pytest.fixture
def screen(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """A screen of a venue, in a browser of its own that nobody signs in to."""
    contexts = []

    def opener(path: str, width: int = 1920, height: int = 1080) -> Page:
        context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield opener
    for context in contexts:
        context.close()


def test_two_venues_follow_the_console_through_a_cut(
    county: County,
    live_service: int,
    open_page: Callable[..., Page],
    screen: Callable[..., Page],
    axe: Any,
    picture: Callable[..., Path],
) -> None:
    del live_service
    meeting = make_meeting(county, title="第三季度“三比三看”交流会")
    make_poll("published", subjects=8)
    console = open_page(f"/screens/{meeting.pk}/", "office")
    console.get_by_role("button", name="测评结果逐名揭晓").click()
    expect(console.get_by_text("即将揭晓").first).to_be_visible()
    address = f"/hall/{Show.objects.get().key}/"
    main, sub = screen(address), screen(address)
    assert not any(name in main.content() for name in NAMES)
    for step in range(1, 4):
        console.keyboard.press("ArrowRight")
        expect(console.locator(".show-steps .num")).to_have_text(f"{step} / 8")
    for page in (main, sub):
        expect(page.locator(".lrow .n:not(:empty)")).to_have_count(3)
    assert axe(main) == []
    picture(main, "hall-reveal")
    picture(console, "hall-console")
    sub.context.set_offline(True)
    console.keyboard.press("ArrowRight")
    expect(console.locator(".show-steps .num")).to_have_text("4 / 8")
    expect(main.locator(".lrow .n:not(:empty)")).to_have_count(4)
    expect(sub.locator(".lrow .n:not(:empty)")).to_have_count(3)
    expect(sub.get_by_text("网络中断")).to_be_visible(timeout=15000)
    sub.context.set_offline(False)
    expect(sub.locator(".lrow .n:not(:empty)")).to_have_count(4, timeout=15000)
    expect(sub.get_by_text("网络中断")).to_be_hidden()


def test_the_turnout_runs_and_tells_nothing_else(
    county: County,
    live_service: int,
    open_page: Callable[..., Page],
    screen: Callable[..., Page],
    picture: Callable[..., Path],
) -> None:
    del live_service
    meeting = make_meeting(county, title="第三季度“三比三看”交流会")
    poll = make_poll("open")
    console = open_page(f"/screens/{meeting.pk}/", "office")
    console.get_by_role("button", name="投票进度").click()
    page = screen(f"/hall/{Show.objects.get().key}/")
    expect(page.locator("[data-voted]")).to_have_text("0")
    for voter in Voter.objects.filter(poll=poll).select_related("poll")[:5]:
        cast_as(voter)
    expect(page.locator("[data-voted]")).to_have_text("5", timeout=15000)
    picture(page, "hall-turnout")
    for scene in ("会议标题", "议程"):
        console.get_by_role("button", name=scene, exact=True).click()
        expect(page.locator("[data-voted]")).to_be_hidden(timeout=15000)
        picture(page, f"hall-{scene}")
    console.get_by_role("button", name="投票进度").click()
    expect(page.locator("[data-voted]")).to_have_text("5", timeout=15000)
    assert "好" not in page.locator("[data-scene]").inner_text()


def test_the_speaking_clock_counts_on_and_follows_its_presses(
    county: County,
    live_service: int,
    open_page: Callable[..., Page],
    screen: Callable[..., Page],
    axe: Any,
    picture: Callable[..., Path],
) -> None:
    del live_service
    now = timezone.now()
    meeting = make_meeting(county, "open", title="第三季度“三比三看”交流会")
    first = make_item(meeting, title="项目建设发言", minutes=8, unit=county.towns[0])
    second = make_item(meeting, title="共同富裕发言", minutes=6, unit=county.towns[1])
    console = open_page(f"/screens/{meeting.pk}/", "office")
    console.get_by_role("button", name="发言计时").click()
    page = screen(f"/hall/{Show.objects.get().key}/")
    expect(page.get_by_text("计时未走")).to_be_visible()
    expect(page.locator(".show-left")).to_have_text("8:00")
    office = county.actor("office")

    def press(item: AgendaItem, key: str, at: datetime) -> None:
        clock_press(actor=office, now=at, meeting=meeting.pk, item=item.pk, press=key)

    press(first, "start", now - timedelta(minutes=2))
    expect(page.get_by_text("剩余时间")).to_be_visible(timeout=15000)
    expect(page.locator(".show-left")).to_have_text(re.compile(r"5:5\d"))
    before = page.locator(".show-left").inner_text()
    page.context.set_offline(True)  # counts on without anybody
    expect(page.locator(".show-left")).not_to_have_text(before)
    page.context.set_offline(False)
    expect(page.get_by_text("下一位")).to_be_visible()
    page.wait_for_timeout(500)  # until the fade is over
    assert axe(page) == []
    picture(page, "hall-clock")
    press(first, "end", now)
    press(second, "start", now - timedelta(minutes=7))
    expect(page.get_by_text("已超时")).to_be_visible(timeout=15000)
    expect(page.locator(".show-left")).to_have_text(re.compile(r"\+1:\d\d"))
    picture(page, "hall-clock-over")


def test_projects_come_page_by_page_and_township_by_township(
    county: County,
    live_service: int,
    open_page: Callable[..., Page],
    screen: Callable[..., Page],
    axe: Any,
    picture: Callable[..., Path],
) -> None:
    del live_service
    meeting = make_meeting(county, title="第三季度“三比三看”交流会")
    for number, colour in enumerate(("green", "yellow", "red", "green", "none", "green", "red")):
        held = make_project(
            county,
            code=f"P{number}",
            name=f"第{number + 1}号新材料产业园项目",
            unit=county.towns[number % 2],
        )
        make_lamp(held, colour)
    console = open_page(f"/screens/{meeting.pk}/", "office")
    console.get_by_role("button", name="项目挂图作战", exact=True).click()
    page = screen(f"/hall/{Show.objects.get().key}/")
    expect(page.locator(".show-line")).to_have_count(6)
    names = page.locator(".show-named .n").all_inner_texts()
    assert names[:3] == [f"第{number}号新材料产业园项目" for number in (3, 7, 2)]  # red ones first
    page.wait_for_timeout(500)  # until the fade is over
    assert axe(page) == []
    picture(page, "hall-wall")
    console.keyboard.press("ArrowRight")
    expect(page.locator(".show-line")).to_have_count(1)
    console.get_by_role("button", name="挂图作战：亮红灯的").click()
    expect(page.locator(".show-line")).to_have_count(2)
    console.get_by_role("button", name="项目地图").click()
    expect(page.locator(".show-place-tile")).to_have_count(2)
    page.wait_for_timeout(500)
    assert page.locator(".show-place-tile.now").count() == 0
    picture(page, "hall-map")
    console.keyboard.press("ArrowRight")
    expect(page.locator(".show-place-tile.now")).to_have_count(1)
    expect(page.locator(".show-spots li")).to_have_count(4)
    page.wait_for_timeout(500)  # until the fade is over
    assert axe(page) == []
    picture(page, "hall-map-town")
    picture(console, "hall-console-map")


def test_a_screen_that_was_added_says_that_it_is_here(
    county: County, live_service: int, screen: Callable[..., Page]
) -> None:
    del live_service
    now = timezone.now()
    meeting = make_meeting(county)
    office = county.actor("office")
    made, token = device_add(
        actor=office, now=now, meeting=meeting.pk, venue=make_venue(meeting).pk, name="大屏"
    )
    show = show_set(actor=office, now=now, meeting=meeting.pk, scenery=Scenery("title"))
    with_token = screen(f"/hall/{show.key}/#device={token}")
    with_token.wait_for_timeout(1000)
    made.refresh_from_db()
    assert made.seen_at is not None
    assert made.skew_ms is not None
    assert abs(made.skew_ms) < 2000
