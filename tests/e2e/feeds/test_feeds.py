"""A bureau hands a file in, mends it, and sees it taken in."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sanbi.apps.indicators.models import Feed, Indicator
from sanbi.apps.indicators.tasks import feed_run
from tests.apps.factories.orgs import County

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]
GOOD = '单位,指标,期,数值\n青石镇,gdp,2026-09,"1,234.50"\n松涛镇,gdp,2026-09,不适用\n'
BAD = GOOD + "白石镇,gdp,2026-09,3\n云岭乡,gdp,9月,3\n"


@pytest.fixture
def indicator(county: County) -> Indicator:
    return Indicator.objects.create(
        code="gdp",
        name="规上工业增加值",
        measure="万元",
        direction="high",
        decimals=2,
        accumulation="cumulative",
        frequency="month",
        kind="statistic",
        owner=county.statistics,
        purpose="考核",
    )


def hand_in(page: Page, folder: Path, text: str) -> int:
    """Fill the form in and send it; the number of the feed."""
    path = folder / "九月.csv"
    path.write_text(text, encoding="utf-8")
    page.get_by_label("数据文件").set_input_files(path)
    page.get_by_role("button", name="提交").click()
    page.wait_for_url(re.compile(r"/feeds/\d+/$"))
    return int(page.url.rstrip("/").rsplit("/", 1)[1])


@pytest.mark.usefixtures("indicator")
def test_a_file_with_faults_and_the_mended_one(
    open_page: Opener, tmp_path: Path, axe: Any, picture: Any
) -> None:
    page = open_page("/indicators/feeds/", "stats")
    expect(page.get_by_text("还没有上传过文件")).to_be_visible()
    page.get_by_role("link", name="上传文件").first.click()
    assert axe(page) == []
    picture(page, "feed-new")
    number = hand_in(page, tmp_path, BAD)
    expect(page.get_by_text("等待处理程序")).to_be_visible()
    feed_run.func(feed=number)
    page.reload()
    expect(page.get_by_text("有 2 处")).to_be_visible()
    expect(page.get_by_role("cell", name="没有单位“白石镇”。")).to_be_visible()
    assert axe(page) == []
    picture(page, "feed-refused")
    page.get_by_role("link", name="上传改好的文件").click()
    number = hand_in(page, tmp_path, GOOD)
    feed_run.func(feed=number)
    expect(page.get_by_text("完成", exact=True).first).to_be_visible(
        timeout=8000
    )  # the page looks by itself
    picture(page, "feed-done")
    page.goto(page.url.split("/indicators/")[0] + "/indicators/feeds/")
    picture(page, "feeds")
    assert axe(page) == []
    assert list(Feed.objects.order_by("id").values_list("state", flat=True)) == ["refused", "done"]


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_narrow_and_in_both_languages(open_page: Opener, locale: str, picture: Any) -> None:
    page = open_page("/indicators/feeds/new/", "stats", width=390, height=844, locale=locale)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    picture(page, f"feed-new-390-{locale}")
