"""Cutting the text of a formula into signs, each with its position."""

import re
from dataclasses import dataclass
from typing import Literal

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.formula.errors import FormulaError
from sanbi.engine.scoring.formula.nodes import MAX_DIGITS

MAX_LENGTH = 4_000
MAX_NAME = 100

Kind = Literal["number", "name", "bracketed", "word", "sign", "end"]

WORDS = {"and": "and", "or": "or", "not": "not", "if": "if", "且": "and", "或": "or", "非": "not"}
"""Reserved words; a name that is spelt like one goes in square brackets."""

# Full-width signs stand for their half-width twins, one for one, so that positions stay true.
_HALF_WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
_SAME = {"×": "*", "÷": "/", "−": "-", "≤": "≤", "≥": "≥", "≠": "≠"}
_PLAIN = str.maketrans({**{chr(k): chr(v) for k, v in _HALF_WIDTH.items()}, **_SAME})
_SPELT = {"=": "==", "≤": "<=", "≥": ">=", "≠": "!="}
_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<name>[^\W\d]\w*)"
    r"|\[(?P<bracketed>[^\[\]\n]*)\]"
    r"|(?P<sign><=|>=|==|!=|[-+*/%(),<>=≤≥≠])",
)
_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_HINTS = {
    "^": "write pow(x, n)",
    ".": "a decimal needs a digit before the point: 0.5; a name with a point goes in [ ]",
    "–": "write the minus sign -",
    "—": "write the minus sign -",
    "·": "write * for times",
    "、": "separate arguments by a comma",
    ";": "separate arguments by a comma",
    "。": "end the formula without a full stop",
    "[": "close the name with ] on the same line, without another [ inside",
    "]": "a name begins with [",
    "{": "use round brackets ( )",
    "}": "use round brackets ( )",
    "@": "a name with @ goes in square brackets: [GDP@growth]",
    '"': "names stand without quotation marks; with spaces, in [ ]",
    "'": "names stand without quotation marks; with spaces, in [ ]",
    "“": "names stand without quotation marks; with spaces, in [ ]",
    "”": "names stand without quotation marks; with spaces, in [ ]",
    "!": "unequal is !=, negation is not",
    "&": "write and",
    "|": "write or",
}


@dataclass(frozen=True, slots=True)
class Token:
    """One sign of the formula.

    Parameters
        kind : Kind
        text : str, in half-width form; a bracketed name as written, without its brackets.
        position : int, 1-based column.
    """

    kind: Kind
    text: str
    position: int


def tokenize(text: str) -> list[Token]:
    """Return the signs of a formula, with one of kind `end` behind the last.

    Raises
        FormulaError  for a sign that has no place in a formula, or a text longer than 4,000.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(
            MAX_LENGTH + 1,
            Phrase(
                "the formula has {count:,} signs, more than {most:,}",
                count=len(text),
                most=MAX_LENGTH,
            ),
            "split it into several inputs",
            text[: MAX_LENGTH + 1],
        )
    plain = text.translate(_PLAIN)
    tokens: list[Token] = []
    at = 0
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            raise _stray(text, plain, at)
        token = _token(text, match)
        if token:
            tokens.append(token)
        at = match.end()
    return [*tokens, Token("end", "", len(text) + 1)]


def is_plain_name(name: str) -> bool:
    """Say whether a name can stand in a formula without square brackets."""
    return (
        _IDENTIFIER.fullmatch(name) is not None
        and name not in WORDS
        and name.translate(_PLAIN) == name
    )


def name_fault(name: str) -> str | None:
    """Return what is wrong with a name, or None for one that a formula can spell."""
    if not name.strip() or name != name.strip():
        return Phrase("the name is empty or begins or ends with a space")
    if len(name) > MAX_NAME:
        return Phrase("the name is longer than {most} signs", most=MAX_NAME)
    if not name.isprintable() or set(name.translate(_PLAIN)) & set("[]"):
        return Phrase("the name holds a square bracket or a sign that cannot be seen")
    return None


def _token(text: str, match: re.Match[str]) -> Token | None:
    start, found = match.start(), match.lastgroup
    piece = match.group()
    if found == "space":
        return None
    if found == "number":
        return _number(text, match)
    if found == "bracketed":
        name = text[start + 1 : match.end() - 1].strip()
        fault = name_fault(name)
        if fault:
            raise FormulaError(start + 1, fault, "write it as [固定资产投资 增速]", text)
        return Token("bracketed", name, start + 1)
    if found == "name":
        if len(piece) > MAX_NAME:
            fault = Phrase("the name is longer than {most} signs", most=MAX_NAME)
            raise FormulaError(start + 1, fault, "shorten it", text)
        if piece in WORDS:
            return Token("word", WORDS[piece], start + 1)
        return Token("name", piece, start + 1)
    return Token("sign", _SPELT.get(piece, piece), start + 1)


def _number(text: str, match: re.Match[str]) -> Token:
    start, piece = match.start(), match.group()
    if len(piece) > MAX_DIGITS:
        raise FormulaError(
            start + 1,
            Phrase("a number of {count} signs", count=len(piece)),
            Phrase("use at most {most}", most=MAX_DIGITS),
            text,
        )
    follows = match.string[match.end() : match.end() + 1]
    if follows == "." or _IDENTIFIER.match(follows) or follows.isdigit():
        shown = Phrase(
            "{follows!r} follows the number {piece} directly", follows=follows, piece=piece
        )
        raise FormulaError(match.end() + 1, shown, _after_number(piece, follows), text)
    return Token("number", piece, start + 1)


def _after_number(piece: str, follows: str) -> str:
    if follows in WORDS:
        return Phrase("put spaces around it: {piece} {follows} …", piece=piece, follows=follows)
    if follows == ".":
        return Phrase("a decimal has digits after its one point: 0.5")
    return Phrase(
        "put a sign between them ({piece} * …); write powers of ten and 万 out; a name that "
        "begins with a digit goes in [ ]: [{piece}{follows}…]",
        piece=piece,
        follows=follows,
    )


def _stray(text: str, plain: str, at: int) -> FormulaError:
    sign = text[at]
    hint = _HINTS.get(plain[at], "leave it out; names with such signs go in square brackets [ ]")
    return FormulaError(at + 1, Phrase("{sign} has no place here", sign=repr(sign)), hint, text)
