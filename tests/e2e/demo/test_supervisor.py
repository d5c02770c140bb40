"""A supervisor opens a damaged page from the web, gets a clean text and six proposals, files four
as actions, and sees one through to its close-out; the bulletin reports it, with a link back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanbi.apps.actions.models import Action, Judgement
from sanbi.apps.bulletins.models import Bulletin
from sanbi.apps.documents.models import Document
from sanbi.apps.documents.services import read_now

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Opener = Callable[..., Page]
Pictured = Callable[[Page, str], Path]
Axe = Callable[[Page], list[str]]
MOMENT = datetime(2026, 10, 19, 6, 32, tzinfo=UTC)
FILED = (
    ("云岭抽水蓄能项目用地预审补正", "县自然资源局"),
    ("5个项目的施工许可", "县行政审批局"),
    ("智能装备产业园二期用地腾空", "松涛镇"),
    ("石材整治问题整改到位并销号", "青石镇"),
)
"""Words of the sentence that is filed, and the unit that the supervisor chooses."""


@pytest.mark.usefixtures("county")
def test_from_a_damaged_page_to_a_close_out(
    open_page: Opener, picture: Pictured, axe: Axe, settings: Any
) -> None:
    settings.SANBI_CLOCK_SECONDS = round((MOMENT - timezone.now()).total_seconds())
    document = _open_the_page(open_page, picture, axe)
    made = [_file(open_page, document, words, unit) for words, unit in FILED]
    page = open_page(reverse("document-proposals", args=[document.pk]), "supervisor")
    expect(page.locator(".proposal-done")).to_have_count(len(FILED))
    picture(page, "supervisor-filed-1366")
    page.close()
    assert Judgement.objects.filter(verdict="filed").count() == len(FILED)
    _see_it_through(made[-1], open_page)
    _issue(open_page, picture)
    page = open_page(reverse("bulletin", args=[Bulletin.objects.latest("pk").pk]), "auditor")
    told = page.locator(".bulletin", has_text=made[-1].number)
    told.get_by_role("link", name=made[-1].quote, exact=True).click()
    expect(page.locator(".proposal:target")).to_contain_text("石材整治问题整改到位并销号")


def _issue(open_page: Opener, picture: Pictured) -> None:
    """The office composes a notice of supervision, the county's leader signs it."""
    page = open_page(reverse("bulletins"), "office")
    page.get_by_role("link", name="起草通报").first.click()
    page.select_option("#id_kind", "supervise")
    page.get_by_role("button", name="起草", exact=True).click()
    page.wait_for_url("**/compose/")
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="送签", exact=True).first.click()
    page.close()
    held = Bulletin.objects.latest("pk")
    page = open_page(reverse("bulletin", args=[held.pk]), "leader")
    page.get_by_role("button", name="签发", exact=True).first.click()
    expect(page.locator(".bulletin-number")).to_contain_text("〔2026〕")
    picture(page, "supervisor-bulletin-1366")
    page.close()


def _open_the_page(open_page: Opener, picture: Pictured, axe: Axe) -> Document:
    """The text is clean but for one place, which the supervisor decides about."""
    document = Document.objects.get(name="damaged.html")
    page = open_page(reverse("documents"), "supervisor")
    picture(page, "supervisor-inbox-1366")
    page.get_by_role("link", name="云川县召开四季度重点项目攻坚推进会").click()
    before, after = (page.locator(".document-text").nth(place).inner_text() for place in range(2))
    assert "(" in before
    assert "锚定目标、奋勇" in after
    expect(page.locator("select[name^=place-]")).to_have_count(3)
    expect(page.locator(".document-text .doubtful")).to_have_text("争先，2")
    picture(page, "supervisor-damaged-1366")
    assert axe(page) == []
    page.locator("tr.doubt select").select_option("0")
    page.get_by_role("button", name="采用以上决定").click()
    expect(page.get_by_text("已采用，正在重新解读")).to_be_visible()
    read_now(document.pk, timezone.now())  # as the worker does
    page.goto(page.url)
    expect(page.locator("tr.doubt")).to_have_count(0)
    page.get_by_role("link", name="逐处对照").click()
    expect(page.locator("main")).to_contain_text("日期相同：2026-10-09")
    picture(page, "supervisor-beside-1366")
    assert axe(page) == []
    page.get_by_role("button", name="同一活动", exact=True).click()
    expect(page.get_by_text("已记录：同一活动")).to_be_visible()
    page.goto(reverse_on(page, "document-proposals", document.pk))
    expect(page.locator(".proposal")).to_have_count(6)
    page.close()
    return document


def reverse_on(page: Page, name: str, *args: object) -> str:
    """The address of a page on the site that a page is of."""
    site = "/".join(page.url.split("/")[:3])
    return f"{site}{reverse(name, args=args)}"


def _file(open_page: Opener, document: Document, words: str, unit: str) -> Action:
    page = open_page(reverse("document-proposals", args=[document.pk]), "supervisor")
    page.locator(".proposal", has_text=words).get_by_role("link", name="采纳").click()
    options = page.locator("[name=lead_unit] option")
    page.locator("[name=lead_unit]").select_option(
        value=options.filter(has_text=unit).first.get_attribute("value")
    )
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="立项").click()
    page.close()
    found = Action.objects.get(judgements__quote__contains=words)
    assert words in found.quote
    return found


def _see_it_through(action: Action, open_page: Opener) -> None:
    """Assigned, received, reported, verified, closed: each by who may."""
    page = open_page(reverse("action", args=[action.pk]), "supervisor")
    _step(page, "交办")
    page.close()
    page = open_page(reverse("action", args=[action.pk]), "clerk")
    _step(page, "签收")
    _step(page, "反馈办结", "12家石材厂全部完成封闭改造，县生态环境局已出具验收意见。")
    page.close()
    page = open_page(reverse("action", args=[action.pk]), "supervisor")
    _step(page, "核查", quality="good")
    _step(page, "销号")
    page.close()
    action.refresh_from_db()
    assert (action.state, action.quality) == ("closed", "good")


def _step(page: Page, name: str, text: str = "", quality: str = "") -> None:
    """Open a step's form, fill it in and send it; come back to the action."""
    page.click(f"a:text-is('{name}')")
    if text:
        page.fill("#id_text", text)
    if quality:
        page.check(f"input[value={quality}]")
    with page.expect_navigation(wait_until="load"):
        page.click(f"button:text-is('{name}')")
