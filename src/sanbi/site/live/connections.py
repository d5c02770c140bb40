"""Connections of the live service, which never confirm what the disk does not hold."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import AsyncConnection

SAFE = ("synchronous_commit", "fsync", "full_page_writes")
CONNECT_SECONDS = 3
SETTINGS = "-c synchronous_commit=on -c timezone=UTC -c lock_timeout=10s"
"""Of the session, whatever the server's default: what is answered is on the disk."""


class UnsafeWrites(RuntimeError):  # noqa: N818 - read as "raise UnsafeWrites"
    """The server may lose what it has confirmed; the text names the setting."""


async def connected(url: str) -> AsyncConnection[Any]:
    """Return a connection that commits only what is on the disk, whatever the server's default."""
    return await AsyncConnection.connect(
        url,
        autocommit=True,
        connect_timeout=CONNECT_SECONDS,
        options=SETTINGS,
        keepalives_idle=5,
        keepalives_interval=2,
        keepalives_count=3,
    )


async def require_safe_writes(connection: AsyncConnection[Any]) -> None:
    """Look whether the server keeps what it confirms.

    Raises
    ------
    UnsafeWrites
        naming the first setting that is off.
    """
    for name in SAFE:
        found = await (await connection.execute("select current_setting(%s)", [name])).fetchone()
        if found is None or found[0] == "off":
            raise UnsafeWrites(
                f"{name} is off: a ballot that was confirmed could be lost; set it to on"
            )


def is_lost(error: BaseException) -> bool:
    """Whether an error says that the connection is gone."""
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError | OSError)
