"""Fields of an input: which figure a leaf takes and how it is transformed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.scheme import words
from sanbi.engine.scoring.scheme.kinds import (
    ABSENT,
    UNREADABLE,
    Choice,
    Field,
    FormulaKind,
    Name,
    Number,
    Object,
    Whole,
)
from sanbi.engine.scoring.scheme.source import FaultList, Spot, Value


class ImputeKind:
    """How a missing value is filled in before scoring: ``mean`` or ``{method, by}``."""

    fields = Object(
        "impute",
        (
            Field("method", ("方法",), Choice(words.IMPUTE), doc="mean or median"),
            Field("by", ("按",), Name(), "all", "all, group, or a text column of the units"),
        ),
    )

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read ``{method, by}``."""
        if isinstance(spot.value, str):
            method = Choice(words.IMPUTE).read(spot, faults)
            return method if method is UNREADABLE else {"method": method, "by": "all"}
        value = self.fields.read(spot, faults)
        if value is not UNREADABLE:
            value["by"] = {"全体": "all", "组内": "group"}.get(value["by"], value["by"])
        return value

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema for word or mapping."""
        return {"anyOf": [Choice(words.IMPUTE).schema(), self.fields.schema()]}

    def plain(self, value: Value) -> Value:
        """Write the mapping."""
        return self.fields.plain(value)


TREAT = Object(
    "treat",
    (
        Field("skew", ("偏度",), Number(minimum=Fraction(0)), Fraction(2)),
        Field("kurtosis", ("峰度",), Number(), Fraction(7, 2)),
        Field("max_points", ("最多点数",), Whole(0, 10_000), 5),
        Field("then", ("再",), Choice({"log": ("对数",)}), None),
    ),
)

INDICATOR_FIELD = Field("indicator", ("指标",), Name(), doc="code of the indicator")
COMMON = (
    Field("coefficient", ("乘系数",), Name(), None, "units column that the result is times"),
    Field("impute", ("插补",), ImputeKind(), None),
    Field("treat", ("异常值处理",), TREAT, None),
    Field("at", ("期位",), Choice(words.AGAINST), None, "take the figure of another period"),
)
AGAINST_YEAR = Field("against", ("对比",), Choice(words.AGAINST), "year_ago")
AGAINST_PREVIOUS = Field("against", ("对比",), Choice(words.AGAINST), "previous")
BETTER = Field("better", ("方向",), Choice(words.BETTER), None)

EXTRAS: dict[str, tuple[Field, ...]] = {
    "value": (),
    "target": (),
    "growth": (AGAINST_YEAR,),
    "increment": (AGAINST_YEAR,),
    "change": (AGAINST_YEAR,),
    "share": (),
    "per": (
        Field("per", ("除以", "每"), Name(), doc="an indicator or a numeric units column"),
        Field("scale", ("倍数",), Number(), Fraction(1)),
    ),
    "completion": (),
    "pace": (Field("basis", ("基准",), Choice(words.PACE_BASIS), "difference"),),
    "rank": (BETTER,),
    "rank_change": (BETTER, AGAINST_PREVIOUS),
    "streak": (
        Field("op", ("比较",), Choice(words.COMPARISON), doc="such as '>='"),
        Field("than", ("值",), Number(), doc="what the value is compared with"),
    ),
}
FORMULA_INPUT = Object(
    "input formula",
    (
        Field("formula", ("公式",), FormulaKind(), doc="see docs/algorithms/formula.md"),
        Field("name", ("名称",), Name(), ABSENT),
        *COMMON,
    ),
)


def transform_object(transform: str) -> Object:
    """The object that reads an input of this transform."""
    kind = Field("transform", ("变换",), Choice(words.TRANSFORMS, "transform"), "value")
    name = Field("name", ("名称",), Name(), ABSENT)
    return Object(
        Phrase("input {transform}", transform=Phrase(transform)),
        (INDICATOR_FIELD, kind, name, *EXTRAS[transform], *COMMON),
    )


TRANSFORM_OBJECTS = {transform: transform_object(transform) for transform in EXTRAS}


class InputKind:
    """An input: a name, ``{formula: …}`` or ``{indicator: …, transform: …}``.

    A bare name is read as ``{"name?": text}`` and settled once all inputs are known.
    """

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a dict."""
        if not isinstance(spot.value, dict):
            name = Name().read(spot, faults)
            return name if name is UNREADABLE else {"name?": name, "@": spot.where}
        if {"formula", "公式"} & set(spot.entries):
            return FORMULA_INPUT.read(spot, faults)
        if set(spot.entries) == {"use"}:
            return InputKind().read(spot.entries["use"][1], faults)
        entry = spot.entries.get("transform") or spot.entries.get("变换")
        transform = "value"
        if entry is not None:
            transform = Choice(words.TRANSFORMS, "transform").read(entry[1], faults)
            if transform is UNREADABLE:
                return UNREADABLE
        return TRANSFORM_OBJECTS[transform].read(spot, faults)

    def schema(self) -> dict[str, Any]:
        """Return a reference to the definition."""
        return {"$ref": "#/$defs/input"}

    def plain(self, value: Value) -> Value:
        """Write INPUT or ``{"use": name}``."""
        if "use" in value:
            return {"use": value["use"]}
        if "formula" in value:
            return FORMULA_INPUT.plain(value)
        return TRANSFORM_OBJECTS[value["transform"]].plain(value)


def input_schema() -> dict[str, Any]:
    """The definition `input` of the published JSON Schema."""
    forms: list[dict[str, Any]] = [Name().schema(), FORMULA_INPUT.schema()]
    for transform, form in TRANSFORM_OBJECTS.items():
        schema = form.schema()
        allowed = [transform, *words.TRANSFORMS[transform]]
        for word in ("transform", "变换"):
            schema["properties"][word] = {"enum": allowed}
        if transform != "value":
            need = [{"required": [word]} for word in ("transform", "变换")]
            schema["allOf"] = [*schema.get("allOf", []), {"anyOf": need}]
        forms.append(schema)
    return {"anyOf": forms}
