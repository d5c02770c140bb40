"""The text that knows its bytes: maps hold through every change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.documents.text import Edit, MappedText, Span

TEXTS = st.text(st.sampled_from("县镇a1（，。龘😀\n"), max_size=30)


@given(TEXTS, st.sampled_from(["utf-8", "gb18030"]))
def test_each_character_knows_its_bytes(text: str, encoding: str) -> None:
    raw = text.encode(encoding)
    mapped = MappedText.decoded(text, encoding)
    for index, character in enumerate(text):
        origin = mapped.origin(Span(index, index + 1))
        assert raw[origin.start : origin.end].decode(encoding) == character
    assert mapped.origin(Span(0, len(text))) == Span(0, len(raw))


@given(TEXTS, st.data())
def test_what_an_edit_leaves_keeps_its_bytes(text: str, data: st.DataObject) -> None:
    mapped = MappedText.decoded(text)
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    new = data.draw(TEXTS)
    edited = mapped.edited([Edit(span, new)])
    assert edited.text == text[: span.start] + new + text[span.end :]
    assert (edited.origins[: span.start] == mapped.origins[: span.start]).all()
    rest = len(text) - span.end
    assert (edited.origins[len(edited) - rest :] == mapped.origins[span.end :]).all()
    if new and len(span):
        inside = Span(span.start, span.start + len(new))
        assert edited.origin(inside) == mapped.origin(span)
        assert edited.located(mapped.origin(span)).holds(inside)


def test_a_range_of_bytes_finds_its_characters_after_repairs() -> None:
    mapped = MappedText.decoded("全縣(xiàn)大會")
    clean = mapped.edited([Edit(Span(1, 2), "县"), Edit(Span(2, 8), ""), Edit(Span(9, 10), "会")])
    assert clean.text == "全县大会"
    assert clean.located(mapped.origin(Span(1, 2))) == Span(1, 2)
    assert clean.located(mapped.origin(Span(2, 8))) == Span(2, 2)
    assert clean.origin(Span(1, 3)) == Span(3, 16)


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        MappedText.decoded("县镇乡").edited([Edit(Span(0, 2), ""), Edit(Span(1, 3), "")])


def test_a_map_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 characters"):
        MappedText("县镇", MappedText.decoded("县").origins)


def test_nothing_has_a_place_too() -> None:
    assert MappedText.decoded("").origin(Span(0, 0)) == Span(0, 0)
    assert MappedText.joined([]).text == ""
    assert MappedText.decoded("县镇", start=10).origin(Span(2, 2)) == Span(16, 16)
