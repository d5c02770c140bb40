"""The tree of a formula as nested lists, for checkers that have no parser."""

import re

from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.formula.errors import FormulaError
from sanbi.engine.scoring.formula.nodes import (
    COMPARATORS,
    FUNCTIONS,
    MAX_DEPTH,
    MAX_DIGITS,
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
    argument_fault,
    children,
)
from sanbi.engine.scoring.formula.tokens import name_fault

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_ARITHMETIC = ("+", "-", "*", "/")
_SIZE = 4_000


def to_plain(node: Node | Condition) -> list[object]:
    """Return the nested lists of a tree."""
    match node:
        case Number(text, percent):
            return ["percent" if percent else "num", text]
        case Name(name):
            return ["name", name]
        case _:
            return [_word(node), *(to_plain(part) for part in children(node))]


def _word(node: Negative | Binary | Call | Choice | Compare | Logic | Inverse) -> str:
    match node:
        case Negative():
            return "neg"
        case Inverse():
            return "not"
        case Choice():
            return "if"
        case Call():
            return node.function
        case _:
            return node.op


def from_plain(data: object) -> Node:
    """Return the tree that nested lists describe.

    Raises
        FormulaError  for anything that no formula could have given.
    """
    return _Builder().number(data, "formula", 1)


class _Builder:
    def __init__(self) -> None:
        self.size = 0

    def number(self, data: object, path: str, depth: int) -> Node:
        op, parts = self._opened(data, path, depth)
        if op in ("num", "percent", "name"):
            return self._leaf(op, parts, path)
        if op == "if":
            self._count(parts, 3, path)
            condition = self.condition(parts[0], f"{path}[1]", depth + 1)
            then, otherwise = self._numbers(parts[1:], path, depth, first=2)
            return Choice(condition, then, otherwise)
        if op == "neg":
            self._count(parts, 1, path)
            return Negative(self._numbers(parts, path, depth)[0])
        if op in _ARITHMETIC:
            self._count(parts, 2, path)
            left, right = self._numbers(parts, path, depth)
            return Binary(op, left, right)
        if op in FUNCTIONS:
            call = Call(op, tuple(self._numbers(parts, path, depth)))
            fault = argument_fault(call)
            if fault:
                raise _refusal(path, fault[0], fault[1])
            return call
        raise _refusal(
            path, Phrase("{op!r} gives no number", op=op), "write num, name, + or a function"
        )

    def condition(self, data: object, path: str, depth: int) -> Condition:
        op, parts = self._opened(data, path, depth)
        if op == "not":
            self._count(parts, 1, path)
            return Inverse(self.condition(parts[0], f"{path}[1]", depth + 1))
        if op in ("and", "or"):
            self._count(parts, 2, path)
            left = self.condition(parts[0], f"{path}[1]", depth + 1)
            return Logic(op, left, self.condition(parts[1], f"{path}[2]", depth + 1))
        if op in COMPARATORS:
            self._count(parts, 2, path)
            first, second = self._numbers(parts, path, depth)
            return Compare(op, first, second)
        raise _refusal(
            path, Phrase("{op!r} is no comparison", op=op), "write >= or another one, and, or, not"
        )

    def _opened(self, data: object, path: str, depth: int) -> tuple[str, list[object]]:
        self.size += 1
        if depth > MAX_DEPTH or self.size > _SIZE:
            raise _refusal(
                path, "the formula is too large", Phrase("keep to {most} levels", most=MAX_DEPTH)
            )
        if not isinstance(data, list) or not data or not isinstance(data[0], str):
            raise _refusal(
                path, "this is not a list that begins with a word", 'write ["num", "1.5"]'
            )
        return data[0], data[1:]

    def _numbers(self, parts: list[object], path: str, depth: int, first: int = 1) -> list[Node]:
        return [
            self.number(part, f"{path}[{place}]", depth + 1)
            for place, part in enumerate(parts, start=first)
        ]

    @staticmethod
    def _count(parts: list[object], wanted: int, path: str) -> None:
        if len(parts) != wanted:
            raise _refusal(
                path,
                Phrase("{count} parts", count=len(parts)),
                Phrase("give {wanted}", wanted=wanted),
            )

    @staticmethod
    def _leaf(op: str, parts: list[object], path: str) -> Node:
        text = parts[0] if len(parts) == 1 else None
        if not isinstance(text, str):
            raise _refusal(path, "the text is missing", Phrase('write ["{op}", "…"]', op=op))
        if op == "name":
            fault = name_fault(text)
            if fault:
                raise _refusal(path, fault, "write the name as the data have it")
            return Name(text)
        if not _NUMBER.fullmatch(text) or len(text) > MAX_DIGITS:
            raise _refusal(
                path,
                Phrase("{text!r} is not a plain decimal", text=text),
                "write digits, such as 1.5",
            )
        return Number(text, op == "percent")


def _refusal(path: str, message: str, hint: str) -> FormulaError:
    return FormulaError(0, Phrase("{path}: {message}", path=path, message=phrase_of(message)), hint)
