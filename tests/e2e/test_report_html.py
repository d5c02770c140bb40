"""The report in a real browser, from a file, with the network cut."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sanbi.engine.scoring.report.html import html_report
from tests.engine.scoring.report.html.county import LONG, NAMES, result
from tests.support.programs import require_program

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(html_report(result()), encoding="utf-8")
    return path


@pytest.fixture
def page(browser: Browser, report: Path) -> Iterator[Page]:
    """Open the report; requests and errors fail the test at its end."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, offline=True)
    opened = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    opened.on("request", lambda request: requests.append(request.url))
    opened.on("console", lambda message: errors.append(message.text))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(report.as_uri())
    yield opened
    assert [url for url in requests if not url.startswith("file:")] == []
    assert len(requests) == len([url for url in requests if "report.html" in url])
    assert errors == []
    context.close()


def units(page: Page) -> list[str]:
    rows = page.locator(".grp:visible .lg tbody tr:visible")
    return [str(row.get_attribute("data-unit")) for row in rows.all()]


def test_the_first_group_is_shown_and_the_other_on_demand(page: Page) -> None:
    assert units(page) == ["T1", "T2", "T3", "T4", "T5", "T7", "T6"]
    page.get_by_role("link", name=re.compile("山区")).click()
    assert units(page) == ["T2", "T3", "T4", "T7"]
    assert "g=hill" in page.url
    page.go_back()
    assert len(units(page)) == 7


def test_sorting_by_keyboard_tells_its_way(page: Page) -> None:
    head = page.locator(".grp:visible th[data-sort=part1]")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert units(page)[:2] == ["T4", "T1"]
    page.keyboard.press("Space")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert units(page)[-1] == "T4"
    assert page.locator(".grp:visible th[aria-sort]").count() == 1
    assert "sort=part1" in page.url
    page.reload()
    assert units(page)[-1] == "T4"


def test_units_without_a_value_stay_last_whichever_way(page: Page) -> None:
    head = page.locator(".grp:visible th[data-sort=gap]").get_by_role("button")
    head.click()
    first = units(page)
    head.click()
    assert first[-2:] == units(page)[-2:] == ["T1", "T6"]


def test_search_leaves_the_rows_that_fit(page: Page) -> None:
    page.get_by_role("searchbox").fill("白鹭")
    assert units(page) == ["T3"]
    expect(page.get_by_role("status")).to_contain_text("1 行，共 7 行")
    page.get_by_role("searchbox").fill("nobody")
    expect(page.locator(".grp:visible .empty")).to_be_visible()
    page.get_by_role("searchbox").fill("t7")
    assert units(page) == ["T7"]


def test_own_unit_is_marked_and_remembered(page: Page) -> None:
    page.locator("#own").select_option("T4")
    expect(page.locator(".grp:visible tr.own th")).to_have_text(LONG)
    assert page.locator(".grp:visible .rb g.own").count() == 1
    page.reload()
    expect(page.locator(".grp:visible tr.own th")).to_have_text(LONG)


def test_a_unit_and_a_leaf_open_by_keyboard(page: Page) -> None:
    page.get_by_role("link", name=NAMES["T3"]).focus()
    page.keyboard.press("Enter")
    sheet = page.locator(".sheet:visible")
    expect(sheet.get_by_role("heading", level=2)).to_have_text("白鹭镇 · 得失分")
    expect(page.locator(".lg:visible")).to_have_count(0)
    leaf = sheet.get_by_role("button", name="地区生产总值增速")
    expect(leaf).to_have_attribute("aria-expanded", "false")
    leaf.focus()
    page.keyboard.press("Enter")
    expect(leaf).to_have_attribute("aria-expanded", "true")
    lines = sheet.locator(".wk.on li")
    assert [line.locator("b").first.text_content() for line in lines.all()] == [
        "取数",
        "规则",
        "代入",
        "取整",
        "失分",
    ]
    page.keyboard.press("Enter")
    expect(sheet.locator(".wk.on")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".lg:visible")).to_have_count(1)
    expect(page.get_by_role("link", name=NAMES["T3"])).to_be_focused()


def test_next_unit_and_address_of_a_sheet(page: Page) -> None:
    page.get_by_role("link", name=NAMES["T1"]).click()
    page.get_by_role("link", name="下一名").click()
    assert "unit=T2" in page.url
    page.reload()
    expect(page.locator(".sheet:visible h2")).to_contain_text("青石")


def test_a_hostile_name_runs_nothing(page: Page) -> None:
    assert page.evaluate("document.querySelectorAll('script').length") == 2
    page.goto(page.url.split("#")[0] + "#q=<img src=x onerror=alert(1)>&own=<b>&g=nowhere")
    assert len(units(page)) == 0
    assert page.locator("img").count() == 0


def test_dark_and_light_switch(page: Page) -> None:
    def ground() -> str:
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    light = ground()
    page.get_by_role("button", name="深色").click()
    assert ground() != light
    page.wait_for_timeout(500)  # Chromium keeps what a page stored a moment later
    page.reload()
    assert ground() != light
    page.get_by_role("button", name="浅色").click()
    assert ground() == light


def test_the_system_decides_at_first(browser: Browser, report: Path) -> None:
    context = browser.new_context(color_scheme="dark", java_script_enabled=False)
    dark = context.new_page()
    dark.goto(report.as_uri())
    colour = dark.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    assert colour == "rgb(17, 23, 27)"
    context.close()


def test_without_script_everything_can_be_read(browser: Browser, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(report.as_uri())
    assert plain.locator(".lg:visible").count() == 2
    assert plain.locator(".sheet:visible").count() == 11
    assert plain.locator(".wk:visible").count() == plain.locator(".wk").count() > 20
    assert plain.locator("#scheme:visible").count() == 1
    assert plain.locator("#q:visible").count() == 0
    context.close()


def test_a_narrow_window_scrolls_tables_and_not_the_page(browser: Browser, report: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    narrow = context.new_page()
    for place in ("", "#unit=T4", "#page=scheme", "#page=verify"):
        narrow.goto("about:blank")
        narrow.goto(report.as_uri() + place)
        width = narrow.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, place
    context.close()


def paper(page: Page, tmp_path: Path, *options: str) -> str:
    """Print the page and return the text of the paper, or what `pdfinfo` says."""
    tool = require_program(
        ("pdftotext",),
        switch="SANBI_REQUIRE_BROWSER",
        hint="Debian: apt-get install poppler-utils.",
    )
    target = tmp_path / "paper.pdf"
    page.pdf(path=str(target), prefer_css_page_size=True)
    if options == ("info",):
        command = [str(tool.with_name("pdfinfo")), str(target)]
    else:
        command = [str(tool), "-layout", str(target), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_paper_repeats_the_head_of_a_long_table(browser: Browser, tmp_path: Path) -> None:
    from tests.engine.scoring.report.html.county import wide

    path = tmp_path / "long.html"
    path.write_text(html_report(wide(70, 3)), encoding="utf-8")
    context = browser.new_context(color_scheme="dark")
    long = context.new_page()
    long.goto(path.as_uri())
    sheets = paper(long, tmp_path).split("\f")
    table = [sheet for sheet in sheets if re.search(r"U00\d\d", sheet)]
    assert len(table) > 1
    assert all("距上一名" in sheet and "名次" in sheet for sheet in table)
    assert "签发" in "".join(sheets)
    assert "查单位" not in "".join(sheets)
    context.close()


def test_board_is_landscape_and_sheet_portrait(page: Page, tmp_path: Path) -> None:
    def size() -> tuple[float, float]:
        text = paper(page, tmp_path, "info")
        found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", text)
        assert found
        return float(found[1]), float(found[2])

    width, height = size()
    assert width > height
    page.get_by_role("link", name=NAMES["T3"]).click()
    page.get_by_role("button", name="重点任务办结率").click()
    width, height = size()
    assert width < height
    text = " ".join(paper(page, tmp_path).split())
    assert "白鹭镇 · 得失分" in text
    assert "代入" in text
    assert "松涛镇 · 得失分" not in text
