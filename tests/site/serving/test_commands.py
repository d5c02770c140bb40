"""`sanbi migrate`, `check`, `serve` and `worker` as an administrator runs them."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from sanbi.cli import main
from sanbi.site.postgres import ServerAddress, embedded_server

SANBI = [sys.executable, "-c", "from sanbi.cli import main; main()"]
SAFE = {
    "SANBI_SECRET_KEY": "Zx8-kQ2_vRw7LmN4pT9bYc3dFg6hJs1aUeIoXq5zWnVt0KrMlP",
    "SANBI_ALLOWED_HOSTS": "kaohe.yunchuan.example",
    "SANBI_LANGUAGE": "en",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerAddress]:
    with embedded_server(tmp_path_factory.mktemp("commands") / "pg", durable=True) as address:
        yield address


@pytest.fixture(scope="module")
def environment(server: ServerAddress, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The variables of a safe installation."""
    folder = tmp_path_factory.mktemp("site")
    outside = {k: v for k, v in os.environ.items() if not k.startswith("SANBI_")}
    return {
        **outside,
        **SAFE,
        "SANBI_DATABASE_URL": server.url,
        "SANBI_OWNER_DATABASE_URL": server.owner_url,
        "SANBI_FILES": str(folder / "files"),
        "SANBI_STATIC": str(folder / "static"),
    }


@pytest.fixture(scope="module")
def migrated(environment: dict[str, str]) -> dict[str, str]:
    done = run("migrate", environment)
    assert done.returncode == 0, done.stderr
    return environment


def run(verb: str, environment: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SANBI, verb, *options], env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_an_empty_database_is_told_and_then_migrated(environment: dict[str, str]) -> None:
    told = run("check", environment)
    assert told.returncode == 1
    assert "the database lacks" in told.stderr
    assert "run: sanbi migrate" in told.stderr
    done = run("migrate", environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert run("check", environment, "--deploy").stdout == "nothing to mend\n"
    denied = psycopg.errors.InsufficientPrivilege
    with psycopg.connect(environment["SANBI_DATABASE_URL"]) as app, pytest.raises(denied):
        app.execute("delete from audit_entry")


@pytest.mark.parametrize("verb", ["check", "migrate", "worker"])
@pytest.mark.parametrize("name", ["SANBI_DATABASE_URL", "SANBI_SECRET_KEY"])
def test_a_missing_variable_is_named(verb: str, name: str) -> None:
    told = CliRunner().invoke(main, [verb, "--language", "en"], env={name: None})
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.startswith(f"{name} is not set; ")
    assert len(told.stderr.splitlines()) == 1


def test_an_address_without_sense_is_told() -> None:
    told = CliRunner().invoke(main, ["check"], env={"SANBI_DATABASE_URL": "nonsense"})
    assert told.exit_code == 2
    assert told.stderr.startswith("SANBI_DATABASE_URL 无法识别（")


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["migrate", "worker", "check"])
def test_a_database_that_is_not_there_is_told(environment: dict[str, str], verb: str) -> None:
    nowhere = "postgresql://sanbi@/sanbi?host=/nowhere"
    wrong = {**environment, "SANBI_DATABASE_URL": nowhere, "SANBI_OWNER_DATABASE_URL": ""}
    told = run(verb, wrong)
    assert told.returncode == (1 if verb == "check" else 2)
    assert "the database does not answer (" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"SANBI_DEBUG": "1"}, "SANBI_DEBUG 已打开"),
        ({"SANBI_HTTPS": "0"}, "SANBI_HTTPS 已关闭"),
    ],
)
def test_serve_refuses_unsafe_settings(
    migrated: dict[str, str], change: dict[str, str], said: str
) -> None:
    told = run("serve", {**migrated, **change}, "--port", "8970", "--language", "zh")
    assert told.returncode == 1
    assert told.stderr.splitlines()[0] == "有 1 处须处理："
    assert told.stderr.splitlines()[1].startswith(f"  {said}")


@pytest.mark.slow
def test_serve_refuses_the_owner_as_the_site(migrated: dict[str, str]) -> None:
    unsafe = {**migrated, "SANBI_DATABASE_URL": migrated["SANBI_OWNER_DATABASE_URL"]}
    told = run("serve", unsafe, "--port", "8970")
    assert told.returncode == 1
    assert "the site works as sanbi, a superuser, who can change the audit" in told.stderr


def answer(port: int, headers: dict[str, str]) -> tuple[int, str]:
    """Status and target of the first page, once the server answers."""
    until = time.monotonic() + 120
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/", headers=headers)
            response = connection.getresponse()
            response.read()
            return response.status, response.headers.get("Set-Cookie", "")
        except ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        finally:
            connection.close()


@pytest.mark.slow
def test_serve_serves_its_host_only_and_ends_when_told(migrated: dict[str, str]) -> None:
    words = [*SANBI, "serve", "--port", "8971", "--workers", "2", "--trust", "127.0.0.1"]
    with subprocess.Popen(words, env=migrated, start_new_session=True) as process:
        try:
            assert answer(8971, {"Host": "kaohe.yunchuan.example"})[0] in {200, 302}
            assert answer(8971, {"Host": "elsewhere.example"})[0] == 400
            busy = run("serve", migrated, "--port", "8971")
            assert (busy.returncode, busy.stderr) == (
                2,
                "port 8971 is busy; stop what uses it, or choose one with --port\n",
            )
            process.send_signal(signal.SIGTERM)
            assert process.wait(15) == 0
        finally:
            process.kill()
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection("127.0.0.1", 8971, timeout=2).connect()


APPLICATION = """
import os, sys
import django
django.setup()  # what the real get_wsgi_application does first
from sanbi.site.serving import pages
pages.get_wsgi_application = lambda: lambda environ, start: [
    environ["REMOTE_ADDR"], environ["wsgi.url_scheme"]]
print(*pages.make_application()({
    "REMOTE_ADDR": sys.argv[1], "wsgi.url_scheme": "http",
    "HTTP_X_FORWARDED_FOR": "198.51.100.7, 198.51.100.9", "HTTP_X_FORWARDED_PROTO": "https",
}, None))
"""


@pytest.mark.parametrize(
    ("trusted", "came_from", "seen"),
    [
        ("", "10.0.0.1", "10.0.0.1 http"),
        ("10.0.0.1", "10.0.0.1", "198.51.100.9 https"),
        ("10.0.0.1", "10.0.0.2", "10.0.0.2 http"),  # whoever else writes these headers lies
        ("10.0.0.0/24, 198.51.100.9", "10.0.0.2", "198.51.100.7 https"),
    ],
)
def test_only_a_trusted_proxy_is_believed(
    environment: dict[str, str], trusted: str, came_from: str, seen: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", APPLICATION, came_from],
        env={**environment, "SANBI_TRUSTED_PROXIES": trusted},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == seen


@pytest.mark.slow
def test_the_worker_ends_when_told(migrated: dict[str, str], tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("w") as out:
        process = subprocess.Popen([*SANBI, "worker"], env=migrated, stdout=out, stderr=out)
    try:
        with psycopg.connect(migrated["SANBI_OWNER_DATABASE_URL"], autocommit=True) as owner:
            until = time.monotonic() + 120
            while not owner.execute("select 1 from procrastinate_workers").fetchone():
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.1)
        process.terminate()
        assert process.wait(15) == 0, log.read_text()
    finally:
        process.kill()
        process.wait()
