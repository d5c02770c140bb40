"""The curve follows what is typed, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanbi.apps.assessments.services import scheme_version_start
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import make_scheme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_curve_and_the_faults_follow_the_typing(
    county: County, open_page: Callable[..., Page], picture: Callable[[Page, str], Path]
) -> None:
    now = timezone.now()
    adopted = make_scheme(county, now)
    version = scheme_version_start(actor=county.actor("office"), now=now, scheme=adopted.scheme_id)
    base = f"/assessments/schemes/versions/{version.pk}/"
    page = open_page(base + "tree/", "office")
    picture(page, "scheme-tree")
    page.get_by_role("link", name="比例计分").click()
    before = page.locator("#curve path.line").get_attribute("d")
    page.get_by_label("计分方法及参数").fill("{类型: 线性加减, 目标: 60, 斜率: 2, 下限: 0}")
    expect(page.locator("#curve path.line")).not_to_have_attribute("d", before or "")
    picture(page, "scheme-leaf")
    page.get_by_label("计分方法及参数").fill("{类型: 线性, 目标: 60}")
    expect(page.locator("#curve")).to_contain_text("没有“线性”这种计分方法")
    page.goto(page.url.split("/assessments")[0] + base + "edit/")
    text = page.get_by_label("正文")
    text.fill(text.input_value().replace("满分: 50", "满分: 五十"))
    expect(page.locator("#faults")).to_contain_text("第 24 行")
    picture(page, "scheme-edit")
