"""What a person chose about a damaged place stands in the text, and nothing else moves."""

from __future__ import annotations

from dataclasses import replace

from sanbi.engine.documents.choices import Choice, settled
from sanbi.engine.documents.model import Candidate, Damage, Repair, Repaired
from sanbi.engine.documents.text import MappedText, Span


def repaired() -> Repaired:
    text = MappedText.decoded("实绩为夷鲜明，抓平遥上狠下功夫。")
    first, second = Span(2, 4), Span(8, 10)
    rows = [
        Repair(
            Damage.SHIFT,
            text.origin(span),
            "?",
            span,
            (Candidate(text.text[span.start : span.end], 0.0, "best"),),
            0.5,
            accepted=False,
        )
        for span in (first, second)
    ]
    return Repaired(text, tuple(rows))


def test_a_choice_changes_its_place_and_moves_what_follows() -> None:
    before = repaired()
    after = settled(before, [Choice(before.repairs[0].raw, "为要的")])
    assert after.text.text == "实绩为要的鲜明，抓平遥上狠下功夫。"
    first, second = after.repairs
    assert (first.accepted, first.confidence, first.span) == (True, 1.0, Span(2, 5))
    assert [item.text for item in first.candidates] == ["为要的", "为夷"]
    assert second.span == Span(9, 11)
    assert after.text.origin(second.span) == second.raw
    assert after.text.text[second.span.start : second.span.end] == "平遥"


def test_a_gap_is_a_choice_too() -> None:
    before = repaired()
    after = settled(before, [Choice(row.raw, "") for row in before.repairs])
    assert after.text.text == "实绩鲜明，抓上狠下功夫。"
    assert [row.span for row in after.repairs] == [Span(2, 2), Span(6, 6)]


def test_a_choice_about_another_place_changes_nothing() -> None:
    before = repaired()
    assert settled(before, [Choice(Span(0, 1), "x")]) == before


def test_a_conversion_inside_the_place_goes_with_it() -> None:
    before = repaired()
    first, second = before.repairs
    inside = replace(first, kind=Damage.SCRIPT, accepted=True, confidence=1.0)
    after = settled(Repaired(before.text, (inside, first, second)), [Choice(first.raw, "为要的")])
    assert after == settled(before, [Choice(first.raw, "为要的")])
