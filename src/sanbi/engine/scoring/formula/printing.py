"""Writing a formula: one printer, with a dialect for each reader."""

from collections.abc import Mapping
from typing import ClassVar

from sanbi.engine.scoring.formula.nodes import (
    COMPARATORS,
    Binary,
    Call,
    Choice,
    Compare,
    Condition,
    Inverse,
    Logic,
    Name,
    Negative,
    Node,
    Number,
)
from sanbi.engine.scoring.formula.tokens import is_plain_name

OR, AND, NOT, COMPARE, SUM, PRODUCT, ATOM = range(7)
_LEVELS = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "or": OR, "and": AND}


class Printer:
    """Writes a tree as canonical text; dialects override single methods.

    Each method returns the text and how tightly it binds, so that brackets stand where they are
    needed and nowhere else. A leading minus binds as loosely as a sum: a * (-b), never a * -b.
    """

    operators: ClassVar[Mapping[str, str]] = {"+": "+", "-": "-", "*": "*", "/": "/"}
    comparators: ClassVar[Mapping[str, str]] = {op: op for op in COMPARATORS}
    words: ClassVar[Mapping[str, str]] = {"and": "and", "or": "or", "not": "not"}
    minus: ClassVar[str] = "-"
    comma: ClassVar[str] = ", "

    def text(self, node: Node | Condition) -> str:
        """Return the text of a formula or condition."""
        return self.piece(node)[0]

    def piece(self, node: Node | Condition) -> tuple[str, int]:
        """Return the text of a node and how tightly it binds."""
        match node:
            case Number():
                return self.number(node)
            case Name():
                return self.name(node)
            case Negative(operand):
                return f"{self.minus}{self.inside(operand, ATOM)}", SUM
            case Binary(op, left, right):
                level = _LEVELS[op]
                first, second = self.inside(left, level), self.inside(right, level + 1)
                return f"{first} {self.operators[op]} {second}", level
            case Call():
                return self.call(node)
            case Choice():
                return self.choice(node)
            case Compare(op, left, right):
                first, second = self.inside(left, SUM), self.inside(right, SUM)
                return f"{first} {self.comparators[op]} {second}", COMPARE
            case _:
                return self.logic(node)

    def inside(self, node: Node | Condition, level: int) -> str:
        """Return the text of a node, in brackets if it binds less tightly than the level."""
        text, own = self.piece(node)
        return text if own >= level else f"({text})"

    def number(self, node: Number) -> tuple[str, int]:
        """Write a number as it was written."""
        return f"{node.text}%" if node.percent else node.text, ATOM

    def name(self, node: Name) -> tuple[str, int]:
        """Write a name, in square brackets where it needs them."""
        return node.name if is_plain_name(node.name) else f"[{node.name}]", ATOM

    def call(self, node: Call) -> tuple[str, int]:
        """Write a function."""
        return f"{self.function(node.function)}({self.listed(node.arguments)})", ATOM

    def choice(self, node: Choice) -> tuple[str, int]:
        """Write an if."""
        parts = self.listed((node.condition, node.then, node.otherwise))
        return f"{self.function('if')}({parts})", ATOM

    def logic(self, node: Logic | Inverse) -> tuple[str, int]:
        """Write and, or, not."""
        if isinstance(node, Inverse):
            return f"{self.words['not']} {self.inside(node.operand, NOT)}", NOT
        level = _LEVELS[node.op]
        left, right = self.inside(node.left, level), self.inside(node.right, level + 1)
        return f"{left} {self.words[node.op]} {right}", level

    def function(self, name: str) -> str:
        """Return the word for a function."""
        return name

    def listed(self, nodes: tuple[Node | Condition, ...]) -> str:
        """Return the texts of several nodes with commas between them."""
        return self.comma.join(self.text(node) for node in nodes)
