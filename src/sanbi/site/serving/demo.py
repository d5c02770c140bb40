"""`sanbi demo`: database, pages and worker in one go, and an orderly end of all of them."""

from __future__ import annotations

import datetime as dt
import http.client
import os
import secrets
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sanbi.engine.phrases import Phrase
from sanbi.site.postgres import embedded_server
from sanbi.site.postgres.folders import log_path
from sanbi.site.serving.children import Child, ending_on_signals, python, running
from sanbi.site.serving.errors import ServingError
from sanbi.site.serving.ports import reserved_port
from sanbi.site.serving.preparing import seconds_to_the_story
from sanbi.site.serving.programs import live_words, pages_words, sanbi_words

HOST = "127.0.0.1"
KEY_MARK = "sanbi-demo-"  # `sanbi check --deploy` refuses a key that begins so
LOOK_SECONDS = 0.2  # between two looks at the processes
START_SECONDS = 120.0

Tell = Callable[[Phrase], None]


def serve_demo(
    *, folder: Path, port: int | None, stage: str | None, now: dt.datetime, tell: Tell
) -> None:
    """Serve the demo county until Ctrl-C, SIGTERM or SIGHUP, or until one of its processes dies.

    Parameters
        folder : takes database, attachments and logs; made on first use.
        port : None takes the first free one from 8000 on.
        stage : up to which the county is loaded; None loads nothing.
        tell : says a phrase to the user.
    Raises
        ServingError, PostgresError  when something cannot start or has died; all else is stopped.
    """
    folder = folder.resolve()
    since = time.monotonic()
    try:
        with (
            ending_on_signals(),
            reserved_port(HOST, port) as chosen,
            reserved_port(HOST) as live_port,
        ):
            folder.mkdir(parents=True, exist_ok=True)
            with _database(folder) as (named, server):
                environment = _environment(folder, named)
                _prepare(environment, stage, server, tell)
                begun = now + dt.timedelta(seconds=time.monotonic() - since)
                environment["SANBI_CLOCK_SECONDS"] = str(seconds_to_the_story(folder, begun))
                environment |= _beside(chosen, live_port)
                with (
                    running(
                        Phrase("the pages"),
                        pages_words(HOST, chosen, workers=1, threads=4),
                        environment=environment,
                        log=folder / "pages.log",
                    ) as pages,
                    running(
                        Phrase("the live service"),
                        live_words(HOST, live_port),
                        environment=environment,
                        log=folder / "live.log",
                    ) as live,
                    running(
                        Phrase("the worker"),
                        sanbi_words("worker"),
                        environment=environment,
                        log=folder / "worker.log",
                        orphan=signal.SIGKILL,  # without a database it would never end by itself
                    ) as worker,
                ):
                    children = [*server, pages, live, worker]
                    _wait_for_answer(chosen, children)
                    tell(Phrase("open http://{host}:{port}", host=HOST, port=chosen))
                    tell(Phrase("Ctrl-C stops it"))
                    _watch(children)
    except KeyboardInterrupt:
        tell(Phrase("stopped; the data stay in {folder}", folder=folder))


@contextmanager
def _database(folder: Path) -> Iterator[tuple[dict[str, str], list[Child]]]:
    """The variables that name the database, and its process where it is ours."""
    if os.environ.get("SANBI_DATABASE_URL"):
        yield {}, []
        return
    place = folder / "pg"
    with embedded_server(place, durable=True) as address:
        named = {
            "SANBI_DATABASE_URL": address.url,
            "SANBI_OWNER_DATABASE_URL": address.owner_url,
        }
        yield named, [Child(Phrase("the database"), address.process, log_path(place))]


def _environment(folder: Path, named: dict[str, str]) -> dict[str, str]:
    return {
        **os.environ,
        **named,
        "DJANGO_SETTINGS_MODULE": "sanbi.site.settings",
        "SANBI_DEMO": "1",
        "SANBI_SECRET_KEY": _secret_key(folder / "secret-key"),
        "SANBI_FILES": str(folder / "files"),
        "SANBI_STATIC": str(folder / "static"),
    }


def _beside(pages: int, live: int) -> dict[str, str]:
    """The variables by which pages and live service know each other's ports."""
    names = (HOST, "localhost")
    return {
        "SANBI_LIVE_PORT": str(live),
        "SANBI_LIVE_ORIGINS": ",".join(f"http://{name}:{pages}" for name in names),
    }


def _secret_key(path: Path) -> str:
    """The demo's key: made once, so that who was signed in stays so after a restart."""
    if not path.is_file():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(KEY_MARK + secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()


def _prepare(
    environment: dict[str, str],
    stage: str | None,
    server: Sequence[Child],
    tell: Tell,
) -> None:
    """Migrate and load, and look after the database meanwhile."""
    tell(Phrase("preparing the demo county …"))
    words = python("-m", "sanbi.site.serving.preparing", *([stage] if stage else []))
    with running(Phrase("the preparation"), words, environment=environment) as child:
        while True:
            for other in server:
                other.check()
            try:
                status = child.process.wait(LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                continue
            if status != 0:
                child.check()
            return


def _wait_for_answer(port: int, children: Sequence[Child]) -> None:
    """Wait until the pages answer; what they answer is for the user to see."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        for child in children:
            child.check()
        connection = http.client.HTTPConnection(HOST, port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise ServingError(Phrase("the pages gave no answer within {n} seconds", n=int(START_SECONDS)))


def _watch(children: Sequence[Child]) -> None:
    """Look at every process until one of them ends."""
    while True:
        for child in children:
            child.check()
        time.sleep(LOOK_SECONDS)
