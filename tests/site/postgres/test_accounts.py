"""As whom the server runs: each way of root, a plain user, closed folders, no way at all."""

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sanbi.site.postgres import remove_server
from sanbi.site.postgres.accounts import OWN_FOLDERS
from sanbi.site.postgres.folders import SOCKETS, mark_of
from sanbi.site.postgres.programs import PACKAGE, find_programs

SOURCE = Path(__file__).resolve().parents[3] / "src"
SOMEBODY = 54321  # a user without a name, as containers have them
NOBODY = pwd.getpwnam("nobody").pw_uid

PROGRAM = """
import json, os, sys
from pathlib import Path
import psycopg
from sanbi.site.postgres import PostgresError, embedded_server
from sanbi.site.postgres.programs import find_programs
folder, durable, package = sys.argv[1:]
programs = find_programs(Path(package)) if package else None
try:
    with embedded_server(Path(folder), durable=durable == "durable", programs=programs) as server:
        with psycopg.connect(server.owner_url) as connection:
            data, = connection.execute("show data_directory").fetchone()
            app, = connection.execute("select count(*) from pg_roles where rolname = 'sanbi_app'"
                ).fetchone()
            connection.execute("create table if not exists seen (n int)")
            connection.execute("insert into seen values (1)")
            seen, = connection.execute("select count(*) from seen").fetchone()
        print(json.dumps({
            "uid": os.stat(f"/proc/{server.process.pid}").st_uid,
            "data": data, "owner": os.stat(data).st_uid, "app": app, "seen": seen,
            "program": os.readlink(f"/proc/{server.process.pid}/exe"),
        }))
except PostgresError as error:
    print(json.dumps({"refused": str(error)}))
"""

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


def run(
    folder: Path,
    *before: str,
    path: Path | None = None,
    durable: bool = False,
    package: Path | None = None,
) -> dict[str, object]:
    """What a program with a server in `folder` tells; `path` stands first on PATH."""
    environment = {
        "PATH": os.pathsep.join([*([str(path)] if path else []), os.environ["PATH"]]),
        "PYTHONPATH": str(SOURCE),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    words = [str(folder), "durable" if durable else "", str(package or "")]
    done = subprocess.run(
        [*before, sys.executable, "-c", PROGRAM, *words],
        env=environment,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


def own_folders(folder: Path) -> list[Path]:
    mark = mark_of(folder.resolve())
    return [*OWN_FOLDERS.glob(f"sanbi-*-{mark}"), *SOCKETS.glob(f"sanbi-*-{mark}")]


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that every user can enter, as a checkout under /srv is."""
    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


def become(uid: int) -> list[str]:
    return ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups", "--"]


def home_of(uid: int, path: Path) -> Path:
    path.mkdir()
    os.chown(path, uid, uid)
    path.chmod(0o700)
    return path


def forbidden(folder: Path, *names: str) -> Path:
    """A folder of programs that fail, as unshare does in many containers."""
    folder.mkdir()
    for name in names:
        program = folder / name
        program.write_text("#!/bin/sh\necho 'Operation not permitted' >&2\nexit 1\n")
        program.chmod(0o755)
    folder.chmod(0o755)
    return folder


@as_root
def test_root_runs_it_in_a_name_space_and_opens_no_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    told = run(home / "project" / "var" / "pg")
    assert told["data"] == str(home / "project" / "var" / "pg")
    assert (told["uid"], told["owner"], told["app"]) == (0, 0, 1)
    assert home.stat().st_mode & 0o777 == 0o700
    assert own_folders(home / "project" / "var" / "pg") == []


@as_root
def test_without_unshare_it_runs_as_an_existing_user(reachable: Path) -> None:
    folder = reachable / "var" / "pg"
    told = run(folder, path=forbidden(reachable / "bin", "unshare"))
    assert told["data"] == str(folder)
    assert told["uid"] == told["owner"] != 0
    assert [path.stat().st_uid for path in (reachable, folder.parent)] == [0, 0]
    assert folder.stat().st_mode & 0o777 == 0o700
    assert own_folders(folder) == []


@as_root
def test_data_of_one_way_are_taken_over_by_the_other(reachable: Path) -> None:
    folder = reachable / "pg"
    bin_folder = forbidden(reachable / "bin", "unshare")
    seen = [run(folder, path=path)["seen"] for path in (None, bin_folder, None)]
    assert seen == [1, 2, 3]


@as_root
def test_a_closed_home_makes_that_user_work_elsewhere(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    folder = home / "pg"
    bin_folder = forbidden(tmp_path / "bin", "unshare")
    told = run(folder, path=bin_folder, durable=True)
    assert Path(str(told["data"])).parent.parent == OWN_FOLDERS
    assert told["uid"] == told["owner"] != 0
    assert home.stat().st_mode & 0o777 == 0o700
    assert [path.parent for path in own_folders(folder)] == [
        OWN_FOLDERS
    ]  # data that last, no socket
    assert run(folder, path=bin_folder, durable=True)["seen"] == 2
    remove_server(folder)
    assert own_folders(folder) == []
    assert run(folder, path=bin_folder)["seen"] == 1
    assert own_folders(folder) == []


@as_root
def test_programs_in_a_closed_folder_are_copied(tmp_path: Path) -> None:
    package = find_programs().install.parent
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for name in (PACKAGE, f"{PACKAGE}.libs"):
        shutil.copytree(package.with_name(name), closed / name, symlinks=True)
    bin_folder = forbidden(tmp_path / "bin", "unshare")
    told = run(tmp_path / "pg", path=bin_folder, package=closed / PACKAGE)
    assert told["uid"] != 0
    assert Path(str(told["program"])).is_relative_to(OWN_FOLDERS)
    assert closed.stat().st_mode & 0o777 == 0o700
    assert own_folders(tmp_path / "pg") == []


@as_root
def test_root_in_a_users_closed_home_runs_it_as_them(reachable: Path) -> None:
    home = home_of(NOBODY, reachable / "home")
    told = run(home / "pg")
    assert told["data"] == str(home / "pg")
    assert (told["uid"], told["owner"]) == (NOBODY, NOBODY)
    assert (home.stat().st_uid, home.stat().st_mode & 0o777) == (NOBODY, 0o700)


@as_root
def test_where_nothing_is_allowed_the_message_names_the_way_out(tmp_path: Path) -> None:
    told = run(tmp_path / "pg", path=forbidden(tmp_path / "bin", "unshare", "setpriv"))
    assert "set SANBI_DATABASE_URL" in str(told["refused"])
    assert not (tmp_path / "pg").exists()
    assert own_folders(tmp_path / "pg") == []


@as_root
@pytest.mark.parametrize("uid", [NOBODY, SOMEBODY])
def test_a_user_in_a_closed_home_runs_it_themselves(reachable: Path, uid: int) -> None:
    home = home_of(uid, reachable / "家 home")
    told = run(home / "var" / "pg", *become(uid))
    assert told["data"] == str(home / "var" / "pg")
    assert (told["uid"], told["owner"]) == (uid, uid)
    assert home.stat().st_mode & 0o777 == 0o700


@as_root
def test_a_user_cannot_use_the_folder_of_another(reachable: Path) -> None:
    told = run(reachable / "pg", *become(NOBODY))
    assert "no permission" in str(told["refused"])
    folder = reachable / "var" / "pg"
    run(folder, durable=True)
    for path in (folder.parent, *folder.parent.glob("pg.*")):
        path.chmod(0o777)
    told = run(folder, *become(NOBODY))
    assert "no permission" in str(told["refused"]) or "belongs to user 0" in str(told["refused"])
