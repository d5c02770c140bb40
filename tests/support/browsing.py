"""A real browser at the real site: pages opened as somebody, looked at, and held against axe.

``from tests.support.browsing import *`` in a conftest gives the fixtures. Pictures go to
``var/pictures`` for people to look at.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

from tests.apps.factories.orgs import County, make_county
from tests.support.programs import require_chromium

__all__ = ["axe", "browser", "county", "open_page", "picture"]

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "var/pictures"
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
SERIOUS = {"serious", "critical"}
QUIET_MS = 60


def go(page: Page, address: str) -> Response | None:
    """Open an address and wait until the page has fetched what it wants; the address's answer.

    Playwright's own "networkidle" waits for half a second of quiet, which over hundreds of pages
    takes longer than the pages. Here two looks that find nothing under way are enough.
    """
    under_way: set[Request] = set()

    def begun(request: Request) -> None:
        if request.resource_type != "eventsource":  # stays open for as long as the page does
            under_way.add(request)

    def ended(request: Request) -> None:
        under_way.discard(request)

    page.on("request", begun)
    page.on("requestfinished", ended)
    page.on("requestfailed", ended)
    answer = page.goto(address)
    quiet = 0
    while quiet < 2:
        page.wait_for_timeout(QUIET_MS)
        quiet = 0 if under_way else quiet + 1
    page.remove_listener("request", begun)
    page.remove_listener("requestfinished", ended)
    page.remove_listener("requestfailed", ended)
    return answer


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a module: its driver runs a loop in this thread, which others could not."""
    program = require_chromium()
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the driver runs a loop in this thread
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=str(program), args=FLAGS)
        yield started
        started.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def county(transactional_db: None, settings: Any, tmp_path: Path) -> County:
    """A small county whose rows the server's thread sees too; shown as the demo."""
    del transactional_db
    settings.SANBI_FILES = tmp_path / "files"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SANBI_DEMO = True
    settings.SANBI_PLACE = "云川县"
    return make_county()


@pytest.fixture
def open_page(browser: Browser, live_server: Any, county: County) -> Iterator[Callable[..., Page]]:
    """Open a path as somebody (by user name), in Chinese unless ``locale`` says otherwise.

    At the end no script may have complained.
    """
    opened: list[tuple[Any, list[str]]] = []

    def opener(path: str, username: str, width: int = 1366, height: int = 768, **more: Any) -> Page:
        asked = {"locale": "zh-CN", "viewport": {"width": width, "height": height}, **more}
        context = browser.new_context(**asked)
        client = Client()
        client.force_login(county.users[username], backend=BACKEND)
        context.add_cookies(
            [
                {"name": name, "value": morsel.value, "url": live_server.url}
                for name, morsel in client.cookies.items()
            ]
        )
        page, faults = context.new_page(), []
        page.on(
            "console",
            lambda said: faults.append(said.text) if _complains(said) else None,
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        opened.append((context, faults))
        go(page, live_server.url + path)
        return page

    yield opener
    for context, faults in opened:
        context.close()
        assert faults == []


def _complains(said: ConsoleMessage) -> bool:
    """Whether a script complains.

    That somebody else was first is an answer like others, and a network that a story took away is
    no fault of the page.
    """
    expected = ("status of 409", "net::ERR_INTERNET_DISCONNECTED")
    return said.type in {"error", "warning"} and not any(text in said.text for text in expected)


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """What axe-core finds serious on a page: rule and place of each."""
    if not AXE.is_file():
        pytest.fail("axe-core is not installed: make assets")
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> list[str]:
        page.evaluate(source)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{fault['id']}: {json.dumps(node['target'], ensure_ascii=False)}"
            for fault in found["violations"]
            if fault["impact"] in SERIOUS
            for node in fault["nodes"]
        ]

    return check


@pytest.fixture
def picture() -> Callable[[Page, str], Path]:
    """Keep a picture of the whole page under var/pictures for people to look at."""

    def take(page: Page, name: str) -> Path:
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take
