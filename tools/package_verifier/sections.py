"""Typed reading of JSON objects, so that nothing in a scheme passes unread or misread."""

import json
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from package_verifier.exact import is_number, written
from package_verifier.faults import DamagedError

REQUIRED: Any = object()


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no JSON number")


def read_json(file: str, content: bytes) -> Any:  # noqa: ANN401 - JSON is any of its kinds
    """Return the JSON of a file; numbers with a point stay the text that is written."""
    try:
        return json.loads(
            content.decode("utf-8"),
            parse_float=str,
            object_pairs_hook=_no_duplicates,
            parse_constant=_no_constant,
        )
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise DamagedError("json", file=file, why=str(error)) from error


def as_number(value: object, where: str) -> Fraction:
    """Return a JSON integer or a decimal in a text as its exact value."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str) and is_number(value):
        return written(value)
    raise DamagedError("scheme", where=where, why=f"{value!r} is not a number")


class Section:
    """One JSON object with its place; ``done`` refuses keys that nobody read.

    A key unknown to the checker could change a score, so it is never passed over.
    """

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise DamagedError("scheme", where=where, why="an object is needed here")
        self.value: dict[str, Any] = value
        self.where = where
        self.read: set[str] = set()

    def fault(self, key: str, why: str) -> DamagedError:
        """Return the fault that names this object and ``key``."""
        return DamagedError("scheme", where=f"{self.where}.{key}", why=why)

    def has(self, key: str) -> bool:
        """Say whether ``key`` is there and not null."""
        return self.value.get(key) is not None

    def raw(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 - JSON is any of its kinds
        """Return the value as it is; ``default`` where absent or null."""
        self.read.add(key)
        value = self.value.get(key)
        if value is None and default is REQUIRED:
            raise self.fault(key, "is missing")
        return default if value is None else value

    def text(self, key: str, default: Any = REQUIRED) -> str:  # noqa: ANN401 - sentinel
        """Return a text."""
        value = self.raw(key, default)
        if not isinstance(value, str):
            raise self.fault(key, f"{value!r} is not a text")
        return value

    def optional_text(self, key: str) -> str | None:
        """Return a text or None."""
        return self.text(key) if self.has(key) else self.raw(key)

    def word(self, key: str, allowed: Iterable[str], default: str) -> str:
        """Return one of the words that the contract allows."""
        value = self.text(key, default)
        if value not in allowed:
            raise self.fault(key, f"{value!r} is none of {', '.join(allowed)}")
        return value

    def number(self, key: str, default: str) -> Fraction:
        """Return an exact number."""
        return as_number(self.raw(key, default), f"{self.where}.{key}")

    def optional_number(self, key: str) -> Fraction | None:
        """Return an exact number or None."""
        value = self.raw(key)
        return None if value is None else as_number(value, f"{self.where}.{key}")

    def count(self, key: str, default: int) -> int:
        """Return a whole number of at least zero."""
        value = as_number(self.raw(key, default), f"{self.where}.{key}")
        if value.denominator != 1 or value < 0:
            raise self.fault(key, f"{value} is not a whole number")
        return int(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self.raw(key, default)
        if not isinstance(value, bool):
            raise self.fault(key, f"{value!r} is neither true nor false")
        return value

    def items(self, key: str) -> list[Any]:
        """Return a list; empty where absent."""
        value = self.raw(key, [])
        if not isinstance(value, list):
            raise self.fault(key, "a list is needed here")
        return value

    def sections(self, key: str) -> list["Section"]:
        """Return a list of objects, each knowing its place."""
        return [
            Section(value, f"{self.where}.{key}[{at}]") for at, value in enumerate(self.items(key))
        ]

    def section(self, key: str) -> "Section | None":
        """Return an object or None."""
        value = self.raw(key)
        return None if value is None else Section(value, f"{self.where}.{key}")

    def mapping(self, key: str) -> dict[str, Any]:
        """Return the pairs of an object; empty where absent."""
        inner = self.section(key)
        return {} if inner is None else inner.value

    def done(self, *informative: str) -> None:
        """Refuse any key that was neither read nor is named here as informative."""
        unread = sorted(set(self.value) - self.read - set(informative))
        if unread:
            raise self.fault(unread[0], "this key is unknown to the checker")
