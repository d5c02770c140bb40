"""The office sees what a new year takes over before it copies, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanbi.apps.indicators.models import Target
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import make_figures, make_grouping, make_scheme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1366, 390])
def test_the_plan_follows_the_years(
    county: County,
    open_page: Callable[..., Page],
    picture: Callable[[Page, str], Path],
    axe: Callable[[Page], list[str]],
    width: int,
) -> None:
    make_grouping(county)
    make_figures(county)
    make_scheme(county, timezone.now())
    page = open_page("/assessments/schemes/", "office", width=width)
    page.get_by_role("link", name="年度结转").click()
    plan = page.locator("#plan")
    page.get_by_label("原年度").fill("2027")
    page.get_by_label("新年度").fill("2026")
    expect(plan).to_contain_text("新年度须在原年度之后")
    page.get_by_label("原年度").fill("2026")
    page.get_by_label("新年度").fill("2027")
    expect(plan).to_contain_text("3 个目标")
    picture(page, f"year-copy-{width}")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("已核对将要结转的内容").check()
    page.get_by_role("button", name="确认结转").click()
    expect(page.get_by_text("已结转")).to_be_visible()
    assert Target.objects.filter(year=2027).count() == 3
