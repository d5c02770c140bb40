"""The one reader of scheme.json: the canonical scheme into the records of ``parts``.

Every key is read by its name here and nowhere else. A key that nobody reads is refused, unless it
is informative only (INFORMATIVE_*): what the checker does not know might change a score.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from package_verifier.conditions import Condition, read_condition
from package_verifier.faults import DamagedError
from package_verifier.parts import (
    Adjustment,
    Choice,
    Formula,
    Group,
    Impute,
    Input,
    Leaf,
    Node,
    Over,
    Override,
    Scheme,
    TieKey,
    Treat,
)
from package_verifier.rule_parameters import read_rule
from package_verifier.scheme_outcome import (
    read_consequences,
    read_electorates,
    read_exclusions,
    read_gates,
    read_grades,
)
from package_verifier.sections import Section, as_number, read_json

INFORMATIVE = (
    "sanbi",
    "id",
    "title",
    "version",
    "effective",
    "source",
    "missing",
    "prepare",
    "data",
    "name",
)
INFORMATIVE_LEAF = ("name", "lead_unit", "responsible_unit", "assessor", "clause", "note")
TRANSFORMS = (
    "value",
    "target",
    "growth",
    "increment",
    "change",
    "share",
    "per",
    "completion",
    "pace",
    "rank",
    "rank_change",
    "streak",
)
AGGREGATES = ("sum", "weighted", "fold", "geometric", "harmonic", "power", "copeland")
MISSING = ("error", "zero", "group_mean", "group_minimum", "fixed", "redistribute", "leave_out")
OTHERWISE = ("zero", "full", "redistribute", "leave_out", "fixed")
TIES = ("competition", "dense", "average", "ordinal")
BETTER = ("high", "low")


def read_choice(section: Section, key: str, allowed: tuple[str, ...], default: str) -> Choice:
    """Read an option: a word, or ``{fixed: n}``."""
    value = section.raw(key, default)
    if isinstance(value, dict) and set(value) == {"fixed"}:
        return Choice("fixed", as_number(value["fixed"], f"{section.where}.{key}"))
    if value not in allowed or value == "fixed":
        raise section.fault(key, f"{value!r} is none of {', '.join(allowed)}")
    return Choice(value)


def read_when(section: Section, key: str = "when") -> Condition | None:
    """Read a condition or None."""
    if not section.has(key):
        section.raw(key)
        return None
    return read_condition(section.raw(key), f"{section.where}.{key}")


def _formula(section: Section, key: str) -> Formula | None:
    return section.items(key) or None


def _read_impute(section: Section | None) -> Impute | None:
    if section is None:
        return None
    found = Impute(section.word("method", ("mean", "median"), "mean"), section.text("by", "all"))
    section.done()
    return found


def _read_treat(section: Section | None) -> Treat | None:
    if section is None:
        return None
    found = Treat(
        section.number("skew", "2"),
        section.number("kurtosis", "3.5"),
        section.count("max_points", 5),
        section.optional_text("then"),
    )
    section.done()
    return found


def read_input(value: object, where: str, indicators: Mapping[str, Any]) -> Input:
    """Read an INPUT object; ``indicators`` give the direction that it does not state."""
    section = Section(value, where)
    transform = section.word("transform", TRANSFORMS, "value")
    against = "previous" if transform == "rank_change" else "year_ago"
    declared = indicators.get(section.value.get("indicator") or "") or {}
    found = Input(
        where=where,
        indicator=section.optional_text("indicator"),
        formula=_formula(section, "formula"),
        transform=transform,
        against=section.word("against", ("year_ago", "previous"), against),
        per=section.optional_text("per"),
        scale=section.number("scale", "1"),
        basis=section.word("basis", ("difference", "ratio"), "difference"),
        better=section.word("better", BETTER, declared.get("better") or "high"),
        op=section.word("op", (">=", ">", "<=", "<", "==", "!="), ">="),
        than=section.optional_number("than"),
        at=section.optional_text("at"),
        coefficient=section.optional_text("coefficient"),
        impute=_read_impute(section.section("impute")),
        treat=_read_treat(section.section("treat")),
    )
    section.done("name")
    if (found.indicator is None) == (found.formula is None):
        raise section.fault("indicator", "an input has either an indicator or a formula")
    if found.at not in (None, "previous", "year_ago"):
        raise section.fault("at", f"{found.at!r} is neither previous nor year_ago")
    return found


def _leaf_input(section: Section, indicators: Mapping[str, Any]) -> Input | str | None:
    value = section.raw("input")
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict) and set(value) == {"use"}:
        return str(value["use"])
    return read_input(value, f"{section.where}.input", indicators)


def _read_override(section: Section) -> Override:
    rule = dict(section.mapping("rule"))
    rule.pop("type", None)
    found = Override(
        section.optional_text("group"),
        section.optional_text("unit"),
        section.optional_number("points"),
        section.optional_number("weight"),
        rule,
    )
    section.done()
    return found


def read_leaf(section: Section, scheme: dict[str, Any]) -> Leaf:
    """Read a leaf; ``scheme`` gives the defaults of the top level."""
    better = section.word("better", BETTER, "high")
    precision = section.raw("precision")
    unknown = ("error", "pass", "fail")
    found = Leaf(
        id=section.text("leaf") if section.has("leaf") else section.text("id"),
        points=section.optional_number("points"),
        weight=section.optional_number("weight"),
        input=_leaf_input(section, scheme.get("indicators") or {}),
        better=better,
        rule=read_rule(section.raw("rule"), f"{section.where}.rule"),
        missing=read_choice(section, "missing", MISSING, scheme.get("missing") or "error"),
        when=read_when(section),
        when_unknown=section.word("unknown", unknown, "error"),
        otherwise=read_choice(section, "otherwise", OTHERWISE, "zero"),
        times=_formula(section, "times"),
        cap=section.optional_number("cap"),
        floor=section.optional_number("floor"),
        precision=None if precision is None else section.count("precision", 0),
        compare_in=section.word(
            "compare_in", ("group", "all"), scheme.get("compare_in") or "group"
        ),
        overrides=tuple(_read_override(item) for item in section.sections("overrides")),
    )
    section.done(*INFORMATIVE_LEAF)
    return found


def _read_over(section: Section | None) -> Over | None:
    if section is None:
        return None
    raw = section.raw("periods")
    word = isinstance(raw, str)
    periods = (
        section.word("periods", ("months", "quarters"), "")
        if word
        else (tuple(str(label) for label in section.items("periods")))
    )
    weights = tuple(as_number(w, f"{section.where}.weights") for w in section.items("weights"))
    found = Over(
        periods, weights or None, section.word("aggregate", ("weighted", "sum"), "weighted")
    )
    section.done()
    if not periods or (weights and not word and len(weights) != len(periods)):
        raise section.fault("weights", "as many weights as periods are needed")
    return found


def _read_child(section: Section, scheme: dict[str, Any]) -> Node | Leaf:
    return read_node(section, scheme) if section.has("children") else read_leaf(section, scheme)


def read_node(section: Section, scheme: dict[str, Any]) -> Node:
    """Read a node and all below it."""
    found = Node(
        id=section.text("node") if section.has("node") else section.text("id"),
        points=section.optional_number("points"),
        weight=section.optional_number("weight"),
        aggregate=section.word("aggregate", AGGREGATES, "sum"),
        power=section.optional_number("power"),
        cap=section.optional_number("cap"),
        floor=section.optional_number("floor"),
        min_share=section.optional_number("min_share"),
        over=_read_over(section.section("over")),
        children=tuple(_read_child(item, scheme) for item in section.sections("children")),
    )
    section.done("name", "weights", "clause", "note")
    if found.aggregate == "power" and not found.power:
        raise section.fault("power", "a power mean needs a power other than 0")
    return found


def _leaves(node: Node | Leaf) -> Iterator[Leaf]:
    if isinstance(node, Leaf):
        yield node
    else:
        for child in node.children:
            yield from _leaves(child)


def _read_adjustments(section: Section) -> tuple[Adjustment, ...]:
    found = []
    for item in section.sections("adjustments"):
        found.append(
            Adjustment(
                id=item.text("adjustment") if item.has("adjustment") else item.text("id"),
                sign=item.word("sign", ("add", "deduct"), "add"),
                cap=item.optional_number("cap"),
                when=read_when(item),
                when_unknown=item.word("unknown", ("error", "pass", "fail"), "error"),
                items=tuple(read_leaf(leaf, section.value) for leaf in item.sections("items")),
            )
        )
        item.done("name", "clause", "note")
    return tuple(found)


def _read_groups(section: Section) -> tuple[Group, ...]:
    found = []
    for item in section.sections("groups"):
        members = tuple(str(unit) for unit in item.items("members"))
        stated = item.has("members")
        found.append(Group(item.text("id"), item.text("name", ""), members if stated else None))
        item.done()
    return tuple(found)


def _read_ties(section: Section) -> tuple[str, tuple[TieKey, ...]]:
    value = section.raw("ties", "competition")
    ties = Section({"method": value} if isinstance(value, str) else value, "scheme.json.ties")
    keys = []
    for item in ties.sections("then"):
        keys.append(TieKey(item.text("by"), item.word("better", BETTER, "high")))
        item.done()
    method = ties.word("method", TIES, "competition")
    ties.done()
    return method, tuple(keys)


def _limits(section: Section | None) -> tuple[Any, Any]:
    if section is None:
        return None, None
    found = section.optional_number("cap"), section.optional_number("floor")
    section.done()
    return found


def _read_tree(section: Section) -> Node:
    tree = section.section("tree")
    if tree is None:
        raise section.fault("tree", "is missing")
    return read_node(tree, section.value)


def read_scheme(content: bytes) -> Scheme:
    """Read scheme.json.

    Raises
        DamagedError  naming the place, for anything missing, unknown or of the wrong kind.
    """
    section = Section(read_json("scheme.json", content), "scheme.json")
    ties, tie_keys = _read_ties(section)
    cap, floor = _limits(section.section("total"))
    tree = _read_tree(section)
    adjustments = _read_adjustments(section)
    leaves = [*_leaves(tree), *(leaf for block in adjustments for leaf in block.items)]
    inputs = section.mapping("inputs")
    precision = section.raw("precision")
    round_at = section.items("round_at") if "round_at" in section.value else ["leaf", "total"]
    section.raw("round_at")
    found = Scheme(
        period=section.text("period", ""),
        precision=None if precision is None else section.count("precision", 0),
        rounding=section.word("rounding", ("half_up", "half_even", "down"), "half_up"),
        round_at=frozenset(round_at),
        rank_on=section.word("rank_on", ("published", "unrounded"), "published"),
        better=section.word("better", BETTER, "high"),
        ties=ties,
        tie_keys=tie_keys,
        compare_in=section.word("compare_in", ("group", "all"), "group"),
        total_cap=cap,
        total_floor=floor,
        groups=_read_groups(section),
        indicators=frozenset(section.mapping("indicators")),
        inputs={
            name: read_input(value, f"inputs.{name}", section.mapping("indicators"))
            for name, value in inputs.items()
        },
        electorates=read_electorates(section),
        tree=tree,
        adjustments=adjustments,
        gates=read_gates(section),
        exclusions=read_exclusions(section),
        grades=read_grades(section),
        consequences=read_consequences(section),
        leaves={leaf.id: leaf for leaf in leaves},
    )
    section.done(*INFORMATIVE)
    if len(found.leaves) != len(leaves):
        raise DamagedError("scheme", where="scheme.json", why="a leaf id stands twice")
    return found
