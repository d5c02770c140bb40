"""Records of a reading that was kept as plain data, as records again."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from sanbi.engine.documents.model import Article, Event, Facts
from sanbi.engine.documents.record import FACTS
from sanbi.engine.documents.text import Span


def articles_kept(record: Mapping[str, Any]) -> tuple[Article, ...]:
    """The articles of a reading as `document_json` wrote it."""
    return tuple(kept_as(Article, row) for row in record["articles"])


def facts_kept(record: Mapping[str, Any]) -> tuple[Facts, ...]:
    """The facts of each article of a reading as `document_json` wrote it."""
    events = {row["article"]: kept_as(Event, row) for row in record["events"]}
    return tuple(
        Facts(
            event=events.get(place),
            **{
                name: tuple(
                    kept_as(get_args(kind)[0], row)
                    for row in record[name]
                    if row["article"] == place
                )
                for name, kind in FACTS.items()
            },
        )
        for place in range(len(record["articles"]))
    )


def kept_as(kind: Any, value: Any) -> Any:  # noqa: ANN401 - any record, and JSON has no type
    """A value of a kind from its plain form; the inverse of `record.as_record`."""
    if get_origin(kind) in {Union, types.UnionType}:
        if value is None:
            return None
        (kind,) = (part for part in get_args(kind) if part is not type(None))
    if kind is Span:
        return Span(*value)
    if kind is dt.date:
        return dt.date.fromisoformat(value)
    if get_origin(kind) is tuple:
        return tuple(kept_as(get_args(kind)[0], item) for item in value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(
            **{item.name: kept_as(hints[item.name], value[item.name]) for item in fields(kind)}
        )  # type: ignore[operator]  # a class, not an instance
    return value
