"""Kinds with a meaning of their own: limits, targets, references, formulas, conditions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sanbi.engine.conditions import ConditionError, condition_data, parse_condition
from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.formula import FormulaError, parse_formula, to_json
from sanbi.engine.scoring.scheme.kinds.basic import (
    NONE_WORDS,
    UNREADABLE,
    Name,
    Number,
    decimal_of,
    number_text,
)
from sanbi.engine.scoring.scheme.source import FaultList, Spot, Value, normal_key

POINTS = "points"
POINTS_WORDS = frozenset({POINTS, "满分"})
ENDS = 2
DATA_WORDS = frozenset({"data", "数据", "目标值"})


@dataclass(frozen=True)
class Limit:
    """A cap, floor or base: a number, none (不限), or points (满分), the full mark."""

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a Fraction, None or POINTS."""
        word = normal_key(spot.value) if isinstance(spot.value, str) else ""
        if word in NONE_WORDS:
            return None
        if word in POINTS_WORDS:
            return POINTS
        return Number().read(spot, faults)

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema for number or word."""
        words = sorted(NONE_WORDS | POINTS_WORDS)
        return {"anyOf": [{"type": "number"}, {"enum": words}]}

    def plain(self, value: Value) -> Value:
        """Write decimal text or the word."""
        return value if value == POINTS else number_text(value)


@dataclass(frozen=True)
class Span:
    """Two limits, low and high."""

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a list of two."""
        if not isinstance(spot.value, list) or len(spot.items) != ENDS:
            faults.add(spot.where, "two numbers are expected", "such as [0, 100]", "span")
            return UNREADABLE
        values = [Limit().read(item, faults) for item in spot.items]
        if None in values:
            faults.add(spot.where, "two numbers are expected", "such as [0, 100]", "span")
            return UNREADABLE
        if UNREADABLE in values:
            return UNREADABLE
        if all(isinstance(v, Fraction) for v in values) and values[0] >= values[1]:
            faults.add(spot.where, "the first number must be below the second", "", "span")
            return UNREADABLE
        return values

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema array of two."""
        return {"type": "array", "items": Limit().schema(), "minItems": 2, "maxItems": 2}

    def plain(self, value: Value) -> Value:
        """Write both."""
        return [Limit().plain(item) for item in value]


@dataclass(frozen=True)
class Target:
    """A target: a number, data (the target column), or the name of an input."""

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a Fraction, ``data`` or ``{"use": name}``."""
        if isinstance(spot.value, str):
            word = normal_key(spot.value)
            if word in DATA_WORDS:
                return "data"
            number = decimal_of(word)
            if number is not None:
                return number
            name = Name().read(spot, faults)
            return name if name is UNREADABLE else {"use": name}
        return Number().read(spot, faults)

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema for number or word."""
        return {"type": ["number", "string"]}

    def plain(self, value: Value) -> Value:
        """Write decimal text, ``data`` or ``{"use": name}``."""
        return number_text(value) if isinstance(value, Fraction) else value


@dataclass(frozen=True)
class Reference:
    """What a distance is measured from: a number, a unit code, or ``{input: name}``."""

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a Fraction, ``{"unit": code}`` or ``{"use": name}``."""
        if isinstance(spot.value, dict):
            words = {"unit": "unit", "单位": "unit", "input": "use", "取数": "use", "use": "use"}
            if len(spot.entries) == 1:
                key, (_, value) = next(iter(spot.entries.items()))
                if key in words:
                    name = Name().read(value, faults)
                    return name if name is UNREADABLE else {words[key]: name}
            faults.add(spot.where, "write {unit: code} or {input: name}", "", "reference")
            return UNREADABLE
        if isinstance(spot.value, str) and spot.plain:
            number = decimal_of(spot.value)
            if number is not None:
                return number
        name = Name().read(spot, faults)
        return name if name is UNREADABLE else {"unit": name}

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema for number, code or mapping."""
        return {"type": ["number", "string", "object"]}

    def plain(self, value: Value) -> Value:
        """Write decimal text or the mapping."""
        return number_text(value) if isinstance(value, Fraction) else value


@dataclass(frozen=True)
class FormulaKind:
    """A formula of docs/algorithms/formula.md."""

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a Formula."""
        if not isinstance(spot.value, str):
            faults.add(spot.where, "a formula is a text", "put it in quotes", "formula")
            return UNREADABLE
        try:
            return parse_formula(spot.value)
        except FormulaError as error:
            message = Phrase(
                "formula, character {position}: {message}",
                position=error.position,
                message=phrase_of(error.message),
            )
            faults.add(spot.where, message, error.hint, "formula")
            return UNREADABLE

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema for text; a bare number is a formula too."""
        return {"type": ["string", "number"]}

    def plain(self, value: Value) -> Value:
        """Write the tree as nested lists."""
        return to_json(value)


@dataclass(frozen=True)
class ConditionKind:
    """A condition of docs/algorithms/conditions.md."""

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a Condition."""
        try:
            return parse_condition(plain_data(spot))
        except ConditionError as error:
            for fault in error.faults:
                message = Phrase("condition: {message}", message=phrase_of(fault.message))
                if fault.path != "condition":  # some part of it, not the whole
                    message = Phrase(
                        "condition {path}: {message}",
                        path=fault.path,
                        message=phrase_of(fault.message),
                    )
                faults.add(spot.where, message, fault.hint, "condition")
            return UNREADABLE

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema object; the grammar is checked by `sanbi scheme check`."""
        return {"type": "object"}

    def plain(self, value: Value) -> Value:
        """Write the condition as data with English keys and numbers as text."""
        return condition_data(value)


def plain_data(spot: Spot) -> Value:
    """Plain Python data of a spot; unquoted decimals become ints or Fractions."""
    if isinstance(spot.value, dict):
        return {key: plain_data(value) for key, (_, value) in spot.entries.items()}
    if isinstance(spot.value, list):
        return [plain_data(item) for item in spot.items]
    if isinstance(spot.value, str) and spot.plain:
        number = decimal_of(spot.value)
        if number is None:
            return spot.value
        return int(number) if number.denominator == 1 else number
    return spot.value
