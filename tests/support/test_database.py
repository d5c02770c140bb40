"""The plugin starts a server exactly for the runs that can need one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.database import needs_database, remove_leftovers, run_server


@pytest.mark.parametrize(
    ("path", "needed"),
    [
        ("tests", True),
        (".", True),
        ("tests/apps", True),
        ("tests/site/postgres/test_server.py::test_x[a/b]", True),
        ("tests/e2e/test_year.py", True),
        ("tests/engine", False),
        ("tests/cli/test_compare.py", False),
        ("tests/system/test_house.py", False),
        ("tests/sites", False),
    ],
)
def test_which_paths_need_a_database(
    repo: Path, monkeypatch: pytest.MonkeyPatch, path: str, needed: bool
) -> None:
    monkeypatch.chdir(repo)
    assert needs_database([path]) is needed
    assert needs_database(["tests/engine", path]) is needed


def test_only_the_standard_library_is_loaded_at_first(repo: Path) -> None:
    code = (
        "import sys, tests.support.database\n"
        "print([m for m in ('django', 'psycopg', 'sanbi', 'pytest_django') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, cwd=repo, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_a_server_of_a_run_goes_with_it_and_leftovers_with_the_next(tmp_path: Path) -> None:
    left = tmp_path / "left"
    (left / "pg").mkdir(parents=True)
    (left / "pg.lock").touch()
    with run_server(tmp_path) as named:
        assert named["SANBI_DATABASE_URL"].startswith("postgresql://sanbi_app@/sanbi?host=")
        assert named["SANBI_OWNER_DATABASE_URL"].startswith("postgresql://sanbi@/sanbi?host=")
        running = [path for path in tmp_path.iterdir() if path != left]
        assert not left.exists()
        remove_leftovers(tmp_path)
        assert [path.is_dir() for path in running] == [True]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_given_database_is_used_as_it_is(repo: Path, tmp_path: Path, workers: str) -> None:
    given = "postgresql://given@/db"
    probe = tmp_path / "test_probe.py"
    probe.write_text(
        f"import os\ndef test_probe():\n    assert os.environ['SANBI_DATABASE_URL'] == {given!r}\n"
    )
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"-n{workers}", "-p", "no:cacheprovider", probe],
        cwd=repo,
        env=os.environ | {"SANBI_DATABASE_URL": given},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
