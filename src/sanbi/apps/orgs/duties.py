"""Personal duties that apps above keep: what a handover moves besides roles.

Most duties follow from roles for units and need nothing here. An app whose rows name a person
(the owner of a project, the reviewer of an appeal) registers them when it starts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

Count = Callable[[int], int]
Move = Callable[[int, int], int]


@dataclass(frozen=True)
class Duty:
    """A sort of personal duty: its words, how many somebody has open, and how they move."""

    words: str | Promise
    count: Count
    move: Move


DUTIES: dict[str, Duty] = {}


def register(kind: str, words: str | Promise, *, count: Count, move: Move) -> None:
    """Tell of a sort of duty; ``move(giver, taker)`` returns how many it moved.

    ``move`` runs inside the service of the handover and writes no entry of its own.
    """
    DUTIES[kind] = Duty(words, count, move)


def open_duties(user: int) -> dict[str, int]:
    """Kind → how many somebody has open; kinds without any are left out."""
    counted = {kind: duty.count(user) for kind, duty in DUTIES.items()}
    return {kind: count for kind, count in counted.items() if count}
