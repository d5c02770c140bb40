"""A damaged page as a stream of what its decoder saw: pairs, single bytes, readings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from sanbi.engine.documents.repair.codes import REPLACED
from sanbi.engine.documents.repair.readings import LETTERS, TONED, spelled

READING = re.compile(rf"[?\ufffd]?\(?([{LETTERS}]{{1,6}})\)")
NEUTRAL = frozenset({"de", "le", "zhe", "zi", "men", "ma", "ne", "ba", "me"})
DELETE = 0x7F
HIGH = 0x40  # from here on a byte may be the second of a pair


class Kind(IntEnum):
    """What a token is to the search."""

    PAIR = 0  # two bytes that were read as one character
    HIGH = 1  # an ASCII character that may be the second byte of a pair
    MARK = 2  # one of the half-width marks that come from full-width ones
    LOW = 3  # another ASCII character below 0x40
    QUERY = 4  # "?" or the replacement character: a mark, or what could not be decoded
    READING = 5  # a reading in brackets, whole or without its first bracket
    WALL = 6  # no character of GBK: no damage reaches across


@dataclass(frozen=True, slots=True)
class Token:
    """One step of the stream; ``start`` and ``end`` are places in the text.

    ``torn`` tells that the decoder said that it could not read a byte here.
    """

    kind: Kind
    start: int
    end: int
    first: int = 0
    second: int = 0
    reading: str = ""
    torn: bool = False


def tokens_from(text: str, start: int, most: int) -> list[Token]:
    """Up to `most` tokens from a place on, not beyond the first line end."""
    found: list[Token] = []
    here = start
    while here < len(text) and len(found) < most:
        token = _token(text, here)
        found.append(token)
        here = token.end
        if text[token.start] == "\n":
            break
    return found


def orphan(match: re.Match[str]) -> bool:
    """Whether a match of `READING` is a reading and no Latin word in brackets."""
    return bool(set(match[1]) & set(TONED)) or match[1] in NEUTRAL


def _token(text: str, here: int) -> Token:
    match = READING.match(text, here)
    if match and orphan(match):
        return Token(Kind.READING, here, match.end(), reading=spelled(match[1]))
    character = text[here]
    code = ord(character)
    if character == "\ufffd":
        return _undecoded(text, here)
    if character == "?":
        return Token(Kind.QUERY, here, here + 1, REPLACED["?"], code)
    if character in REPLACED:
        return Token(Kind.MARK, here, here + 1, REPLACED[character], code)
    if character.isascii():
        return Token(Kind.HIGH if HIGH <= code < DELETE else Kind.LOW, here, here + 1, second=code)
    try:
        first, second = character.encode("gb18030")
    except ValueError:  # four bytes, or a lone surrogate (UnicodeEncodeError is a ValueError)
        return Token(Kind.WALL, here, here + 1)
    return Token(Kind.PAIR, here, here + 1, first, second)


def _undecoded(text: str, here: int) -> Token:
    """The replacement character: for a first byte before a sign that stands, or for a pair."""
    after = text[here + 1 : here + 2]
    if after in REPLACED:
        return Token(Kind.MARK, here, here + 2, REPLACED[after], ord(after), torn=True)
    if after and ord(after) < HIGH:
        return Token(Kind.LOW, here, here + 2, second=ord(after), torn=True)
    return Token(Kind.QUERY, here, here + 1, REPLACED["?"], ord("?"), torn=True)
