"""Writes of bulletins: each one transaction and one audit entry."""

from sanbi.apps.bulletins.services.composing import (
    Facts,
    bulletin_change,
    bulletin_compose,
    bulletin_refresh,
    section_add,
    section_move,
    section_remove,
    section_write,
)
from sanbi.apps.bulletins.services.signing import (
    bulletin_recall,
    bulletin_return,
    bulletin_sign,
    bulletin_submit,
)

__all__ = [
    "Facts",
    "bulletin_change",
    "bulletin_compose",
    "bulletin_recall",
    "bulletin_refresh",
    "bulletin_return",
    "bulletin_sign",
    "bulletin_submit",
    "section_add",
    "section_move",
    "section_remove",
    "section_write",
]
