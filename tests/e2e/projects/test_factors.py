"""A dispatcher allocates next quarter's land, and defends the result."""

from __future__ import annotations

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page

from sanbi.apps.projects.models import AllocationRun, FactorBook, FactorClaim, Project
from sanbi.engine.scheduling.allocation import allocate
from sanbi.engine.scheduling.files.allocation_file import read_allocation_yaml
from tests.apps.factories.nodes import make_nodes
from tests.apps.factories.orgs import County
from tests.apps.factories.projects import make_project

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]
# Name, 亿元, 亩, township, tax in 万元
PROJECTS = [
    ("冷链物流中心", 14.0, 110, 0, 0),
    ("新材料产业园二期", 11.0, 75, 0, 0),
    ("县医院新院区", 10.4, 60, 1, 0),
    ("枫林现代种业园", 8.3, 55, 1, 0),
    ("双泉陶瓷技改", 1.95, 20, 2, 0),
    ("城东污水处理厂扩建", 1.2, 30, 2, 0),
]


def projects_of(county: County) -> list[Project]:
    """Six signed projects of three townships; the second has nodes."""
    made = [
        make_project(
            county,
            code=f"P{number}",
            name=name,
            total_wan=Decimal(str(yi)) * 10_000,
            land_mu=Decimal(mu),
            energy_tce=Decimal(mu * 30),
            tax_wan=Decimal(tax),
            unit=county.towns[town],
            stage="signed",
        )
        for number, (name, yi, mu, town, tax) in enumerate(PROJECTS, start=1)
    ]
    node = make_nodes(made[1])["a"]
    node.name = "用地手续"
    node.save()
    return made


def send(page: Page) -> None:
    """Press the main button of the form, and wait for what comes."""
    page.locator("main form .btn-main").first.click()
    page.wait_for_load_state("networkidle")


def fill(page: Page, row: str, column: str, text: str) -> None:
    """Type into the cell of a row (by the text that it holds) and a column."""
    heads = page.locator("main table.entry thead th").all_inner_texts()
    place = [head.strip() for head in heads].index(column)
    for line in page.locator("main table.entry tbody tr").all():
        cells = line.locator("td")
        held = cells.first.inner_text().strip() or cells.first.locator("input").input_value()
        if row == held:
            cells.nth(place).locator("input").fill(text)
            return
    raise AssertionError(f"no row {row}")


def months_of(page: Page) -> list[str]:
    """The months that the grid has columns for."""
    heads = page.locator("main table.entry thead th").all_inner_texts()
    return [head.strip() for head in heads if head.strip()[:2] == "20"]


def set_quotas(page: Page, picture: Any) -> list[str]:
    """Type quotas, with a slip that is refused first; return the months."""
    months = months_of(page)
    for month, mu in ((months[0], "70"), (months[2], "60"), (months[3], "一百")):
        fill(page, "用地", month, mu)
    for month in months[:5]:
        fill(page, "审批人手", month, "10")
    fill(page, "能耗", months[0], "9000")
    send(page)
    assert "“一百”" in page.locator("main").inner_text()
    assert not FactorBook.objects.exists()
    picture(page, "factor_quotas_fault")
    fill(page, "用地", months[3], "0")
    send(page)
    assert FactorBook.objects.get().version == 1
    return months


def recomputed(page: Page) -> float:
    """Points that a stranger finds from the file that the page hands out."""
    with page.expect_download() as handed:
        page.locator("a", has_text="下载输入数据").click()
    content = handed.value.path().read_bytes()
    problem = read_allocation_yaml(content, "allocation.yaml").problem
    return allocate(problem, seconds=10, clock=time.monotonic).points


PAGES = {
    "factors": "",
    "factor_quotas": "quotas/",
    "factor_rules": "rules/",
    "factor_claims": "claims/",
    "factor_plan": "plans/2/",
    "factor_compare": "plans/2/beside/",
    "factor_support": "support/",
}


def test_land_of_the_next_quarter(open_page: Open, county: County, picture: Any, axe: Any) -> None:
    projects = projects_of(county)
    picture(open_page("/projects/factors/", "bureau"), "factors_empty")
    months = set_quotas(open_page("/projects/factors/quotas/", "bureau"), picture)
    page = open_page("/projects/factors/claims/", "bureau")
    for project in projects:
        fill(page, project.code, "申请", "是")
    send(page)
    assert FactorClaim.objects.count() == len(projects)

    page = open_page("/projects/factors/ask/", "bureau")
    send(page)
    run = AllocationRun.objects.get()
    # 75 and 55 亩 are all 130; each simple rule leaves some of it, or takes less worth.
    assert sorted(run.outcome["admitted"]) == ["P2", "P4"]
    assert run.points > max(run.outcome["compared"].values()) + 0.5
    assert "满足以下条件即可安排" in page.locator("main").inner_text()
    assert recomputed(page) == pytest.approx(run.points, rel=1e-9)

    send(open_page(f"/projects/factors/plans/{run.number}/propose/", "bureau"))
    page = open_page("/projects/factors/", "bureau2")
    picture(page, "factors_proposed")
    page.locator("main a", has_text="审定").last.click()
    send(page)
    assert run.publications.get().approved is True

    # The project that was left out asks why; the county's meeting sets it by hand.
    page = open_page(f"/projects/{projects[2].pk}/factors/fix/", "bureau")
    page.locator("main select").first.select_option(months[2])
    page.select_option("#id_by_hand", "yes")
    page.fill("#id_reason", "省重点，专题会议定")
    send(page)
    send(open_page("/projects/factors/ask/", "bureau"))
    second = AllocationRun.objects.get(number=2)
    assert sorted(second.outcome["admitted"]) == ["P3", "P4"]
    # P4 is frozen; P3 has 0.6 less than P2, whose leaving out costs a tenth of its 11.
    # Class 2 counts 1.2 times.
    assert second.outcome["cost"][0] == pytest.approx(1.2 * (0.6 + 1.1), abs=0.02)
    found = {name: f"/projects/factors/{path}" for name, path in PAGES.items()}
    found["factor_project"] = f"/projects/{projects[1].pk}/factors/"
    found["factor_project_left"] = f"/projects/{projects[0].pk}/factors/"
    look(open_page, picture, axe, found)


def look(open_page: Open, picture: Any, axe: Any, pages: dict[str, str]) -> None:
    """Open pages wide and narrow; keep pictures."""
    for name, path in pages.items():
        for width in (1366, 390):
            page = open_page(path, "bureau", width=width)
            page.wait_for_load_state("networkidle")
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (path, wide)
            assert axe(page) == [], path
            picture(page, f"{name}_{width}")
