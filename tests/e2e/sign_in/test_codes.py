"""An authenticator app and its recovery codes, from the first demand to the lock."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from playwright.sync_api import Page

from sanbi.apps.audit.models import Entry
from tests.e2e.sign_in.conftest import confirm, sign_in, sign_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STEP = 30  # seconds


def code_of(secret: str, steps: int = 0) -> str:
    """What an app shows now, or some steps later."""
    return str(auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // STEP + steps)))


def send_code(page: Page, code: str) -> str:
    """Type a code at the second step; what the page then says is wrong, if anything."""
    page.fill("#id_code", code)
    page.locator("#id_code").press("Enter")
    page.wait_for_load_state("networkidle")
    wrong = page.locator("main .errsum:visible")
    return wrong.inner_text() if wrong.count() else ""


@pytest.fixture
def _as_delivered(settings: Any) -> None:
    """The roles that a new site asks for a second factor; other tests begin without."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("SANBI_")}
    asked = "from sanbi.site import settings; print(*settings.SANBI_SECOND_FACTOR)"
    said = subprocess.run(
        [sys.executable, "-c", asked], env=bare, capture_output=True, text=True, check=True
    )
    settings.SANBI_SECOND_FACTOR = said.stdout.split()


def set_up(page: Page, picture: Callable[[Page, str], Any]) -> tuple[str, list[str]]:
    """Add an app from the page that demands it: its secret and the recovery codes."""
    page.locator("a[href='/accounts/2fa/totp/activate/']").click()
    page.wait_for_load_state("networkidle")
    confirm(page)
    picture(page, "codes-app")
    secret = page.locator("main code").inner_text()
    page.fill("#id_code", code_of(secret))
    page.locator("#id_code").press("Enter")
    page.wait_for_url("**/recovery-codes/")
    picture(page, "codes-recovery")
    return secret, re.findall(r"\b\d{8}\b", page.locator("pre").inner_text())


@pytest.mark.usefixtures("_as_delivered")
@pytest.mark.parametrize("role", ["office", "sysadmin", "secadmin", "auditadmin"])
def test_a_second_factor_is_demanded_by_default(visitor: Callable[..., Page], role: str) -> None:
    page = visitor()
    sign_in(page, role)
    for path in ("/", "/manage/", "/audit/"):
        page.goto(path)
        assert page.url.endswith("/accounts/2fa/")  # nothing else opens before it is set up


@pytest.mark.usefixtures("_as_delivered")
def test_nobody_else_needs_a_second_factor_by_default(visitor: Callable[..., Page]) -> None:
    page = visitor()
    sign_in(page, "clerk")
    page.goto("/manage/")
    assert page.url.endswith("/manage/")


@pytest.mark.usefixtures("_as_delivered")
def test_the_office_sets_up_an_app_and_signs_in_with_it(
    visitor: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    picture: Callable[[Page, str], Any],
) -> None:
    page = visitor()
    sign_in(page, "office")
    picture(page, "codes-demanded")
    assert axe(page) == []
    secret, recovery = set_up(page, picture)
    assert len(recovery) == 10
    page.goto("/")
    assert "/accounts/" not in page.url
    sign_out(page)

    sign_in(page, "office")
    assert page.url.endswith("/accounts/2fa/authenticate/")
    picture(page, "codes-asked")
    assert axe(page) == []
    code = code_of(secret, 1)
    assert "验证码错误" in send_code(page, f"{(int(code) + 1) % 1_000_000:06}")
    picture(page, "codes-wrong")
    assert send_code(page, code) == ""
    assert page.locator("details.menu").count() == 1
    sign_out(page)

    sign_in(page, "office")
    assert "验证码错误" in send_code(page, code)  # used before
    assert send_code(page, recovery[0]) == ""
    sign_out(page)
    sign_in(page, "office")
    assert "验证码错误" in send_code(page, recovery[0])
    assert send_code(page, recovery[1]) == ""
    opened = Entry.objects.filter(action="session.open").order_by("id")
    assert [entry.details["how"] for entry in opened] == [
        "password",
        "password + totp",
        "password + recovery_codes",
        "password + recovery_codes",
    ]


def test_five_wrong_codes_lock_the_account(
    visitor: Callable[..., Page],
    people: Any,
    picture: Callable[[Page, str], Any],
) -> None:
    secret = auth.generate_totp_secret()
    Authenticator.objects.create(
        user=people.users["clerk"], type=Authenticator.Type.TOTP, data={"secret": secret}
    )
    page = visitor()
    sign_in(page, "clerk")
    for _ in range(4):
        assert "验证码错误" in send_code(page, "000000")
    send_code(page, "000000")
    assert page.locator("h1").inner_text() == "该账号已锁定"
    picture(page, "codes-locked")
    page.goto("/accounts/2fa/authenticate/")
    send_code(page, code_of(secret))  # the right one, and still not looked at
    assert page.locator("details.menu").count() == 0
    other = visitor()
    sign_in(other, "clerk")
    assert other.locator("h1").inner_text() == "该账号已锁定"
    assert Entry.objects.filter(action="session.lock").count() == 1
