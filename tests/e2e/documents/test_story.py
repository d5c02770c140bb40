"""The supervision office takes a damaged page in, decides a place, and files a sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from sanbi.apps.actions.models import Action
from sanbi.apps.documents.models import Document
from sanbi.apps.documents.services import read_now
from tests.apps.factories.orgs import County

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOW = datetime(2026, 10, 10, 1, tzinfo=UTC)
DUE = timezone.localdate() + timedelta(days=60)  # the clock of the pages is the real one
STATED = f"{DUE.year}年{DUE.month}月{DUE.day}日"
PAGE = (
    "雲川縣(xiàn)召開重點項目調度會(huì)\n"
    "10月9日,雲川縣(xiàn)召開重點項目調度會(huì)?h長林守正主持會(huì)議并講話,"
    "縣(xiàn)領導周一鳴、吳桐等出席。\n"
    f"林守正強調,各鄉(xiāng)鎮(zhèn)要于{STATED}前完成抽水蓄能項目用地預審補正。"
    f"縣(xiàn)自然資源局要在{STATED}前完成12個項目林地報批。要進一步增強責任意識。\n"
)


@pytest.mark.parametrize("width", [1366, 390])
def test_from_a_damaged_page_to_an_action(
    county: County,
    open_page: Callable[..., Page],
    picture: Callable[[Page, str], Path],
    axe: Callable[[Page], list[str]],
    width: int,
) -> None:
    page = open_page("/actions/inbox/new/", "supervisor", width=width)
    page.get_by_label("或直接粘贴正文").fill(PAGE)
    page.get_by_label("发布日期").fill("2026-10-09")
    page.get_by_role("button", name="登记").click()
    page.wait_for_url("**/actions/inbox/*/")
    held = Document.objects.get()
    read_now(held.pk, NOW)  # as the worker does
    page.goto(page.url)
    text = page.locator(".document-text").nth(1).inner_text()
    assert "召开重点项目调度会" in text
    assert "长林守正主持会议并讲话" in text
    assert "xiàn" not in text
    assert axe(page) == []
    picture(page, f"document-{width}")
    for place in page.locator("select[name^=place-]").all():
        place.select_option("0")
    if page.locator("select[name^=place-]").count():
        page.get_by_role("button", name="采用以上决定").click()
        page.wait_for_load_state()
        read_now(held.pk, NOW)
    page.goto(page.url.split("/actions/")[0] + f"/actions/inbox/{held.pk}/proposals/")
    assert axe(page) == []
    picture(page, f"proposals-{width}")
    assert page.get_by_text("另有").count() == 1
    card = page.locator(".proposal").first
    assert f"{STATED}前完成抽水蓄能项目用地预审补正" in card.inner_text()
    card.get_by_role("link", name="采纳").click()
    assert (
        page.get_by_label("或按原文定的日期").or_(page.locator("[name=due_on]")).input_value()
        == DUE.isoformat()
    )
    page.locator("[name=lead_unit]").select_option(str(county.towns[0].pk))
    page.get_by_role("button", name="立项").click()
    page.wait_for_url("**/actions/*/")
    made = Action.objects.get()
    assert made.quote in text.replace("\n", "")
    picture(page, f"proposal-filed-{width}")
    page.goto(page.url.split("/actions/")[0] + made.source_link)
    assert made.number in page.locator(".proposal").first.inner_text()
    _leave(page, "已在办")


def _leave(page: Page, why: str) -> None:
    """Leave the second sentence, with the reason."""
    card = page.locator(".proposal").nth(1)
    card.get_by_placeholder("不立项的理由").fill(why)
    card.get_by_role("button", name="不立项").click()
    page.wait_for_load_state()
    assert why in page.locator(".proposal").nth(1).inner_text()
