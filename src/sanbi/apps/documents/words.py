"""What readings say, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanbi.engine.documents.told import told_in

DAMAGE: Mapping[str, Promise] = {
    "pinyin": _("readings put in"),
    "shift": _("bytes out of step"),
    "mojibake": _("wrongly decoded"),
    "script": _("traditional characters"),
    "punctuation": _("half-width marks"),
}
DAMAGE_SHORT = tuple(DAMAGE)

EVENTS: Mapping[str, Promise] = {
    "exchange_round": _("exchange round"),
    "push_meeting": _("push meeting"),
    "dispatch": _("dispatch meeting"),
    "retreat": _("retreat"),
    "tour": _("observation tour"),
    "visit": _("visit"),
    "study_visit": _("study visit"),
    "meeting": _("meeting"),
    "notice": _("notice"),
    "inspection": _("inspection"),
}


DIFFERENCES: Mapping[str, Promise] = {
    "wording": _("other words"),
    "number": _("another number"),
    "first_only": _("only in the first"),
    "second_only": _("only in the second"),
    "moved": _("at another place"),
}


def difference_words(kind: str) -> str:
    """Return the name of a kind of difference between two copies."""
    return str(DIFFERENCES[kind])


def damage_of(record: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return what happened to a document: the words for each kind, and at how many places."""
    counts: dict[str, int] = {}
    for row in record["repairs"]:
        counts[row["kind"]] = counts.get(row["kind"], 0) + 1
    return [(str(words), counts[kind]) for kind, words in DAMAGE.items() if kind in counts]


def told(text: str) -> str:
    """Return what the engine says, in the reader's language."""
    return told_in(text, "en" if (get_language() or "zh").startswith("en") else "zh")


def event_words(kind: str) -> str:
    """Return the name of a kind of event; an unknown one as it is."""
    return str(EVENTS.get(kind, kind))
