"""Two sub-venues, a host, a screen, twenty voters; the plug is pulled in the middle.

Everything runs as in a county: pages, live service and a durable PostgreSQL, each a process of its
own. All three are killed while people vote; started again, everything goes on where it was, and
the tally is that of what each voter marked.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.hall.place import HOST, KEY, ROOT, Hall, hall
from sanbi.apps.ballots.tokens import terminal_token
from sanbi.engine.integrity.ballots import read_box
from sanbi.engine.phrases import Phrase
from sanbi.site.serving.children import Child, running
from sanbi.site.serving.ports import reserved_port
from sanbi.site.serving.programs import pages_words
from tests.support.browsing import browser

__all__ = ["browser"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
GRADES = ("好", "较好", "一般", "较差")
POINTS = {"好": 100, "较好": 85, "一般": 70, "较差": 60}
BEFORE, BETWEEN = 9, 2
"""Voters who cast before the plug is pulled, and who press the button while it is out."""
PATIENCE = 40_000


@dataclass
class County:
    """The processes of the county, and what the stage says."""

    hall: Hall
    port: int
    stage: dict[str, Any] = field(default_factory=dict)
    _pages: ExitStack = field(default_factory=ExitStack)
    _child: Child | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What the pages are started with."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "sanbi.site.settings",
            "SANBI_DATABASE_URL": self.hall.url,
            "SANBI_SECRET_KEY": KEY,
            "SANBI_LIVE_PORT": str(self.hall.port),
            "SANBI_DEMO": "1",
            "SANBI_UNSAFE_WRITES": "",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }

    @property
    def address(self) -> str:
        """Where the pages answer."""
        return f"http://{HOST}:{self.port}"

    def set_stage(self) -> None:
        """Make county, meeting, poll and show."""
        words = [sys.executable, "-m", "tests.e2e.hall.staging"]
        told = subprocess.run(
            words, env=self.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE
        )
        self.stage = json.loads(told.stdout)

    def start_pages(self) -> None:
        """Start the pages, and wait until they answer."""
        words = pages_words(HOST, self.port, workers=1, threads=4)
        log = self.hall.folder / "pages.log"
        self._child = self._pages.enter_context(
            running(Phrase("the pages"), words, environment=self.environment, log=log)
        )
        until = time.monotonic() + 40
        while not self._answers():
            self._child.check()
            assert time.monotonic() < until
            time.sleep(0.1)

    def pull_the_plug(self) -> None:
        """Kill pages, live service and database at once."""
        assert self._child is not None
        os.killpg(self._child.process.pid, signal.SIGKILL)
        self.hall.kill_worker()
        self.hall.stop_database_at_once()
        self._pages.close()

    def plug_in(self) -> None:
        """Start everything again."""
        self.hall.start_database()
        self.start_pages()
        self.hall.wait_until_up()

    def file(self, path: str) -> bytes:
        """Fetch a file as the office."""
        cookie = f"{self.stage['cookie']}={self.stage['session']}"
        asked = Request(self.address + path, headers={"Cookie": cookie})  # noqa: S310 - our own
        with urlopen(asked) as answer:  # noqa: S310 - the same
            return bytes(answer.read())

    def _answers(self) -> bool:
        try:
            with urlopen(self.address + "/vote/") as answer:  # noqa: S310 - our own
                return bool(answer.status == 200)
        except OSError:
            return False

    def close(self) -> None:
        """End the pages."""
        self._pages.close()


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch) -> Iterator[County]:
    with reserved_port(HOST) as port:
        monkeypatch.setenv("SANBI_LIVE_ORIGINS", f"http://{HOST}:{port}")
        with hall() as held:
            made = County(held, port)
            try:
                made.set_stage()
                made.start_pages()
                yield made
            finally:
                made.close()


@dataclass
class Windows:
    """The open windows: host, screens, voters."""

    county: County
    browser: Browser

    def open(self, path: str, *, signed_in: bool = False) -> Page:
        """Open a window of its own."""
        context = self.browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768})
        stage = self.county.stage
        if signed_in:
            cookie = {"name": stage["cookie"], "value": stage["session"]}
            context.add_cookies([{**cookie, "url": self.county.address}])
        page = context.new_page()
        page.goto(self.county.address + path)
        return page

    def voter(self, number: int) -> Page:
        """Open a voter's terminal and enter the code."""
        stage = self.county.stage
        venue = "主会场" if number % 2 else "分会场"
        token = terminal_token(KEY, stage["poll"], venue, number)
        page = self.open(f"/vote/{stage['poll']}/#terminal={token}")
        page.get_by_label("测评卡上的八位数字").fill(stage["voters"][number]["code"])
        page.get_by_role("button", name="进入测评").click()
        expect(page.locator("[data-step=paper]")).to_be_visible()
        return page


def grade_of(number: int, place: int) -> str:
    """What a voter gives to the unit of a line: known, so that the tally is."""
    return GRADES[(number + place) % 4]


def mark_all(page: Page, number: int) -> None:
    for place, line in enumerate(page.locator("[data-line]").all()):
        if "own" not in (line.get_attribute("class") or ""):
            line.get_by_text(grade_of(number, place), exact=True).click()


def cast(page: Page) -> None:
    page.get_by_role("button", name="投票").click()


def is_done(page: Page) -> None:
    done = page.get_by_role("heading", name="已记录，您的测评完成了")
    expect(done).to_be_visible(timeout=PATIENCE)


def expected(stage: dict[str, Any], voters: int) -> dict[str, Fraction]:
    """The mean of each unit, class by class as the roll has them: 7, 7 and the rest."""
    weights = (Fraction(4, 10), Fraction(3, 10), Fraction(3, 10))
    found = {}
    for place, code in enumerate(stage["subjects"]):
        total, used = Fraction(0), Fraction(0)
        for kind, weight in enumerate(weights):
            given = [
                POINTS[grade_of(number, place)]
                for number in range(voters)
                if number // 7 == kind and stage["voters"][number]["own"] != code
            ]
            total += weight * Fraction(sum(given), len(given))
            used += weight
        found[code] = total / used
    return found


def test_the_plug_is_pulled_and_the_tally_is_right(
    browser: Browser, county: County, tmp_path: Path
) -> None:
    windows = Windows(county, browser)
    stage = county.stage
    voters = len(stage["voters"])
    host = windows.open(f"/screens/{stage['meeting']}/", signed_in=True)
    venues = [windows.open(stage["screen"]) for _venue in range(2)]
    screen = windows.open(stage["screen"])
    pages = [windows.voter(number) for number in range(voters)]
    for number, page in enumerate(pages):
        mark_all(page, number)
    for page in pages[:BEFORE]:
        cast(page)
        is_done(page)
    for shown in (*venues, screen):
        expect(shown.locator("[data-voted]")).to_have_text(str(BEFORE), timeout=PATIENCE)

    county.pull_the_plug()
    for page in pages[BEFORE : BEFORE + BETWEEN]:
        cast(page)
        expect(page.get_by_text("网络不通")).to_be_visible(timeout=PATIENCE)
    for shown in (*venues, screen):
        expect(shown.get_by_text("网络中断")).to_be_visible(timeout=PATIENCE)
        expect(shown.locator("[data-voted]")).to_have_text(str(BEFORE))
    county.plug_in()

    for page in pages[BEFORE : BEFORE + BETWEEN]:
        is_done(page)
    for page in pages[BEFORE + BETWEEN :]:
        cast(page)
        is_done(page)
    assert len({page.locator("[data-receipt]").inner_text() for page in pages[-3:]}) == 3
    for shown in (*venues, screen):
        expect(shown.locator("[data-voted]")).to_have_text(str(voters), timeout=PATIENCE)
        expect(shown.get_by_text("网络中断")).to_be_hidden(timeout=PATIENCE)

    _seal(windows, stage["poll"])
    host.reload()
    host.get_by_role("button", name="测评结果逐名揭晓").click()
    host.get_by_role("button", name="揭晓下一名").click()
    for shown in (*venues, screen):
        expect(shown.locator(".lrow .n:not(:empty)")).to_have_count(1, timeout=PATIENCE)
    content = county.file(f"/ballots/{stage['poll']}/result/box.zip")
    box = read_box(content)
    assert {row.subject: row.points for row in box.tally} == expected(stage, voters)
    file = tmp_path / "box.zip"
    file.write_bytes(content)
    tool = [sys.executable, "-I", str(ROOT / "tools/verify_round.py"), str(file)]
    assert subprocess.run(tool, check=False, stdout=subprocess.DEVNULL).returncode == 0


def _seal(windows: Windows, poll: int) -> None:
    page = windows.open(f"/ballots/{poll}/", signed_in=True)
    page.get_by_role("button", name="截止测评").click()
    page.get_by_role("link", name="封存").click()
    page.get_by_role("button", name="封存并计票").click()
    page.get_by_role("button", name="公布结果").click()
    expect(page.get_by_text("结果已公布")).to_be_visible()
