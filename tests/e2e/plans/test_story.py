"""A plan in the browser: a target is added to the tree; and the pages, wide and narrow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page

from sanbi.apps.plans.models import Node, Plan, Practice
from tests.apps.factories.actions import make_action
from tests.apps.factories.indicators import aim, make_indicator, observe
from tests.apps.factories.orgs import County
from tests.apps.factories.plans import (
    make_node,
    make_peer,
    make_peer_figure,
    make_plan,
    make_practice,
    make_standing,
    make_takeover,
)
from tests.apps.factories.projects import make_month, make_project
from tests.apps.factories.projects import make_plan as make_year_plan

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]
WORDING = "固定资产投资要在全市进位，前三季度必须完成全年的百分之八十。"


def full(county: County) -> Plan:
    """A plan with something of everything, peers, and good practice."""
    plan = make_plan()
    item = make_indicator("fai", county.bureau, name="固定资产投资", kind="statistic")
    aim(item, county.root, 2026, 1_000_000, 200_000, 480_000, 760_000)
    theme = make_node(county, plan)
    target = make_node(
        county,
        parent=theme,
        title="固定资产投资总量进入全市前三",
        wording=WORDING,
        meeting_text="2026年工作务虚会",
        unit=county.bureau,
        leader=county.users["leader"],
        rank_wanted=3,
        rank_of=12,
        rank_among="全市",
        links=[("indicator", item)],
    )
    for place, month in enumerate(("2026-07", "2026-08", "2026-09")):
        make_standing(target, month, 7 - place)
        for number, town in enumerate(county.towns):
            observe(item, town, month, 180_000 + place * 30_000 + number * 1000)
        make_peer_figure(make_peer("临江县"), item, month, 700_000 + place * 80_000)
        make_peer_figure(make_peer("望湖县"), item, month, 500_000 + place * 70_000)
    project = make_project(county, stage="started")
    make_year_plan(project, 2026, 12_000)
    make_month(project, "2026-09", 6_000)
    links = [("project", project), ("action", make_action(county, due_on=date(2026, 10, 8)))]
    make_node(county, parent=target, weight=Decimal(2), links=links)
    battle = make_node(county, plan, theme="battle", title="污染防治攻坚战")
    make_node(county, parent=battle, title="空气优良天数比率稳定在九成以上")
    shared = make_practice(county)
    make_takeover(county, shared, result="前期时间缩短二十天", result_on=date(2026, 10, 1))
    make_practice(county, "nominated", title="企业诉求一单到底")
    return plan


@pytest.mark.parametrize("width", [1366, 390])
def test_pages(open_page: Open, county: County, axe: Any, picture: Any, width: int) -> None:
    full(county)
    target = Node.objects.get(title__contains="前三")
    shared = Practice.objects.get(state="shared").pk
    for name, path, who in (
        ("tree", "", "office"),
        ("node", f"nodes/{target.pk}/", "office"),
        ("form", f"nodes/{target.pk}/edit/", "office"),
        ("review", "review/", "clerk"),
        ("peers", "peers/", "bureau"),
        ("practices", "practices/", "office"),
        ("practice", f"practices/{shared}/", "clerk2"),
    ):
        page = open_page(f"/actions/plans/{path}", who, width=width)
        picture(page, f"plans-{name}-{width}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_target_is_added_with_the_keyboard(open_page: Open, county: County) -> None:
    full(county)
    page = open_page("/actions/plans/", "office")
    page.get_by_role("link", name="项目建设", exact=True).click()
    page.get_by_role("link", name="添加目标").press("Enter")
    page.get_by_label("目标内容").fill("新开工项目三十个")
    page.get_by_label("责任单位").select_option(label="县发改局")
    page.get_by_label("修改理由").fill("务虚会补充")
    page.get_by_label("修改理由").press("Enter")
    page.wait_for_selector("h1:has-text('新开工项目三十个')")
    made = Node.objects.get(title="新开工项目三十个")
    last = made.versions.get()
    assert (made.level, last.reason) == ("target", "务虚会补充")
