"""Documents read whole: an invented page with its damage, and the real pages."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from sanbi.engine.documents.choices import Choice
from sanbi.engine.documents.model import Damage, DocumentReading
from sanbi.engine.documents.text import Span
from sanbi.engine.documents.whole import read_document

PAGE = """<html><head><title>云川新聞網(wǎng)</title></head><body><div class="nav"><a>首頁</a></div>
<h1>雲川縣召開重點項目調度會(huì)</h1><p>2026年10月10日 來源:云川新聞網(wǎng)</p>
<p>本報訊 (記者 何青) 10月9日,云川縣召開重點項目調度會(huì)?h長林守正主持并講話。
縣領導周一鳴、吳桐等出席。</p>
<p>林守正強調,要聚焦項目落地,于10月20日前完成抽水蓄能項目用地預審補正。</p>
<p>青石、松濤、云嶺等3個鄉(xiāng)鎮(zhèn)作交流發(fā)言。</p></body></html>"""
BRACKETED = re.compile(r"[\u4e00-\u9fff]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]+\)")


@pytest.fixture(scope="module")
def reading() -> DocumentReading:
    return read_document("a.html", PAGE.encode())


def test_a_damaged_page_reads_clean(reading: DocumentReading) -> None:
    text = reading.text.text
    assert "云川县召开重点项目调度会。县长林守正主持并讲话。县领导周一鸣、吴桐等出席。" in text
    assert not BRACKETED.search(text)
    assert "首页" not in text
    assert {row.kind for row in reading.repairs} >= {Damage.PINYIN, Damage.SHIFT, Damage.SCRIPT}


def test_repairs_and_facts_stand_where_they_say(reading: DocumentReading) -> None:
    text, raw = reading.text.text, PAGE.encode()
    for row in reading.repairs:
        if row.kind is Damage.SHIFT:
            assert text[row.span.start : row.span.end] == row.candidates[0].text
            assert raw[row.raw.start : row.raw.end].decode() == row.before
    for facts in reading.facts:
        for fact in (*facts.persons, *facts.directives, *facts.lists):
            assert text[fact.span.start : fact.span.end] == fact.quote


def test_its_facts_are_named(reading: DocumentReading) -> None:
    (facts,) = reading.facts
    assert facts.event is not None
    assert facts.event.date == dt.date(2026, 10, 9)
    assert {"林守正", "周一鸣", "吴桐"} <= {row.name for row in facts.persons}
    counted = {(len(row.items), row.declared, row.agrees) for row in facts.lists}
    assert (3, 3, True) in counted
    (directive,) = [row for row in facts.directives if row.deadline]
    assert directive.speaker == "林守正"
    assert directive.deadline is not None
    assert directive.deadline.day == dt.date(2026, 10, 20)


def test_a_choice_holds_in_the_text_and_nothing_else_moves(reading: DocumentReading) -> None:
    place = next(row for row in reading.repairs if row.kind is Damage.SHIFT)
    again = read_document("a.html", PAGE.encode(), choices=[Choice(place.raw, "，县")])
    changed = next(row for row in again.repairs if row.raw == place.raw)
    assert again.text.text[changed.span.start : changed.span.end] == "，县"
    assert changed.accepted
    after = Span(changed.span.end, len(again.text))
    assert again.text.text[after.start :] == reading.text.text[place.span.end :]


def test_the_pages_of_one_event_read_the_same_way(shared: Path) -> None:
    folder = shared / "data/documents"
    damaged, clean, other = (
        read_document(path.name, path.read_bytes()) for path in sorted(folder.glob("*.txt"))
    )
    for page in (damaged, other):
        assert not BRACKETED.search(page.text.text)
    eight = [row for facts in damaged.facts for row in facts.lists if row.declared == 8]
    assert [(len(row.items), row.agrees) for row in eight] == [(8, True)]
    assert len(clean.layout.articles) >= 3
    dates = {facts.event.date for facts in (*damaged.facts, *clean.facts) if facts.event}
    assert dt.date(2025, 6, 11) in dates
