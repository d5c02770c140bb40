"""Fixtures that every test may use."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.repeatable import load_profile
from tests.support.roles import django_db_modify_db_settings, django_db_setup
from tools.compile_messages import compile_below

__all__ = ["django_db_modify_db_settings", "django_db_setup", "repo", "shared"]

load_profile()
DEMO = "tests/e2e/demo/"


def pytest_configure() -> None:
    """Compile what changed in the catalogues, so that a test sees the words that stand in them."""
    compile_below(Path(__file__).resolve().parent.parent / "src")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files with browser or slow tests first, so that no worker is left alone with them."""
    heavy = {
        item.path
        for item in items
        if item.get_closest_marker("browser") or item.get_closest_marker("slow")
    }
    items.sort(key=lambda item: item.path not in heavy)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each worker whole files, as they come: browsers and servers are started once a file.

    The stories of the demo county go to one worker, which loads it once.
    """
    from xdist.scheduler import LoadFileScheduling

    class Whole(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return DEMO if nodeid.startswith(DEMO) else super()._split_scope(nodeid)

    config.option.loadscopereorder = False  # by the number of tests; ours are sorted by weight
    return Whole(config, log)


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
