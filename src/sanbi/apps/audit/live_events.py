"""What screens and voting pages are told at once: PostgreSQL carries it to the live service.

A notice goes out when the transaction commits, and never when it is undone.
"""

from __future__ import annotations

import json

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

CHANNEL = "sanbi_live"


def tell_live(kind: str, **facts: str | int) -> None:
    """Tell the live service that something changed.

    Parameters
    ----------
    kind : what changed, such as "poll" or "show".
    facts : keys and states; never a name, a mark or an interim result. At most some hundred bytes.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, json.dumps({"kind": kind, **facts})])


def live_origin(request: HttpRequest) -> str:
    """Return where the live service answers: another port of the same machine, or "" for here."""
    if not settings.SANBI_LIVE_PORT:
        return ""
    host = request.get_host()
    name = host if host.endswith("]") else host.rsplit(":", 1)[0] if ":" in host else host
    return f"{request.scheme}://{name}:{settings.SANBI_LIVE_PORT}"
