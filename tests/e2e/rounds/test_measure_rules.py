"""The office writes a rule and reads what it means, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sanbi.apps.assessments.models import MeasureRule
from tests.apps.factories.orgs import County
from tests.apps.factories.rounds import make_scheme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1366, 390])
def test_a_rule_is_said_in_words_as_it_is_typed(
    county: County,
    open_page: Callable[..., Page],
    picture: Callable[[Page, str], Path],
    axe: Callable[[Page], list[str]],
    width: int,
) -> None:
    make_scheme(county, timezone.now())
    page = open_page("/assessments/schemes/", "office", width=width)
    page.get_by_role("link", name="奖惩规则").click()
    picture(page, f"measure-rules-none-{width}")
    page.get_by_role("link", name="新增规则").click()
    said = page.locator("#said")
    expect(said).to_contain_text("倒数名次 不高于 2")
    page.get_by_label("条件（YAML）").fill('{fact: share.投资, op: "<", value: 60}')
    expect(said).to_contain_text("固定资产投资得分率 低于 60")
    page.get_by_label("条件（YAML）").fill("{fact: share.投资, op: about, value: 60}")
    expect(said).to_contain_text("about")
    picture(page, f"measure-rule-fault-{width}")
    page.get_by_label("条件（YAML）").fill(
        "streak:\n  of: {fact: rank_from_bottom, op: '<=', value: 2}\n  at_least: 2"
    )
    page.get_by_label("规则名称").fill("连续两轮末位")
    page.get_by_label("代码").fill("last-twice")
    page.get_by_label("措施类别").select_option("talk")
    page.get_by_label("建议的措施").fill("约谈主要负责人")
    expect(said).to_contain_text("连续 2 期")
    picture(page, f"measure-rule-{width}")
    faults = axe(page)
    page.get_by_role("button", name="保存规则").click()
    picture(page, f"measure-rules-{width}")
    assert MeasureRule.objects.get().name == "连续两轮末位"
    assert [*faults, *axe(page)] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
