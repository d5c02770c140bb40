"""Second factors: set up, asked for, recorded."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.totp.internal import auth
from django.test import Client

from sanbi.apps.audit.models import Entry
from tests.apps.factories.orgs import County
from tests.apps.orgs.sign_in.conftest import PASSWORD, sign_in

CODE_SECONDS = 30


def code_of(secret: str, steps: int = 0) -> str:
    counter = int(time.time()) // CODE_SECONDS + steps
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def test_an_authenticator_app(
    people: County, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client, "clerk")
    asked = client.get("/accounts/2fa/totp/activate/")
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert client.get(asked["Location"]).status_code == 200
    passed = client.post(asked["Location"], {"password": PASSWORD})
    assert passed["Location"] == "/accounts/2fa/totp/activate/"
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    wrong = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert wrong.status_code == 200
    with django_capture_on_commit_callbacks(execute=True):  # allauth tells of it after the commit
        done = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert done.status_code == 302
    said = Entry.objects.filter(action="factor.change").order_by("id")
    assert [(entry.actor_name, entry.details["what"], entry.details["kind"]) for entry in said] == [
        ("clerk", "added", "totp"),
        ("clerk", "added", "recovery_codes"),
    ]
    for place in (
        "",
        "recovery-codes/",
        "recovery-codes/generate/",
        "webauthn/",
        "totp/deactivate/",
    ):
        assert client.get(f"/accounts/2fa/{place}").status_code == 200, place
    assert client.get("/accounts/2fa/webauthn/add/").status_code == 200

    again = Client()
    assert sign_in(again, "clerk")["Location"] == "/accounts/2fa/authenticate/"
    assert again.get("/")["Location"].startswith("/accounts/login/")
    assert again.get("/accounts/2fa/authenticate/").status_code == 200
    assert again.post("/accounts/2fa/authenticate/", {"code": "123456"}).status_code == 200
    passed = again.post("/accounts/2fa/authenticate/", {"code": code_of(secret, 1)})
    assert passed["Location"] == "/"
    assert Entry.objects.filter(action="session.open").latest("id").details["how"] == (
        "password + totp"
    )
