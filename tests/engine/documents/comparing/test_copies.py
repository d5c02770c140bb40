"""An article is compared by its words; marks and blanks are none of them."""

from __future__ import annotations

from sanbi.engine.documents.comparing.copies import sentences_of, shingles_of, words_of
from tests.engine.documents.comparing.events_made import copy_of


def test_words_are_what_is_left_without_marks() -> None:
    assert words_of("增长 8.6%，\n“双过半”。") == "增长8.6%双过半"
    assert shingles_of("甲乙，丙丁戊") == {"甲乙丙丁", "乙丙丁戊"}
    assert shingles_of("甲乙丙") == frozenset()


def test_sentences_end_with_their_quotes_and_short_ones_are_none() -> None:
    text = "他说：“要抓紧落实。”会议结束。好。"
    assert [text[span.start : span.end] for span in sentences_of(text)] == ["他说：“要抓紧落实。”"]


def test_a_copy_begins_where_its_text_does() -> None:
    copy = copy_of("a", "云川县召开推进会\n4月16日，云川县召开推进会。\n会议还研究了其他事项。\n")
    assert (copy.key, copy.title, copy.start) == ("a#0", "云川县召开推进会", 9)
    assert copy.text == "4月16日，云川县召开推进会。\n会议还研究了其他事项。"
