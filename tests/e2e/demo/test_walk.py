"""The quarter of docs/start/walk.md, from the first number to the final table, by its people."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sanbi.apps.assessments.models import Round, Run
from sanbi.apps.orgs.blobs import place_of
from sanbi.engine.scoring.package import verify_package

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROUND = "/assessments/rounds/2026Q3/"
CHASHAN = {
    "重点项目完成投资": "6176",
    "其中：工业项目": "3488",
    "其中：基础设施项目": "2688",
    "新开工项目": "3",
    "投产项目": "4",
    "签约项目协议金额": "12975",
    "到位资金": "3462",
    "在谈项目线索": "4",
}
QINGSHI = {
    "其中：工业项目": "12950",
    "其中：基础设施项目": "8435",
    "到位资金": "11200",
    "在谈项目线索": "13",
}
OpenPage = Callable[..., Page]


class Walk:
    """People who sit at their own windows, each opened once."""

    def __init__(self, open_page: OpenPage) -> None:
        self.open_page, self.windows = open_page, dict[str, Page]()

    def at(self, username: str, path: str) -> Page:
        """The window of somebody, at a path."""
        if username not in self.windows:
            self.windows[username] = self.open_page("/", username)
        page = self.windows[username]
        root = "/".join(page.url.split("/")[:3])
        page.goto(root + path)
        page.wait_for_load_state("networkidle")
        return page

    def waiting(self, username: str) -> Page:
        """The first report that waits for somebody."""
        page = self.at(username, "/indicators/")
        page.locator("table").first.locator("tbody a").first.click()
        page.wait_for_load_state("networkidle")
        return page

    def hand_in(self, username: str, cells: dict[str, str], statement: str = "") -> None:
        """Fill in cells, say a word on the jump, and hand the report in."""
        page = self.waiting(username)
        for name, value in cells.items():
            page.get_by_label(re.compile(f"^{name} ")).fill(value)
        if statement:
            page.get_by_label("说明 签约项目协议金额").fill(statement)
        if cells:
            page.wait_for_timeout(3000)  # until what was typed has been saved by itself
        page.get_by_role("button", name="核对并提交").click()
        page.wait_for_load_state("networkidle")
        expect(page).to_have_url(re.compile("/step/submit/$"))
        self.confirm(page)
        expect(page.locator("main")).to_contain_text("已提交")

    def step(self, username: str, said: str) -> None:
        """Take the next step with the first report that waits for somebody."""
        page = self.waiting(username)
        page.locator("main .dock a.btn-main").first.click()
        page.wait_for_load_state("networkidle")
        self.confirm(page)
        expect(page.locator("main")).to_contain_text(said)

    def all_at_once(self, username: str, said: str) -> None:
        """The same for a bureau's table of all townships."""
        page = self.waiting(username)
        page.locator("main button.btn-main").last.click()
        page.wait_for_load_state("networkidle")
        expect(page.locator("main")).to_contain_text(said)

    def do(self, username: str, verb: str) -> None:
        """Move the round on."""
        self.confirm(self.at(username, f"{ROUND}do/{verb}/"))

    @staticmethod
    def confirm(page: Page) -> None:
        """Press the button of the form that asks."""
        page.locator(
            "main form.form button.btn-main, main form.form button.btn-danger"
        ).last.click()
        page.wait_for_load_state("networkidle")


def test_the_quarter_from_the_first_number_to_the_final_table(
    open_page: OpenPage, picture: Callable[[Page, str], Path]
) -> None:
    walk = Walk(open_page)
    _report(walk)
    _score_and_publish(walk)
    board = walk.at("leader", "/boards/2026Q3/?group=hills")
    expect(board.locator("main")).to_contain_text("青石镇")
    picture(board, "demo-walk-board")
    _appeal(walk)
    # The window is over: time passes here, not in the browser.
    Round.objects.filter(code="2026Q3").update(appeals_until=datetime(2026, 10, 1, tzinfo=UTC))
    walk.do("office", "finish")
    assert Round.objects.get(code="2026Q3").state == "final"
    run = Run.objects.select_related("package").get(round__code="2026Q3")
    assert verify_package(place_of(run.package_id).read_bytes()).identical


def _report(walk: Walk) -> None:
    """Sections 1 to 3: four townships' dispatch figures and the quarterly statistics."""
    walk.hand_in("clerk", QINGSHI, "9月新签精密制造产业园二期")
    walk.step("township", "已签批")
    walk.hand_in("clerk-wangjiang", {})
    walk.step("leader-wangjiang", "已签批")
    walk.hand_in("clerk-chashan", CHASHAN)
    walk.step("leader-chashan", "已签批")
    for _township in range(4):
        walk.step("bureau2", "审核通过")
        walk.step("bureau2", "已锁定")
    walk.all_at_once("clerk-tongji", "已提交")
    walk.all_at_once("leader-tongji", "已签批")
    walk.all_at_once("bureau", "审核通过")
    walk.all_at_once("bureau", "已锁定")


def _score_and_publish(walk: Walk) -> None:
    """Sections 4 and 5."""
    for verb in ("freeze", "score", "propose"):
        walk.do("office", verb)
    page = walk.at("office2", ROUND)
    page.locator("main a[href*=decide]").first.click()
    page.locator("[name=approve][value=yes]").check()
    walk.confirm(page)
    assert Round.objects.get(code="2026Q3").state == "published"


def _appeal(walk: Walk) -> None:
    """Section 7: filed by the township, dismissed by somebody who had no hand in it."""
    walk.do("office", "open_appeals")
    page = walk.at("township", ROUND)
    page.locator("main a[href*='appeals/']").first.click()
    page.locator("[name=leaf]").select_option("任务办结率")
    page.locator("[name=reason]").fill("一项任务已按期报送销号材料，请复核。")
    walk.confirm(page)
    page = walk.at("office3", "/assessments/appeals/")
    page.locator("main table a").first.click()
    page.wait_for_load_state("networkidle")
    place = page.url.rstrip("/")
    page.goto(f"{place}/accept/")
    walk.confirm(page)
    page.goto(f"{place}/decide/")
    page.locator("[name=uphold][value=no]").check()
    page.locator("[name=decision]").fill("材料在期限之后才通过核验，维持原分。")
    walk.confirm(page)
    assert Round.objects.get(code="2026Q3").appeals.get().state == "dismissed"
