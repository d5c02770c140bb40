"""What may come between a clerk and the server while forty cells are typed by five o'clock."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from sanbi.apps.indicators.models import Cell, Report
from tests.apps.factories.indicators import make_dataset, make_report
from tests.apps.indicators.conftest import Work
from tests.e2e.indicators.test_story import cell, paste, saved

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]


def held() -> dict[str, Decimal | None]:
    """Return the values of the drafts by the indicator's code."""
    cells = Cell.objects.select_related("indicator").order_by("pk")
    return {item.indicator.code: item.value for item in cells}


def active(page: Page) -> str:
    """Return which field has the focus."""
    return str(page.evaluate("'#' + document.activeElement.id"))


def test_a_block_of_excel_falls_where_it_is_seen(open_page: Open, work: Work, picture: Any) -> None:
    page = open_page(f"/indicators/report/{work.reports[0].pk}/", "clerk")
    page.fill(cell(work, "base"), "7,441")
    page.click(cell(work, "invest"))
    block = '" 21,385 "\t"工业项目\n开工早"\r\n１０，９５０\r\n\r\n8\u00a0\r\n2\r\n33,000\r\n'
    block += "9,950\r\n77\r\n5\r\n"  # the last two meet lines that are only read
    paste(page, block)
    saved(page)
    assert held() == {
        "base": Decimal(7441),
        "invest": Decimal(21385),
        "industry": Decimal(10950),
        "starts": Decimal(8),
        "ends": Decimal(2),
        "signed": Decimal(33000),
        "arrived": Decimal(9950),
    }
    assert Cell.objects.get(indicator=work["invest"]).statement == "工业项目 开工早"
    expect(page.locator("[data-entry-notice]")).to_contain_text("已粘贴 7")
    expect(page.locator("[data-entry-notice]")).to_contain_text("2 个数没有对应的可填格")
    picture(page, "entry_pasted")


def test_the_keys_of_a_spreadsheet(open_page: Open, work: Work) -> None:
    page = open_page(f"/indicators/report/{work.reports[0].pk}/", "clerk")
    page.click(cell(work, "invest"))
    page.keyboard.type("21385")
    page.keyboard.press("ArrowDown")
    assert active(page) == cell(work, "industry")
    page.keyboard.press("Shift+Enter")
    assert active(page) == cell(work, "invest")
    page.keyboard.press("F2")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Backspace")
    assert page.input_value(cell(work, "invest")) == "2135"
    page.keyboard.press("Enter")
    saved(page)
    assert held() == {"invest": Decimal(2135)}
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")
    saved(page)
    assert held() == {"invest": None}


def test_a_session_that_ends_loses_nothing(open_page: Open, work: Work, picture: Any) -> None:
    page = open_page(f"/indicators/report/{work.reports[0].pk}/", "clerk")
    old = page.context.cookies()
    sessions = list(Session.objects.all())
    Session.objects.all().delete()
    page.fill(cell(work, "invest"), "21385")
    expect(page.locator("[data-entry-notice]")).to_contain_text("已退出登录")
    page.click("button[name=save]")
    expect(page.locator("[data-entry-notice] a")).to_have_text("在新窗口登录")
    assert page.input_value(cell(work, "invest")).replace(",", "") == "21385"
    assert not Cell.objects.exists()
    picture(page, "entry_signed_out")
    Session.objects.bulk_create(sessions)
    page.context.add_cookies([{**item} for item in old])  # type: ignore[typeddict-item]
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(page)
    assert held() == {"invest": Decimal(21385)}


def test_two_clerks_on_one_form(open_page: Open, work: Work, picture: Any) -> None:
    address = f"/indicators/report/{work.reports[0].pk}/"
    one, two = open_page(address, "clerk"), open_page(address, "clerk")
    one.fill(cell(work, "invest"), "21385")
    one.fill(cell(work, "ends"), "2")
    saved(one)
    two.fill(cell(work, "starts"), "8")
    saved(two)
    assert two.input_value(cell(work, "invest")) == "21,385"
    assert held() == {"invest": Decimal(21385), "ends": Decimal(2), "starts": Decimal(8)}
    one.fill(cell(work, "ends"), "3")
    saved(one)
    two.fill(cell(work, "ends"), "4")
    notice = two.locator("[data-entry-notice]")
    expect(notice.locator("li")).to_contain_text("用对方的 3")
    assert held()["ends"] == Decimal(3)
    picture(two, "entry_two_clerks")
    notice.get_by_role("button", name="用我的").click()
    saved(two)
    assert held()["ends"] == Decimal(4)
    expect(notice).to_be_hidden()


def test_a_form_that_is_handed_in_meanwhile(open_page: Open, work: Work, picture: Any) -> None:
    page = open_page(f"/indicators/report/{work.reports[0].pk}/", "clerk")
    Report.objects.filter(pk=work.reports[0].pk).update(state="submitted", edition=5)
    page.fill(cell(work, "invest"), "21385")
    notice = page.locator("[data-entry-notice]")
    expect(notice).to_contain_text("21385")
    expect(notice).to_contain_text("重点项目完成投资")
    page.reload()
    expect(notice).to_contain_text("重点项目完成投资")
    picture(page, "entry_unsent")
    notice.get_by_role("button").click()
    page.reload()
    expect(notice).to_be_hidden()
    assert not Cell.objects.exists()


def test_a_bureau_fills_in_many_units(open_page: Open, work: Work, picture: Any, axe: Any) -> None:
    lines = [work["starts"], work["signed"], work["ends"]]
    own = make_dataset("own", work.county.bureau, lines, work.county.towns, reporter="owner")
    reports = [make_report(own, town) for town in work.county.towns]
    Report.objects.filter(pk=reports[1].pk).update(state="submitted")
    page = open_page(f"/indicators/matrix/{own.pk}/2026-09/", "bureau")
    first = f"#v-{reports[0].pk}-{work['starts'].pk}"
    page.click(first)
    paste(page, "8\t58,000\t1\r\n7\t33,000\t2\r\n6\t不适用\t3.5\r\n")
    saved(page)
    values = {
        (item.report_id, item.indicator.code): (item.value, item.applicable)
        for item in Cell.objects.select_related("indicator")
    }
    assert values == {
        (reports[0].pk, "starts"): (Decimal(8), True),
        (reports[0].pk, "signed"): (Decimal(58000), True),
        (reports[0].pk, "ends"): (Decimal(1), True),
        (reports[2].pk, "starts"): (Decimal(6), True),
        (reports[2].pk, "signed"): (None, False),
    }
    expect(page.locator("[data-entry-state]")).to_contain_text("5 / 9")
    why = page.locator(f'[data-statements="{reports[0].pk}"]')
    expect(why).to_contain_text("签约项目协议金额")
    expect(page.locator(f'[data-statements="{reports[2].pk}"]')).to_contain_text("只能填整数")
    picture(page, "matrix_typed")
    page.click(f"#v-{reports[0].pk}-{work['signed'].pk}")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type("省重大项目集中签约")
    page.click(first)
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type("新开一个")
    page.keyboard.press("Tab")
    saved(page)
    page.fill(f"#v-{reports[0].pk}-{work['ends'].pk}", "3")
    saved(page)
    expect(page.locator("[data-entry-summary] button")).to_contain_text("1")
    said = Cell.objects.exclude(statement="").order_by("indicator__code")
    assert list(said.values_list("statement", flat=True)) == ["省重大项目集中签约", "新开一个"]
    assert axe(page) == []
    picture(page, "matrix_explained")
