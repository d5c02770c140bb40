"""Computing a formula with any kind of number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import reduce
from typing import Generic

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.formula.arithmetic import Arithmetic, C, T
from sanbi.engine.scoring.formula.errors import FormulaError
from sanbi.engine.scoring.formula.nodes import (
    Binary,
    Call,
    Compare,
    Condition,
    Inverse,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    literal,
)

_SHOWN = 12


def evaluate_tree(root: Node, text: str, names: Mapping[str, T], arithmetic: Arithmetic[T, C]) -> T:
    """Return the value of a tree; both branches of each `if` are computed.

    Raises
        FormulaError  for a name that the mapping does not hold.
    """
    return _Evaluation(names, arithmetic, text).number(root)


@dataclass(frozen=True)
class _Evaluation(Generic[T, C]):
    names: Mapping[str, T]
    arithmetic: Arithmetic[T, C]
    text: str

    def number(self, node: Node) -> T:
        match node:
            case Number():
                return self.arithmetic.constant(node.value)
            case Name():
                return self.name(node)
            case Negative(operand):
                return -self.number(operand)
            case Binary():
                return self.binary(node)
            case Call():
                return self.call(node)
            case _:
                chosen = self.condition(node.condition)
                then, otherwise = self.number(node.then), self.number(node.otherwise)
                return self.arithmetic.where(chosen, then, otherwise)

    def name(self, node: Name) -> T:
        # Not .get(): an array must never be asked whether it is true.
        if node.name in self.names:
            return self.names[node.name]
        near = get_close_matches(node.name, list(self.names), 1)
        known = list(self.names)[:_SHOWN] or [Phrase("none")]
        hint = (
            Phrase("did you mean {word}?", word=near[0])
            if near
            else Phrase("known are {words}", words=known)
        )
        raise FormulaError(
            node.position, Phrase("there is no figure {name}", name=node.name), hint, self.text
        )

    def binary(self, node: Binary) -> T:
        left, right = self.number(node.left), self.number(node.right)
        if node.op == "+":
            return left + right
        if node.op == "-":
            return left - right
        if node.op == "*":
            return left * right
        return self.arithmetic.divide(left, right)

    def call(self, node: Call) -> T:
        arithmetic = self.arithmetic
        values = [self.number(argument) for argument in node.arguments]
        match node.function:
            case "sum":
                return reduce(lambda a, b: a + b, values)
            case "mean":
                count = arithmetic.constant(Fraction(len(values)))
                return arithmetic.divide(reduce(lambda a, b: a + b, values), count)
            case "min" | "max":
                pick = arithmetic.minimum if node.function == "min" else arithmetic.maximum
                return reduce(pick, values)
            case "clip":
                value, low, high = values
                return arithmetic.minimum(arithmetic.maximum(value, low), high)
            case "round":
                digits = literal(node.arguments[1])
                return arithmetic.round(values[0], int(digits or 0))
            case "pow":
                return arithmetic.power(values[0], values[1])
            case _:
                return self.single()[node.function](values[0])

    def single(self) -> Mapping[str, Callable[[T], T]]:
        arithmetic = self.arithmetic
        return {
            "abs": arithmetic.absolute,
            "sqrt": arithmetic.sqrt,
            "ln": arithmetic.ln,
            "exp": arithmetic.exp,
        }

    def condition(self, node: Condition) -> C:
        arithmetic = self.arithmetic
        match node:
            case Inverse(operand):
                return arithmetic.logical_not(self.condition(operand))
            case Logic(op, left, right):
                join = arithmetic.logical_and if op == "and" else arithmetic.logical_or
                return join(self.condition(left), self.condition(right))
            case _:
                return self.compare(node)

    def compare(self, node: Compare) -> C:
        arithmetic = self.arithmetic
        a, b = self.number(node.left), self.number(node.right)
        match node.op:
            case "<":
                return arithmetic.less(a, b)
            case "<=":
                return arithmetic.less_equal(a, b)
            case ">":
                return arithmetic.less(b, a)
            case ">=":
                return arithmetic.less_equal(b, a)
            case "==":
                return arithmetic.equal(a, b)
            case _:
                return arithmetic.logical_not(arithmetic.equal(a, b))
