"""The boards in a browser: read, opened, printed, on a wall and on a telephone."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.apps.factories.actions import make_action
from tests.apps.factories.boards import Boards
from tests.apps.factories.orgs import County
from tests.support.paper import sheets
from tests.support.programs import require_program

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Opener = Callable[..., Page]
Look = Callable[[Page, str], Path]
Axe = Callable[[Page], list[str]]


def names(page: Page) -> list[str]:
    return page.locator("#league tbody tr th").all_inner_texts()


def test_a_clerk_finds_the_working_of_a_number(
    boards: Boards, open_page: Opener, picture: Look, axe: Axe
) -> None:
    page = open_page(reverse("board", args=[boards.latest.code]), "mine")
    assert names(page)[:3] == ["白鹭镇", "双泉镇", "青石镇"]
    own = page.locator("tr.own")
    expect(own).to_contain_text("已修订①")
    expect(page.locator("#notes")).to_contain_text("6.2 → 6.7")
    expect(page.locator("#notes")).to_contain_text("待复核")
    expect(page.locator("#notes")).to_contain_text("申诉中")
    picture(page, "board")
    assert axe(page) == []
    economy = own.locator("a.opens.v").first
    economy.focus()
    page.keyboard.press("Enter")
    part = page.locator("tr.opened .part-work")
    expect(part).to_contain_text("地区生产总值增速")
    assert economy.get_attribute("aria-expanded") == "true"
    part.get_by_role("link", name="地区生产总值增速").click()
    working = page.locator("tr.opened tr.opened .work")
    expect(working.locator(".step")).to_have_count(5)
    expect(working.locator(".res")).to_have_text("11.64")
    picture(page, "board-working")
    assert axe(page) == []
    working.get_by_role("link").first.focus()
    page.keyboard.press("Escape")
    expect(working).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("tr.opened")).to_have_count(0)
    page.get_by_role("link", name="得分").first.click()
    assert names(page)[0] == "白鹭镇"
    page.get_by_role("link", name="山区").click()
    assert len(names(page)) == 8
    assert "group=hill" in page.url


def test_dark_narrow_and_in_english(
    boards: Boards, open_page: Opener, picture: Look, axe: Axe
) -> None:
    code, unit, other = boards.latest.code, boards.units[6].pk, boards.units[1].pk
    addresses = {
        "board": reverse("board", args=[code]),
        "board-unit": reverse("board-unit", args=[code, unit]),
        "board-compare": reverse("board-compare", args=[code, unit, other]),
        "boards": reverse("boards"),
    }
    for name, address in addresses.items():
        page = open_page(address, "mine", 390, 844)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        picture(page, f"{name}-390")
        page = open_page(address, "mine", locale="en-GB")
        picture(page, f"{name}-en")
        page.context.add_cookies([{"name": "sanbi_theme", "value": "dark", "url": page.url}])
        page.reload()
        assert page.locator("html").get_attribute("data-bs-theme") == "dark"
        picture(page, f"{name}-dark")
        assert axe(page) == []


def test_the_sheet_of_a_unit(boards: Boards, open_page: Opener, picture: Look, axe: Axe) -> None:
    page = open_page(reverse("board-unit", args=[boards.latest.code, boards.units[6].pk]), "mine")
    expect(page.get_by_role("link", name="提出申诉")).to_be_visible()
    page.locator("#leaf-L-investment a[data-opens]").click()
    expect(page.locator("tr.opened .step")).to_have_count(5)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    picture(page, "board-unit")
    assert axe(page) == []
    page.get_by_role("link", name="与双泉镇对比").click()
    expect(page.locator("#pairs tbody tr").first).to_be_visible()
    picture(page, "board-compare")
    assert axe(page) == []
    page.get_by_label("对比单位").select_option(label="1 白鹭镇")
    expect(page.locator("h1")).to_have_text("青石镇与白鹭镇对比")


def on_show(page: Page) -> str:
    return page.locator(".hall:not([hidden]) .hsub").first.inner_text().split(" ")[0]


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (3840, 2160)])
def test_the_wall_fits_every_screen(
    boards: Boards, open_page: Opener, picture: Look, width: int, height: int
) -> None:
    address = reverse("board-full", args=[boards.latest.code])
    page = open_page(address, "mine", width, height)
    box = page.locator(".hall:not([hidden])").bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(width, abs=1)
    assert box["height"] == pytest.approx(height, abs=1)
    sizes = page.evaluate(
        "[...document.querySelectorAll('.hall:not([hidden]) *')]"
        ".filter((e) => e.childElementCount === 0 && e.textContent.trim() && e.tagName !== 'path')"
        ".map((e) => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 40
    expect(page.locator(".hall:not([hidden])")).to_contain_text("※ 已修订")
    picture(page, f"board-wall-{width}")


@pytest.mark.parametrize("towns", [3, 16])
def test_the_wall_shows_tasks_that_fit_it(
    boards: Boards, county: County, open_page: Opener, picture: Look, towns: int
) -> None:
    for place, unit in enumerate(boards.units[:towns]):
        for state in ("progress", "closed"):
            for _number in range(6 + place):
                make_action(county, state, lead_unit=unit)
    page = open_page(reverse("board-full", args=[boards.latest.code]), "office", 1920, 1080)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".hall:not([hidden])")).to_contain_text("任务同亮晒")
    rows = page.locator(".hall:not([hidden]) .lrow")
    assert rows.count() == towns
    picture(page, f"board-wall-tasks-{towns}")
    wide = rows.evaluate_all("(rows) => rows.map((row) => row.scrollWidth - row.clientWidth)")
    assert max(wide) <= 0
    parts = page.locator(".hall:not([hidden]) .lrow .n")
    assert max(parts.evaluate_all("(rows) => rows.map((n) => n.scrollWidth - n.clientWidth)")) <= 0


def test_the_wall_turns_by_itself_and_by_keyboard(boards: Boards, open_page: Opener) -> None:
    page = open_page(reverse("boards"), "mine", 1920, 1080)
    page.clock.install()
    page.goto(page.url.split("/boards")[0] + reverse("board-full", args=[boards.latest.code]))
    assert page.locator(".hall").count() == 3
    assert on_show(page) == "全县"
    page.context.set_offline(True)
    for group in ("平原", "山区", "全县"):
        page.clock.run_for(15_100)
        assert on_show(page) == group
    page.keyboard.press(" ")
    expect(page.locator(".hall:not([hidden])")).to_contain_text("已暂停")
    page.clock.run_for(600_000)
    assert on_show(page) == "全县"
    page.keyboard.press("ArrowLeft")
    assert on_show(page) == "山区"
    page.keyboard.press(" ")
    page.clock.run_for(15_100)
    assert on_show(page) == "全县"
    page.context.set_offline(False)
    page.keyboard.press("Escape")
    page.wait_for_url("**" + reverse("board", args=[boards.latest.code]) + "*")


def test_the_board_prints_on_one_sheet(boards: Boards, open_page: Opener, tmp_path: Path) -> None:
    page = open_page(reverse("board", args=[boards.latest.code]), "mine")
    path = tmp_path / "board.pdf"
    path.write_bytes(page.pdf(prefer_css_page_size=True, print_background=True))
    folder = Path(__file__).resolve().parents[3] / "var/pictures"
    folder.mkdir(parents=True, exist_ok=True)
    run("pdftoppm", "-r", "80", "-png", str(path), str(folder / "board-print"))
    about = run("pdfinfo", str(path))
    assert "Pages:           1\n" in about
    assert "594.96 pts (A4)" in about
    said = run("pdftotext", str(path), "-")
    for word in ("亮晒榜", "茶山乡", "制表：", "签发：", "① 青石镇"):
        assert word in said
    for word in ("全屏", "列设置", "分组"):
        assert word not in said


def test_the_sheet_of_a_unit_takes_two_sheets(
    boards: Boards, open_page: Opener, tmp_path: Path
) -> None:
    address = reverse("board-unit", args=[boards.latest.code, boards.units[6].pk])
    first, second = sheets(open_page(address, "mine"), tmp_path / "unit.pdf")
    assert "分数得在哪里" in first
    for word in ("失分最多的五项", "和相邻单位差在哪里", "历次名次和得分", "制表：", "签发："):
        assert word in second
    assert "594.96 x 841.92 pts (A4)" in run("pdfinfo", str(tmp_path / "unit.pdf"))


def run(program: str, *arguments: str) -> str:
    found = require_program(
        (program,), switch="SANBI_REQUIRE_BROWSER", hint="Debian: apt-get install poppler-utils."
    )
    return subprocess.run(
        [str(found), *arguments], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("username", ["mine", "office", "leader", "bureau", "auditor", "secadmin"])
@pytest.mark.usefixtures("boards")
def test_home(open_page: Opener, picture: Look, axe: Axe, username: str) -> None:
    page = open_page(reverse("home"), username)
    picture(page, f"home-{username}")
    assert axe(page) == []
    if username == "mine":
        expect(page.locator("#standing")).to_contain_text("第 3 名")
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        picture(page, "home-mine-390")
