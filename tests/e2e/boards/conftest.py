"""A real browser at the boards of a county."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from tests.apps.factories.boards import Boards, make_boards
from tests.apps.factories.orgs import County, make_county
from tests.support.programs import require_chromium

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the module."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the driver runs a loop in this thread
    program = require_chromium()
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=str(program), args=FLAGS)
        yield started
        started.close()
        connections.close_all()  # the one that was opened beside the loop
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def county(transactional_db: None) -> County:  # noqa: ARG001 - opens the database
    """A county with its people."""
    return make_county()


@pytest.fixture
def boards(county: County, settings: Any, tmp_path: Path) -> Boards:  # noqa: ARG001 - the tree
    """Six quarters of sixteen townships."""
    settings.SANBI_FILES = tmp_path
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SANBI_DEMO = True
    settings.SANBI_PLACE = "云川县"
    return make_boards()


@pytest.fixture
def open_page(browser: Browser, live_server: Any, county: County) -> Iterator[Callable[..., Page]]:
    """Open a page as somebody; at the end no script may have complained."""
    opened: list[tuple[Any, list[str]]] = []

    def opener(path: str, username: str, width: int = 1366, height: int = 768, **more: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, **{"locale": "zh-CN", **more}
        )
        client = Client()
        client.force_login(
            county.users[username], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        cookies = [
            {"name": name, "value": morsel.value, "url": live_server.url}
            for name, morsel in client.cookies.items()
        ]
        context.add_cookies(cookies)
        page = context.new_page()
        faults: list[str] = []
        page.on(
            "console", lambda m: faults.append(m.text) if m.type in {"error", "warning"} else None
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        opened.append((context, faults))
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        return page

    yield opener
    for context, faults in opened:
        context.close()
        assert faults == []
