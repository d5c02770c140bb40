"""Settles what a scheme leaves open: inherited defaults and names of inputs.

After settling, the canonical dict holds every value that the score depends on, so that a stranger
needs no knowledge of defaults.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from sanbi.engine.calendar import PeriodError
from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.periods import sub_periods
from sanbi.engine.scoring.scheme.input_fields import TRANSFORM_OBJECTS
from sanbi.engine.scoring.scheme.rule_fields import RULES
from sanbi.engine.scoring.scheme.source import FaultList

Plain = dict[str, Any]
HUNDRED = Fraction(100)


def settle(data: Plain, faults: FaultList) -> None:
    """Fill in everything that depends on another part of the scheme, in place."""
    inputs = data["inputs"]
    for name, item in inputs.items():
        inputs[name] = _settle_input(item, {}, None)
    for leaf in leaves_of(data["tree"]):
        _settle_leaf(leaf, data, HUNDRED, faults)
    for adjustment in data["adjustments"]:
        for leaf in adjustment["items"]:
            _settle_leaf(leaf, data, None, faults)
    _settle_node(data["tree"], data["period"], root=True)
    _settle_vetoes(data)
    _settle_ids(data)


def leaves_of(tree: Plain) -> Iterator[Plain]:
    """Every leaf below a node, in file order."""
    if tree["kind"] == "leaf":
        yield tree
        return
    for child in tree["children"]:
        yield from leaves_of(child)


def nodes_of(tree: Plain) -> Iterator[Plain]:
    """Every node from this one down, in file order."""
    if tree["kind"] == "node":
        yield tree
        for child in tree["children"]:
            yield from nodes_of(child)


def _settle_input(item: Plain | None, named: Plain, prepare: Plain | None) -> Plain | None:
    if item is None:
        return None
    if "name?" in item:
        name = item["name?"]
        if name in named:
            return {"use": name, "@": item["@"]}
        item = _plain_indicator(name, item["@"])
    item.pop("name", None)
    if prepare is not None and "use" not in item:
        for key in ("impute", "treat"):
            if item[key] is None:
                item[key] = prepare[key]
    return item


def _plain_indicator(code: str, where: str) -> Plain:
    fields = TRANSFORM_OBJECTS["value"].fields
    item: Plain = {field.name: field.default for field in fields if field.name != "name"}
    item["indicator"] = code
    item["@"] = where
    return item


def _settle_leaf(leaf: Plain, data: Plain, points: Fraction | None, faults: FaultList) -> None:
    spec = RULES[leaf["rule"]["type"]]
    broken = bool(leaf.get("@broken"))
    leaf["input"] = _settle_input(leaf["input"], data["inputs"], data["prepare"])
    if spec.reads == "input" and spec.name != "formula" and leaf["input"] is None and not broken:
        message = Phrase("leaf '{leaf}' has no input", leaf=leaf["id"])
        faults.add(leaf["@"], message, "write input: INDICATOR", "missing-key")
    if leaf["points"] is None:
        leaf["points"] = points
    if leaf["missing"] is None:
        leaf["missing"] = data["missing"]
    if leaf["compare_in"] is None:
        leaf["compare_in"] = data["compare_in"]
    if leaf["better"] is None:
        leaf["better"] = _better_of(leaf["input"], data) or "high"
    _settle_rule(leaf, data, faults)


def _better_of(item: Plain | None, data: Plain) -> str | None:
    if item is None:
        return None
    if "use" in item:
        return _better_of(data["inputs"].get(item["use"]), data)
    if item.get("transform") in {"rank_change", "streak"}:
        return None
    if item.get("transform") == "rank":
        return "low"
    indicator = data["indicators"].get(item.get("indicator"))
    return indicator["better"] if indicator else None


def _settle_rule(leaf: Plain, data: Plain, faults: FaultList) -> None:
    rule = leaf["rule"]
    if rule.get("@broken"):
        return
    default = data["ties"]["method"] if data["ties"]["method"] != "ordinal" else "competition"
    if rule.get("ties", "") is None:
        rule["ties"] = default
    if rule["type"] != "linear":
        return
    if rule["limit"] is not None:
        base = leaf["points"] if rule["base"] == "points" else rule["base"]
        if base is not None:
            rule["cap"] = base + rule["limit"]
            rule["floor"] = base - rule["limit"]
    if rule["slope"] is None and rule["tiers"] is None:
        message = Phrase("leaf '{leaf}': linear needs slope or tiers", leaf=leaf["id"])
        faults.add(rule["@"], message, "points for one step of the input", "missing-key")


def _settle_node(node: Plain, period: str | None, *, root: bool = False) -> None:
    if node["kind"] == "leaf":
        return
    children = node["children"]
    for child in children:
        _settle_node(child, period)
    weighs = node["aggregate"] != "sum"
    stated = [child["weight"] is not None for child in children]
    if node["weights"] is None:
        node["weights"] = "stated" if weighs and any(stated) else "relative"
    for child in children:
        if child["weight"] is None:
            child["weight"] = Fraction(1)
    if node["points"] is None:
        node["points"] = _points_of(node, period)
    if root and node["weight"] is None:
        node["weight"] = Fraction(1)


def _points_of(node: Plain, period: str | None) -> Fraction | None:
    """Full mark of a node that states none; None where it depends on what is not known."""
    children = node["children"]
    if node["aggregate"] != "sum":
        return HUNDRED
    factor = _times_over(node["over"], period)
    points = [child["points"] for child in children]
    if factor is None or any(point is None for point in points):
        return None
    return factor * sum(points, Fraction(0))


def _times_over(over: Plain | None, period: str | None) -> Fraction | None:
    """How many times a sum over periods counts its subtree."""
    if over is None or over["aggregate"] != "sum":
        return Fraction(1)
    if over["weights"] is not None:
        return sum(over["weights"], Fraction(0))
    if isinstance(over["periods"], list):
        return Fraction(len(over["periods"]))
    try:
        return None if period is None else Fraction(len(sub_periods(period, over["periods"])))
    except PeriodError:
        return None


def _settle_vetoes(data: Plain) -> None:
    default = "lowest_grade" if data["grades"] is not None else "unranked"
    for veto in data["vetoes"]:
        if veto["then"] is None:
            effect = {"effect": default, "target": None, "to": None, "levels": 1, "text": None}
            veto["then"] = [effect]


def _settle_ids(data: Plain) -> None:
    if data["tree"]["kind"] == "leaf":
        leaf = data["tree"]
        data["tree"] = {
            "kind": "node",
            "@": leaf["@"],
            "id": "total",
            "name": None,
            "points": leaf["points"],
            "weight": Fraction(1),
            "aggregate": "sum",
            "power": None,
            "weights": "relative",
            "cap": None,
            "floor": None,
            "min_share": None,
            "over": None,
            "note": None,
            "clause": None,
            "children": [leaf],
        }
        leaf["weight"] = leaf["weight"] or Fraction(1)
