"""Plain text: each line a block, what was lost is told."""

from __future__ import annotations

from sanbi.engine.documents.sources import open_source
from tests.engine.documents.sources.making import blocks_of


def test_lines_are_blocks_and_empty_ones_are_none() -> None:
    source = open_source("a.txt", "通报\n\n  第一段。\r\n第二段。".encode("gb18030"))
    assert blocks_of(source) == ["通报", "  第一段。", "第二段。"]
    assert source.damage == ()


def test_lost_bytes_are_told() -> None:
    source = open_source("a.txt", "会议强调要抓紧抓实".encode() + b"\xff\n" + "会议".encode())
    assert source.damage == ("1 bytes could not be decoded",)
