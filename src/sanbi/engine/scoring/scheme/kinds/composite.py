"""Kinds made of kinds: objects with named fields, lists, maps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.scheme.kinds.basic import (
    ABSENT,
    REQUIRED,
    UNREADABLE,
    Kind,
    Name,
    suggestion,
)
from sanbi.engine.scoring.scheme.source import FaultList, Spot, Value


@dataclass(frozen=True)
class Field:
    """One key of an object: its English name, Chinese words, kind, default and meaning.

    ``default`` may be REQUIRED, ABSENT (the key stays out of the canonical form) or a value.
    """

    name: str
    words: tuple[str, ...]
    kind: Kind
    default: Value = REQUIRED
    doc: str = ""


def stand_in(field: Field) -> Value:
    """A value in place of one that cannot be read, only to go on looking for faults."""
    if field.default is not REQUIRED:
        return field.default
    return getattr(field.kind, "stand_in", None)


class Object:
    """A mapping with a fixed set of keys, in English or Chinese."""

    def __init__(self, title: str, fields: tuple[Field, ...]) -> None:
        self.title = title
        self.fields = fields
        self.by_word: dict[str, Field] = {}
        for field in fields:
            for word in (field.name, *field.words):
                self.by_word[word] = field

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a dict with every field, defaults filled in; ``@`` holds the place.

        What cannot be read is noted and replaced by a default, so that reading and checking go
        on and every fault is reported at once; ``@broken`` marks a dict in which that happened.
        """
        if not isinstance(spot.value, dict):
            faults.add(
                spot.where,
                Phrase("{title}: keys are expected here", title=phrase_of(self.title)),
                "",
                "object",
            )
            return UNREADABLE
        before = len(faults.faults)
        given = self._given(spot, faults)
        result: dict[str, Any] = {"@": spot.where}
        for field in self.fields:
            value = field.default
            if field.name in given:
                value = field.kind.read(given[field.name], faults)
            elif field.default is REQUIRED:
                word = f"{field.name} / {field.words[0]}" if field.words else field.name
                message = Phrase(
                    "{title}: '{word}' is missing", title=phrase_of(self.title), word=word
                )
                faults.add(spot.where, message, field.doc, "missing-key")
            if value is UNREADABLE or value is REQUIRED:
                value = stand_in(field)
            if value is not ABSENT:
                result[field.name] = value
        if len(faults.faults) > before:
            result["@broken"] = True
        return result

    def _given(self, spot: Spot, faults: FaultList) -> dict[str, Spot]:
        given: dict[str, Spot] = {}
        for key, (key_spot, value_spot) in spot.entries.items():
            field = self.by_word.get(key)
            if field is None:
                hint = suggestion(key, self.by_word)
                message = Phrase(
                    "{title}: unknown key '{key}'", title=phrase_of(self.title), key=key
                )
                faults.add(key_spot.where, message, hint, "unknown-key")
            elif field.name in given:
                message = Phrase(
                    "{title}: '{key}' says the same as another key here",
                    title=phrase_of(self.title),
                    key=key,
                )
                faults.add(key_spot.where, message, "keep one", "duplicate-key")
            elif value_spot.value is not None or field.default is REQUIRED:
                given[field.name] = value_spot
        return given

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema object that knows the words of both languages."""
        properties: dict[str, Any] = {}
        required: list[Any] = []
        for field in self.fields:
            words = (field.name, *field.words)
            for word in words:
                properties[word] = {**field.kind.schema(), "description": field.doc or field.name}
            if field.default is REQUIRED:
                required.append({"anyOf": [{"required": [word]} for word in words]})
        schema: dict[str, Any] = {
            "type": "object",
            "title": self.title,
            "properties": properties,
            "additionalProperties": False,
        }
        if required:
            schema["allOf"] = required
        return schema

    def plain(self, value: Value) -> Value:
        """Write the canonical JSON object."""
        if value is None:
            return None
        return {
            field.name: plain_of(field.kind, value[field.name])
            for field in self.fields
            if field.name in value
        }


def plain_of(kind: Kind, value: Value) -> Value:
    """Canonical JSON form of a value, None staying None."""
    return None if value is None else kind.plain(value)


@dataclass(frozen=True)
class ListOf:
    """A list of one kind."""

    kind: Kind
    minimum: int = 0

    @property
    def stand_in(self) -> list[Any]:
        """An empty list where none can be read."""
        return []

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a list."""
        if not isinstance(spot.value, list):
            faults.add(spot.where, "a list is expected here", "start each item with '- '", "list")
            return UNREADABLE
        values = [self.kind.read(item, faults) for item in spot.items]
        if len(values) < self.minimum:
            faults.add(
                spot.where,
                Phrase("at least {minimum} items are needed", minimum=self.minimum),
                "",
                "list-short",
            )
            return UNREADABLE
        return [value for value in values if value is not UNREADABLE]

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema array."""
        return {"type": "array", "items": self.kind.schema(), "minItems": self.minimum}

    def plain(self, value: Value) -> Value:
        """Write the list."""
        return [plain_of(self.kind, item) for item in value]


@dataclass(frozen=True)
class OneOrMany:
    """A list, or one item that stands for a list of one."""

    kind: Kind

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a list."""
        if isinstance(spot.value, list):
            return ListOf(self.kind).read(spot, faults)
        value = self.kind.read(spot, faults)
        return value if value is UNREADABLE else [value]

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema for the item or an array of it."""
        return {"anyOf": [self.kind.schema(), ListOf(self.kind).schema()]}

    def plain(self, value: Value) -> Value:
        """Write the list."""
        return ListOf(self.kind).plain(value)


@dataclass(frozen=True)
class MapOf:
    """A mapping from free names to one kind."""

    kind: Kind
    what: str = "name"

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a dict in file order."""
        if not isinstance(spot.value, dict):
            faults.add(
                spot.where,
                Phrase("'{what}: value' pairs are expected here", what=phrase_of(self.what)),
                "",
                "map",
            )
            return UNREADABLE
        result: dict[str, Any] = {}
        for key_spot, value_spot in spot.entries.values():
            name = Name().read(key_spot, faults)
            value = self.kind.read(value_spot, faults)
            result[str(name)] = value
        return {name: value for name, value in result.items() if value is not UNREADABLE}

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema object with free keys."""
        return {"type": "object", "additionalProperties": self.kind.schema()}

    def plain(self, value: Value) -> Value:
        """Write the mapping."""
        items: Mapping[str, Any] = value
        return {name: plain_of(self.kind, item) for name, item in items.items()}


class Lazy:
    """A kind named before it exists, for a tree that holds trees."""

    def __init__(self, make: Callable[[], Kind], definition: str) -> None:
        self.make = make
        self.definition = definition

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read by the named kind."""
        return self.make().read(spot, faults)

    def schema(self) -> dict[str, Any]:
        """Return a reference to the definition in the published schema."""
        return {"$ref": f"#/$defs/{self.definition}"}

    def plain(self, value: Value) -> Value:
        """Write by the named kind."""
        return self.make().plain(value)
