"""Reading a formula: recursive descent, one method for each rule of the grammar.

formula     = sum
sum         = product { ("+" | "-") product }
product     = factor { ("*" | "/") factor }
factor      = "-" factor | atom
atom        = number ["%"] | name | "(" sum ")"
            | function "(" sum { "," sum } ")"
            | "if" "(" disjunction "," sum "," sum ")"
disjunction = conjunction { "or" conjunction }
conjunction = negation { "and" negation }
negation    = "not" negation | sum comparator sum | "(" disjunction ")"
"""

from collections.abc import Callable
from typing import NoReturn, TypeVar

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.formula.errors import FormulaError
from sanbi.engine.scoring.formula.nodes import (
    COMPARATORS,
    FUNCTIONS,
    MAX_DEPTH,
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
    walk,
)
from sanbi.engine.scoring.formula.tokens import Token, tokenize
from sanbi.engine.scoring.formula.vocabulary import CHINESE_FUNCTIONS

_NESTING = 20  # brackets within brackets; each costs up to seventeen Python calls
_IF_PARTS = "write if(condition, a, b), such as if(x >= 8, 4, 0)"
_HINTS = {
    ")": "no bracket is open here, or a figure is missing before it",
    ",": "commas stand between the arguments of a function, with a figure on both sides",
    "+": "a figure is missing before it; a leading + is left out",
    "%": "percent follows a number directly: 5%",
}

_Either = Node | Condition
_T = TypeVar("_T")


def parse(text: str) -> Node:
    """Return the tree of a formula.

    Raises
        FormulaError  at the first sign that does not fit.
    """
    node = _Parser(text).whole()
    for part, depth in walk(node):
        if depth > MAX_DEPTH:
            raise FormulaError(
                part.position,
                Phrase("the formula has more than {most} steps one upon another", most=MAX_DEPTH),
                "use sum(…), or split it into several inputs",
                text,
            )
    return node


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.at = 0
        self.nesting = 0
        self.in_condition = False

    def whole(self) -> Node:
        if self._at_end():
            self._fail(self._here, "the formula is empty", "write one, such as 8 - (9 - x) * 0.8")
        node = self._number(self._sum)
        if not self._at_end():
            self._unexpected(Phrase("the end"))
        return node

    # -- numbers -------------------------------------------------------------------------------
    def _sum(self) -> _Either:
        return self._chain(("+", "-"), self._product)

    def _product(self) -> _Either:
        return self._chain(("*", "/"), self._factor)

    def _chain(self, ops: tuple[str, ...], operand: Callable[[], _Either]) -> _Either:
        first = self._here
        left = operand()
        while self._at(*ops):
            sign = self._take()
            left = Binary(
                sign.text, self._as_number(left, first), self._number(operand), sign.position
            )
        return left

    def _factor(self) -> _Either:
        sign = self._here
        if self._at("-"):
            self._take()
            operand = self._deeper(sign, lambda: self._number(self._factor))
            return Negative(operand, sign.position)
        return self._atom()

    def _atom(self) -> _Either:
        token = self._here
        if token.kind == "number":
            self._take()
            percent = self._skip("%")
            return Number(token.text, percent, token.position)
        if token.kind == "bracketed":
            self._take()
            return Name(token.text, token.position)
        if token.kind == "name" or token.text == "if":
            return self._name_or_call()
        if self._at("("):
            return self._brackets()
        return self._unexpected(Phrase("a number, a name or a bracket"))

    def _brackets(self) -> _Either:
        opening = self._take()
        inner = self._disjunction if self.in_condition else self._sum
        node = self._deeper(opening, inner)
        self._close(opening)
        return node

    # -- functions -----------------------------------------------------------------------------
    def _name_or_call(self) -> Node:
        token = self._take()
        if not self._at("("):
            if token.text == "if":
                self._fail(token, "if is not a figure", _IF_PARTS)
            return Name(token.text, token.position)
        function = CHINESE_FUNCTIONS.get(token.text, token.text)
        if function != "if" and function not in FUNCTIONS:
            known = Phrase("known are {words}", words=[*FUNCTIONS, "if"])
            self._fail(token, Phrase("there is no function {name}", name=token.text), known)
        opening = self._take()
        outside, self.in_condition = self.in_condition, False
        node = self._deeper(opening, lambda: self._inner(function, token, opening))
        self.in_condition = outside
        self._close(opening)
        return node

    def _inner(self, function: str, token: Token, opening: Token) -> Node:
        if function == "if":
            return self._choice(token, opening)
        return self._call(function, token, opening)

    def _call(self, function: str, token: Token, opening: Token) -> Node:
        arguments: list[Node] = []
        if not self._at(")"):
            arguments.append(self._number(self._sum))
            while self._skip(","):
                arguments.append(self._number(self._sum))
        self._ends(opening)
        call = Call(function, tuple(arguments), token.position)
        fault = argument_fault(call)
        if fault:
            self._fail(token, *fault)
        return call

    def _choice(self, token: Token, opening: Token) -> Node:
        self.in_condition = True
        condition = self._condition(self._disjunction)
        self.in_condition = False
        branches: list[Node] = []
        while self._skip(","):
            branches.append(self._number(self._sum))
        self._ends(opening)
        if len(branches) != 2:  # noqa: PLR2004  then and otherwise
            self._fail(
                token, Phrase("if has {count} arguments", count=len(branches) + 1), _IF_PARTS
            )
        return Choice(condition, branches[0], branches[1], token.position)

    # -- conditions ----------------------------------------------------------------------------
    def _disjunction(self) -> _Either:
        return self._logic("or", self._conjunction)

    def _conjunction(self) -> _Either:
        return self._logic("and", self._negation)

    def _logic(self, word: str, operand: Callable[[], _Either]) -> _Either:
        first = self._here
        left = operand()
        while self._here.kind == "word" and self._here.text == word:
            token = self._take()
            left = Logic(
                word, self._as_condition(left, first), self._condition(operand), token.position
            )
        return left

    def _negation(self) -> _Either:
        token = self._here
        if token.kind == "word" and token.text == "not":
            self._take()
            operand = self._deeper(token, lambda: self._condition(self._negation))
            return Inverse(operand, token.position)
        left = self._sum()
        if not self._at_comparator():
            return left
        sign = self._take()
        right = self._number(self._sum)
        if self._at_comparator():
            self._fail(self._here, "two comparisons in a row", "write a < b and b < c")
        return Compare(sign.text, self._as_number(left, token), right, sign.position)

    # -- small things --------------------------------------------------------------------------
    @property
    def _here(self) -> Token:
        return self.tokens[self.at]

    def _take(self) -> Token:
        token = self._here
        self.at += 1
        return token

    def _at(self, *signs: str) -> bool:
        return self._here.kind == "sign" and self._here.text in signs

    def _skip(self, sign: str) -> bool:
        found = self._at(sign)
        self.at += found
        return found

    def _at_end(self) -> bool:
        return self._here.kind == "end"

    def _at_comparator(self) -> bool:
        return self._at(*COMPARATORS)

    def _ends(self, opening: Token) -> None:
        if self._at_end():
            self._fail(opening, "this bracket is never closed", "write ) where it ends")
        if not self._at(")"):
            self._unexpected(Phrase("a closing bracket"))

    def _close(self, opening: Token) -> None:
        self._ends(opening)
        self._take()

    def _deeper(self, token: Token, read: Callable[[], _T]) -> _T:
        self.nesting += 1
        if self.nesting > _NESTING:
            fault = Phrase("more than {most} brackets or signs within each other", most=_NESTING)
            self._fail(token, fault, "split the formula into several inputs")
        node = read()
        self.nesting -= 1
        return node

    def _number(self, read: Callable[[], _Either]) -> Node:
        first = self._here
        return self._as_number(read(), first)

    def _condition(self, read: Callable[[], _Either]) -> Condition:
        first = self._here
        return self._as_condition(read(), first)

    def _as_number(self, node: _Either, first: Token) -> Node:
        if isinstance(node, Compare | Logic | Inverse):
            self._fail(first, "a comparison stands where a number is needed", _IF_PARTS)
        return node

    def _as_condition(self, node: _Either, first: Token) -> Condition:
        if not isinstance(node, Compare | Logic | Inverse):
            self._fail(first, "a number stands where a comparison is needed", "write x >= 8")
        return node

    def _unexpected(self, wanted: str) -> NoReturn:
        token = self._here
        if token.kind == "end":
            self._fail(
                token, "the formula ends too early", Phrase("{wanted} is missing", wanted=wanted)
            )
        if self._at_comparator() or token.kind == "word":
            shown = Phrase("{sign} stands outside the condition of an if", sign=token.text)
            self._fail(token, shown, _IF_PARTS)
        if token.kind in ("name", "number", "bracketed"):
            hint = "put + - * / between figures; a name with spaces goes in [ ]; 且 needs spaces"
            self._fail(token, Phrase("{sign} follows without a sign", sign=token.text), hint)
        hint = _HINTS.get(token.text, Phrase("{wanted} is expected", wanted=wanted))
        self._fail(token, Phrase("{sign} has no place here", sign=token.text), hint)

    def _fail(self, token: Token, message: str, hint: str) -> NoReturn:
        raise FormulaError(token.position, message, hint, self.text)
