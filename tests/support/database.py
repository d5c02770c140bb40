"""A PostgreSQL server for the tests that need one; loaded by `-p tests.support.database`.

It must run before pytest-django reads the settings, so a fixture would be too late. It only loads
the standard library at first: tests/engine also runs where nothing else is installed.

A run gets a server of its own below var/, unless SANBI_DATABASE_URL names one. It starts with the
tables of all migrations (see `migrated`). What a killed run has left there is removed by the next.

Each worker of xdist has a server to itself: what is anchored waits for the oldest transaction that
is open in any database of its server, and a test of another worker may hold one for minutes.
"""

import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.support.migrated import lay_data

ROOT = Path(__file__).resolve().parents[2]
NEEDED_BELOW = tuple(
    ROOT / place for place in ("tests/apps", "tests/site", "tests/e2e", "tests/system/hall")
)
SERVERS = ROOT / "var/test-servers"
TEMPLATES = ROOT / "var/test-templates"
SOURCE = ROOT / "src/sanbi"
SETTINGS = "sanbi.site.settings"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start the server and name it in the environment, in the process that runs the tests."""
    asked = early_config.known_args_namespace
    if not needs_database(asked.file_or_dir or early_config.getini("testpaths")):
        return
    hands_out = getattr(asked, "numprocesses", None) and "PYTEST_XDIST_WORKER" not in os.environ
    if "SANBI_DATABASE_URL" not in os.environ and not hands_out:
        _start(early_config)
    if importlib.util.find_spec(SETTINGS) is not None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
        os.environ.setdefault("SANBI_UNSAFE_WRITES", "1")  # the test server works without fsync
        os.environ.setdefault("SANBI_SECOND_FACTOR", "")  # tests of it switch it on
        os.environ.setdefault("SANBI_SECRET_KEY", "for tests only, and known to everyone " * 2)


def needs_database(paths: Iterable[str]) -> bool:
    """Whether one of the paths on pytest's command line can lead to a test with a database."""
    for path in paths:
        asked = Path(path.partition("::")[0]).resolve()
        if any(
            asked.is_relative_to(place) or place.is_relative_to(asked) for place in NEEDED_BELOW
        ):
            return True
    return False


@contextmanager
def run_server(servers: Path, templates: Path | None = None) -> Iterator[dict[str, str]]:
    """The variables that name a server of this run's own, which forgets everything at the end.

    Parameters
        templates : where migrated databases are kept; None starts with an empty server.
    """
    from sanbi.site.postgres import embedded_server

    remove_leftovers(servers)
    servers.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=servers))
    try:
        if templates is not None:
            lay_data(folder / "pg", templates, SOURCE)
        with embedded_server(folder / "pg", durable=False) as server:
            yield {
                "SANBI_DATABASE_URL": server.url,
                "SANBI_OWNER_DATABASE_URL": server.owner_url,
            }
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_leftovers(servers: Path) -> None:
    """Remove the folders of test servers that no run holds."""
    from sanbi.site.postgres import PostgresError, remove_server

    for lock in servers.glob("*/pg.lock"):
        try:
            remove_server(lock.with_suffix(""))
        except PostgresError:
            continue  # another run works there
        shutil.rmtree(lock.parent, ignore_errors=True)


def _start(config: pytest.Config) -> None:
    stack = ExitStack()
    config.add_cleanup(stack.close)
    named = stack.enter_context(run_server(SERVERS, TEMPLATES))
    for name, value in named.items():
        stack.callback(os.environ.pop, name, None)
        os.environ[name] = value
