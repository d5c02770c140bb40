"""Signing in and out: who gets in, and what the audit says of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from sanbi.apps.audit.models import Entry
from sanbi.apps.orgs.models import User
from tests.apps.factories.orgs import County
from tests.apps.orgs.sign_in.conftest import PASSWORD, sign_in


def deeds() -> list[tuple[str, str, str]]:
    return list(Entry.objects.order_by("id").values_list("action", "actor_name", "outcome"))


def test_coming_and_going_are_recorded(people: County, client: Client) -> None:
    assert sign_in(client, "clerk", "wrong").status_code == 200
    assert "_auth_user_id" not in client.session
    answer = sign_in(client, " Clerk ")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    assert deeds() == [
        ("session.refuse", "", "done"),
        ("session.open", "clerk", "done"),
        ("session.close", "clerk", "done"),
    ]
    refused, opened, _ = Entry.objects.order_by("id")
    assert refused.details == {"username": "clerk", "address": "10.0.0.1"}
    assert opened.details == {"address": "10.0.0.1", "how": "password"}
    assert client.get("/")["Location"] == "/accounts/login/?next=/"


def test_a_closed_account_is_told_so(people: County, client: Client) -> None:
    User.objects.filter(username="clerk").update(is_active=False)
    sign_in(client, "clerk")
    page = client.get("/accounts/login/", headers={"Accept-Language": "en"})
    assert "This account is closed" in page.content.decode()
    assert "_auth_user_id" not in client.session
    assert deeds() == [("session.refuse", "", "done")]


def test_an_unknown_name_reads_like_a_wrong_password(people: County, client: Client) -> None:
    wrong = sign_in(client, "clerk", "wrong").content.decode()
    unknown = sign_in(client, "nobody", "wrong").content.decode()
    assert _shown(wrong, "clerk") == _shown(unknown, "nobody")


def _shown(page: str, name: str) -> str:
    import re

    return re.sub(r'name="csrf[^>]*>|content="[^"]*"|value="[^"]*"', "", page).replace(name, "")


@pytest.mark.parametrize(
    "route", ["account_signup", "account_email", "account_reset_password", "account_set_password"]
)
def test_there_is_no_sign_up_and_no_mail(route: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(route)


def test_the_demo_alone_shows_its_log_ins(people: County, client: Client, settings: Any) -> None:
    settings.SANBI_DEMO_ACCOUNTS = "tests.apps.orgs.sign_in.demo_accounts.accounts"
    assert PASSWORD not in client.get("/accounts/login/").content.decode()
    settings.SANBI_DEMO = True
    page = client.get("/accounts/login/").content.decode()
    assert f'value="{PASSWORD}"' in page
    assert "demo-clerk" in page


def test_language_and_colours_follow_the_account(people: County, client: Client) -> None:
    sign_in(client, "clerk")
    client.post("/language/", {"language": "en", "next": "/"})
    assert client.post("/accounts/theme/", {"theme": "dark"}).status_code == 204
    assert client.post("/accounts/theme/", {"theme": "pink"}).status_code == 400
    user = User.objects.get(username="clerk")
    assert (user.language, user.theme) == ("en", "dark")
    elsewhere = Client()
    sign_in(elsewhere, "clerk")
    kept = elsewhere.cookies
    assert (kept["django_language"].value, kept["sanbi_theme"].value) == ("en", "dark")
