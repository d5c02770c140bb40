"""Actions, things and details of entries in the reader's words.

An action is ``noun.verb`` and a kind ``app.model``; nouns, verbs and names of details are looked up
in the catalogue one by one, so a new service is readable as soon as its words are known. A word
that is not in the catalogue is shown as it is written in the code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, gettext, pgettext

from sanbi.engine.calendar import Period, PeriodError

ACTION, NOUN, VERB = "audit action", "audit noun", "audit verb"
DETAIL = "audit detail"
# A month, quarter or half-year that stands by itself: no part of a day or of a number.
CODED = re.compile(r"(?<![^\s·（(])\d{4}(?:-(?:0[1-9]|1[0-2])|Q[1-4]|H[12])(?![^\s·）)，,])")
SPOKEN = re.compile(r"\d{4}年(?:\d{1,2}月|第?[一二三四1-4]季度|[上下]半年)")


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


def name_words(name: str) -> str:
    """Return the name of a thing with its periods in words: 2026年三季度 for 2026Q3."""
    return CODED.sub(lambda found: _period_words(found[0]), name)


def name_coded(asked: str) -> str:
    """Return what somebody looks for with its Chinese periods as names hold them: 2026Q3."""
    return SPOKEN.sub(lambda found: _period_coded(found[0]), asked)


def details_words(details: Mapping[str, object]) -> list[Said]:
    """Return the details of an entry, each with its name and value in words."""
    return [
        Said(word(DETAIL, name), tuple(_lines(_with_period(name, value))))
        for name, value in details.items()
    ]


def _with_period(name: str, value: object) -> object:
    return _period_words(value) if name == "period" and isinstance(value, str) else value


def _period_words(text: str) -> str:
    try:
        period = Period.parse(text, strict=False)
    except PeriodError:
        return text
    return period.label_zh() if (get_language() or "zh").startswith("zh") else period.label_en()


def _period_coded(text: str) -> str:
    try:
        return str(Period.parse(text))
    except PeriodError:
        return text


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
