"""A passkey, from being added to being removed, with the browser's own authenticator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from sanbi.apps.audit.models import Entry
from tests.e2e.sign_in.conftest import confirm, sign_in, sign_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LANGUAGES = {
    "zh-CN": {
        "add": "添加",
        "name": "办公室电脑",
        "passkey": "用通行密钥登录",
        "remove": "移除",
    },
    "en-GB": {
        "add": "Add",
        "name": "Office computer",
        "passkey": "Sign in with a passkey",
        "remove": "Remove",
    },
}


def authenticator(page: Page) -> Any:
    """Give the page's browser an authenticator of its own, as a computer has."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return tools


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_passkey_signs_in_until_it_is_removed(
    visitor: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    picture: Callable[[Page, str], Any],
    locale: str,
) -> None:
    said = LANGUAGES[locale]
    page = visitor(locale=locale)
    tools = authenticator(page)
    sign_in(page, "clerk")
    page.goto("/accounts/2fa/webauthn/")
    picture(page, f"passkeys-none-{locale}")
    page.goto("/accounts/2fa/webauthn/add/")
    confirm(page)
    page.wait_for_url("**/webauthn/add/")
    picture(page, f"passkeys-add-{locale}")
    assert axe(page) == []
    page.fill("#id_name", said["name"])
    page.get_by_role("button", name=said["add"], exact=True).click()
    page.wait_for_url("**/recovery-codes/**")
    picture(page, f"passkeys-codes-{locale}")
    page.goto("/accounts/2fa/webauthn/")
    assert said["name"] in page.inner_text("table")
    assert axe(page) == []
    picture(page, f"passkeys-list-{locale}")

    sign_out(page)
    picture(page, f"sign-in-{locale}")
    page.get_by_role("button", name=said["passkey"]).click()
    page.wait_for_selector("details.menu")
    assert Entry.objects.filter(action="session.open").latest("id").details["how"] == "webauthn"

    page.goto("/accounts/2fa/webauthn/")
    page.locator("table").get_by_role("link", name=said["remove"]).click()
    page.wait_for_load_state("networkidle")
    confirm(page)
    page.wait_for_url("**/remove/")
    page.wait_for_load_state("networkidle")
    picture(page, f"passkeys-remove-{locale}")
    page.get_by_role("button", name=said["remove"]).click()
    page.wait_for_url("**/webauthn/")
    assert said["name"] not in page.inner_text("main")
    sign_out(page)
    page.get_by_role("button", name=said["passkey"]).click()
    page.wait_for_selector("main .notice.error, main [data-passkey-failed]:visible")
    picture(page, f"passkeys-gone-{locale}")
    assert page.url.endswith("/accounts/login/")
    tools.send("WebAuthn.disable")
