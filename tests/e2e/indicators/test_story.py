"""A report's way through the browser: typed, pasted, returned, mended, locked, corrected."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sanbi.apps.indicators.models import Cell, Observation, Report
from tests.apps.indicators.conftest import Work

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]


def paste(page: Page, text: str) -> None:
    """Paste into the cell that has the focus, as Excel hands a block over."""
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const how = {clipboardData: data, bubbles: true, cancelable: true};
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        text,
    )


def saved(page: Page) -> None:
    """Wait until the server has everything."""
    expect(page.locator(".cell.wet")).to_have_count(0)


def cell(work: Work, code: str) -> str:
    """Where the cell of a line stands."""
    return f"#v-{work.reports[0].pk}-{work[code].pk}"


def take(page: Page, verb: str) -> None:
    """Take a step on its own page."""
    page.goto(page.url.split("/step/")[0].rstrip("/") + f"/step/{verb}/")
    page.locator("form .form-end button").click()
    page.wait_for_load_state("networkidle")


def test_the_grid_is_typed_like_a_spreadsheet(open_page: Open, work: Work, picture: Any) -> None:
    report = work.reports[0]
    page = open_page(f"/indicators/report/{report.pk}/", "clerk")
    page.click(cell(work, "invest"))
    page.keyboard.type("21385")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == cell(work, "industry")[1:]
    paste(page, "10950\r\n10,435\r\n８\r\n2\r\n")
    saved(page)
    held = {row.indicator.code: row.value for row in Cell.objects.select_related("indicator")}
    assert held == {
        "invest": Decimal(21385),
        "industry": Decimal(10950),
        "base": Decimal(10435),
        "starts": Decimal(8),
        "ends": Decimal(2),
    }
    expect(page.locator("[data-entry-summary]")).to_contain_text("11,200")
    expect(page.locator("[data-entry-state]")).to_contain_text("5 / 7")
    picture(page, "entry_typed")
    page.keyboard.press("Control+z")
    saved(page)
    left = Cell.objects.filter(value__isnull=False).values_list("indicator__code", flat=True)
    assert list(left) == ["invest"]
    page.click(cell(work, "signed"))
    page.keyboard.type("58,000x")
    page.keyboard.press("Escape")
    assert page.input_value(cell(work, "signed")) == ""
    page.keyboard.press("Alt+ArrowDown")
    assert "data-why" in page.evaluate("document.activeElement.outerHTML")


def test_a_cut_line_loses_nothing(open_page: Open, work: Work) -> None:
    report = work.reports[0]
    page = open_page(f"/indicators/report/{report.pk}/", "clerk")
    page.evaluate("() => { window.fetch = () => Promise.reject(new Error('cut')); }")
    page.fill(cell(work, "invest"), "21385")
    expect(page.locator("[data-entry-said]")).to_contain_text("没有网络")
    assert not Cell.objects.exists()
    page.reload()
    expect(page.locator("[data-entry-notice]")).to_contain_text("1")
    assert page.input_value(cell(work, "invest")) == "21385"
    page.click("button[name=save]")
    page.wait_for_load_state("networkidle")
    assert Cell.objects.get().value == Decimal(21385)


def test_the_whole_way_in_the_browser(open_page: Open, work: Work, picture: Any, axe: Any) -> None:
    report = work.reports[0]
    clerk = open_page("/indicators/", "clerk")
    assert axe(clerk) == []
    clerk.click("#waiting tbody a")
    assert axe(clerk) == []
    clerk.click(cell(work, "invest"))
    paste(clerk, "21385\n12950\n10435\n8\n2\n33000\n9950\n")
    saved(clerk)
    clerk.click("[data-entry-submit]")
    clerk.wait_for_load_state("networkidle")
    assert clerk.url.endswith("/step/submit/")
    assert axe(clerk) == []
    picture(clerk, "entry_differences")
    take(clerk, "submit")
    leader = open_page(f"/indicators/report/{report.pk}/", "town_leader")
    take(leader, "sign")
    bureau = open_page(f"/indicators/report/{report.pk}/step/return/", "bureau")
    assert axe(bureau) == []
    bureau.fill("#id_reason", "第 4 行与台账不符")
    bureau.click("form .form-end button")
    bureau.wait_for_load_state("networkidle")
    clerk.goto(clerk.url.split("/step")[0])
    expect(clerk.locator(".callout.warn")).to_contain_text("第 4 行与台账不符")
    clerk.fill(cell(work, "starts"), "7")
    clerk.click("[data-entry-submit]")
    clerk.wait_for_load_state("networkidle")
    take(clerk, "submit")
    for who, verb in (("town_leader", "sign"), ("bureau", "check"), ("office", "lock")):
        page = open_page(f"/indicators/report/{report.pk}/", who)
        take(page, verb)
    assert Report.objects.get(pk=report.pk).state == "locked"
    bureau.goto(bureau.url.split("/step")[0].rstrip("/") + "/correct/")
    correct_starts(bureau, work)
    assert axe(bureau) == []
    picture(bureau, "entry_locked")


def correct_starts(page: Page, work: Work) -> None:
    """Correct the new starts after the lock, and look at what became of them."""
    starts = Observation.objects.filter(indicator=work["starts"], period="2026-09")
    assert list(starts.order_by("version").values_list("value", "revised")) == [
        (Decimal(8), False),
        (Decimal(7), False),
    ]
    page.fill(f"[name=v-{work['starts'].pk}]", "6")
    page.fill("#id_reason", "多计一个续建项目")
    page.click("form .form-end button")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".revisions .mk")).to_have_count(1)
    page.click(f"#r-{work.reports[0].pk}-{work['starts'].pk} a.cell")
    expect(page.locator("#history[open] tbody tr")).to_have_count(3)
    expect(page.locator("#history[open]")).to_contain_text("多计一个续建项目")
