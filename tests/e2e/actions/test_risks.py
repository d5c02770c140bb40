"""Risks in the browser: dangers by bottom line, incidents and their two people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page

from sanbi.apps.actions.models import Incident
from tests.apps.factories.orgs import County
from tests.apps.factories.risks import make_danger, make_incident

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]


@pytest.mark.parametrize("width", [1366, 390])
def test_pages_of_risks(
    open_page: Open, county: County, axe: Any, picture: Any, width: int
) -> None:
    make_danger(county, grade="major", due_on=date(2026, 10, 8))
    make_danger(county, grade="", lead_unit=county.towns[1], title="加油站卸油口静电接地失效")
    held = make_danger(county, "reported", category="environment", title="养殖场粪污外溢")
    make_incident(county, loss_wan=Decimal("86.50"))
    make_incident(county, "recorded", title="边坡塌方", grade="larger", deaths=3)
    make_incident(county, "withdrawn", title="误报火情", why="经核实为施工焊烟")
    pages = {
        "risks/": "risks",
        "risks/new/": "risk-new",
        "risks/incidents/": "incidents",
        "risks/incidents/new/": "incident-new",
        f"{held.action_id}/grade/": "risk-grade",
    }
    for path, name in pages.items():
        page = open_page(f"/actions/{path}", "supervisor", width=width)
        picture(page, f"{name}-{width}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


def test_an_incident_needs_two_people(open_page: Open, county: County) -> None:
    page = open_page("/actions/risks/incidents/new/", "supervisor")
    page.select_option("#id_unit", label=county.towns[0].name)
    page.check("input[name=grade][value=general]")
    page.fill("#id_title", "采石场物体打击事故")
    page.fill("#id_happened_on", "2026-08-12")
    page.fill("#id_deaths", "3")
    page.fill("#id_document", "云政安委〔2026〕9号")
    page.click("button:text-is('登记事故')")
    assert "等级至少为：较大" in page.inner_text("main")
    page.check("input[name=grade][value=larger]")
    page.click("button:text-is('登记事故')")
    assert "已登记，待确认" in page.inner_text("main")
    assert page.locator("a:text-is('确认')").count() == 0
    page.close()
    page = open_page("/actions/risks/incidents/", "office")
    page.click("a:text-is('确认')")
    page.click("button:text-is('确认事故')")
    assert "已确认" in page.inner_text("main")
    page.close()
    assert Incident.objects.get().state == "confirmed"
