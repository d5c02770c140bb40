"""All repairs of a page: their order, their places, their candidates."""

from __future__ import annotations

from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.model import Damage, Repaired
from sanbi.engine.documents.repair.pipeline import repaired
from sanbi.engine.documents.text import MappedText
from sanbi.engine.documents.words_zh import WORDS

TEXT = "羅運乾指出,各鄉(xiāng)鎮(zhèn)要著力抓好項(xiàng)目建設。會議?h委強調(diào)"


def _mended(text: str) -> Repaired:
    return repaired(MappedText.decoded(text), official_prose())


def test_the_page_is_whole() -> None:
    assert _mended(TEXT).text.text == "罗运乾指出，各乡镇要着力抓好项目建设。会议。县委强调"


def test_each_kind_has_its_rows() -> None:
    result = _mended(TEXT)
    kinds = [row.kind for row in result.repairs]
    assert kinds.count(Damage.PINYIN) == 4
    assert kinds.count(Damage.SHIFT) == 1
    assert kinds.count(Damage.PUNCTUATION) == 1
    assert [row.raw for row in result.repairs] == sorted(row.raw for row in result.repairs)


def test_spans_stand_in_the_clean_text() -> None:
    result = _mended(TEXT)
    for row in result.repairs:
        assert result.text.text[row.span.start : row.span.end] == row.candidates[0].text
        assert result.text.origin(row.span).start >= row.raw.start
        assert 0 <= row.confidence <= 1
        assert len(row.candidates) <= 5


def test_a_name_with_two_forms_keeps_the_rarer_and_shows_both() -> None:
    (row,) = [row for row in _mended(TEXT).repairs if row.before == "乾"]
    assert [candidate.text for candidate in row.candidates] == ["乾", "干"]


def test_grounds_are_said_in_chinese() -> None:
    grounds = {c.ground.template for row in _mended(TEXT).repairs for c in row.candidates}
    assert grounds - set(WORDS) == set()


def test_simplified_text_keeps_its_characters() -> None:
    text = "县领导罗运乾、於徵出席，跟著名专家学习。"
    assert _mended(text).text.text == text
    assert _mended(text).repairs == ()
