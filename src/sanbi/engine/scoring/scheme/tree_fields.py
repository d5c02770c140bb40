"""Fields of the tree: nodes and leaves."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.scheme import words
from sanbi.engine.scoring.scheme.input_fields import InputKind
from sanbi.engine.scoring.scheme.kinds import (
    UNREADABLE,
    Choice,
    ConditionKind,
    Field,
    FormulaKind,
    Lazy,
    Limit,
    ListOf,
    MapOf,
    Name,
    Number,
    Object,
    Text,
    Whole,
)
from sanbi.engine.scoring.scheme.kinds.composite import plain_of
from sanbi.engine.scoring.scheme.rule_fields import RuleKind
from sanbi.engine.scoring.scheme.source import FaultList, Spot, Value

ZERO = Fraction(0)
ONE = Fraction(1)


class WordOrFixed:
    """One of some words, or ``{fixed: n}``."""

    def __init__(self, table: dict[str, tuple[str, ...]], what: str) -> None:
        self.choice = Choice(table, what)
        self.fixed = Object(what, (Field("fixed", ("固定分",), Number(), doc="points"),))

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a word or ``{"fixed": Fraction}``."""
        if isinstance(spot.value, dict):
            value = self.fixed.read(spot, faults)
            return value if value is UNREADABLE else {"fixed": value["fixed"]}
        return self.choice.read(spot, faults)

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema for both forms."""
        return {"anyOf": [self.choice.schema(), self.fixed.schema()]}

    def plain(self, value: Value) -> Value:
        """Write the word or the mapping."""
        return self.fixed.plain(value) if isinstance(value, dict) else value


MISSING = WordOrFixed(words.MISSING, "missing option")
OTHERWISE = WordOrFixed(words.OTHERWISE, "not-applicable option")


class RuleChanges:
    """Numeric parameters of the rule that differ for a group or a unit."""

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a dict parameter → Fraction, None or POINTS, settled with the leaf's rule."""
        return MapOf(Limit(), "parameter").read(spot, faults)

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema object."""
        return MapOf(Limit()).schema()

    def plain(self, value: Value) -> Value:
        """Write decimals as text."""
        return MapOf(Limit()).plain(value)


OVERRIDE = Object(
    "override",
    (
        Field("group", ("分组",), Name(), None),
        Field("unit", ("单位",), Name(), None),
        Field("points", ("满分",), Number(minimum=ZERO), None),
        Field("weight", ("权重",), Number(minimum=ZERO), None),
        Field("rule", ("规则",), RuleChanges(), None),
    ),
)
LEAF = Object(
    "leaf",
    (
        Field("id", ("编号",), Name(), doc="unique in the scheme"),
        Field("name", ("名称",), Text(), None),
        Field("points", ("满分",), Number(minimum=ZERO), None, "full mark, 100 if not stated"),
        Field("weight", ("权重",), Number(minimum=ZERO), None),
        Field("input", ("取数",), InputKind(), None),
        Field("better", ("方向",), Choice(words.BETTER), None),
        Field("rule", ("规则", "计分方法"), RuleKind(), doc="how the input becomes points"),
        Field("missing", ("缺数",), MISSING, None),
        Field("when", ("适用条件",), ConditionKind(), None),
        Field("otherwise", ("不适用时",), OTHERWISE, "zero"),
        Field("unknown", ("条件不明",), Choice(words.UNKNOWN), "error"),
        Field("times", ("系数",), FormulaKind(), None),
        Field("cap", ("上限",), Number(), None),
        Field("floor", ("下限",), Number(), None),
        Field("precision", ("小数位",), Whole(0, 9), None),
        Field("compare_in", ("比较范围",), Choice(words.SCOPE), None),
        Field("overrides", ("例外",), ListOf(OVERRIDE), []),
        Field("lead_unit", ("牵头单位",), Text(), None),
        Field("responsible_unit", ("责任单位",), Text(), None),
        Field("assessor", ("考核单位",), Text(), None),
        Field("clause", ("条款",), Text(), None),
        Field("note", ("说明",), Text(), None),
    ),
)


class SubPeriods:
    """``months``, ``quarters`` or a list of period labels."""

    choice = Choice(words.SUB_PERIODS, "sub-periods")

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a word or a list of texts."""
        if isinstance(spot.value, list):
            return ListOf(Text(), 1).read(spot, faults)
        return self.choice.read(spot, faults)

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema for both forms."""
        return {"anyOf": [self.choice.schema(), ListOf(Text(), 1).schema()]}

    def plain(self, value: Value) -> Value:
        """Write the word or list."""
        return value


OVER = Object(
    "over",
    (
        Field("periods", ("期",), SubPeriods(), doc="months, quarters, or a list"),
        Field("weights", ("权重",), ListOf(Number(minimum=ZERO), 1), None, "equal if absent"),
        Field("aggregate", ("合成",), Choice(words.PERIOD_AGGREGATES), "weighted"),
    ),
)
NODE = Object(
    "node",
    (
        Field("id", ("编号",), Name(), "total"),
        Field("name", ("名称",), Text(), None),
        Field("points", ("满分",), Number(minimum=ZERO), None),
        Field("weight", ("权重",), Number(minimum=ZERO), None),
        Field("aggregate", ("合成",), Choice(words.AGGREGATES, "aggregate"), "sum"),
        Field("power", ("幂",), Number(), None, "p of the generalised mean"),
        Field("weights", ("权重合计",), Choice(words.WEIGHTS), None),
        Field("cap", ("上限",), Number(), None),
        Field("floor", ("下限",), Number(), None),
        Field("min_share", ("最低数据占比",), Number(ZERO, ONE), None),
        Field("over", ("期次",), OVER, None),
        Field("note", ("说明",), Text(), None),
        Field("clause", ("条款",), Text(), None),
        Field("children", ("下级",), ListOf(Lazy(lambda: TREE, "tree"), 1)),
    ),
)


class TreeKind:
    """A node or a leaf: what has children is a node."""

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a dict with ``kind`` node or leaf."""
        is_node = bool({"children", "下级"} & set(spot.entries))
        value = (NODE if is_node else LEAF).read(spot, faults)
        if value is not UNREADABLE:
            value["kind"] = "node" if is_node else "leaf"
        return value

    def schema(self) -> dict[str, Any]:
        """Return a reference to the definition."""
        return {"$ref": "#/$defs/tree"}

    def plain(self, value: Value) -> Value:
        """Write node or leaf, its id under ``node`` or ``leaf``."""
        form = NODE if value["kind"] == "node" else LEAF
        result: dict[str, Any] = {value["kind"]: value["id"]}
        for field in form.fields:
            if field.name != "id" and field.name in value:
                result[field.name] = plain_of(field.kind, value[field.name])
        return result


TREE: TreeKind = TreeKind()


def tree_schema() -> dict[str, Any]:
    """The definition `tree` of the published JSON Schema."""
    return {"anyOf": [NODE.schema(), LEAF.schema()]}
