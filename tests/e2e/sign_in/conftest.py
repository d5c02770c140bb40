"""Signing in as people do it: a browser that nobody is signed in with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from sanbi.apps.orgs.models import User
from tests.apps.factories.orgs import County

PASSWORD = "correct-horse-9"


@pytest.fixture
def people(county: County, settings: Any) -> County:
    """The county outside the demo, as a real site has it; each person knows a password."""
    settings.SANBI_DEMO = False
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    user = User()
    user.set_password(PASSWORD)
    User.objects.update(password=user.password)
    return county


@pytest.fixture
def visitor(browser: Browser, live_server: Any, people: County) -> Iterator[Callable[..., Page]]:
    """Open a browser in which nobody is signed in; at the end no script may have complained."""
    del people
    opened: list[tuple[Any, list[str]]] = []

    def opener(**more: Any) -> Page:
        asked = {"locale": "zh-CN", "viewport": {"width": 1366, "height": 768}, **more}
        context = browser.new_context(base_url=live_server.url, **asked)
        context.set_default_timeout(30_000)
        page, faults = context.new_page(), []
        page.on("console", lambda said: faults.extend(complaint(said, live_server.url)))
        page.on("pageerror", lambda error: faults.append(str(error)))
        opened.append((context, faults))
        return page

    yield opener
    for context, faults in opened:
        context.close()
        assert faults == []


def complaint(said: Any, site: str) -> list[str]:
    """What a page of ours complains of; a refusal's own status is no complaint."""
    ours = said.location["url"].startswith(site) and said.type in {"error", "warning"}
    meant = ("responded with a status of 4", "responded with a status of 503")
    return [said.text] if ours and not any(words in said.text for words in meant) else []


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Fill in the sign-in page and send it."""
    page.goto("/accounts/login/")
    page.fill("#id_login", name)
    page.fill("#id_password", password)
    page.locator("#id_password").press("Enter")
    page.wait_for_load_state("networkidle")


def sign_out(page: Page) -> None:
    """Sign out through the menu."""
    page.locator("details.menu summary").click()
    page.locator("details.menu form button").click()
    page.wait_for_url("**/accounts/login/**")


def confirm(page: Page) -> None:
    """Type the password once more, where a step asks for it."""
    if "reauthenticate" in page.url:
        page.fill("input[type=password]", PASSWORD)
        page.locator("input[type=password]").press("Enter")
        page.wait_for_load_state("networkidle")
