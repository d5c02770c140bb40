"""A real live service beside a test's site: ``from tests.support.live import live_service``."""

from __future__ import annotations

import http.client
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from sanbi.engine.phrases import Phrase
from sanbi.site.serving.children import running
from sanbi.site.serving.ports import reserved_port
from sanbi.site.serving.programs import live_words

HOST = "127.0.0.1"
START_SECONDS = 30.0


def database_address() -> str:
    """The address of the test's own database."""
    held = connection.settings_dict
    named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    given = {name: held[key] for name, key in named.items() if held.get(key)}
    return make_conninfo(**given, dbname=held["NAME"])


@pytest.fixture
def live_service(live_server: Any, settings: Any, tmp_path: Path) -> Iterator[int]:
    """The port of a live service that works on the test's database, for the test's pages."""
    with reserved_port(HOST) as port:
        environment = {
            **os.environ,
            "SANBI_DATABASE_URL": database_address(),
            "SANBI_SECRET_KEY": settings.SECRET_KEY,
            "SANBI_LIVE_ORIGINS": live_server.url,
            "SANBI_UNSAFE_WRITES": "1",
        }
        log = tmp_path / "live.log"
        words = live_words(HOST, port)
        with running(Phrase("the live service"), words, environment=environment, log=log) as child:
            until = time.monotonic() + START_SECONDS
            while not _answers(port):
                child.check()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.05)
            settings.SANBI_LIVE_PORT = port
            yield port


def _answers(port: int) -> bool:
    asked = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        asked.request("GET", "/live/health")
        return asked.getresponse().status == 200
    except OSError:
        return False
    finally:
        asked.close()
