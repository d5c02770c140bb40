"""A county with six rounds on show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.apps.factories.boards import Boards, make_boards
from tests.apps.factories.orgs import County


@pytest.fixture
def boards(county: County, settings: Any, tmp_path: Path) -> Boards:
    """Six quarters of sixteen townships; the last round is published."""
    settings.SANBI_FILES = tmp_path
    return make_boards()


@pytest.fixture
def signed_in(county: County) -> Any:
    """A browser of somebody: `signed_in("clerk")`."""

    def of(username: str) -> Client:
        client = Client()
        client.force_login(
            county.users[username], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client

    return of
