"""The scoring rules that a scheme may name, each with its parameters.

This table is the single source: reading, checking, the JSON Schema and the canonical form follow
it. The formulas are in docs/mechanisms/scheme.md §2.6 and on one page each in docs/algorithms.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.scheme import words
from sanbi.engine.scoring.scheme.kinds import (
    ABSENT,
    POINTS,
    UNREADABLE,
    Choice,
    Field,
    Flag,
    FormulaKind,
    Limit,
    ListOf,
    MapOf,
    Name,
    Number,
    Object,
    OneOrMany,
    Reference,
    Span,
    Target,
    Text,
    Whole,
    suggestion,
)
from sanbi.engine.scoring.scheme.source import FaultList, Spot, Value, normal_key

# What a formula rule may use beside inputs, indicators and units columns.
OWN_NAMES = frozenset({"x", "target", "points", "best", "worst", "mean", "count"})
ZERO = Fraction(0)
ONE = Fraction(1)

CAP = Field("cap", ("上限",), Limit(), POINTS, "highest result; none lifts it")
FLOOR = Field("floor", ("下限",), Limit(), ZERO, "lowest result; none lifts it")
NO_CAP = Field("cap", ("上限",), Limit(), None, "highest result; none lifts it")
NO_FLOOR = Field("floor", ("下限",), Limit(), None, "lowest result; none lifts it")
TARGET = Field("target", ("目标",), Target(), "data", "a number, data, or an input's name")
BASE = Field("base", ("基础分",), Limit(), POINTS, "points at the target")
TIES = Field("ties", ("并列",), Choice(words.RULE_TIES), None, "how equal values share a place")


def when_equal(default: str) -> Field:
    """What to give when all values of the population are equal."""
    doc = "points when all values are equal"
    return Field("when_equal", ("全等时",), Choice(words.WHEN_EQUAL), default, doc)


def _choice(name: str, zh: str, table: dict[str, tuple[str, ...]], default: str) -> Field:
    return Field(name, (zh,), Choice(table), default)


TIER = Object(
    "tier",
    (
        Field("from", ("自",), Number(), None, "where the tier begins; absent = no lower end"),
        Field("to", ("至",), Number(), None, "where it ends; absent = no upper end"),
        Field("slope", ("斜率",), Number(), doc="points for one unit of the input"),
    ),
)
VALUE_BAND = Object(
    "band",
    (
        Field("min", ("不低于",), Number(), None),
        Field("max", ("不高于",), Number(), None),
        Field("points", ("得分",), Number()),
    ),
)
RANK_BAND = Object(
    "rank band",
    (
        Field("to", ("至",), Whole(1), None, "last place of the band"),
        Field("to_share", ("至比例",), Number(maximum=ONE, above=ZERO), None, "share of the group"),
        Field("points", ("得分",), Number()),
    ),
)
SMALL_TABLE = Object(
    "small group table",
    (
        Field("at_most", ("不超过",), Whole(1), doc="number of units up to which this table holds"),
        Field("table", ("分值表",), ListOf(Number(), 1)),
        Field("beyond", ("其后每位",), Number(), ZERO),
    ),
)
SMALL_BANDS = Object(
    "small group bands",
    (
        Field("at_most", ("不超过",), Whole(1), doc="number of units up to which these bands hold"),
        Field("bands", ("分档",), ListOf(RANK_BAND, 1)),
    ),
)


class Each:
    """Points for each event: one number, or numbers by kind of event."""

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a Fraction or a dict kind → Fraction."""
        if isinstance(spot.value, dict):
            return MapOf(Number(), "kind").read(spot, faults)
        return Number().read(spot, faults)

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema for both forms."""
        return {"anyOf": [Number().schema(), MapOf(Number()).schema()]}

    def plain(self, value: Value) -> Value:
        """Write decimal text or the mapping."""
        if isinstance(value, dict):
            return MapOf(Number()).plain(value)
        return Number().plain(value)


@dataclass(frozen=True)
class RuleSpec:
    """A scoring rule: names, parameters, and what else it needs.

    ``reads`` is ``input``, ``events``, ``ratings`` or ``ballots``; ``needs_target`` tells that a
    target must be there for each unit; ``relative`` that the result depends on other units.
    """

    name: str
    words: tuple[str, ...]
    fields: tuple[Field, ...]
    reads: str = "input"
    needs_target: bool = False
    relative: bool = False

    @property
    def parameters(self) -> Object:
        """The object that reads the rule's parameters."""
        kind = Field("type", ("类型", "方法"), Text(), self.name)
        return Object(Phrase("rule {rule}", rule=Phrase(self.name)), (kind, *self.fields))


_SPECS = (
    RuleSpec("proportional", ("比例计分",), (TARGET, CAP, FLOOR), needs_target=True),
    RuleSpec(
        "linear",
        ("线性加减",),
        (
            TARGET,
            BASE,
            Field("slope", ("斜率", "每步分"), Number(), None, "points for one step"),
            Field("slope_down", ("下行斜率",), Number(), None, "points for one step below target"),
            Field("step", ("步长",), Number(above=ZERO), ONE, "size of a step of the input"),
            Field("whole_steps", ("整步",), Flag(), default=False, doc="count full steps only"),
            Field("tiers", ("分段斜率",), ListOf(TIER, 1), None),
            Field("limit", ("加减限额",), Number(minimum=ZERO), None, "base ± limit"),
            CAP,
            FLOOR,
        ),
        needs_target=True,
    ),
    RuleSpec(
        "progressive_bands",
        ("累进分档",),
        (
            TARGET,
            BASE,
            Field("band", ("档宽",), Number(above=ZERO), Fraction(10), "width of a band"),
            Field("first", ("首档除数",), Number(above=ZERO), Fraction(20)),
            Field("next", ("递增除数",), Number(minimum=ZERO), Fraction(20)),
            Field("max_bands", ("最多档数",), Whole(1, 1000), 100),
            NO_CAP,
            NO_FLOOR,
        ),
        needs_target=True,
    ),
    RuleSpec(
        "threshold",
        ("达标计分",),
        (
            TARGET,
            Field("otherwise", ("未达标",), Number(), ZERO, "points when it is not reached"),
            Field("strict", ("严格",), Flag(), default=False, doc="equal is not enough"),
        ),
        needs_target=True,
    ),
    RuleSpec(
        "value_bands",
        ("分段赋分",),
        (
            Field("bands", ("分档",), ListOf(VALUE_BAND, 1)),
            Field("otherwise", ("其余",), Number(), ZERO),
        ),
    ),
    RuleSpec(
        "efficacy",
        ("功效系数",),
        (
            Field("share_base", ("基础系数",), Number(ZERO, ONE), Fraction(3, 5)),
            Field("low", ("不允许值",), Number(), None, "absent = least value of the population"),
            Field("high", ("满意值",), Number(), None, "absent = greatest value"),
            when_equal("full"),
            CAP,
            FLOOR,
        ),
        relative=True,
    ),
    RuleSpec(
        "ratio_to_best",
        ("比最优",),
        (_choice("nonpositive", "非正值", words.NONPOSITIVE, "error"), CAP, FLOOR),
        relative=True,
    ),
    RuleSpec(
        "rank_step",
        ("位次递减",),
        (
            Field("step", ("递减比例",), Number(minimum=ZERO), Fraction(1, 20), "share of points"),
            Field("points_step", ("递减分值",), Number(minimum=ZERO), None, "points for a place"),
            TIES,
            CAP,
            FLOOR,
        ),
        relative=True,
    ),
    RuleSpec(
        "rank_table",
        ("位次赋分表",),
        (
            Field("table", ("分值表",), ListOf(Number(), 1), doc="points of place 1, 2, …"),
            Field("beyond", ("其后每位",), Number(), ZERO, "added for each place after the table"),
            Field("small_group", ("小组",), SMALL_TABLE, None),
            TIES,
        ),
        relative=True,
    ),
    RuleSpec(
        "rank_bands",
        ("位次分档",),
        (
            Field("bands", ("分档",), ListOf(RANK_BAND, 1)),
            Field("otherwise", ("其余",), Number(), ZERO),
            Field("small_group", ("小组",), SMALL_BANDS, None),
            TIES,
        ),
        relative=True,
    ),
    RuleSpec(
        "min_max",
        ("极差标准化",),
        (Field("range", ("范围",), Span(), [ZERO, POINTS]), when_equal("full")),
        relative=True,
    ),
    RuleSpec(
        "z_score",
        ("标准分",),
        (
            Field("mean", ("均值",), Number(), ZERO),
            Field("sd", ("标准差",), Number(above=ZERO), ONE),
            Field("sample", ("样本",), Flag(), default=True, doc="divide by n − 1"),
            when_equal("mid"),
        ),
        relative=True,
    ),
    RuleSpec("percentile", ("百分位",), (when_equal("full"),), relative=True),
    RuleSpec(
        "rank_value",
        ("位次值",),
        (
            Field("start", ("起始",), Number(), ONE, "value of the worst place"),
            _choice("ties", "并列", words.RANK_VALUE_TIES, "min"),
        ),
        relative=True,
    ),
    RuleSpec(
        "goalposts",
        ("门槛标准化",),
        (
            Field("low", ("下门槛",), Number()),
            Field("high", ("上门槛",), Number()),
            Field("truncate", ("截断",), Flag(), default=True, doc="clip to 0 and full marks"),
            _choice("scale", "刻度", words.GOALPOST_SCALE, "linear"),
        ),
    ),
    RuleSpec(
        "distance_to_reference",
        ("距参照",),
        (
            Field("reference", ("参照",), Reference()),
            _choice("measure", "量度", words.DISTANCE, "range"),
            when_equal("full"),
            NO_CAP,
            NO_FLOOR,
        ),
        relative=True,
    ),
    RuleSpec(
        "events",
        ("计次",),
        (
            Field("each", ("每次",), Each(), doc="points for one event, or by kind"),
            Field("base", ("基础分",), Limit(), ZERO),
            Field("exclude", ("剔除类别",), OneOrMany(Name()), []),
            Field("min_amount", ("最低金额",), Number(), None, "smaller events do not count"),
            NO_CAP,
            NO_FLOOR,
        ),
        reads="events",
    ),
    RuleSpec(
        "rating",
        ("部门评分",),
        (
            Field("out_of", ("评分满分",), Limit(), POINTS, "the greatest rating"),
            Field("assessors", ("评分单位",), MapOf(Number(above=ZERO), "assessor"), None),
            CAP,
            FLOOR,
        ),
        reads="ratings",
    ),
    RuleSpec(
        "ballot",
        ("测评",),
        (Field("electorate", ("测评组",), Name()),),
        reads="ballots",
    ),
    RuleSpec("direct", ("直接计分",), (NO_CAP, NO_FLOOR)),
    RuleSpec(
        "formula",
        ("公式计分",),
        (
            Field("formula", ("公式",), FormulaKind()),
            Field("target", ("目标",), Target(), ABSENT, "a number, data, or an input's name"),
            CAP,
            FLOOR,
        ),
        relative=True,
    ),
)

RULES: dict[str, RuleSpec] = {spec.name: spec for spec in _SPECS}
RULE_WORDS: dict[str, tuple[str, ...]] = {spec.name: spec.words for spec in _SPECS}


class RuleKind:
    """A rule: its name alone, or a mapping with ``type`` and parameters."""

    @property
    def stand_in(self) -> dict[str, Any]:
        """A rule in place of one that cannot be read."""
        return {"type": "direct", "cap": None, "floor": None, "@": "", "@broken": True}

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read a dict with ``type`` and every parameter."""
        names = Choice(RULE_WORDS, "rule")
        if not isinstance(spot.value, dict):
            name = names.read(spot, faults)
            if name is UNREADABLE:
                return UNREADABLE
            return RULES[name].parameters.read(Spot({}, spot.where), faults)
        entry = spot.entries.get("type") or spot.entries.get("类型") or spot.entries.get("方法")
        if entry is None:
            hint = "write type: linear, or 类型: 线性加减"
            faults.add(spot.where, "the rule has no type", hint, "missing-key")
            return UNREADABLE
        word = normal_key(entry[1].value) if isinstance(entry[1].value, str) else ""
        name = names.find(word)
        if name is None:
            known = [*RULE_WORDS, *(zh for zhs in RULE_WORDS.values() for zh in zhs)]
            message = Phrase("unknown rule '{value}'", value=entry[1].value)
            faults.add(entry[1].where, message, suggestion(word, known), "unknown-rule")
            return UNREADABLE
        result = RULES[name].parameters.read(spot, faults)
        result["type"] = name
        return result

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema that knows each rule's parameters."""
        return {"$ref": "#/$defs/rule"}

    def plain(self, value: Value) -> Value:
        """Write type and parameters."""
        return RULES[value["type"]].parameters.plain(value)


def rule_schema() -> dict[str, Any]:
    """The definition `rule` of the published JSON Schema."""
    forms: list[dict[str, Any]] = [Choice(RULE_WORDS).schema()]
    for spec in RULES.values():
        form = spec.parameters.schema()
        for word in ("type", "类型", "方法"):
            form["properties"][word] = {"enum": [spec.name, *spec.words]}
        forms.append(form)
    return {"anyOf": forms}
