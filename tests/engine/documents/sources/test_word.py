"""Word: headings, tables, margins; bombs and other archives are refused."""

from __future__ import annotations

import pytest

from sanbi.engine.documents.faults import DocumentFault
from sanbi.engine.documents.model import Role
from sanbi.engine.documents.sources import open_source
from tests.engine.documents.sources.making import PROSE, blocks_of, word


def test_word_gives_headings_tables_and_margins() -> None:
    source = open_source("通报.docx", word(PROSE, "第二段"))
    assert source.kind == "docx"
    assert blocks_of(source, Role.HEADING) == ["关于重点项目调度情况的通报"]
    assert blocks_of(source, Role.PARAGRAPH) == [PROSE, "第二段"]
    assert blocks_of(source, Role.CELL) == ["青石镇", "12.5 亿元"]
    assert blocks_of(source, Role.FURNITURE) == ["云川县督查室"]
    assert source.layer is not None
    origin = source.text.origin(source.blocks[1].span)
    assert source.layer[origin.start : origin.end].decode() == PROSE


def test_entities_and_document_types_in_word_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'
    with pytest.raises(DocumentFault, match="document types and entities are refused"):
        open_source("a.docx", word(xml=bomb))


def test_a_part_that_unpacks_without_end_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(DocumentFault, match="unpacks to more than 100 MB"):
        open_source("a.docx", word(xml=b" " * (101 * 1024 * 1024)))


def test_an_archive_that_is_no_word_file_is_refused() -> None:
    import io
    import zipfile

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("a.txt", "x")
    with pytest.raises(DocumentFault, match="is no text, page, Word or PDF file"):
        open_source("a.docx", held.getvalue())
