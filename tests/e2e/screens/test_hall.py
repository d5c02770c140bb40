"""A hall: two venues in step with the console, a cut in the middle, and nobody loses the place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from sanbi.apps.ballots.models import Voter
from sanbi.apps.screens.models import Show
from tests.apps.factories.ballots import NAMES, cast_as, make_poll
from tests.apps.factories.meetings import make_meeting
from tests.apps.factories.orgs import County
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
