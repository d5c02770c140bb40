"""The demo county behind a real server, for the stories."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sanbi.apps.orgs.models import User
from tests.support.kept_county import lay_county

NOW = datetime(2026, 10, 19, 6, 40, tzinfo=UTC)


@pytest.fixture
def county(
    transactional_db: None,
    settings: Any,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> SimpleNamespace:
    """The loaded demo county at the stage collecting; its people by user name."""
    del transactional_db
    settings.SANBI_FILES = tmp_path / "files"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SANBI_DEMO = True
    settings.SANBI_PLACE = "云川县"
    lay_county("collecting", tmp_path / "files", tmp_path_factory.getbasetemp() / "kept-county")
    return SimpleNamespace(users={user.username: user for user in User.objects.all()})
