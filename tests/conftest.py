"""Fixtures that every test may use."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support.roles import django_db_modify_db_settings, django_db_setup
from tools.compile_messages import compile_below

__all__ = ["django_db_modify_db_settings", "django_db_setup", "repo", "shared"]

# One profile: the same examples on every run, so that a failure can be repeated by anyone.
settings.register_profile(
    "sanbi",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("sanbi")


def pytest_configure() -> None:
    """Compile what changed in the catalogues, so that a test sees the words that stand in them."""
    compile_below(Path(__file__).resolve().parent.parent / "src")


@pytest.fixture(scope="session")
def repo() -> Path:
    """Return the root of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared(repo: Path) -> Path:
    """Return the reference data beside the checkout (`../shared`), or skip."""
    folder = repo.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the reference data beside the checkout (../shared) is not on this machine")
    return folder
