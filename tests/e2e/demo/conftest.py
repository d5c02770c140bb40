"""The demo county behind a real server, for the stories."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sanbi.apps.orgs.models import User
from sanbi.site.demo import load
from tests.apps.audit.owner import owner

NOW = datetime(2026, 10, 19, 6, 40, tzinfo=UTC)


@pytest.fixture
def county(transactional_db: None, settings: Any, tmp_path: Path) -> SimpleNamespace:
    """The loaded demo county at the stage collecting; its people by user name."""
    del transactional_db
    settings.SANBI_FILES = tmp_path / "files"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SANBI_DEMO = True
    settings.SANBI_PLACE = "云川县"
    load("collecting")
    with owner() as own:  # as the demo does after loading
        own.execute("analyze")
    return SimpleNamespace(users={user.username: user for user in User.objects.all()})
