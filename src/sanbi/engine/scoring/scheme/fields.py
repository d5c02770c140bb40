"""Fields of the whole scheme file. See docs/mechanisms/scheme.md for their meaning."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.scheme import words
from sanbi.engine.scoring.scheme.input_fields import TREAT, ImputeKind, InputKind, input_schema
from sanbi.engine.scoring.scheme.kinds import (
    Choice,
    ConditionKind,
    Day,
    Field,
    Flag,
    Limit,
    ListOf,
    MapOf,
    Name,
    Number,
    Object,
    OneOrMany,
    Text,
    Whole,
)
from sanbi.engine.scoring.scheme.kinds.basic import ABSENT, UNREADABLE
from sanbi.engine.scoring.scheme.rule_fields import rule_schema
from sanbi.engine.scoring.scheme.source import FaultList, Spot, Value
from sanbi.engine.scoring.scheme.tree_fields import LEAF, MISSING, TREE, tree_schema

ZERO = Fraction(0)
ONE = Fraction(1)

EFFECTIVE = Object(
    "effective",
    (Field("from", ("自",), Day(), None), Field("to", ("至",), Day(), None)),
)
TIE_KEY = Object(
    "tie key",
    (
        Field("by", ("按",), Name(), doc="id of an input, leaf or node"),
        Field("better", ("方向",), Choice(words.BETTER), "high"),
    ),
)


class TiesKind:
    """A method, or ``{method, then: [{by, better}]}``."""

    form = Object(
        "ties",
        (
            Field("method", ("方法",), Choice(words.TIES), "competition"),
            Field("then", ("再按",), ListOf(TIE_KEY), []),
        ),
    )

    def read(self, spot: Spot, faults: FaultList) -> Value:
        """Read ``{method, then}``."""
        if isinstance(spot.value, dict):
            return self.form.read(spot, faults)
        method = Choice(words.TIES, "tie method").read(spot, faults)
        return method if method is UNREADABLE else {"method": method, "then": []}

    def schema(self) -> dict[str, Any]:
        """Return a JSON Schema for both forms."""
        return {"anyOf": [Choice(words.TIES).schema(), self.form.schema()]}

    def plain(self, value: Value) -> Value:
        """Write the mapping."""
        return self.form.plain(value)


TOTAL = Object(
    "total",
    (Field("floor", ("下限",), Number(), None), Field("cap", ("上限",), Number(), None)),
)
GROUP = Object(
    "group",
    (
        Field("id", ("编号",), Name()),
        Field("name", ("名称",), Text(), None),
        Field("members", ("成员",), ListOf(Name()), None),
    ),
)
INDICATOR = Object(
    "indicator",
    (
        Field("name", ("名称",), Text(), None),
        Field("measure", ("计量单位",), Text(), None),
        Field("better", ("方向",), Choice(words.BETTER), None),
        Field("kind", ("类别",), Choice(words.INDICATOR_KIND), "other"),
        Field("owner", ("责任单位",), Text(), None),
        Field("source", ("来源",), Text(), None),
        Field("purpose", ("用途",), Text(), None),
        Field("reported_where", ("已报何处",), Text(), None),
        Field("cumulative", ("累计",), Flag(), default=True),
    ),
)
PREPARE = Object(
    "prepare",
    (Field("impute", ("插补",), ImputeKind(), None), Field("treat", ("异常值处理",), TREAT, None)),
)
ELECTORATE = Object(
    "electorate",
    (
        Field("name", ("名称",), Text(), None),
        Field("kind", ("票种",), Choice(words.BALLOT_KIND, "kind of ballot")),
        Field("classes", ("类别",), MapOf(Number(above=ZERO), "class"), {}),
        Field("top", ("首位分",), Number(), Fraction(100)),
        Field("step", ("每位递减",), Number(), Fraction(3)),
        Field("grades", ("等次分",), MapOf(Number(), "grade"), {}),
        Field("trim", ("去极值",), Whole(0, 1000), 0, "how many highest and lowest to drop"),
        Field("criteria", ("评项",), MapOf(Number(above=ZERO), "criterion"), {}),
        Field("partial", ("不全票",), Choice(words.PARTIAL), "count"),
        Field("self_vote", ("自评",), Choice(words.SELF_VOTE), "reject"),
        Field("empty_class", ("缺类",), Choice(words.EMPTY_CLASS), "redistribute"),
    ),
)
EFFECT = Object(
    "effect",
    (
        Field("effect", ("效果",), Choice(words.EFFECTS, "effect")),
        Field("target", ("对象",), Name(), None),
        Field("to", ("至",), Text(), None),
        Field("levels", ("档",), Whole(1, 20), 1),
        Field("text", ("文字",), Text(), None),
    ),
)
GATE = Object(
    "gate",
    (
        Field("id", ("编号",), Name()),
        Field("name", ("名称",), Text(), None),
        Field("require", ("须满足",), ConditionKind()),
        Field("else", ("否则",), OneOrMany(EFFECT)),
        Field("unknown", ("条件不明",), Choice(words.UNKNOWN), "error"),
        Field("clause", ("条款",), Text(), None),
    ),
)
VETO = Object(
    "veto",
    (
        Field("id", ("编号",), Name()),
        Field("name", ("名称",), Text(), None),
        Field("when", ("如果",), ConditionKind()),
        Field("then", ("则",), OneOrMany(EFFECT), None),
        Field("unknown", ("条件不明",), Choice(words.UNKNOWN), "error"),
        Field("clause", ("条款",), Text(), None),
    ),
)
EXCLUSION = Object(
    "exclusion",
    (
        Field("when", ("如果",), ConditionKind(), None),
        Field("units", ("单位",), ListOf(Name()), None),
        Field("reason", ("理由",), Text(), None),
        Field("unknown", ("条件不明",), Choice(words.UNKNOWN), "error"),
    ),
)
BAND = Object(
    "grade band",
    (
        Field("grade", ("等次",), Name()),
        Field("min", ("不低于",), Number(), None),
        Field("max", ("不高于",), Number(), None),
    ),
)
QUOTA = Object(
    "grade quota",
    (
        Field("grade", ("等次",), Name()),
        Field("share", ("比例",), Number(ZERO, ONE), None),
        Field("count", ("个数",), Whole(0), None),
        Field("min", ("不低于",), Number(), None),
    ),
)
GRADES = Object(
    "grades",
    (
        Field("by", ("依据",), Choice(words.GRADE_BY), "score"),
        Field("bands", ("分档",), ListOf(BAND, 1), None),
        Field("quotas", ("名额",), ListOf(QUOTA, 1), None),
        Field("round", ("名额取整",), Choice(words.QUOTA_ROUND), "down"),
        Field("groups", ("各组",), MapOf(ListOf(QUOTA, 1), "group"), None),
    ),
)
SELECT = Object(
    "select",
    (
        Field("by", ("按",), Name()),
        Field("count", ("个数",), Whole(1)),
        Field("order", ("次序",), Choice(words.ORDER), "highest"),
        Field("except", ("除外",), ConditionKind(), None),
    ),
)
CONSEQUENCE = Object(
    "consequence",
    (
        Field("id", ("编号",), Name()),
        Field("name", ("名称",), Text(), None),
        Field("when", ("如果",), ConditionKind(), None),
        Field("select", ("选取",), SELECT, None),
        Field("kind", ("类别",), Choice(words.MEASURE), "notice"),
        Field("text", ("措施", "文字"), Text(), None),
        Field("unknown", ("条件不明",), Choice(words.UNKNOWN), "fail"),
    ),
)
ADJUSTMENT = Object(
    "adjustment",
    (
        Field("id", ("编号",), Name()),
        Field("name", ("名称",), Text(), None),
        Field("sign", ("方式",), Choice(words.SIGN)),
        Field("cap", ("上限",), Limit(), None),
        Field("when", ("条件",), ConditionKind(), None),
        Field("unknown", ("条件不明",), Choice(words.UNKNOWN), "error"),
        Field("items", ("项目",), ListOf(LEAF, 1)),
    ),
)
LAYOUT = Object(
    "data layout",
    (
        Field("layout", ("版式",), Choice(words.LAYOUT)),
        Field("unit", ("单位",), Text(), "unit"),
        Field("name", ("名称",), Text(), None),
        Field("group", ("分组",), Text(), None),
        Field("period", ("期",), Text(), None),
        Field("indicator", ("指标",), Text(), ABSENT),
        Field("value", ("值",), Text(), ABSENT),
        Field("target", ("目标",), Text(), ABSENT),
        Field("columns", ("列",), MapOf(Text(), "column"), {}),
        Field("ignore", ("忽略",), ListOf(Text()), []),
    ),
)
SCHEME = Object(
    "scheme",
    (
        Field("sanbi", ("格式",), Whole(1, 1), doc="version of the format, 1"),
        Field("id", ("编号",), Name()),
        Field("title", ("名称",), Text()),
        Field("version", ("版本",), Text(), "1"),
        Field("effective", ("施行",), EFFECTIVE, None),
        Field("source", ("依据",), Text(), None),
        Field("period", ("期",), Text(), None),
        Field("precision", ("小数位",), Whole(0, 9), None),
        Field("rounding", ("取整方式",), Choice(words.ROUNDING), "half_up"),
        Field("round_at", ("取整环节",), ListOf(Choice(words.ROUND_AT)), ["leaf", "total"]),
        Field("rank_on", ("排名依据",), Choice(words.RANK_ON), "published"),
        Field("better", ("方向",), Choice(words.BETTER), "high"),
        Field("ties", ("并列",), TiesKind(), {"method": "competition", "then": []}),
        Field("missing", ("缺数",), MISSING, "error"),
        Field("compare_in", ("比较范围",), Choice(words.SCOPE), "group"),
        Field("total", ("总分",), TOTAL, None),
        Field("groups", ("分组",), ListOf(GROUP), []),
        Field("indicators", ("指标",), MapOf(INDICATOR, "indicator"), {}),
        Field("prepare", ("预处理",), PREPARE, None),
        Field("inputs", ("取数",), MapOf(InputKind(), "input"), {}),
        Field("electorates", ("测评组",), MapOf(ELECTORATE, "electorate"), {}),
        Field("tree", ("指标体系",), TREE),
        Field("adjustments", ("加减分",), ListOf(ADJUSTMENT), []),
        Field("gates", ("前置条件",), ListOf(GATE), []),
        Field("vetoes", ("一票否决",), ListOf(VETO), []),
        Field("exclusions", ("不参评",), ListOf(EXCLUSION), []),
        Field("grades", ("等次",), GRADES, None),
        Field("consequences", ("奖惩",), ListOf(CONSEQUENCE), []),
        Field("data", ("数据格式", "数据"), LAYOUT, None),
    ),
)


def json_schema() -> dict[str, Any]:
    """The published JSON Schema (draft 2020-12) of a scheme file.

    What is used in several places stands once under ``$defs``.
    """
    definitions: dict[str, Any] = {}
    whole = SCHEME.schema()
    for name, part in (("tree", tree_schema()), ("rule", rule_schema()), ("input", input_schema())):
        hoisted = _hoisted(part, definitions)
        if definitions.setdefault(name, hoisted) != hoisted:
            raise ValueError(f"an object of a scheme is called '{name}' like a kind of part")
    whole["properties"] = _hoisted(whole["properties"], definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:sanbi:scheme:1",
        **whole,
        "$defs": dict(sorted(definitions.items())),
    }


def _hoisted(schema: Any, definitions: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    """The schema with every titled object moved to the definitions and referred to."""
    if isinstance(schema, list):
        return [_hoisted(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: _hoisted(value, definitions) for key, value in schema.items()}
    if not isinstance(inner.get("title"), str) or inner.get("type") != "object":
        return inner
    described = {"description": inner.pop("description")} if "description" in inner else {}
    name = inner["title"].replace(" ", "-")
    definitions.setdefault(name, inner)
    if definitions[name] != inner:
        raise ValueError(f"two objects of a scheme are called '{inner['title']}'")
    return {"$ref": f"#/$defs/{name}", **described}


def read_scheme(spot: Spot, faults: FaultList) -> Value:
    """Read the canonical dict of a scheme, noting every fault."""
    return SCHEME.read(spot, faults)
