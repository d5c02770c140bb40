"""The stream that a decoder saw."""

from __future__ import annotations

from sanbi.engine.documents.repair.codes import characters, trails_read, undefined
from sanbi.engine.documents.repair.tokens import Kind, tokens_from


def _kinds(text: str) -> list[Kind]:
    return [token.kind for token in tokens_from(text, 0, 99)]


def test_kinds() -> None:
    assert _kinds("窳l,1?xí)\n") == [
        Kind.PAIR,
        Kind.HIGH,
        Kind.MARK,
        Kind.LOW,
        Kind.READING,
        Kind.LOW,
    ]
    assert _kinds("?县😀") == [Kind.QUERY, Kind.PAIR, Kind.WALL]


def test_a_first_byte_that_was_marked_belongs_to_the_sign_behind_it() -> None:
    tokens = tokens_from("\ufffd,\ufffd1\ufffd县\ufffd(xí)", 0, 99)
    assert [(token.kind, token.end - token.start) for token in tokens] == [
        (Kind.MARK, 2),
        (Kind.LOW, 2),
        (Kind.QUERY, 1),
        (Kind.PAIR, 1),
        (Kind.READING, 5),
    ]


def test_nothing_reaches_over_a_line_end() -> None:
    assert len(tokens_from("甲\n乙", 0, 99)) == 2
    assert len(tokens_from("甲乙丙", 1, 1)) == 1


def test_codes() -> None:
    assert chr(characters()[0xCF, 0xD8]) == "县"
    assert characters()[0xAA, 0xA1] == 0
    assert (characters()[undefined()[:, 0], undefined()[:, 1]] == 0).all()
    assert len(undefined()) == 126 * 190 - 21791
    assert 0x95 in trails_read(0xC1, "xí")  # 習 is C195
