"""Fixtures of signing in: real pages, and a hash that lets a thousand guesses stay cheap."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from sanbi.apps.orgs.models import User
from tests.apps.factories.orgs import County

PASSWORD = "correct-horse-9"


@pytest.fixture(autouse=True)
def _cheap_hash(settings: Any) -> None:
    cache.clear()  # where allauth counts the codes of a second factor
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def people(county: County, _cheap_hash: None) -> County:
    """The county, each of whose people knows a password."""
    user = User()
    user.set_password(PASSWORD)
    User.objects.update(password=user.password)
    for person in county.users.values():
        person.refresh_from_db()
    return county


def sign_in(client: Client, name: str, password: str = PASSWORD, address: str = "10.0.0.1") -> Any:
    """Send the sign-in form."""
    return client.post(
        "/accounts/login/",
        {"login": name, "password": password},
        REMOTE_ADDR=address,
        HTTP_ACCEPT_LANGUAGE="en",
    )
