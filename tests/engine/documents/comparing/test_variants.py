"""Two copies differ in words, numbers, sentences and order; marks are no difference."""

from __future__ import annotations

from sanbi.engine.documents.comparing import Change, Copy, Difference, variants
from sanbi.engine.documents.text import Span

TEXT = "会议聚焦项目建设等五个方面。林知远强调，要找准赛道，全力攻项目。县领导周自牧参加。"


def told(other: str) -> list[tuple[Difference, str, str]]:
    found = variants(Copy("a", TEXT), Copy("b", other))
    for change in found.changes:
        assert TEXT[change.first.start : change.first.end].strip() == change.before
        assert other[change.second.start : change.second.end].strip() == change.after
    return [(change.kind, change.before, change.after) for change in found.changes]


def test_the_same_text_has_no_differences() -> None:
    assert told(TEXT) == []
    assert variants(Copy("a", TEXT), Copy("b", TEXT)).shared == 1.0


def test_marks_and_blanks_are_no_differences() -> None:
    assert told(TEXT.replace("，", ",").replace("。", "。 ")) == []


def test_words_and_numbers() -> None:
    other = TEXT.replace("五个方面", "方面").replace("找准", "把准").replace("攻项目", "项目")
    assert told(other) == [
        (Difference.NUMBER, "五个", ""),
        (Difference.WORDING, "找", "把"),
        (Difference.WORDING, "攻", ""),
    ]


def test_sentences_of_one_copy_only() -> None:
    assert told(TEXT.replace("县领导周自牧参加。", "")) == [
        (Difference.FIRST_ONLY, "县领导周自牧参加。", "")
    ]
    assert told("会前观摩了三个现场。" + TEXT) == [
        (Difference.SECOND_ONLY, "", "会前观摩了三个现场。")
    ]


def test_a_sentence_at_another_place_is_moved() -> None:
    last = "县领导周自牧参加。"
    assert told(last + TEXT.replace(last, "")) == [(Difference.MOVED, last, last)]


def test_spans_count_from_the_document() -> None:
    first, second = (
        Copy("a", "会议聚焦五个方面。", start=10),
        Copy("b", "会议聚焦六个方面。", start=3),
    )
    assert variants(first, second).changes == (
        Change(Difference.NUMBER, Span(14, 15), Span(7, 8), "五", "六"),
    )
