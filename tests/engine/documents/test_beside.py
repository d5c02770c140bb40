"""Both texts side by side: marked, numbered alike, and safe for any text."""

from __future__ import annotations

from sanbi.engine.documents.beside import beside_page
from sanbi.engine.documents.model import (
    Candidate,
    Damage,
    DocumentReading,
    Layout,
    Repair,
    Source,
)
from sanbi.engine.documents.text import Edit, MappedText, Span


def reading() -> DocumentReading:
    came = MappedText.decoded("會(huì)議?h長<script>")
    clean = came.edited([Edit(Span(1, 6), ""), Edit(Span(7, 9), "。县")])
    rows = (
        Repair(
            Damage.PINYIN,
            came.origin(Span(1, 6)),
            "(huì)",
            Span(1, 1),
            (Candidate("", 0.0, "-"),),
            1.0,
            accepted=True,
        ),
        Repair(
            Damage.SHIFT,
            came.origin(Span(7, 9)),
            "?h",
            Span(2, 4),
            (Candidate("。县", 0.0, "-"), Candidate("，县", -3.0, "-")),
            0.8,
            accepted=False,
        ),
    )
    return DocumentReading(
        source=Source("a<b.txt", "text", "utf-8", "0" * 64, came, ()),
        text=clean,
        layout=Layout(clean, (), ()),
        repairs=rows,
    )


def test_places_are_marked_in_both_texts() -> None:
    page = beside_page(reading())
    assert '會<span class="quiet">(huì)</span>議<span class="damaged">?h<sup>1</sup></span>' in page
    assert '<span class="open">。县<sup>1</sup></span>' in page
    assert "<td>。县；，县</td><td>待核 80%</td>" in page
    assert "修复 2 处，待核 1 处" in page


def test_text_stays_text() -> None:
    page = beside_page(reading())
    assert "<script" not in page
    assert "a&lt;b.txt" in page
