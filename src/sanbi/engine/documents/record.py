"""A reading as plain data: what `sanbi read --json` prints and the inbox keeps; and its schema.

Both follow from the records in `model`, so that neither can forget a field.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from sanbi.engine.documents.model import (
    Article,
    DocumentReading,
    Dropped,
    Event,
    Fact,
    Facts,
    Repair,
    Source,
    Table,
)
from sanbi.engine.documents.text import MappedText, Span

FORMAT = 1
DRAFT = "https://json-schema.org/draft/2020-12/schema"
Json = dict[str, Any]

SOURCE_FIELDS: Mapping[str, Any] = {
    "name": str,
    "kind": str,
    "encoding": str,
    "digest": str,
    "title": str | None,
    "damage": tuple[str, ...],
}
"""What is told of the source; its text and blocks stand in the clean text already."""


def document_json(reading: DocumentReading) -> Json:
    """A reading as docs/mechanisms/reading.schema.json describes it.

    Facts of all articles stand in one list for each kind, in the order of the text; each names its
    article by ``article``. ``event`` is that of the first article that has one.
    """
    events = [facts.event for facts in reading.facts if facts.event is not None]
    return {
        "reading": FORMAT,
        **{name: as_record(getattr(reading.source, name)) for name in SOURCE_FIELDS},
        "text": reading.text.text,
        "original": reading.source.text.text,
        "articles": as_record(reading.layout.articles),
        "dropped": as_record(reading.layout.dropped),
        "tables": as_record(reading.layout.tables),
        "repairs": [_repair(row, reading.source) for row in reading.repairs],
        "event": as_record(events[0]) if events else None,
        "events": as_record(tuple(events)),
        **{
            name: [
                _fact(fact, reading.text)
                for facts in reading.facts
                for fact in getattr(facts, name)
            ]
            for name in FACTS
        },
    }


def _fact(fact: Fact, text: MappedText) -> Json:
    """A fact with its bytes: they stay the same when the document is read anew."""
    return {**as_record(fact), "raw": as_record(text.origin(fact.span))}


def _repair(row: Repair, source: Source) -> Json:
    return {**as_record(row), "original": as_record(source.text.located(row.raw))}


def as_record(value: object) -> Any:  # noqa: ANN401 - JSON has no type of its own
    """Plain data: spans as pairs, days as 2026-10-20, records as objects."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple | list):
        return [as_record(item) for item in value]
    if is_dataclass(value):
        return {item.name: as_record(getattr(value, item.name)) for item in fields(value)}
    return value


def reading_schema() -> Json:
    """The JSON Schema of a reading."""
    own = {
        "reading": {"const": FORMAT},
        **{name: _schema_of(kind) for name, kind in SOURCE_FIELDS.items()},
        "text": {"type": "string", "description": "the clean text; spans count its characters"},
        "original": {"type": "string", "description": "the text as it was decoded"},
        "articles": _many(Article),
        "dropped": _many(Dropped),
        "tables": _many(Table),
        "repairs": _repairs(),
        "event": _schema_of(Event | None),
        "events": _many(Event),
        **{name: _with_span(_schema_of(kind), "raw") for name, kind in FACTS.items()},
    }
    return {"$schema": DRAFT, "title": "A document as it was read 来文解读结果", **_exactly(own)}


def _repairs() -> Json:
    return _with_span(_many(Repair), "original")


def _with_span(rows: Json, name: str) -> Json:
    return {**rows, "items": _exactly({**rows["items"]["properties"], name: _schema_of(Span)})}


def _facts() -> dict[str, Any]:
    hints = get_type_hints(Facts)
    return {name: kind for name, kind in hints.items() if name != "event"}


FACTS: Mapping[str, Any] = _facts()


def _schema_of(kind: Any) -> Json:  # noqa: ANN401 - a type
    if kind in PLAIN:
        return dict(PLAIN[kind])
    if get_origin(kind) in {Union, types.UnionType}:
        return {"anyOf": [_schema_of(part) for part in get_args(kind)]}
    if get_origin(kind) is tuple:
        return _many(get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"enum": [item.value for item in kind]}
    hints = get_type_hints(kind)
    return _exactly({item.name: _schema_of(hints[item.name]) for item in fields(kind)})


PLAIN: Mapping[Any, Json] = {
    Span: {
        "type": "array",
        "items": {"type": "integer", "minimum": 0},
        "minItems": 2,
        "maxItems": 2,
    },
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    dt.date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
}


def _many(kind: Any) -> Json:  # noqa: ANN401 - a type
    return {"type": "array", "items": _schema_of(kind)}


def _exactly(properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
