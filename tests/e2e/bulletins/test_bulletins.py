"""Bulletins in the browser: composed, handed in, signed, read; looked at wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from sanbi.apps.bulletins.models import Bulletin
from tests.apps.factories.boards import make_boards
from tests.apps.factories.bulletins import make_deeds
from tests.apps.factories.orgs import County

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]


def press(page: Page, name: str) -> None:
    """Press a button, and wait for what comes."""
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state("networkidle")


def test_from_the_data_to_an_issued_bulletin(
    open_page: Open, county: County, picture: Any, axe: Any
) -> None:
    make_deeds(county)
    boards = make_boards(towns=8, periods=("2026Q2", "2026Q3"))
    page = open_page("/bulletins/", "office")
    picture(page, "bulletins_empty")
    page.get_by_role("link", name="起草通报").first.click()
    page.select_option("#id_kind", "quarter")
    page.select_option("#id_round", str(boards.rounds[-1].pk))
    press(page, "起草")
    made = Bulletin.objects.get()
    assert page.url.endswith(f"/bulletins/{made.pk}/compose/")
    assert axe(page) == []
    picture(page, "bulletin_composer")
    press(page, "送签")
    waiting = open_page(f"/bulletins/{made.pk}/", "leader")
    press(waiting, "签发")
    assert waiting.locator(".bulletin-number").inner_text().endswith("〕1号")
    read = open_page(f"/bulletins/{made.pk}/", "clerk")
    assert read.locator(".bulletin h2").inner_text().startswith("关于2026年第三季度")
    assert read.locator(".bulletin a").count() == 0
    assert axe(read) == []
    picture(read, "bulletin_read")
    narrow = open_page(f"/bulletins/{made.pk}/", "clerk", width=390)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 390
    picture(narrow, "bulletin_read_narrow")
