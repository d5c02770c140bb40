"""A text layer: one line a block, its bytes in UTF-8."""

from __future__ import annotations

from sanbi.engine.documents.model import Role
from sanbi.engine.documents.sources.layers import Layer
from sanbi.engine.documents.text import Span


def test_each_block_is_one_line_of_the_layer() -> None:
    layer = Layer()
    layer.add("通\n报", Role.HEADING, page=1, size=15.0)
    layer.add("正文", Role.PARAGRAPH, page=2)
    source = layer.source("a.pdf", "pdf", "0" * 64)
    assert source.text.text == "通 报\n正文\n"
    assert [block.span for block in source.blocks] == [Span(0, 3), Span(4, 6)]
    assert source.layer == "通 报\n正文\n".encode()
    assert source.text.origin(Span(4, 6)) == Span(8, 14)
