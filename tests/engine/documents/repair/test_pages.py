"""Published pages: the damage in them was diagnosed by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.model import Damage, Repair, Repaired
from sanbi.engine.documents.repair import repaired
from sanbi.engine.documents.text import MappedText

FOLDER = Path(__file__).resolve().parents[5] / "shared" / "data" / "documents"
PAGES = {
    "000": "000_f2fac3b1fcc9a499.txt",
    "001": "001_a9866df5d050a74f.txt",
    "003": "003_1760d61299c6fb71.txt",
}
SITES = {
    "000": ["。县", "。县", "晒了各乡", "务", "为要的鲜"],
    "003": ["保“双", "保“双", "保“双", "常”上狠下功夫，"],
}


def _text(page: str) -> str:
    path = FOLDER / PAGES[page]
    if not path.exists():
        pytest.skip(f"the page {PAGES[page]} is not in ../shared/data/documents")
    return path.read_text(encoding="utf-8")


def _repaired(page: str, *sisters: str) -> Repaired:
    text = MappedText.decoded(_text(page))
    return repaired(text, official_prose(), sisters=[_text(sister) for sister in sisters])


def _shifts(result: Repaired) -> list[Repair]:
    return [row for row in result.repairs if row.kind is Damage.SHIFT]


def test_a_clean_page_is_not_touched() -> None:
    result = _repaired("001")
    assert result.text.text == _text("001")
    assert result.repairs == ()


@pytest.mark.parametrize(("page", "removed"), [("000", 202), ("003", 192)])
def test_no_reading_is_left(page: str, removed: int) -> None:
    result = _repaired(page)
    assert sum(row.kind is Damage.PINYIN for row in result.repairs) == removed
    assert re.findall(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+[)）]", result.text.text) == []
    assert "（记者 曹文倩/文 陈云散/摄 编辑 郑振国）" in result.text.text or page == "003"


@pytest.mark.parametrize("page", ["000", "003"])
def test_every_shifted_place_shows_the_right_reading(page: str) -> None:
    shown = [[c.text for c in row.candidates] for row in _shifts(_repaired(page))]
    assert len(shown) == len(SITES[page])
    assert all(right in texts for right, texts in zip(SITES[page], shown, strict=True))


@pytest.mark.parametrize("page", ["000", "003"])
def test_nothing_wrong_is_accepted_alone(page: str) -> None:
    rows = _shifts(_repaired(page))
    wrong = [
        row
        for row, right in zip(rows, SITES[page], strict=True)
        if row.accepted and row.candidates[0].text != right
    ]
    assert wrong == []


def test_a_sister_copy_settles_each_place() -> None:
    rows = _shifts(_repaired("000", "001"))
    assert [row.candidates[0].text for row in rows] == SITES["000"]
    assert all(row.accepted for row in rows)


def test_places_know_their_bytes() -> None:
    raw = _text("000").encode()
    result = _repaired("000")
    for row in result.repairs:
        here = raw[row.raw.start : row.raw.end].decode()
        assert here == row.before or row.kind is Damage.SCRIPT  # inside a shifted place
        if row.kind is Damage.SHIFT:
            now = result.text.text[row.span.start : row.span.end]
            assert now == row.candidates[0].text
