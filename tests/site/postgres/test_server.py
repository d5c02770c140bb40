"""The embedded server on real folders: paths, twins, leftovers, refusals."""

import os
import signal
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from sanbi.site.postgres import PostgresError, embedded_server, remove_server
from sanbi.site.postgres.folders import LOG_KEPT, SOCKETS, mark_of, processes_in


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
        assert row is not None
        return row[0]


def wait_until_ready(url: str) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            assert time.monotonic() < until
            time.sleep(0.02)
        else:
            return


def left_behind(folder: Path) -> list[object]:
    """Processes of the server and its socket folder."""
    return [*processes_in(folder), *SOCKETS.glob(f"sanbi-*-{mark_of(folder)}")]


@pytest.mark.parametrize(
    "name",
    [
        "plain",
        "with space",
        "云川县 数据库",
        "it's (here) & there; #1 %d *",
        "/".join(["a-folder-with-a-name-of-forty-characters"] * 5),
    ],
)
def test_starts_in_any_ordinary_path_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "pg"
    with embedded_server(folder, durable=False) as server:
        assert ask(server.url, "select current_user") == "sanbi_app"
        assert ask(server.owner_url, "select current_user") == "sanbi"
        assert ask(server.url, "select upper('é') || ('三' ~ '\\w')::text") == "Étrue"
        assert ask(server.url, "show timezone") == "UTC"
        assert ask(server.url, "show server_encoding") == "UTF8"
        assert ask(server.url, "show listen_addresses") == ""
        assert server.sockets.stat().st_mode & 0o777 == 0o700
        assert processes_in(folder) != []
    assert left_behind(folder) == []


def test_data_last_and_durable_means_synced(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    with embedded_server(folder, durable=True) as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert ask(server.url, f"show {setting}") == "on"
        with psycopg.connect(server.owner_url) as connection:
            connection.execute("create table kept as select 7 as figure")
    with embedded_server(folder, durable=False) as server:
        assert ask(server.owner_url, "select figure from kept") == 7
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert ask(server.url, f"show {setting}") == "off"


@pytest.mark.parametrize("sign", ["$", "`", '"', "\\"])
def test_signs_that_a_shell_reads_are_refused(tmp_path: Path, sign: str) -> None:
    folder = tmp_path / f"a{sign}b" / "pg"
    with (
        pytest.raises(PostgresError, match="cannot work in a folder with"),
        embedded_server(folder, durable=False),
    ):
        pass
    assert not folder.parent.exists()


def test_two_servers_side_by_side(tmp_path: Path) -> None:
    with (
        embedded_server(tmp_path / "one", durable=False) as one,
        embedded_server(tmp_path / "two", durable=False) as two,
    ):
        assert one.sockets != two.sockets
        for server, name in ((one, "one"), (two, "two")):
            place = ask(server.owner_url, "show data_directory")
            assert place == str(tmp_path / name)


def test_a_folder_in_use_is_refused_and_its_server_unharmed(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    with embedded_server(folder, durable=False) as server:
        with (
            pytest.raises(PostgresError, match="in use by another run"),
            embedded_server(folder, durable=False),
        ):
            pass
        with pytest.raises(PostgresError, match="in use by another run"):
            remove_server(folder)
        assert ask(server.url, "select 1") == 1


def test_a_killed_server_is_noticed_and_starts_again(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    with embedded_server(folder, durable=False) as server:
        server.process.send_signal(signal.SIGKILL)
        server.process.wait(5)
        assert server.has_ended()
    assert (folder / "postmaster.pid").exists()
    with embedded_server(folder, durable=False) as server:
        assert ask(server.url, "select 1") == 1
    assert left_behind(folder) == []


def test_a_pid_file_that_names_another_program_is_stale(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    with embedded_server(folder, durable=False):
        content = (folder / "postmaster.pid").read_text()
    rest = content.splitlines()[1:]
    (folder / "postmaster.pid").write_text("\n".join([str(os.getppid()), *rest, ""]))
    with embedded_server(folder, durable=False) as server:
        assert ask(server.url, "select 1") == 1


def test_a_server_that_outlived_its_starter_is_ended_and_a_shell_there_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanbi.site.postgres.folders.PATIENCE", 0.5)
    folder = tmp_path / "pg"
    orphans = tmp_path / "orphans"
    with embedded_server(folder, durable=False) as server:
        words = server.process.args
    assert isinstance(words, list)
    orphans.mkdir(mode=0o700)
    own_socket = f"unix_socket_directories={orphans}"
    words = [own_socket if "unix_socket_directories" in word else word for word in words]
    with (
        subprocess.Popen(words, stderr=subprocess.DEVNULL) as orphan,
        subprocess.Popen(["sleep", "60"], cwd=folder) as shell,
    ):
        try:
            wait_until_ready(f"postgresql://sanbi@/postgres?host={orphans}&port=5432")
            with embedded_server(folder, durable=False) as server:
                assert ask(server.url, "select 1") == 1
                assert orphan.wait(1) == 0
                assert shell.poll() is None
        finally:
            shell.kill()


def test_another_major_version_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("16\n")
    with (
        pytest.raises(PostgresError, match="made by PostgreSQL 16, and this Sanbi brings 18"),
        embedded_server(folder, durable=False),
    ):
        pass
    assert left_behind(folder) == []
    assert (folder / "PG_VERSION").read_text() == "16\n"


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    with (
        pytest.raises(PostgresError, match="not empty and holds no database"),
        embedded_server(folder, durable=False),
    ):
        pass
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]


def test_a_start_that_fails_shows_the_log_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    with embedded_server(folder, durable=False):
        pass
    (folder / "global" / "pg_control").write_bytes(b"damaged")
    with (
        pytest.raises(PostgresError, match=r"did not start; see .*pg\.log:\n.*pg_control.*$"),
        embedded_server(folder, durable=False),
    ):
        pass
    assert left_behind(folder) == []


def test_half_made_data_are_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    half = tmp_path / "pg.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with embedded_server(folder, durable=False) as server:
        assert ask(server.url, "select 1") == 1
    assert not half.exists()


@pytest.mark.parametrize("kind", ["link", "open"])
def test_a_socket_folder_that_others_could_have_made_is_refused(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "pg"
    sockets = SOCKETS / f"sanbi-{os.geteuid()}-{mark_of(folder)}"
    if kind == "link":
        sockets.symlink_to(tmp_path)
    else:
        sockets.mkdir()
        sockets.chmod(0o777)
    try:
        with (
            pytest.raises(PostgresError, match="is not a private folder of user"),
            embedded_server(folder, durable=False),
        ):
            pass
        assert sockets.exists()
    finally:
        sockets.unlink() if kind == "link" else sockets.rmdir()


def test_the_log_keeps_its_end_only(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    log = tmp_path / "pg.log"
    log.write_bytes(b"x" * (3 * LOG_KEPT))
    with embedded_server(folder, durable=False):
        size = log.stat().st_size
    assert LOG_KEPT < size < 1.1 * LOG_KEPT


def test_stops_at_once_with_a_client_connected(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    with embedded_server(folder, durable=False) as server:
        connection = psycopg.connect(server.url)
        connection.execute("select 1")
        started = time.monotonic()
    assert time.monotonic() - started < 5
    connection.close()
    assert left_behind(folder) == []


def test_removing_takes_everything(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    with embedded_server(folder, durable=False):
        pass
    remove_server(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["pg.lock"]
