"""JSON Schema of lamp rules, for editors and for programs that write them."""

from __future__ import annotations

from typing import Any

from sanbi.engine.conditions.words import FORMS, KEYS, OPERATORS
from sanbi.engine.scheduling.lamps.fact_names import FACTS, FLAG, LAMP_FACTS
from sanbi.engine.scheduling.lamps.model import LAMPS
from sanbi.engine.scheduling.lamps.reading import (
    BASES,
    LAMP_NAMES,
    OVERALL_KEYS,
    RULE_KEYS,
    SERIES,
    TOP_KEYS,
    WORST,
)

_CONDITION = {"$ref": "#/$defs/condition"}


def lamp_schema() -> dict[str, Any]:
    """A JSON Schema (2020-12); that a base fits its facts only `read_lamp_rules` checks."""
    text = {"type": ["string", "integer"]}
    top = {
        "name": {**text, "maxLength": 60, "minLength": 1},
        "version": {**text, "maxLength": 40},
        "source": {**text, "maxLength": 300},
        "lamps": {"$ref": "#/$defs/lamps"},
        "overall": {"anyOf": [{"enum": list(WORST)}, {"$ref": "#/$defs/overall"}]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Lamp rules 红黄绿灯规则",
        **_object(TOP_KEYS, top, required=("name", "lamps")),
        "$defs": {
            "lamps": {
                **_object(LAMP_NAMES, {lamp: {"$ref": "#/$defs/lamp"} for lamp in LAMPS}),
                "minProperties": 1,
            },
            "lamp": _lamp(),
            "overall": _object(
                OVERALL_KEYS,
                dict.fromkeys(("yellow", "red"), _CONDITION),
                required=("yellow", "red"),
            ),
            "condition": _condition(),
        },
    }


def _lamp() -> dict[str, Any]:
    numbers = [name for name, fact in FACTS.items() if fact.kind != FLAG]
    fields = {
        "applies": _CONDITION,
        "base": {"enum": list(BASES)},
        "series": {"enum": list(SERIES)},
        "waivable": {"type": "boolean"},
        "size": {"enum": numbers},
        "yellow": _CONDITION,
        "red": _CONDITION,
    }
    lit = [{"required": [key]} for key, meant in RULE_KEYS.items() if meant in ("yellow", "red")]
    return {**_object(RULE_KEYS, fields), "anyOf": lit}


def _condition() -> dict[str, Any]:
    many = {"type": "array", "items": _CONDITION, "minItems": 1}
    fields: dict[str, Any] = {
        "fact": {"enum": [*FACTS, *LAMP_FACTS]},
        "op": {"enum": list(OPERATORS)},
        "value": {},
        "all": many,
        "any": many,
        "not": _CONDITION,
        "at_least": {"type": "object"},
        "streak": {"type": "object"},
        "waived_by": _CONDITION,
    }
    words = {key: meant for key, meant in KEYS.items() if meant in fields}
    forms = [{"required": [key]} for key, meant in words.items() if meant in FORMS]
    return {**_object(words, fields), "oneOf": forms}


def _object(
    words: dict[str, str], fields: dict[str, Any], required: tuple[str, ...] = ()
) -> dict[str, Any]:
    """An object whose keys may be English or Chinese."""
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {word: fields[meant] for word, meant in words.items()},
        "additionalProperties": False,
    }
    if required:
        schema["allOf"] = [
            {"anyOf": [{"required": [word]} for word, meant in words.items() if meant == key]}
            for key in required
        ]
    return schema
