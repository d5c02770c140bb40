"""Signing in through an identity service: a real one, running beside the site."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page

from sanbi.apps.audit.models import Entry
from sanbi.apps.orgs.models import User
from tests.apps.factories.orgs import County
from tests.e2e.sign_in.conftest import confirm, sign_in, sign_out

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SERVICE = "县统一身份认证"
BUTTON = f"用{SERVICE}登录"


@dataclass(frozen=True)
class Service:
    """The identity service: where it is, and whom it knows."""

    url: str

    def knows(self, sub: str, **claims: str) -> None:
        """Enter a person under a lasting identifier."""
        httpx.put(f"{self.url}/users/{sub}", json=claims).raise_for_status()


@pytest.fixture
def service(people: County, settings: Any) -> Iterator[Service]:
    """An identity service that the site's settings name."""
    del people
    port = free_port()
    words = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        try:
            url = f"http://localhost:{port}"
            wait_for(url)
            use(settings, url)
            yield Service(url)
        finally:
            program.terminate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def wait_for(url: str) -> None:
    for _ in range(100):
        try:
            httpx.get(url).raise_for_status()
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the identity service did not start")


def use(settings: Any, url: str) -> None:
    app = {
        "provider_id": "oidc",
        "name": SERVICE,
        "client_id": "sanbi",
        "secret": "a-secret-of-the-tests",
        "settings": {"server_url": url},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


def come_through(page: Page, sub: str) -> None:
    """Sign in at the service as somebody."""
    page.goto("/accounts/login/")
    page.get_by_role("button", name=BUTTON).click()
    page.fill("input[name=sub]", sub)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_load_state("networkidle")


def test_an_account_is_joined_by_its_person(
    service: Service,
    visitor: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    picture: Callable[[Page, str], Any],
) -> None:
    service.knows("7f3a", preferred_username="clerk", name="张三", email="clerk@example.org")
    page = visitor()
    page.goto("/accounts/login/")
    picture(page, "provider-sign-in")
    sign_in(page, "clerk")
    page.goto("/accounts/provider/")
    picture(page, "provider-join")
    assert axe(page) == []
    page.get_by_role("button", name=f"与{SERVICE}关联").click()
    page.fill("input[name=sub]", "7f3a")
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url("**/accounts/**")
    confirm(page)
    page.wait_for_url("**/accounts/provider/")
    picture(page, "provider-joined")
    assert Entry.objects.latest("id").details == {"what": "added", "kind": "provider"}
    sign_out(page)

    come_through(page, "7f3a")
    assert page.locator("details.menu summary").inner_text().endswith("clerk")
    opened = Entry.objects.filter(action="session.open").latest("id")
    assert (opened.actor_name, opened.details["how"]) == ("clerk", "socialaccount")
    sign_out(page)
    assert Entry.objects.latest("id").action == "session.close"


def test_name_and_mail_join_nothing_by_themselves(
    service: Service,
    visitor: Callable[..., Page],
    picture: Callable[[Page, str], Any],
) -> None:
    User.objects.filter(username="clerk").update(email="clerk@example.org")
    service.knows(
        "evil", preferred_username="clerk", email="clerk@example.org", email_verified="true"
    )
    before = User.objects.count()
    page = visitor()
    come_through(page, "evil")
    assert page.locator("h1").inner_text() == "本平台没有对应账号"
    picture(page, "provider-unknown")
    page.goto("/")
    assert "/accounts/login/" in page.url
    assert User.objects.count() == before
    refused = Entry.objects.latest("id")
    assert (refused.action, refused.actor) == ("session.refuse", None)


def test_a_trusted_claim_joins_once(
    service: Service, visitor: Callable[..., Page], settings: Any
) -> None:
    settings.SANBI_OIDC_CLAIM = "preferred_username"
    service.knows("first", preferred_username="clerk")
    page = visitor()
    come_through(page, "first")
    assert page.locator("details.menu summary").inner_text().endswith("clerk")
    sign_out(page)
    service.knows("first", preferred_username="renamed")  # the lasting identifier counts
    come_through(page, "first")
    assert page.locator("details.menu summary").inner_text().endswith("clerk")
    sign_out(page)
    service.knows("second", preferred_username="clerk")  # and somebody else does not get in by it
    come_through(visitor(), "second")
    said = Entry.objects.order_by("-id").values_list("action", flat=True)
    assert said[0] == "session.refuse"


def test_an_account_is_made_only_where_the_setting_says_so(
    service: Service, visitor: Callable[..., Page], settings: Any
) -> None:
    settings.SANBI_OIDC_CLAIM = "preferred_username"
    service.knows("new", preferred_username="zhao.liu", name="赵六")
    come_through(visitor(), "new")
    assert not User.objects.filter(username="zhao.liu").exists()
    settings.SANBI_OIDC_CREATE = True
    page = visitor()
    come_through(page, "new")
    made = User.objects.get(username="zhao.liu")
    assert (made.name, made.appointments.count(), made.is_active) == ("赵六", 0, True)
    assert "赵六" in page.locator("details.menu summary").inner_text()
    assert Entry.objects.filter(action="account.create", key=str(made.pk)).count() == 1


def test_a_service_that_is_down_is_named(
    visitor: Callable[..., Page], settings: Any, picture: Callable[[Page, str], Any]
) -> None:
    use(settings, f"http://localhost:{free_port()}")
    page = visitor()
    page.goto("/accounts/login/")
    page.get_by_role("button", name=BUTTON).click()
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").inner_text() == "统一身份认证暂时无法使用"
    picture(page, "provider-down")


def test_leaving_the_service_leads_back(
    service: Service, visitor: Callable[..., Page], picture: Callable[[Page, str], Any]
) -> None:
    del service
    page = visitor()
    page.goto("/accounts/login/")
    page.get_by_role("button", name=BUTTON).click()
    page.get_by_role("button", name="Deny").click()
    page.wait_for_load_state("networkidle")
    assert page.locator("h1").inner_text() == "登录已中断"
    picture(page, "provider-left")
