"""An action in the browser, from filing to close-out; and the pages that show many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from sanbi.apps.actions.models import Action, Card
from tests.apps.factories.actions import (
    make_action,
    make_extension,
    make_look_back,
    make_milestone,
)
from tests.apps.factories.orgs import County

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]
TITLES = (
    "完成老旧小区改造扫尾",
    "化解云岭乡矿区历史遗留信访积案",
    "新材料产业园二期用地报批",
    "落实省级环保督察反馈的河道整治",
    "县城至青石镇道路养护",
)
STATES = ("filed", "assigned", "received", "progress", "returned", "reported", "verified", "closed")


def many(county: County) -> None:
    """Actions of all states, units and due dates."""
    for place in range(24):
        state = STATES[place % len(STATES)]
        due = date(2026, 10, 5) + timedelta(place)
        more: dict[str, Any] = {} if state == "filed" else {"due_on": due, "first_due_on": due}
        unit = (*county.towns, county.bureau, county.statistics)[place % 5]
        make_action(
            county,
            state,
            number=f"DB-2026-{place + 1:03d}",
            title=TITLES[place % 5],
            kind=("task", "decision", "rectify", "request", "risk")[place % 5],
            category={2: "environment", 4: "safety"}.get(place % 5, ""),
            lead_unit=unit,
            leader=county.users["leader"] if place % 3 else None,
            **more,
        )


@pytest.mark.parametrize("width", [1366, 390])
def test_pages_of_many(open_page: Open, county: County, axe: Any, picture: Any, width: int) -> None:
    many(county)
    for path in ("", "list/?state=all", "board/", "calendar/", "statistics/", "new/", "rules/"):
        page = open_page(f"/actions/{path}", "supervisor", width=width)
        picture(page, f"actions-{path.partition('/')[0] or 'desk'}-{width}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


def test_one_action_with_everything(open_page: Open, county: County, picture: Any) -> None:
    held = make_action(
        county,
        due_on=date(2026, 10, 8),
        number="DB-2026-007",
        content="9月底前完成外墙、管网和绿化收尾，逐户验收。",
        wanted="县住建局出具竣工验收意见",
        source_text="县政府常务会议纪要〔2026〕12号",
        quote="会议要求，青石镇要紧盯老旧小区改造扫尾，务必在10月上旬完成。",
        supporting=[county.bureau, county.statistics],
        leader=county.users["leader"],
    )
    make_milestone(county, held)
    make_milestone(county, held, place=2, name="管网完工", done_on=date(2026, 10, 6), by_name="李")
    make_extension(county, held, before=date(2026, 10, 8))
    make_action(county, "reported", parent=held, number="DB-2026-007-1", lead_unit=county.towns[1])
    Card.objects.create(
        action=held,
        unit=held.lead_unit,
        colour="yellow",
        on=date(2026, 10, 9),
        reason="超期 1 个工作日未办结",
        by_name="Sanbi",
    )
    make_look_back(county, held, outcome="holds", done_on=date(2026, 9, 1), note="已抽查三户")
    for width in (1366, 390):
        page = open_page(f"/actions/{held.pk}/", "supervisor", width=width)
        picture(page, f"action-{width}")
        page.close()


@pytest.mark.usefixtures("county")
def test_from_filing_to_close_out(open_page: Open) -> None:
    page = open_page("/actions/new/", "supervisor")
    page.fill("#id_title", "完成老旧小区改造扫尾")
    page.select_option("#id_lead_unit", label="青石镇")
    page.select_option("#id_limit", "minutes")
    page.click("text=立项 >> nth=-1")
    page.click("a:text-is('交办')")
    page.click("button:text-is('交办')")
    assert "剩 20 个工作日" in page.inner_text("main")
    page.close()

    held = Action.objects.get()
    assert held.number == "DB-2026-001"
    page = open_page("/actions/", "clerk")
    page.click("text=完成老旧小区改造扫尾")
    page.click("a:text-is('签收')")
    page.click("button:text-is('签收')")
    page.click("a:text-is('反馈办结')")
    page.fill("#id_text", "三个小区全部通过验收。")
    page.click("button:text-is('反馈办结')")
    page.close()

    page = open_page(f"/actions/{held.pk}/", "supervisor")
    page.click("a:text-is('核查')")
    page.check("input[value=good]")
    page.click("button:text-is('核查')")
    page.click("a:text-is('销号')")
    page.fill("#id_look_back_on", "2026-12-01")
    page.click("button:text-is('销号')")
    assert "2026-12-01" in page.inner_text("main") or "12-01" in page.inner_text("main")
    page.close()
    held.refresh_from_db()
    deeds = list(held.steps.values_list("deed", flat=True))
    assert deeds == ["filed", "assigned", "received", "reported", "verified", "closed"]
    assert (held.state, held.quality) == ("closed", "good")
