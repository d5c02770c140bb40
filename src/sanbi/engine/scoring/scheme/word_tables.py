"""Every key and choice word of a scheme file in both languages, as a Markdown page.

The page docs/mechanisms/words.md is what `word_tables` returns; it is drawn from the fields that
reading and checking follow, so that it cannot differ from what is accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from types import UnionType

from sanbi.engine.conditions.words import KEYS, OPERATORS
from sanbi.engine.scoring.scheme import fields as whole
from sanbi.engine.scoring.scheme import rule_fields as rules
from sanbi.engine.scoring.scheme import tree_fields as tree
from sanbi.engine.scoring.scheme import words
from sanbi.engine.scoring.scheme.input_fields import (
    COMMON,
    EXTRAS,
    FORMULA_INPUT,
    TRANSFORM_OBJECTS,
    TREAT,
    ImputeKind,
    InputKind,
)
from sanbi.engine.scoring.scheme.kinds import (
    POINTS,
    Choice,
    ConditionKind,
    Field,
    FormulaKind,
    Lazy,
    Limit,
    ListOf,
    MapOf,
    Object,
    OneOrMany,
)
from sanbi.engine.scoring.scheme.kinds.basic import ABSENT, REQUIRED, Kind, number_text
from sanbi.engine.scoring.scheme.source import Value
from sanbi.engine.scoring.scheme.word_meanings import meaning_of

HEAD = """\
# 用词对照表 Words of a scheme file

考核办法文件的全部键名和选项，中文、英文写哪个都可以，同一个文件里也可以混用。怎样用，见[考核办法怎么写](scheme.zh-CN.md)；准确定义见[英文参考](scheme.md)。

- **默认**一栏：“必填”是不能不写；空白是可以不写，也没有默认值；其余是不写时的值。
- 是非写 是、否。上限、下限、基础分一类可以写一个数、满分 `points` 或 不限 `none`（无）。
- 数就写小数，比例也写小数（0.05），不写百分号。

This page is printed by `sanbi scheme words`.
"""
COLUMNS = ("中文", "English", "默认", "说明")
SECTIONS: tuple[tuple[str, tuple[Object, ...]], ...] = (
    ("办法", (whole.SCHEME,)),
    ("施行", (whole.EFFECTIVE,)),
    ("总分", (whole.TOTAL,)),
    ("并列", (whole.TiesKind.form,)),
    ("再按", (whole.TIE_KEY,)),
    ("分组", (whole.GROUP,)),
    ("指标", (whole.INDICATOR,)),
    ("预处理", (whole.PREPARE,)),
    ("插补", (ImputeKind.fields,)),
    ("异常值处理", (TREAT,)),
    ("公式取数", (FORMULA_INPUT,)),
    ("节点", (tree.NODE,)),
    ("期次", (tree.OVER,)),
    ("指标项", (tree.LEAF,)),
    ("例外", (tree.OVERRIDE,)),
    ("固定分", (tree.MISSING.fixed, tree.OTHERWISE.fixed)),
    ("斜率的一段", (rules.TIER,)),
    ("分段赋分的一档", (rules.VALUE_BAND,)),
    ("位次分档的一档", (rules.RANK_BAND,)),
    ("小组的分值表", (rules.SMALL_TABLE,)),
    ("小组的分档", (rules.SMALL_BANDS,)),
    ("测评组", (whole.ELECTORATE,)),
    ("加减分", (whole.ADJUSTMENT,)),
    ("前置条件", (whole.GATE,)),
    ("一票否决", (whole.VETO,)),
    ("效果", (whole.EFFECT,)),
    ("不参评", (whole.EXCLUSION,)),
    ("等次", (whole.GRADES,)),
    ("等次的分档", (whole.BAND,)),
    ("等次的名额", (whole.QUOTA,)),
    ("奖惩", (whole.CONSEQUENCE,)),
    ("选取", (whole.SELECT,)),
    ("数据格式", (whole.LAYOUT,)),
)
RULES_BEFORE = "斜率的一段"
INPUTS_BEFORE = "公式取数"
PLACES = {item.title: heading for heading, items in SECTIONS for item in items}
PAGES = {"formula": "formula-rule", "target": "value"}
LINKS: tuple[tuple[type | UnionType, str], ...] = (
    (rules.RuleKind, "见[计分方法](#计分方法)"),
    (InputKind, "见[取数](#取数)"),
    (ImputeKind, "均值或中位数，或见[插补](#插补)"),
    (ConditionKind, "见[条件](#条件)"),
    (FormulaKind, "见[公式](../algorithms/formula.md)"),
    (tree.TreeKind | Lazy, "见[节点](#节点)、[指标项](#指标项)"),
)


def word_tables() -> str:
    """The page: one table for each object of a scheme file, in both languages.

    Returns
        Markdown, ending in a line break; columns 中文, English, 默认, 说明.
    """
    parts = [HEAD]
    for heading, items in SECTIONS:
        if heading == INPUTS_BEFORE:
            parts += _inputs()
        if heading == RULES_BEFORE:
            parts += _rules()
        rows = [row for item in items for row in field_rows(item.title, item.fields)]
        parts.append(_section(f"## {heading}", rows))
    parts += _conditions()
    return "\n".join(parts)


def field_rows(title: str, fields: Iterable[Field]) -> Iterator[tuple[str, ...]]:
    """The rows of one object: Chinese words, English word, default, meaning."""
    for field in fields:
        said = filter(None, (meaning_of(str(title), field.name), kind_words(field.kind)))
        chinese = "、".join(field.words)
        yield chinese, f"`{field.name}`", default_words(field), "。".join(said)


def kind_words(kind: Kind) -> str:
    """What may be written there: the words of a choice, or where an object is told; else ""."""
    if isinstance(kind, ListOf | OneOrMany | MapOf):
        return kind_words(kind.kind)
    if isinstance(kind, Object):
        return f"见[{PLACES[kind.title]}](#{PLACES[kind.title]})"
    if isinstance(kind, Choice):
        return _choices(kind.words)
    if isinstance(kind, tree.SubPeriods):
        return _choices(kind.choice.words)
    if isinstance(kind, tree.WordOrFixed):
        return f"{_choices(kind.choice.words)}，或 {{[固定分](#固定分): 数}}"
    if isinstance(kind, whole.TiesKind):
        return f"{_choices(words.TIES)}，或见[并列](#并列)"
    return next((link for known, link in LINKS if isinstance(kind, known)), "")


def default_words(field: Field) -> str:
    """What holds when the key is not written; "" for nothing."""
    if field.default is REQUIRED:
        return "必填"
    if isinstance(field.kind, Limit) and field.default is None:
        return "不限 `none`"
    return _default(field.default, _tables(field.kind))


def _default(value: Value, table: Mapping[str, tuple[str, ...]]) -> str:
    if value is None or value is ABSENT or value in ([], {}):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):  # of ties, the only default that is an object
        return _default(value["method"], table)
    if isinstance(value, list):
        return "、".join(_default(item, table) for item in value)
    if isinstance(value, Fraction | int):
        return number_text(Fraction(value))
    chinese = {POINTS: ("满分",), "data": ("数据",), "all": ("全体",), **table}.get(str(value), ())
    return " ".join([*chinese[:1], f"`{value}`"])


def _tables(kind: object) -> Mapping[str, tuple[str, ...]]:
    """The words of a choice, however deep it stands in a list or beside another form."""
    if isinstance(kind, Choice):
        return kind.words
    if isinstance(kind, whole.TiesKind):
        return words.TIES
    inner = getattr(kind, "choice", None) or getattr(kind, "kind", None)
    return {} if inner is None else _tables(inner)


def _choices(table: Mapping[str, tuple[str, ...]]) -> str:
    return "、".join(" ".join([*_slashed(zh), f"`{en}`"]) for en, zh in table.items())


def _slashed(chinese: tuple[str, ...]) -> list[str]:
    return ["/".join(chinese)] if chinese else []


def _section(heading: str, rows: Iterable[tuple[str, ...]], before: str = "") -> str:
    lines = [heading, "", *([before, ""] if before else [])]
    body = [f"| {' | '.join(row)} |".replace("|  |", "| |").replace("|  |", "| |") for row in rows]
    if body:
        lines += [f"| {' | '.join(COLUMNS)} |", "|---" * len(COLUMNS) + "|", *body, ""]
    return "\n".join(lines)


def _page(name: str) -> str:
    return f"[算法](../algorithms/{PAGES.get(name, name.replace('_', '-'))}.md)"


def _inputs() -> Iterator[str]:
    """Inputs: what all share, the list of transforms, what some have of their own."""
    plain = TRANSFORM_OBJECTS["value"].fields
    yield _section("## 取数", field_rows("input value", plain), "各种变换都有的键：")
    rows = [
        ("、".join(zh), f"`{en}`", "默认" if en == "value" else "", _page(en))
        for en, zh in words.TRANSFORMS.items()
    ]
    yield _section("### 变换", rows)
    shared = {field.name for field in COMMON}
    for name, extras in EXTRAS.items():
        own = [field for field in extras if field.name not in shared]
        if own:
            heading = f"### 变换：{words.TRANSFORMS[name][0]} {name}"
            yield _section(heading, field_rows(f"input {name}", own))


def _rules() -> Iterator[str]:
    """The rules, each with its parameters."""
    before = "写名字即可；要写参数时写 {类型: 名字, 参数: 值}。类型 `type` 也可写作 方法。"
    rows = [
        ("、".join(spec.words), f"`{name}`", "", _page(name)) for name, spec in rules.RULES.items()
    ]
    yield _section("## 计分方法", rows, before)
    for name, spec in rules.RULES.items():
        heading = f"### {spec.words[0]} {name}"
        yield _section(heading, field_rows(f"rule {name}", spec.fields), _page(name))


def _conditions() -> Iterator[str]:
    """Keys and comparisons of a condition, gathered by their English word."""
    before = (
        "写法见[条件](../algorithms/conditions.md)。事实的名字：指标、取数、单位表的列，以及 "
        "`total` 总分、`rank` 名次、`rank_from_bottom` 倒数名次、`previous_rank` 上期名次、"
        "`rank_change` 名次变化、`group_size` 组内单位数、`grade` 等次、"
        "`score.编号` 得分、`x.指标项` 取数、`events.编号` 次数。"
    )
    yield _section("## 条件", _gathered(KEYS), before)
    yield _section("### 比较", _gathered(OPERATORS))


def _gathered(accepted: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for english in dict.fromkeys(accepted.values()):
        others = [word for word, meant in accepted.items() if meant == english != word]
        yield "、".join(others), f"`{english}`", "", ""


def every_object() -> Iterator[Object]:
    """Every object whose keys the page tells."""
    for _, items in SECTIONS:
        yield from items
    yield from TRANSFORM_OBJECTS.values()
    for spec in rules.RULES.values():
        yield spec.parameters
