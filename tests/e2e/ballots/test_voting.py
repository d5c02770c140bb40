"""Somebody votes in the hall: at a terminal, over a broken network, once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.ballots import services
from sanbi.apps.ballots.models import BoxBallot, Poll, RollMark, Voter
from sanbi.apps.ballots.tokens import terminal_token
from tests.apps.factories.ballots import AT, code_for, make_poll
from tests.apps.factories.orgs import County
from tests.support.live import live_service

__all__ = ["live_service"]


@pytest.fixture
def poll(county: County, live_service: int) -> Poll:
    del county, live_service
    return make_poll("open", subjects=8)


@pytest.fixture
def at_terminal(browser: Browser, live_server: Any, settings: Any, poll: Poll) -> Any:
    """A terminal of the main venue: the page of the poll in a browser of its own."""
    contexts = []

    def opener(width: int = 1366, height: int = 768, locale: str = "zh-CN") -> Page:
        context = browser.new_context(locale=locale, viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        token = terminal_token(settings.SECRET_KEY, poll.pk, "主会场", 12)
        page.goto(f"{live_server.url}/vote/{poll.pk}/#terminal={token}")
        return page

    yield opener
    for context in contexts:
        context.close()


def voter_of(poll: Poll, kind: str, number: int = 0) -> Voter:
    rows = Voter.objects.filter(poll=poll, poll_class__name=kind).select_related("poll")
    return rows.order_by("number")[number]


def enter(page: Page, voter: Voter) -> None:
    page.get_by_label("测评卡上的八位数字").fill(code_for(voter))
    page.get_by_role("button", name="进入测评").click()
    expect(page.locator("[data-step=paper]")).to_be_visible()


def test_a_voter_marks_all_and_is_done(
    poll: Poll, at_terminal: Callable[..., Page], axe: Any, picture: Callable[..., Path]
) -> None:
    page = at_terminal()
    picture(page, "vote-code")
    assert axe(page) == []
    enter(page, voter_of(poll, "部门"))
    lines = page.locator("[data-line]")
    for number in range(6):
        lines.nth(number).get_by_text("较好" if number % 2 else "好", exact=True).click()
    page.get_by_role("button", name="去补评").click()
    expect(lines.nth(6).get_by_text("未评")).to_be_visible()
    picture(page, "vote-paper")
    assert axe(page) == []
    for number in (6, 7):
        lines.nth(number).get_by_text("一般", exact=True).click()
    page.get_by_role("button", name="投票").click()
    expect(page.get_by_role("heading", name="已记录，您的测评完成了")).to_be_visible()
    picture(page, "vote-done")
    assert axe(page) == []
    receipt = page.locator("[data-receipt]").inner_text().replace(" · ", "-")
    mark = RollMark.objects.get(poll=poll)
    assert mark.receipt == receipt
    ballot = BoxBallot.objects.get(poll=poll)
    assert ballot.marks["B-0"] == {"": "好"}
    assert len(ballot.marks) == 8


def test_the_own_unit_is_not_marked_and_a_broken_network_costs_nothing(
    poll: Poll, at_terminal: Callable[..., Page], picture: Callable[..., Path]
) -> None:
    page = at_terminal()
    voter = voter_of(poll, "乡镇", 2)
    enter(page, voter)
    own = page.locator(f"[data-line='{voter.unit.code}']")
    expect(own.get_by_text("本单位")).to_be_visible()
    others = page.locator("[data-line]:not(.own)")
    for number in range(7):
        others.nth(number).get_by_text("好", exact=True).click()
    page.reload()  # the half-filled ballot is still there
    expect(page.locator("[data-marked]")).to_have_text("7")
    page.context.set_offline(True)
    page.get_by_role("button", name="投票").click()
    expect(page.get_by_text("网络不通")).to_be_visible()
    picture(page, "vote-offline")
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="已记录，您的测评完成了")).to_be_visible(timeout=15000)
    assert RollMark.objects.filter(poll=poll).count() == 1
    assert voter.unit.code not in BoxBallot.objects.get(poll=poll).marks
    # who comes back with the same card is told the same
    again = at_terminal()
    again.get_by_label("测评卡上的八位数字").fill(code_for(voter))
    again.get_by_role("button", name="进入测评").click()
    expect(again.get_by_role("heading", name="已记录，您的测评完成了")).to_be_visible()
    receipt = again.locator("[data-receipt]").inner_text()
    assert receipt == page.locator("[data-receipt]").inner_text()


def test_wrong_codes_paper_and_the_end(
    poll: Poll, at_terminal: Callable[..., Page], picture: Callable[..., Path]
) -> None:
    page = at_terminal(width=390, height=844)
    page.get_by_label("测评卡上的八位数字").fill("00000000")
    page.get_by_role("button", name="进入测评").click()
    expect(page.get_by_text("名册中没有这个号码")).to_be_visible()
    on_paper = voter_of(poll, "部门", 1)
    services.paper_hand_out(actor=SYSTEM, now=AT, poll=poll.pk, voter=on_paper.pk)
    page.get_by_label("测评卡上的八位数字").fill(code_for(on_paper))
    page.get_by_role("button", name="进入测评").click()
    expect(page.get_by_text("您领取了纸质票")).to_be_visible()
    enter(page, voter_of(poll, "部门", 2))
    picture(page, "vote-phone")
    other = at_terminal()
    services.poll_close(actor=SYSTEM, now=AT, poll=poll.pk)
    expect(other.get_by_text("测评已结束")).to_be_visible()
