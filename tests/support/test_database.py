"""The plugin starts a server exactly for the runs that can need one."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sanbi.site.postgres.folders import SOCKETS, mark_of, processes_in
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


WAITING = """
import os, sys, time
import psycopg
def test_waiting():
    with psycopg.connect(os.environ["SANBI_OWNER_DATABASE_URL"]) as connection:
        place = connection.execute("show data_directory").fetchone()[0]
    with open(os.environ["PLACE"] + ".new", "w") as file:
        file.write(place)
    os.rename(file.name, os.environ["PLACE"])
    time.sleep(60)
"""


def start_run(repo: Path, log: Path, *options: str | Path) -> subprocess.Popen[bytes]:
    """A run of some tests of the site, with a server of its own."""
    probe = repo / "tests/site/test_database_roles.py"
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", probe, *options]
    inherited = ("DATABASE_URL", "PYTEST_XDIST")  # of the run that this test is in
    own = {k: v for k, v in os.environ.items() if not any(part in k for part in inherited)}
    with log.open("wb") as out:
        return subprocess.Popen(
            words, cwd=repo, env=own | {"PLACE": f"{log}.place"}, stdout=out, stderr=out
        )


NOTING = """
import os, pathlib
def pytest_sessionstart():
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    url = os.environ.get("SANBI_OWNER_DATABASE_URL", "none")
    pathlib.Path(os.environ["PLACE"]).with_name(worker).write_text(url)
"""


@pytest.mark.slow
def test_each_worker_has_a_server_to_itself(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "noting_plugin.py").write_text(NOTING)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    run = start_run(repo, tmp_path / "log", "-n2", "-p", "noting_plugin")
    assert run.wait(90) == 0, (tmp_path / "log").read_text()
    named = {name: (tmp_path / name).read_text() for name in ("main", "gw0", "gw1")}
    assert named["main"] == "none"
    assert len(set(named.values())) == 3


@pytest.mark.slow
def test_two_runs_side_by_side_both_pass(repo: Path, tmp_path: Path) -> None:
    logs = [tmp_path / "one", tmp_path / "two"]
    runs = [start_run(repo, logs[0]), start_run(repo, logs[1], "-n2")]
    assert [run.wait(90) for run in runs] == [0, 0], [log.read_text() for log in logs]


@pytest.mark.slow
def test_what_a_killed_run_leaves_is_removed_by_the_next(repo: Path, tmp_path: Path) -> None:
    test = tmp_path / "test_waiting.py"
    test.write_text(WAITING)
    place = tmp_path / "log.place"
    run = start_run(repo, tmp_path / "log", test)
    until = time.monotonic() + 60
    while not place.exists():
        assert run.poll() is None, (tmp_path / "log").read_text()
        assert time.monotonic() < until
        time.sleep(0.05)
    data = Path(place.read_text())
    assert processes_in(data) != []
    run.kill()
    run.wait()
    while processes_in(data):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert data.is_dir()
    assert start_run(repo, tmp_path / "next").wait(90) == 0
    assert not data.parent.exists()
    assert list(SOCKETS.glob(f"sanbi-*-{mark_of(data)}")) == []
