"""Colours and language follow the account to another computer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from sanbi.apps.orgs.models import User
from tests.e2e.sign_in.conftest import sign_in, sign_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COLOURS = "document.documentElement.dataset.bsTheme"


def test_dark_english_goes_along(
    visitor: Callable[..., Page], picture: Callable[[Page, str], Any]
) -> None:
    page = visitor()
    sign_in(page, "clerk")
    with page.expect_response("**/accounts/theme/") as answered:
        page.locator("[data-theme-switch]").click()
    assert answered.value.status == 204
    page.get_by_role("button", name="EN").click()
    page.wait_for_load_state("networkidle")
    user = User.objects.get(username="clerk")
    assert (user.theme, user.language) == ("dark", "en")

    elsewhere = visitor()
    elsewhere.goto("/accounts/login/")
    assert elsewhere.evaluate(COLOURS) == "light"
    sign_in(elsewhere, "clerk")
    assert elsewhere.evaluate(COLOURS) == "dark"
    assert elsewhere.locator("html").get_attribute("lang") == "en"
    sign_out(elsewhere)
    assert elsewhere.evaluate(COLOURS) == "dark"  # the page of this computer's last person
    picture(elsewhere, "sign-in-dark")
