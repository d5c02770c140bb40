"""What has changed since a draft was written: its figures beside those of now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sanbi.apps.audit.actors import Actor
from sanbi.apps.bulletins.blocks import facts_in
from sanbi.apps.bulletins.models import Bulletin
from sanbi.apps.bulletins.queries.bulletins import values_of
from sanbi.apps.bulletins.queries.gathering import live_parts

GONE = "—"


@dataclass(frozen=True)
class Change:
    """A figure that is no longer as it stands; ``—`` where there was or is none."""

    key: str
    was: str
    now: str


def changes_of(actor: Actor, bulletin: Bulletin, now: datetime) -> list[Change]:
    """Return the figures of a draft that differ from the data of now, in the order of the keys."""
    held = values_of(bulletin)
    live: dict[str, str] = {}
    for blocks in live_parts(actor, bulletin, now).values():
        for key, part in facts_in(blocks).items():
            live.setdefault(key, part.text)
    return [
        Change(key, held.get(key, GONE), live.get(key, GONE))
        for key in sorted(held.keys() | live.keys())
        if held.get(key) != live.get(key)
    ]
