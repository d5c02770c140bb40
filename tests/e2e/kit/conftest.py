"""The kit's page in a real browser, over a real server, under the site's own content policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from tests.apps.factories.orgs import make_unit, make_user
from tests.support.browsing import go

Opened = Callable[..., Page]


@pytest.fixture
def said() -> list[str]:
    """What the browser's console said: every refusal of the content policy, every script error."""
    return []


@pytest.fixture
def open_page(
    browser: Browser,
    live_server: Any,
    settings: Any,
    transactional_db: None,
    said: list[str],
) -> Iterator[Opened]:
    """Open an address as somebody who is signed in."""
    from sanbi.apps.audit.actors import Role

    del transactional_db
    settings.ROOT_URLCONF = "tests.e2e.kit.urls"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SANBI_DEMO, settings.SANBI_PLACE = True, "云川县"
    user = make_user("office", make_unit("D3", "县考核办", "department"), Role.OFFICE, name="周敏")
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.cookies["sessionid"].value
    contexts: list[BrowserContext] = []

    def opened(address: str = "/kit/", theme: str = "light", **options: Any) -> Page:
        options.setdefault("viewport", {"width": 1366, "height": 768})
        context = browser.new_context(locale="zh-CN", **options)
        contexts.append(context)
        context.add_cookies(
            [
                {"name": "sessionid", "value": session, "url": live_server.url},
                {"name": "sanbi_theme", "value": theme, "url": live_server.url},
            ]
        )
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        go(page, live_server.url + address)
        return page

    yield opened
    for context in contexts:
        context.close()
