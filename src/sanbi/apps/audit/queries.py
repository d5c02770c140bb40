"""Reads of the audit."""

from __future__ import annotations

from sanbi.apps.audit.models import Anchor


def latest_anchor() -> Anchor | None:
    """Return the newest anchor, to be printed in a bulletin; None before the first.

    An anchor tells nothing of what the entries say, so everyone may see it.
    """
    return Anchor.objects.defer("entries").order_by("-number").first()
