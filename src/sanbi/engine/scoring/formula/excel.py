"""The formula as Excel, LibreOffice and WPS spell it."""

from collections.abc import Callable, Mapping
from typing import ClassVar, Literal

from sanbi.engine.scoring.formula.nodes import (
    Binary,
    Call,
    Condition,
    Inverse,
    Logic,
    Name,
    Node,
    walk,
)
from sanbi.engine.scoring.formula.printing import ATOM, PRODUCT, Printer

_FUNCTIONS = {
    "min": "MIN", "max": "MAX", "sum": "SUM", "abs": "ABS", "sqrt": "SQRT",
    "ln": "LN", "exp": "EXP", "pow": "POWER", "if": "IF",
}  # fmt: skip
_ROUNDING = {"half_up": "ROUND", "down": "TRUNC"}
_MAX_LENGTH = 8_192
_MAX_NESTING = 64
_MAY_FAIL = ("sqrt", "ln", "exp", "pow")

Rounding = Literal["half_up", "half_even", "down"]


class ExcelLimitError(ValueError):
    """A formula that a workbook cannot hold; write its value instead."""


class ExcelPrinter(Printer):
    """Writes the worksheet dialect."""

    comparators: ClassVar[Mapping[str, str]] = {
        "<": "<",
        "<=": "<=",
        ">": ">",
        ">=": ">=",
        "==": "=",
        "!=": "<>",
    }
    comma: ClassVar[str] = ","

    def __init__(self, reference: Callable[[str], str], rounding: Rounding) -> None:
        self.reference = reference
        self.rounding = rounding

    def name(self, node: Name) -> tuple[str, int]:
        """Write the cell that holds the figure."""
        return self.reference(node.name), ATOM

    def call(self, node: Call) -> tuple[str, int]:
        """Write a function; mean and clip are spelt out, because AVERAGE passes over blanks."""
        parts = [self.text(argument) for argument in node.arguments]  # once: calls may nest deep
        listed = self.comma.join(parts)
        if node.function == "mean":
            return f"SUM({listed}) / {len(parts)}", PRODUCT
        if node.function == "clip":
            return f"MIN(MAX({parts[0]},{parts[1]}),{parts[2]})", ATOM
        if node.function == "round":
            if self.rounding not in _ROUNDING:
                raise ExcelLimitError("A worksheet has no function that rounds half to even")
            return f"{_ROUNDING[self.rounding]}({listed})", ATOM
        return f"{_FUNCTIONS[node.function]}({listed})", ATOM

    def function(self, name: str) -> str:
        """Return the worksheet's word."""
        return _FUNCTIONS[name]

    def logic(self, node: Logic | Inverse) -> tuple[str, int]:
        """Write AND, OR, NOT; as IF where a later part may fail, because AND looks at all parts."""
        if isinstance(node, Inverse):
            return f"NOT({self.text(node.operand)})", ATOM
        parts = _flat(node, node.op)
        if not any(_may_fail(part) for part in parts[1:]):
            return f"{node.op.upper()}({self.listed(parts)})", ATOM
        left, right = self.text(node.left), self.text(node.right)
        if node.op == "and":
            return f"IF({left},{right},FALSE)", ATOM
        return f"IF({left},TRUE,{right})", ATOM


def excel_text(root: Node, reference: Callable[[str], str], rounding: Rounding) -> str:
    """Return the worksheet formula of a tree, without the leading equals sign."""
    text = ExcelPrinter(reference, rounding).text(root)
    if len(text) >= _MAX_LENGTH:
        raise ExcelLimitError(f"A worksheet formula holds at most {_MAX_LENGTH:,} signs")
    depth = deepest = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    if deepest > _MAX_NESTING:
        raise ExcelLimitError(f"A worksheet formula nests at most {_MAX_NESTING} brackets")
    return text


def _flat(node: Condition, op: str) -> tuple[Condition, ...]:
    if isinstance(node, Logic) and node.op == op:
        return (*_flat(node.left, op), *_flat(node.right, op))
    return (node,)


def _may_fail(node: Node | Condition) -> bool:
    return any(
        (isinstance(part, Binary) and part.op == "/")
        or (isinstance(part, Call) and part.function in _MAY_FAIL)
        for part, _ in walk(node)
    )
