"""One event in several copies is one group; other events, shuffled spam and stories are not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sanbi.engine.documents.comparing import Copy, copies_of, same_events
from sanbi.engine.documents.language import official_prose
from sanbi.engine.documents.layout import arranged
from sanbi.engine.documents.model import DocumentReading
from sanbi.engine.documents.reading import read_article
from sanbi.engine.documents.repair import repaired
from sanbi.engine.documents.sources import open_source
from tests.engine.documents.comparing.events_made import copy_of, events, shuffled

DAY = dt.date(2026, 4, 17)


def test_two_outlets_on_one_event_are_paired_and_spam_is_not() -> None:
    told = events(24)
    copies: list[Copy] = []
    for number, event in enumerate(told):
        copies.append(copy_of(f"{number}a", event.first, event.published))
        copies.append(copy_of(f"{number}b", event.second, event.published))
        spam = shuffled(event.first, number)
        copies.append(copy_of(f"{number}s", spam, event.published))
    groups = same_events(copies)
    assert [group.keys for group in groups] == [(f"{n}a#0", f"{n}b#0") for n in range(24)]
    first = groups[0].matches[0]
    assert not first.copied
    assert first.likeness < 0.2
    assert first.grounds[0] == "the same day: 2026-03-01"


def test_likeness_alone_would_take_the_spam_and_miss_the_report() -> None:
    from sanbi.engine.documents.comparing.likeness import likeness_of, prints_of

    event = events(1)[0]
    first, other = copy_of("a", event.first), copy_of("b", event.second)
    spam = copy_of("s", shuffled(event.first, 5))
    shared = [likeness_of(prints_of(first), prints_of(copy)).shared for copy in (spam, other)]
    assert shared[0] > 0.8
    assert shared[1] < 0.2


def test_a_copy_with_a_few_other_words_is_a_copy() -> None:
    text = events(1)[0].first
    other = text.replace("总结一季度工作", "回顾一季度情况").replace("本报讯", "本网讯")
    groups = same_events([copy_of("a", text, DAY), copy_of("b", other, DAY)])
    assert [group.keys for group in groups] == [("a#0", "b#0")]
    assert groups[0].matches[0].copied
    assert groups[0].matches[0].likeness > 0.8


def test_the_same_meeting_a_month_later_is_another_event() -> None:
    text = events(1)[0].first
    later = text.replace("3月1日", "4月1日")
    assert same_events([copy_of("a", text, DAY), copy_of("b", later, DAY)]) == ()


def test_two_meetings_of_one_county_on_one_day_are_two_events() -> None:
    def told(name: str, matter: str) -> str:
        return (
            f"云川县召开{name}\n4月16日，云川县召开{name}。县委书记林知远出席并讲话。县长沈映川主持。"
            f"县领导周自牧参加。\n林知远强调，要把{matter}摆在突出位置。\n"
        )

    first = copy_of("a", told("防汛工作会议", "防汛备汛"), DAY)
    second = copy_of("b", told("安全生产工作会议", "安全生产"), DAY)
    assert same_events([first, second]) == ()
    assert len(same_events([first, copy_of("c", told("防汛工作会议", "防汛备汛"), DAY)])) == 1


FOLDER = Path(__file__).resolve().parents[5] / "shared" / "data" / "documents"


def test_the_damaged_traditional_page_and_the_newspaper_tell_one_event() -> None:
    found = sorted(FOLDER.glob("00[013]_*.txt"))
    if not found:
        pytest.skip("the published pages are not in ../shared/data/documents")
    copies = [copy for path in found for copy in read(path.name[:3], path.read_bytes())]
    groups = same_events(copies)
    assert [group.keys for group in groups] == [("000#0", "001#0")]
    assert groups[0].matches[0].likeness > 0.85
    assert len(copies) == 5


def read(name: str, raw: bytes) -> tuple[Copy, ...]:
    source = open_source(name, raw)
    mended = repaired(source.text, official_prose())
    layout = arranged(source, mended)
    facts = tuple(read_article(layout, article) for article in layout.articles)
    return copies_of(name, DocumentReading(source, mended.text, layout, mended.repairs, facts))
