"""A free port, and nobody else's until it is used."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from sanbi.engine.phrases import Phrase
from sanbi.site.serving.errors import ServingError

FIRST = 8000
TRIED = 20


@contextmanager
def reserved_port(host: str, asked: int | None = None) -> Iterator[int]:
    """The port asked for, or the first free one of 8000 to 8019, kept for this block.

    The pages' server shares its port between its processes, and so would share it with the server
    of another run, too. The socket that is held here, but never listens, keeps that one away.

    Raises
        ServingError  when the port asked for, or every one of the twenty, is busy.
    """
    for port in range(FIRST, FIRST + TRIED) if asked is None else [asked]:
        held = _hold(host, port)
        if held is not None:
            with held:
                yield port
            return
    if asked is not None:
        raise ServingError(
            Phrase("port {port} is busy; stop what uses it, or choose one with --port", port=asked)
        )
    last = FIRST + TRIED - 1
    raise ServingError(
        Phrase(
            "the ports {first} to {last} are busy; choose one with --port", first=FIRST, last=last
        )
    )


def _hold(host: str, port: int) -> socket.socket | None:
    """A socket that holds the port; None when it is busy."""
    try:
        _bound(host, port, shared=False).close()
        return _bound(host, port, shared=True)
    except PermissionError as error:
        raise ServingError(
            Phrase("port {port} is not for ordinary users; choose one above 1023", port=port)
        ) from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return None
        raise ServingError(
            Phrase(
                "{host} port {port}: {reason}",
                host=host,
                port=port,
                reason=Phrase(error.strerror or "error"),
            )
        ) from error


def _bound(host: str, port: int, *, shared: bool) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        # The first look passes over connections that are only fading away. The socket that holds
        # the port must not have that option, or Linux would let the next look bind beside it.
        option = socket.SO_REUSEPORT if shared else socket.SO_REUSEADDR
        made.setsockopt(socket.SOL_SOCKET, option, 1)
        made.bind((host, port))
    except BaseException:
        made.close()
        raise
    return made
