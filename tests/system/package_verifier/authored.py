"""From a scheme as people write it (the examples on the pages) to its canonical form.

Only as much as the examples need, and with Python's own parser for the formulas, so that the
checker meets hand-worked numbers that nobody computed with a program.
"""

import ast
import calendar
import re
from typing import Any

from tests.system.package_verifier.builder import Rows

OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
COMPARISONS = {
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
FORMULA_KEYS = ("formula", "times")
NUMBER_WORDS = ("precision", "max_points", "trim", "levels", "count", "at_least", "sanbi")


def formula(source: str) -> Any:
    """Return the tree of a formula."""
    plain = source.translate(str.maketrans("×÷−", "*/-"))
    plain = re.sub(r"\bif\s*\(", "if_(", plain)
    return _tree(ast.parse(plain, mode="eval").body)


def _tree(node: ast.expr) -> Any:
    if isinstance(node, ast.Constant):
        return ["num", str(node.value)]
    if isinstance(node, ast.Name):
        return ["name", node.id]
    if isinstance(node, ast.BinOp):
        return [OPERATORS[type(node.op)], _tree(node.left), _tree(node.right)]
    if isinstance(node, ast.UnaryOp):
        return ["not" if isinstance(node.op, ast.Not) else "neg", _tree(node.operand)]
    if isinstance(node, ast.BoolOp):
        return ["and" if isinstance(node.op, ast.And) else "or", *map(_tree, node.values)]
    if isinstance(node, ast.Compare):
        return [COMPARISONS[type(node.ops[0])], _tree(node.left), _tree(node.comparators[0])]
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Name)
    return [node.func.id.rstrip("_"), *map(_tree, node.args)]


def canonical(authored: Any) -> Any:
    """Return the canonical form of an authored scheme."""
    inputs = {name: _input(value, {}) for name, value in authored.get("inputs", {}).items()}
    defaults = {"inputs": inputs, "prepare": authored.get("prepare") or {}}
    defaults |= {key: authored.get(key) for key in ("missing", "compare_in", "period")}
    defaults["better"] = {
        code: (value or {}).get("better", "high")
        for code, value in authored.get("indicators", {}).items()
    }
    found = {key: _texts(value, key) for key, value in authored.items() if key != "prepare"}
    found["inputs"] = inputs
    found["tree"] = _child(authored["tree"], defaults)
    found["adjustments"] = [
        _texts({k: v for k, v in block.items() if k != "items"})
        | {"items": [_leaf(item, defaults, None) for item in block["items"]]}
        for block in authored.get("adjustments", [])
    ]
    return found


def _texts(value: Any, key: str = "") -> Any:
    """Return the value with numbers as decimal texts and formulas as trees."""
    if isinstance(value, dict):
        return {name: _texts(inner, str(name)) for name, inner in value.items()}
    if isinstance(value, list):
        return [_texts(inner, key) for inner in value]
    if key in FORMULA_KEYS and isinstance(value, str):
        return formula(value)
    if isinstance(value, bool) or value is None or key in NUMBER_WORDS:
        return value
    if isinstance(value, float):
        return format(value, "f").rstrip("0").rstrip(".") if value % 1 else str(int(value))
    return str(value)


def _child(child: dict[str, Any], defaults: dict[str, Any]) -> Any:
    if "children" not in child:
        return _leaf(child, defaults, "100")
    found = {key: _texts(value, key) for key, value in child.items() if key not in ("id", "over")}
    found["node"] = child["id"]
    found["children"] = [_child(one, defaults) for one in child["children"]]
    if "over" in child:
        found["over"] = _over(child["over"], defaults["period"])
    return found


def _over(over: dict[str, Any], period: str) -> Any:
    found = _texts(over)
    if over["periods"] == "months":
        first = 3 * int(period[5]) - 2
        assert calendar.monthrange(int(period[:4]), first)[1]
        found["periods"] = [f"{period[:4]}-{month:02}" for month in range(first, first + 3)]
    elif over["periods"] == "quarters":
        found["periods"] = [f"{period[:4]}Q{number}" for number in range(1, 5)]
    return found


def _input(value: Any, defaults: dict[str, Any]) -> Any:
    """Return an INPUT object, or ``{"use": name}``."""
    if value is None:
        return None
    if isinstance(value, str):
        if value in defaults.get("inputs", {}):
            return {"use": value}
        value = {"indicator": value}
    found = _texts(value)
    for key, inner in defaults.get("prepare", {}).items():
        found.setdefault(key, _texts(inner))
    if "indicator" in found:
        found.setdefault("transform", "value")
        if found["transform"] in ("rank", "rank_change"):
            found.setdefault("better", defaults.get("better", {}).get(found["indicator"], "high"))
    return found


def _leaf(leaf: dict[str, Any], defaults: dict[str, Any], points: str | None) -> Any:
    found = {key: _texts(value, key) for key, value in leaf.items() if key not in ("id", "input")}
    taken = _input(leaf.get("input"), defaults)
    indicator = (taken or {}).get("indicator")
    found |= {"leaf": leaf["id"], "input": taken}
    found.setdefault("better", defaults["better"].get(indicator, "high"))
    found.setdefault("points", points)
    for key in ("missing", "compare_in"):
        if key not in found and defaults.get(key) is not None:
            found[key] = _texts(defaults[key])
    if isinstance(leaf["rule"], str):
        found["rule"] = {"type": leaf["rule"]}
    if not isinstance(leaf["rule"], str):
        for bound in ("cap", "floor"):
            if leaf["rule"].get(bound) == "none":
                found["rule"][bound] = None
    return found


def tables(example: dict[str, Any]) -> dict[str, Rows]:
    """Return the data tables of an example."""
    names = ("observations", "ratings", "events", "ballots", "history")
    return {name: example[name] for name in names if name in example}
