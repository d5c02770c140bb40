"""Screens of venues that say they are here, for the check before a meeting.

No audit entry: a screen says this every minute, and says nothing that anybody did.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from psycopg import AsyncConnection

LARGEST_SKEW_MS = 2**31 - 1
"""What the column holds: a clock further off than 24 days says as much."""
SEEN = "update meetings_device set seen_at = %s, skew_ms = %s where token_digest = %s"


async def note_here(
    connection: AsyncConnection[Any], token: str, clock_ms: int, now: datetime
) -> bool:
    """Note that a screen was heard of, and how far its clock is off; whether it is known.

    Parameters
    ----------
    token : the screen's own, of which the SHA-256 alone is kept.
    clock_ms : the screen's clock, milliseconds of the epoch.
    now : the server's clock, aware.
    """
    off = clock_ms - round(now.timestamp() * 1000)
    off = max(-LARGEST_SKEW_MS, min(LARGEST_SKEW_MS, off))
    digest = hashlib.sha256(token.encode()).hexdigest()
    return (await connection.execute(SEEN, [now, off, digest])).rowcount == 1
