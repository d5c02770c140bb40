"""The office sees what a new year takes over before it copies, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanbi.apps.assessments.models import SchemeVersion
from sanbi.apps.indicators.models import Target
from sanbi.apps.orgs.models import GroupMember
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
    page.get_by_label("考核办法").select_option(label="乡镇考核")
    expect(plan).to_contain_text("草稿，第 2 版")
    expect(plan.locator("del")).to_have_text("施行: {自: 2025-01-01, 至: 2026-12-31}")
    expect(plan.locator("ins")).to_have_text("施行: {自: 2025-01-01, 至: 2027-12-31}")
    picture(page, f"year-copy-{width}")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("已核对将要结转的内容").check()
    page.get_by_role("button", name="确认结转").click()
    expect(page.get_by_text("已结转")).to_be_visible()
    copied = (3, 1, 6)
    assert what_there_is() == copied
    picture(page, f"year-copy-draft-{width}")
    origin = page.url.split("/assessments")[0]
    page.goto(origin + reverse("targets") + "?year=2027")
    expect(page.locator("main")).to_contain_text("固定资产投资")
    expect(page.locator("main")).to_contain_text("1,000")
    picture(page, f"year-copy-targets-{width}")
    page.goto(origin + reverse("year-copy"))
    press_again(page, picture, width)
    assert what_there_is() == copied
    assert axe(page) == []


def press_again(page: Page, picture: Callable[[Page, str], Path], width: int) -> None:
    """What is there is named, and nothing is copied twice."""
    plan = page.locator("#plan")
    page.get_by_label("原年度").fill("2026")
    page.get_by_label("新年度").fill("2027")
    expect(plan).to_contain_text("没有可结转的内容")
    page.get_by_label("已核对将要结转的内容").check()
    page.get_by_role("button", name="确认结转").click()
    expect(page.locator("main")).to_contain_text("2027年所需已齐备")
    picture(page, f"year-copy-again-{width}")
    page.get_by_label("考核办法").select_option(label="乡镇考核")
    expect(plan).to_contain_text("该办法有未印发的草稿")
    page.get_by_role("button", name="确认结转").click()
    expect(page.locator("#id_scheme_error")).to_contain_text("该办法有未印发的草稿")


def what_there_is() -> tuple[int, int, int]:
    """Targets of the new year, drafts of schemes, and memberships of both years' groups."""
    drafts = SchemeVersion.objects.filter(adopted_at__isnull=True)
    return Target.objects.filter(year=2027).count(), drafts.count(), GroupMember.objects.count()
