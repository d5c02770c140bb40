"""Pages: blocks, furniture, and the way back into the bytes."""

from __future__ import annotations

import datetime as dt

import pytest

from sanbi.engine.documents.model import Role
from sanbi.engine.documents.sources import open_source
from sanbi.engine.documents.text import Span
from tests.engine.documents.sources.making import PAGE, blocks_of


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_page_is_cut_into_blocks_that_know_their_bytes(charset: str) -> None:
    raw = PAGE.format(charset=charset).encode(charset)
    source = open_source("a.html", raw)
    assert (source.kind, source.title) == ("html", "云川要闻 首页")
    assert source.published == dt.date(2026, 10, 10)
    assert blocks_of(source, Role.HEADING) == ["云川县召开重点项目调度会"]
    assert blocks_of(source, Role.PARAGRAPH) == [
        "10月9日，云川县召开重点项目调度会。县长林守正主持…",
        "第二段<完>",
        "换行后",
    ]
    assert blocks_of(source, Role.CELL) == ["青石镇", "12.5 亿元"]
    assert blocks_of(source, Role.FURNITURE) == ["首页 新闻", "版权所有 云川县融媒体中心"]
    assert "假的正文" not in source.text.text
    place = source.text.text.index("林守正")
    origin = source.text.origin(Span(place, place + 3))
    assert raw[origin.start : origin.end].decode(charset) == "林守正"
    escaped = source.text.text.index("主持")
    origin = source.text.origin(Span(escaped, escaped + 1))
    assert raw[origin.start : origin.end] == b"&#20027;"


def test_a_page_that_never_ends_its_elements_is_read() -> None:
    source = open_source("a.html", "<html><body><div><p>第一段<p>第二段<a href=x>第三".encode())
    assert blocks_of(source)[:2] == ["第一段", "第二段第三"]
