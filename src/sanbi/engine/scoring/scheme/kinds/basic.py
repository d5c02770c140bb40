"""Plain kinds: number, whole number, text, name, flag, choice, day."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from sanbi.engine.integrity.numerals import number_text as integrity_number_text
from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.scheme.source import FaultList, Spot, Value, normal_key

DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?\Z")
NAME = re.compile(r"[\w㐀-鿿][\w㐀-鿿.\-]*\Z")
MOST_SUGGESTED = 30
NONE_WORDS = frozenset({"none", "不限", "无"})


class _Sign:
    """A named mark that is no value."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


UNNAMED = "?"
REQUIRED = _Sign("REQUIRED")
UNREADABLE = _Sign("UNREADABLE")
ABSENT = _Sign("ABSENT")


class Kind(Protocol):
    """What a field of the scheme may hold."""

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Return the canonical value, or note a fault and return UNREADABLE."""

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what may be written."""

    def plain(self, value: Value) -> Value:
        """Return the canonical JSON form of a value that `read` gave."""


def number_text(value: Fraction) -> str:
    """Shortest decimal text of a scheme number."""
    return integrity_number_text(value)


def decimal_of(text: str) -> Fraction | None:
    """The decimal that a text names, or None. Full-width digits count as digits."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
    return Fraction(plain) if DECIMAL.match(plain) else None


def suggestion(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, else all of them."""
    words = sorted({w for w in known if w})
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return Phrase("did you mean '{word}'?", word=near[0])
    alike = [w for w in words if w.isascii() == word.isascii()] or words
    return Phrase("known: {words}", words=alike[:MOST_SUGGESTED])


@dataclass(frozen=True)
class Number:
    """A decimal number, optionally within bounds."""

    minimum: Fraction | None = None
    maximum: Fraction | None = None
    above: Fraction | None = None

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a Fraction."""
        value = decimal_of(spot.value) if isinstance(spot.value, str) else None
        if value is None:
            faults.add(
                spot.where,
                Phrase("{value} is not a number", value=_shown(spot)),
                self._hint(spot),
                "number",
            )
            return UNREADABLE
        if self.minimum is not None and value < self.minimum:
            limit = number_text(self.minimum)
            faults.add(
                spot.where,
                Phrase("{value} is below {limit}", value=_shown(spot), limit=limit),
                "",
                "range",
            )
            return UNREADABLE
        if self.maximum is not None and value > self.maximum:
            limit = number_text(self.maximum)
            faults.add(
                spot.where,
                Phrase("{value} is above {limit}", value=_shown(spot), limit=limit),
                "",
                "range",
            )
            return UNREADABLE
        if self.above is not None and value <= self.above:
            limit = number_text(self.above)
            faults.add(
                spot.where,
                Phrase("{value} must be above {limit}", value=_shown(spot), limit=limit),
                "",
                "range",
            )
            return UNREADABLE
        return value

    @staticmethod
    def _hint(spot: Spot) -> str:
        if isinstance(spot.value, str) and spot.value.rstrip().endswith(("%", "％")):
            bare = decimal_of(spot.value.strip().rstrip("%％"))
            if bare is not None:
                return Phrase(
                    "write {share} for a share or {points} points",
                    share=number_text(bare / 100),
                    points=number_text(bare),
                )
        return Phrase("write a plain decimal such as 12.5")

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema number."""
        schema: dict[str, Any] = {"type": "number"}
        if self.minimum is not None:
            schema["minimum"] = float(self.minimum)
        if self.maximum is not None:
            schema["maximum"] = float(self.maximum)
        if self.above is not None:
            schema["exclusiveMinimum"] = float(self.above)
        return schema

    def plain(self, value: Value) -> Value:
        """Write the decimal as text."""
        return None if value is None else number_text(value)


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds."""

    minimum: int = 0
    maximum: int = 1_000_000

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read an int."""
        value = decimal_of(spot.value) if isinstance(spot.value, str) else None
        if value is None or value.denominator != 1 or not self.minimum <= value <= self.maximum:
            hint = Phrase(
                "write a whole number from {minimum} to {maximum}",
                minimum=self.minimum,
                maximum=self.maximum,
            )
            faults.add(
                spot.where, Phrase("{value} does not fit here", value=_shown(spot)), hint, "whole"
            )
            return UNREADABLE
        return int(value)

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema integer."""
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}

    def plain(self, value: Value) -> Value:
        """Write the int."""
        return value


@dataclass(frozen=True)
class Text:
    """Any text on one or more lines; a bare number or date counts as its text."""

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a str."""
        if isinstance(spot.value, str):
            return spot.value.strip()
        faults.add(
            spot.where, Phrase("{value} is not a text", value=_shown(spot)), "write a word", "text"
        )
        return UNREADABLE

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema for text; YAML also gives numbers and days."""
        return {"type": ["string", "number", "integer"]}

    def plain(self, value: Value) -> Value:
        """Write the text."""
        return value


@dataclass(frozen=True)
class Name:
    """An id: letters, digits, Chinese characters, ``_ - .``."""

    @property
    def stand_in(self) -> str:
        """A name in place of one that cannot be read."""
        return UNNAMED

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a str that may serve as an id."""
        value = Text().read(spot, faults)
        if value is UNREADABLE:
            return value
        value = unicodedata.normalize("NFKC", value)
        if not NAME.match(value):
            hint = "use letters, digits, Chinese characters, _ - . and no spaces"
            faults.add(spot.where, Phrase("'{value}' cannot be an id", value=value), hint, "id")
            return UNREADABLE
        return value

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema for an id."""
        return {"type": ["string", "number", "integer"]}

    def plain(self, value: Value) -> Value:
        """Write the id."""
        return value


@dataclass(frozen=True)
class Flag:
    """True or false, 是 or 否."""

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a bool."""
        if isinstance(spot.value, bool):
            return spot.value
        if spot.value in {"是", "true", "yes"}:
            return True
        if spot.value in {"否", "false", "no"}:
            return False
        faults.add(
            spot.where, Phrase("{value} is neither true nor false", value=_shown(spot)), "", "flag"
        )
        return UNREADABLE

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema boolean."""
        return {"enum": [True, False, "是", "否"]}

    def plain(self, value: Value) -> Value:
        """Write the bool."""
        return value


@dataclass(frozen=True)
class Choice:
    """One of a few words, each with Chinese words that mean the same."""

    words: Mapping[str, tuple[str, ...]]
    what: str = "word"

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read the English word."""
        if isinstance(spot.value, str):
            found = self.find(normal_key(spot.value))
            if found is not None:
                return found
        known = [*self.words, *(zh for words in self.words.values() for zh in words)]
        hint = suggestion(str(spot.value), known)
        faults.add(
            spot.where,
            Phrase("unknown {what} {value}", what=phrase_of(self.what), value=_shown(spot)),
            hint,
            "choice",
        )
        return UNREADABLE

    def find(self, word: str) -> str | None:
        """The English word for a word in either language."""
        if word in self.words:
            return word
        return next((en for en, words in self.words.items() if word in words), None)

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema enumeration of the words in both languages."""
        return {"enum": [*self.words, *(zh for words in self.words.values() for zh in words)]}

    def plain(self, value: Value) -> Value:
        """Write the English word."""
        return value


@dataclass(frozen=True)
class Day:
    """A day, YYYY-MM-DD."""

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a datetime.date."""
        try:
            return date.fromisoformat(str(spot.value))
        except ValueError:
            hint = "write it as 2026-03-01"
            faults.add(spot.where, Phrase("{value} is not a day", value=_shown(spot)), hint, "day")
            return UNREADABLE

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema date."""
        return {"type": "string", "format": "date"}

    def plain(self, value: Value) -> Value:
        """Write the day as text."""
        return None if value is None else value.isoformat()


def _shown(spot: Spot) -> str:
    if isinstance(spot.value, dict):
        return Phrase("a group of keys")
    if isinstance(spot.value, list):
        return Phrase("a list")
    if spot.value is None:
        return Phrase("an empty value")
    return Phrase("'{value}'", value=spot.value)
