"""Firms in the browser: the register, one plan, an answer with a policy, the firm's own rating."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page

from sanbi.apps.actions.models import FirmMeasure, FirmRequest
from tests.apps.factories.firms import make_firm, make_policy, make_request
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_project

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]


def a_firm(county: County) -> Any:
    """A firm with everything."""
    firm = make_firm(county, products="汽车铸件、泵阀", leader=county.users["leader"])
    make_policy(county, title="2026 年工业企业技术改造补助")
    make_project(county, investor=firm.name)
    row = {"firm": firm, "unit": county.bureau, "by_name": "一"}
    FirmMeasure.objects.create(
        need="夏季用电增容", measure="增设 800 千伏安变压器", due_on=date(2026, 9, 30), **row
    )
    FirmMeasure.objects.create(
        need="熟练工不足",
        measure="专场招聘两场",
        due_on=date(2026, 9, 1),
        done_on=date(2026, 8, 28),
        note="到岗 31 人",
        **row,
    )
    make_request(county, firm, "closed", rating=4, rated_at="2026-10-09T00:00Z", title="奖补兑现")
    make_request(county, firm)
    for place in range(3):
        make_firm(county, township=county.towns[place], industry="timber", size="micro")
    return firm


@pytest.mark.parametrize("width", [1366, 390])
def test_pages_of_firms(
    open_page: Open, county: County, axe: Any, picture: Any, width: int
) -> None:
    firm = a_firm(county)
    pages = {
        "firms/": "firms",
        f"firms/{firm.pk}/": "firm",
        "firms/new/": "firm-new",
        "policies/": "policies",
        "policies/new/": "policy-new",
        f"firms/{firm.pk}/request/": "request-new",
        "rate/": "rate",
    }
    for path, name in pages.items():
        page = open_page(f"/actions/{path}", "supervisor", width=width)
        picture(page, f"{name}-{width}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


def test_from_the_answer_to_the_rating(open_page: Open, county: County) -> None:
    make_policy(county, title="技改补助")
    row = make_request(county)
    page = open_page(f"/actions/{row.action_id}/", "bureau")
    page.click("a:text-is('答复企业')")
    page.check("text=诉求提到“技改、设备”")
    page.fill("#id_text", "符合条件，请于月底前申报")
    page.click("button:text-is('答复企业')")
    page.click("a:text-is('企业评价码')")
    page.click("button:text-is('生成评价码')")
    code = page.inner_text(".rating-code")
    page.close()

    page = open_page("/actions/rate/", "evaluator")  # anybody: the page reads no account
    page.fill("#id_code", code)
    page.check("text=非常满意")
    page.click("button:text-is('提交评价')")
    assert "感谢评价" in page.inner_text("main")
    page.close()
    rated = FirmRequest.objects.get()
    assert (rated.rating, rated.policy and rated.policy.title) == (5, "技改补助")
