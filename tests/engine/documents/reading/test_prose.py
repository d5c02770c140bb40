from __future__ import annotations

from sanbi.engine.documents.reading.prose import split_at, stripped
from sanbi.engine.documents.text import Span
from tests.engine.documents.reading.reading_of import prose_of


def test_sentences_keep_their_quotation_marks() -> None:
    prose = prose_of("题\n“难，也要办。”他说。\n没有句号的一段")
    assert [prose.said(span) for span in prose.sentences] == [
        "“难，也要办。”",
        "他说。",
        "没有句号的一段",
    ]
    assert [prose.said(span) for span in prose.clauses(prose.sentences[0])] == ["“难", "也要办。”"]
    assert prose.heading == "题"


def test_marks_within_quotation_marks_do_not_split() -> None:
    text = "甲、“乙、丙”、（丁、戊）"
    assert [text[a.start : a.end] for a in split_at(text, Span(0, len(text)), "、")] == [
        "甲", "“乙、丙”", "（丁、戊）",
    ]  # fmt: skip


def test_white_space_at_the_ends() -> None:
    assert stripped("  甲 \n", Span(0, 5)) == Span(2, 3)
    assert stripped("   ", Span(0, 3)) == Span(3, 3)
