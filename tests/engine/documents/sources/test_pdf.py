"""PDFs: whole paragraphs, furniture apart; pictures are refused."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.faults import DocumentFault
from sanbi.engine.documents.model import Role
from sanbi.engine.documents.sources import open_source
from tests.engine.documents.sources.making import PROSE, blocks_of, pdf, pdf_blank


def test_a_pdf_gives_whole_paragraphs_without_heads_and_numbers() -> None:
    source = open_source("a.pdf", pdf(f"{PROSE}{PROSE}\n\n第二段从这里开始。", pages=3))
    assert source.kind == "pdf"
    paragraphs = blocks_of(source, Role.PARAGRAPH)
    assert paragraphs[:2] == [PROSE + PROSE, "第二段从这里开始。"]
    assert blocks_of(source, Role.HEADING) == ["通报"] * 3
    assert blocks_of(source, Role.FURNITURE).count("云川县考核办") == 3
    assert {block.page for block in source.blocks} == {1, 2, 3}


def test_a_pdf_of_pictures_says_so() -> None:
    with pytest.raises(DocumentFault, match="has no text layer"):
        open_source("a.pdf", pdf_blank())
