"""Fixtures of the platform's tests: real PostgreSQL, a fixed clock, people of a small county."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import translation

from tests.apps.factories.orgs import County, make_county

NOW = datetime(2026, 10, 9, 6, 32, tzinfo=UTC)  # 14:32 in Shanghai


@pytest.fixture
def now() -> datetime:
    """A moment that every test shares: Friday 9 October 2026, 14:32 in Shanghai."""
    return NOW


@pytest.fixture(autouse=True)
def _files_of_its_own(settings: Any, tmp_path: Path) -> None:
    """Each test keeps its uploaded and frozen files to itself."""
    settings.SANBI_FILES = tmp_path / "files"


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    """Each test begins in the site's own language, whatever page the one before it opened."""
    with translation.override(django_settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def county(db: None) -> County:
    """A county with three townships, two bureaus and one person for each role."""
    del db
    return make_county()


@pytest.fixture
def count_queries() -> Any:
    """Count the queries of a block: ``with count_queries() as found: …; len(found)``."""
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


@pytest.fixture(autouse=True)
def _files_of_the_test(tmp_path: Path, settings: Any) -> None:
    """Keep what a test stores in a folder of its own."""
    settings.SANBI_FILES = tmp_path / "files"
