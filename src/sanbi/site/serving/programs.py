"""The command lines of the site's processes."""

from __future__ import annotations

import signal

from sanbi.site.serving.children import guard, python

TARGET = "sanbi.site.serving.pages:make_application"
LIVE_TARGET = "sanbi.site.live.serving:make_application"
MOST_LISTENERS = 8192
"""Connections that the live service holds: every page and screen of a hall keeps one open."""


def sanbi_words(*words: str) -> list[str]:
    """The command line of a verb of `sanbi`."""
    return python("-c", "from sanbi.cli import main; main()", *words)


def pages_words(host: str, port: int, *, workers: int, threads: int) -> list[str]:
    """The command line that serves the pages."""
    return [
        *python("-m", "granian", "--interface", "wsgi", "--factory", "--no-ws"),
        f"--host={host}",
        f"--port={port}",
        f"--workers={workers}",
        f"--blocking-threads={threads}",
        "--workers-kill-timeout=5",
        "--respawn-failed-workers",
        "--log-level=warning",
        TARGET,
    ]


def live_words(host: str, port: int) -> list[str]:
    """The command line of the live service: one process, so that castings share their commits."""
    return [
        *python("-m", "sanbi.site.live.staying"),
        *guard(signal.SIGTERM),
        *python("-m", "granian", "--interface", "asgi", "--factory", "--no-ws"),
        f"--host={host}",
        f"--port={port}",
        "--workers=1",
        f"--backlog={MOST_LISTENERS}",
        f"--backpressure={MOST_LISTENERS}",
        "--workers-kill-timeout=5",
        "--respawn-failed-workers",
        "--log-level=warning",
        LIVE_TARGET,
    ]
