"""Actions, things and details of entries in the reader's words.

An action is ``noun.verb`` and a kind ``app.model``; nouns, verbs and names of details are looked up
in the catalogue one by one, so a new service is readable as soon as its words are known. A word
that is not in the catalogue is shown as it is written in the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, gettext, pgettext

ACTION, NOUN, VERB = "audit action", "audit noun", "audit verb"
DETAIL = "audit detail"


@dataclass(frozen=True)
class Said:
    """A detail of an entry: its name, and its value as lines of text."""

    name: str
    lines: tuple[str, ...]


def action_words(action: str) -> str:
    """Return ``report.submit`` as “submit report”, or 提交填报单; a few have words of their own."""
    whole = pgettext(ACTION, action)
    if whole != action:
        return whole
    noun, _dot, verb = action.partition(".")
    link = "" if (get_language() or "").startswith("zh") else " "
    return f"{word(VERB, verb)}{link}{word(NOUN, noun)}" if verb else word(NOUN, noun)


def kind_words(kind: str) -> str:
    """Return ``indicators.report`` as “report”, or 填报单."""
    return word(NOUN, kind.rpartition(".")[2])


def word(context: str, text: str) -> str:
    """Return one word of an entry in the reader's language."""
    said = pgettext(context, text)
    return said.replace("_", " ").replace("-", " ") if said == text else said


def details_words(details: Mapping[str, object]) -> list[Said]:
    """Return the details of an entry, each with its name and value in words."""
    return [Said(word(DETAIL, name), tuple(_lines(value))) for name, value in details.items()]


def _lines(value: object) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{word(DETAIL, str(name))}: {_one(item)}" for name, item in value.items()] or ["—"]
    if isinstance(value, list) and any(isinstance(item, Mapping | list) for item in value):
        return [_one(item) for item in value]
    return [_one(value)]


def _one(value: object) -> str:
    if value is None or value in ("", []):
        return "—"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, Mapping):
        pairs = (f"{word(DETAIL, str(name))} {_one(item)}" for name, item in value.items())
        return gettext(", ").join(pairs)
    if isinstance(value, list):
        return gettext(", ").join(_one(item) for item in value)
    return str(value)
