"""Pairs that a decoder dropped: 縣 is BF 68, 湖 BA FE, and FE BF is no character."""

from __future__ import annotations

import numpy as np
import pytest

from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.repair.beam import Beam, Writer, begun, joined
from sanbi.engine.documents.repair.codes import characters, codes_of, undefined
from sanbi.engine.documents.repair.dropping import FEW_HELD, HIDDEN_PAIR, TWICE, dropped

HU, XIAN = "湖".encode("gbk"), "縣".encode("gbk")


@pytest.fixture(scope="module")
def writer() -> Writer:
    model = official_prose()
    codes = codes_of(model, frozenset(), traditional=True)
    return Writer(model, codes, characters())


def _holding(*held: int) -> Beam:
    parts = [
        begun(0, 0, ord("福")).changed(pending=byte, parent=row) for row, byte in enumerate(held)
    ]
    return joined(parts)


def _texts(found: Beam) -> set[str]:
    return {"".join(chr(code) for code in row if code) for row in found.wrote.tolist()}


def test_a_pair_ends_one_character_and_begins_the_next(writer: Writer) -> None:
    found = dropped(writer, _holding(HU[0]), XIAN[1], 1)
    pairs = {(int(a), int(b)) for a, b in undefined().tolist()}
    ended = zip(found.last.tolist(), found.pending.tolist(), strict=True)
    assert set(ended) <= pairs
    assert (HU[1], XIAN[0]) in set(zip(found.last.tolist(), found.pending.tolist(), strict=True))
    assert "湖" in _texts(found)
    assert set(found.lost.tolist()) == {2}
    after = writer.codes.costs[found.pending, np.full(len(found), XIAN[1])]
    assert (after < 1e6).all()  # each can go on with what follows


def test_two_in_a_row_write_two_characters(writer: Writer) -> None:
    once = dropped(writer, _holding(HU[0]), XIAN[1], 1)
    twice = dropped(writer, _holding(HU[0]), XIAN[1], TWICE)
    assert {len(text) for text in _texts(once)} == {1}
    assert {len(text) for text in _texts(twice)} == {1, 2}
    assert HIDDEN_PAIR < 0  # in favour: such a page drops all of them


def test_each_of_a_few_held_bytes_is_tried(writer: Writer) -> None:
    """After a lost mark the likeliest four may all hold the same kind of byte."""
    held = [0xB0, 0xB1, 0xB2, 0xB3, HU[0]]
    beam = _holding(*held)
    beam = beam.changed(score=-np.arange(len(held), dtype=float))
    assert len(held) <= FEW_HELD
    assert "湖" in _texts(dropped(writer, beam, XIAN[1], 1))
