"""Readings in brackets: a machine's are told from an author's."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.repair.readings import Bracket, inserted, intact, readings, spelled


def test_all_readings_of_a_character() -> None:
    assert readings("重") >= {"zhòng", "chóng"}
    assert readings("強") >= {"qiáng", "qiǎng"}
    assert readings("A") == frozenset()
    assert spelled("xi\u0061\u0304ng") == "xiāng"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("鄉(xiāng)鎮(zhèn)", ["xiāng", "zhèn"]),
        ("重(chóng)要", ["chóng"]),
        ("鄉(zhèn)", []),
        ("張三(女)，記者(xiāo)，GDP(xiāng)", []),
        ("鄉（xiāng）", ["xiāng"]),
    ],
)
def test_only_readings_of_their_character(text: str, found: list[str]) -> None:
    assert [bracket.reading for bracket in intact(text)] == found


def test_places() -> None:
    assert intact("各鄉(xiāng)鎮") == [Bracket(2, 9, "鄉", "xiāng")]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("上林垟(yáng)村在昆阳镇。", True),  # an author's remark on a rare character
        ("各乡(xiāng)镇", False),
        ("重(chóng)庆与重点、重大、重要", True),  # once of four: a remark
        ("鄉(xiāng)鎮(zhèn)實(shí)垟(yáng)", False),  # a page full of them
    ],
)
def test_an_authors_remark_stays(text: str, kept: bool) -> None:
    assert (inserted(intact(text), text, official_prose()) == []) == kept
