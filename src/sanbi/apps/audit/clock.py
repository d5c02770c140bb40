"""The clock of the site, read where requests and background jobs begin and nowhere else."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone


def moment() -> datetime:
    """Return this moment, aware, in UTC; in the demo, where its story stands.

    The demo's figures end at a moment of their own. By the machine's clock every report in it would
    be overdue by the time that somebody looks.
    """
    return timezone.now() + timedelta(seconds=settings.SANBI_CLOCK_SECONDS)
