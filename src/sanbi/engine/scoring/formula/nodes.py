"""The formula as a tree of plain values.

Every node knows its position in the text (1-based column; 0 when built otherwise), which plays no
part in comparing two formulas.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from sanbi.engine.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Number:
    """A decimal as written; with `percent`, a hundredth of it."""

    text: str
    percent: bool = False
    position: int = field(default=0, compare=False)

    @property
    def value(self) -> Fraction:
        """The exact number."""
        return Fraction(self.text) / (100 if self.percent else 1)


@dataclass(frozen=True, slots=True)
class Name:
    """A figure that the data give."""

    name: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Negative:
    """The opposite number."""

    operand: "Node"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """`+ - * /` of two numbers."""

    op: str
    left: "Node"
    right: "Node"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of numbers: see FUNCTIONS."""

    function: str
    arguments: tuple["Node", ...]
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """`if(condition, then, otherwise)`."""

    condition: "Condition"
    then: "Node"
    otherwise: "Node"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """`< <= > >= == !=` of two numbers."""

    op: str
    left: "Node"
    right: "Node"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Logic:
    """`and`, `or` of two conditions."""

    op: str
    left: "Condition"
    right: "Condition"
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Inverse:
    """`not` of a condition."""

    operand: "Condition"
    position: int = field(default=0, compare=False)


Node = Number | Name | Negative | Binary | Call | Choice
Condition = Compare | Logic | Inverse

COMPARATORS = ("<", "<=", ">", ">=", "==", "!=")

FUNCTIONS = {
    "min": (1, 255),
    "max": (1, 255),
    "sum": (1, 255),
    "mean": (1, 255),
    "abs": (1, 1),
    "round": (2, 2),
    "clip": (3, 3),
    "sqrt": (1, 1),
    "ln": (1, 1),
    "exp": (1, 1),
    "pow": (2, 2),
}
"""Each function with the least and the most arguments that it takes."""

MAX_DEPTH = 100  # steps one upon another; keeps every walk of the tree far from Python's limit
MAX_DIGITS = 30  # of a number
MAX_DECIMALS = 12  # that round() may be asked for
MAX_EXPONENT = 1_000  # that pow() may be asked for


def children(node: Node | Condition) -> tuple[Node | Condition, ...]:
    """Return the nodes that a node is made of, in the order written."""
    match node:
        case Number() | Name():
            return ()
        case Negative() | Inverse():
            return (node.operand,)
        case Binary() | Compare() | Logic():
            return (node.left, node.right)
        case Call():
            return node.arguments
        case _:
            return (node.condition, node.then, node.otherwise)


def walk(node: Node | Condition) -> Iterator[tuple[Node | Condition, int]]:
    """Yield every node with its depth (1 at the top), parents first, in the order written."""
    waiting = [(node, 1)]
    while waiting:
        here, depth = waiting.pop()
        yield here, depth
        waiting.extend((child, depth + 1) for child in reversed(children(here)))


def literal(node: Node) -> Fraction | None:
    """Return the number that a node spells out, minus sign included; None for anything else."""
    match node:
        case Number():
            return node.value
        case Negative(Number() as number):
            return -number.value
        case _:
            return None


def argument_fault(call: Call) -> tuple[str, str] | None:
    """Return what is wrong with the arguments of a call and what would be right, or None."""
    least, most = FUNCTIONS[call.function]
    count = len(call.arguments)
    if not least <= count <= most:
        wanted = (
            str(least) if least == most else Phrase("{least} to {most}", least=least, most=most)
        )
        return Phrase(
            "{function} is given {count} of its arguments", function=call.function, count=count
        ), Phrase("give it {wanted}", wanted=wanted)
    if call.function == "round":
        digits = literal(call.arguments[1])
        if digits is None or digits.denominator != 1 or not 0 <= digits <= MAX_DECIMALS:
            return (
                Phrase("round needs the number of decimals as a plain whole number"),
                Phrase("write round(x, 2), from 0 to {most}", most=MAX_DECIMALS),
            )
    if call.function == "pow":
        exponent = literal(call.arguments[1])
        if exponent is not None and abs(exponent) > MAX_EXPONENT:
            return Phrase("the exponent {exponent} is too large", exponent=exponent), Phrase(
                "use at most {most}", most=MAX_EXPONENT
            )
    return None
