"""Rectification lists in the browser: a table taken in, one problem seen through to the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from sanbi.apps.actions.importing.problems import HEADS
from sanbi.apps.actions.models import Problem
from sanbi.apps.audit.tables import Column, xlsx_table
from tests.apps.factories.actions import make_action
from tests.apps.factories.lists import make_list, make_problem, make_proof
from tests.apps.factories.orgs import County

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]
FINDINGS = (
    "河道沿线砂石堆场未采取防尘措施",
    "镇区污水管网错接混接，雨天污水直排",
    "规模养殖场粪污设施不正常运行",
    "历史遗留尾矿库挡坝渗漏未治理",
)


def a_list(county: County) -> Any:
    """A list with problems in several states, and units that look at home."""
    held = make_list(county, title="省生态环保督察反馈问题整改清单（2026年）")
    states = ("closed", "progress", "verified", "assigned")
    for place, (finding, state) in enumerate(zip(FINDINGS, states, strict=True)):
        problem = make_problem(
            county,
            held,
            state,
            title=finding,
            content=finding,
            measure="清运砂石，覆盖防尘网，恢复河岸，建立巡查制度",
            term="long" if place == 3 else "by_day",
            lead_unit=county.towns[place % 2],
            leader=county.users["leader"],
            due_on=date(2026, 10, 5 + 5 * place),
        )
        if state in {"closed", "verified"}:
            make_proof(county, problem.action)
    first = held.problems.first()
    assert first is not None
    make_action(
        county,
        "assigned",
        title=f"举一反三：{FINDINGS[0]}",
        follows=first.action,
        kind="rectify",
        lead_unit=county.towns[2],
    )
    return held


@pytest.mark.parametrize("width", [1366, 390])
def test_pages_of_lists(
    open_page: Open, county: County, axe: Any, picture: Any, width: int
) -> None:
    held = a_list(county)
    make_list(county, kind="audit", title="县审计局审计整改清单", owner=None)
    pages = {
        "": "lists",
        f"{held.pk}/": "list",
        "new/": "new",
        f"{held.pk}/add/": "add",
        f"{held.pk}/import/": "import",
    }
    for path, name in pages.items():
        page = open_page(f"/actions/problems/{path}", "supervisor", width=width)
        picture(page, f"problem-{name}-{width}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


def test_from_the_table_to_the_end(open_page: Open, county: County, tmp_path: Path) -> None:
    held = make_list(county)
    good = dict.fromkeys(HEADS, "") | {
        "finding": FINDINGS[0],
        "lead_unit": "青石镇",
        "due_on": "2026-11-30",
        "wanted": "清零",
    }
    bad = good | {"lead_unit": "天上镇"}
    for name, row in (("bad", bad), ("good", good)):
        columns = tuple(Column(head) for head in HEADS.values())
        data = xlsx_table("问题", columns, [tuple(row[key] for key in HEADS)])
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    page = open_page(f"/actions/problems/{held.pk}/", "supervisor")
    page.click("text=导入问题")
    page.set_input_files("#id_file", str(tmp_path / "bad.xlsx"))
    page.click("main form button")
    assert "没有这个单位" in page.inner_text("main")
    page.set_input_files("#id_file", str(tmp_path / "good.xlsx"))
    page.click("main form button")
    assert FINDINGS[0] in page.inner_text("main")
    page.click("main form button.btn-main")
    assert FINDINGS[0] in page.inner_text("main")
    page.close()
    action = Problem.objects.get().action
    assert (action.state, action.lead_unit.name) == ("assigned", "青石镇")

    action.state = "verified"
    action.verified_on = action.reported_on = date(2026, 10, 8)
    action.save()
    make_proof(county, action)
    page = open_page("/actions/", "bureau")
    assert "待审核销号" in page.inner_text("main")
    page.click(f"text={FINDINGS[0]}")
    page.click("a:text-is('销号')")
    page.click("button:text-is('销号')")
    assert "已销号" in page.inner_text("main")
    page.close()
    action.refresh_from_db()
    assert action.state == "closed"
