"""Builds the dataclasses of `model` from the settled canonical dict."""

from __future__ import annotations

from typing import Any

from sanbi.engine.scoring.scheme.input_fields import EXTRAS
from sanbi.engine.scoring.scheme.kinds import POINTS
from sanbi.engine.scoring.scheme.model import (
    Adjustment,
    Consequence,
    Effect,
    Exclusion,
    Gate,
    Grades,
    Group,
    Input,
    Leaf,
    Node,
    Over,
    Override,
    Rule,
    Ties,
    Use,
)
from sanbi.engine.scoring.scheme.source import Value

Plain = dict[str, Any]
LEAF_TEXTS = ("lead_unit", "responsible_unit", "assessor", "clause", "note")


def build_input(data: Plain | None) -> Input | Use | None:
    """An Input, a Use of a named one, or None."""
    if data is None:
        return None
    if "use" in data:
        return Use(data["use"])
    common: Plain = {key: data.get(key) for key in ("coefficient", "impute", "treat", "at")}
    if "formula" in data:
        return Input(data["@"], transform="formula", formula=data["formula"], **common)
    transform = data["transform"]
    extras = {field.name: data[field.name] for field in EXTRAS[transform]}
    return Input(data["@"], data["indicator"], transform, extras, **common)


def build_tree(data: Plain) -> Node | Leaf:
    """A Node with everything below it, or a Leaf."""
    if data["kind"] == "leaf":
        return build_leaf(data)
    over = data["over"]
    return Node(
        id=data["id"],
        where=data["@"],
        name=data["name"] or data["id"],
        points=data["points"],
        weight=data["weight"],
        aggregate=data["aggregate"],
        power=data["power"],
        weights=data["weights"],
        cap=data["cap"],
        floor=data["floor"],
        min_share=data["min_share"],
        over=None if over is None else _over(over),
        children=tuple(build_tree(child) for child in data["children"]),
        note=data["note"],
    )


def _over(data: Plain) -> Over:
    periods = data["periods"]
    return Over(
        periods if isinstance(periods, str) else tuple(periods),
        None if data["weights"] is None else tuple(data["weights"]),
        data["aggregate"],
    )


def build_leaf(data: Plain) -> Leaf:
    """A Leaf."""
    params = {key: value for key, value in data["rule"].items() if key not in {"type", "@"}}
    return Leaf(
        id=data["id"],
        where=data["@"],
        name=data["name"] or data["id"],
        points=data["points"],
        weight=data["weight"],
        input=build_input(data["input"]),
        better=data["better"],
        rule=Rule(data["rule"]["type"], params),
        missing=data["missing"],
        when=data["when"],
        otherwise=data["otherwise"],
        unknown=data["unknown"],
        times=data["times"],
        cap=data["cap"],
        floor=data["floor"],
        precision=data["precision"],
        compare_in=data["compare_in"],
        overrides=tuple(_override(item) for item in data["overrides"]),
        texts={key: data[key] for key in LEAF_TEXTS if data[key] is not None},
    )


def _override(data: Plain) -> Override:
    rule = {key: value for key, value in (data["rule"] or {}).items() if key != "@"}
    return Override(data["group"], data["unit"], data["points"], data["weight"], rule)


def build_adjustment(data: Plain) -> Adjustment:
    """An Adjustment; ``cap: points`` makes no sense here and counts as none."""
    cap = data["cap"]
    return Adjustment(
        id=data["id"],
        where=data["@"],
        name=data["name"] or data["id"],
        sign=data["sign"],
        cap=None if cap == POINTS else cap,
        when=data["when"],
        unknown=data["unknown"],
        items=tuple(build_leaf(item) for item in data["items"]),
    )


def build_gates(gates: list[Plain], vetoes: list[Plain]) -> tuple[Gate, ...]:
    """Gates and vetoes in file order, gates first."""
    built = [_gate(item, item["require"], item["else"], required=True) for item in gates]
    built += [_gate(item, item["when"], item["then"], required=False) for item in vetoes]
    return tuple(built)


def _gate(data: Plain, condition: Value, effects: list[Plain], *, required: bool) -> Gate:
    return Gate(
        id=data["id"],
        where=data["@"],
        name=data["name"] or data["id"],
        condition=condition,
        required=required,
        effects=tuple(
            Effect(e["effect"], e["target"], e["to"], e["levels"], e["text"]) for e in effects
        ),
        unknown=data["unknown"],
        clause=data["clause"],
    )


def build_exclusion(data: Plain) -> Exclusion:
    """An Exclusion."""
    units = tuple(data["units"] or ())
    return Exclusion(data["@"], data["when"], units, data["reason"] or "", data["unknown"])


def build_grades(data: Plain | None) -> Grades | None:
    """Grades, or None."""
    if data is None:
        return None
    return Grades(
        data["by"],
        tuple(data["bands"] or ()),
        tuple(data["quotas"] or ()),
        data["round"],
        {name: tuple(items) for name, items in (data["groups"] or {}).items()},
    )


def build_consequence(data: Plain) -> Consequence:
    """A Consequence."""
    return Consequence(
        data["id"],
        data["@"],
        data["name"] or data["id"],
        data["when"],
        data["select"],
        data["kind"],
        data["text"] or data["name"] or data["id"],
        data["unknown"],
    )


def build_groups(items: list[Plain]) -> tuple[Group, ...]:
    """The groups in file order."""
    return tuple(
        Group(
            item["id"],
            item["name"] or item["id"],
            None if item["members"] is None else tuple(item["members"]),
        )
        for item in items
    )


def build_ties(data: Plain) -> Ties:
    """The tie rule."""
    return Ties(data["method"], tuple(data["then"]))
