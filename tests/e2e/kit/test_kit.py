"""The kit's page: no complaint of the browser, none of axe, usable by keyboard and on paper."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.kit.conftest import Opened
from tests.support.programs import require_program

pytestmark = pytest.mark.browser

SERIOUS = {"serious", "critical"}


def keep(page: Page, name: str) -> None:
    """Keep a picture of the page where SANBI_PICTURES names a folder."""
    folder = os.environ.get("SANBI_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def audited(page: Page, repo: Path) -> list[str]:
    """Serious findings of axe, each with the first element that it names."""
    script = repo / "frontend/node_modules/axe-core/axe.min.js"
    if not script.is_file():
        pytest.skip("axe-core is not laid out: make assets")
    page.evaluate(script.read_text(encoding="utf-8"))  # the page's policy refuses a script tag
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{finding['id']}: {finding['nodes'][0]['html'][:160]}"
        f" {finding['nodes'][0]['any'][0]['message'] if finding['nodes'][0]['any'] else ''}"
        for finding in found["violations"]
        if finding["impact"] in SERIOUS
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("wrong", ["0", "1"])
def test_nothing_to_complain_about(
    open_page: Opened, said: list[str], repo: Path, theme: str, wrong: str
) -> None:
    page = open_page(f"/kit/?wrong={wrong}", theme)
    expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
    expect(page.locator("figure .plot svg")).to_have_count(5)
    assert audited(page, repo) == []
    keep(page, f"kit_{theme}_{wrong}")
    complaints = [text for text in said if "cannot be parsed" not in text and "conform" not in text]
    assert complaints == []


def test_axe_finds_what_is_wrong(open_page: Opened, repo: Path) -> None:
    page = open_page()
    page.evaluate(
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<input><img src=\"/x\">')"
    )
    assert {text.split(":")[0] for text in audited(page, repo)} == {"image-alt", "label"}


def test_the_policy_refuses_what_is_inline(open_page: Opened, said: list[str]) -> None:
    page = open_page()
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend',"
        ' \'<p id=x style="color: red">a</p><img src=x onerror="window.hit=1">\')'
    )
    page.wait_for_timeout(100)
    assert page.evaluate("window.hit") is None
    assert any("style" in text for text in said)


def test_narrow_pages_scroll_tables_not_themselves(open_page: Opened) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    wrapper = page.locator(".tw:has(#league)")
    assert wrapper.evaluate("part => part.scrollWidth > part.clientWidth")
    expect(wrapper).to_have_attribute("tabindex", "0")
    keep(page, "kit_390")


def test_the_theme_is_kept(open_page: Opened) -> None:
    page = open_page()
    switch = page.get_by_role("button", name="深色界面")
    switch.focus()
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(switch).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_the_language_is_switched_and_kept(open_page: Opened) -> None:
    page = open_page()
    expect(page.locator("h1")).to_have_text("界面样张")
    page.get_by_role("button", name="EN").click()
    expect(page.locator("h1")).to_have_text("Kit of parts")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("h1")).to_have_text("界面样张")


def test_filters_go_into_the_address(open_page: Opened) -> None:
    page = open_page()
    page.get_by_label("期次").select_option("2025Q4")
    page.wait_for_url("**/kit/?period=2025Q4")
    page.get_by_role("group", name="分组").get_by_role("link", name="山区").click()
    page.wait_for_url("**/kit/?period=2025Q4&group=hill")
    page.get_by_label("查找").fill("青")
    page.keyboard.press("Enter")
    page.wait_for_url("**group=hill&q=%E9%9D%92")
    page.get_by_role("link", name="得分").click()
    assert page.url.endswith("sort=-score")
    expect(page.get_by_role("columnheader", name="得分").first).to_have_attribute(
        "aria-sort", "descending"
    )


def test_filters_work_without_a_script(open_page: Opened) -> None:
    page = open_page(java_script_enabled=False)
    page.get_by_label("期次").select_option("2025Q4")
    page.get_by_role("button", name="应用").click()
    assert "period=2025Q4" in page.url
    expect(page.get_by_label("期次")).to_have_value("2025Q4")


def test_slash_goes_to_the_search_field(open_page: Opened) -> None:
    page = open_page()
    page.keyboard.press("/")
    expect(page.get_by_label("查找")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.get_by_label("查找")).to_have_value("a/b")


def test_the_first_stop_skips_to_the_content(open_page: Opened) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_dialog_asks_and_gives_the_focus_back(open_page: Opened) -> None:
    page = open_page()
    opener = page.get_by_role("link", name="发布本次计分")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="发布第三季度亮晒榜？")
    expect(dialog).to_be_visible()
    keep(page, "kit_dialog")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_hidden_columns_stay_hidden(open_page: Opened) -> None:
    page = open_page()
    page.get_by_text("列设置").click()
    page.get_by_role("checkbox", name="近六季名次").uncheck()
    head = page.locator("#league thead").get_by_text("近六季名次")
    expect(head).to_be_hidden()
    page.reload()
    expect(head).to_be_hidden()
    assert page.locator("#league td[data-column=trend]:visible").count() == 0


def test_typing_down_and_pasting_a_column(open_page: Opened) -> None:
    page = open_page()
    first, second, third = (page.locator(f"#entry input[name=c{at}]") for at in (1, 2, 3))
    first.focus()
    page.keyboard.press("Enter")
    expect(second).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "101\\r\\n102\\t9\\r\\n 103 \\r\\n");
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    assert [part.input_value() for part in (first, second, third)] == ["101", "102", "103"]
    assert page.url.endswith("/kit/")


def test_a_file_that_is_too_large_is_named_before_it_is_sent(
    open_page: Opened, tmp_path: Path
) -> None:
    large = tmp_path / "九月.xlsx"
    with large.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    page = open_page()
    page.get_by_label("9 月调度表").set_input_files(large)
    expect(page.locator(".upload .said")).to_have_text("“九月.xlsx”超过 20 MB，请换小一些的文件。")


def test_paper_is_light_and_has_no_chrome(open_page: Opened, tmp_path: Path) -> None:
    program = require_program(
        ["pdftotext"], switch="SANBI_REQUIRE_BROWSER", hint="Debian: apt-get install poppler-utils."
    )
    page = open_page(theme="dark")
    path = tmp_path / "kit.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    text = subprocess.run(
        [str(program), "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "制表：县考核办" in text
    assert "列设置" not in text
    assert "总览" not in text
    page.emulate_media(media="print")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.mast')).display") == "none"
    keep(page, "kit_paper")
