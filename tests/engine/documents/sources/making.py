"""Files for the tests of sources, made by libraries that write them for people."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from sanbi.engine.documents.model import Role, Source

NO_PDF = "typst and its font are not installed here"
PROSE = (
    "10月9日，云川县召开重点项目调度会。县长林守正主持会议并讲话，各乡镇和县直有关单位负责人参加。"
    "会议指出，今年以来全县上下攻坚克难，项目建设取得积极进展，但部分项目要素保障不足。"
)
PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>云川要闻&nbsp;首页</title>
<meta name="publishdate" content="2026-10-10 08:00"><style>p{{color:red}}</style></head><body>
<div class="nav"><a href="/">首页</a> <a href="/news">新闻</a></div>
<h1>云川县召开重点项目调度会</h1>
<script>document.write("假的正文")</script>
<p>10月9日，云川县召开
重点项目调度会。<b>县长</b>林守正&#20027;持&hellip;</p><p>第二段&lt;完&gt;<br>换行后</p>
<table><tr><td>青石镇</td><td>12.5 亿元</td></tr></table>
<div id="footer">版权所有 云川县融媒体中心</div></body></html>
"""


def word(*paragraphs: str, xml: bytes | None = None, encrypted: bool = False) -> bytes:
    """A docx with a heading and paragraphs; or with another body."""
    from docx import Document

    document = Document()
    document.add_heading("关于重点项目调度情况的通报", level=1)
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "青石镇", "12.5 亿元"
    document.sections[0].footer.paragraphs[0].text = "云川县督查室"
    held = io.BytesIO()
    document.save(held)
    if xml is None and not encrypted:
        return held.getvalue()
    return _with_body(held.getvalue(), xml or b"")


def _with_body(content: bytes, xml: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for info in old.infolist():
            body = xml if info.filename == "word/document.xml" else old.read(info)
            new.writestr(info.filename, body, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def pdf(body: str, pages: int = 1) -> bytes:
    """A PDF by typst, with head and page number on each page."""
    noto_cjk_sans_otc = pytest.importorskip("noto_cjk_sans_otc", reason=NO_PDF)
    typst = pytest.importorskip("typst", reason=NO_PDF)
    text = (
        '#set page(width: 210mm, height: 297mm, header: [云川县考核办], numbering: "1")\n'
        '#set text(font: "Noto Sans CJK SC", size: 11pt, lang: "zh")\n'
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true))\n"
        + "#pagebreak()\n".join(f"= 通报\n{body}\n" for _page in range(pages))
    )
    fonts = [str(Path(noto_cjk_sans_otc.__file__).parent)]
    made = typst.compile(text.encode(), font_paths=fonts, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def blocks_of(source: Source, *roles: Role) -> list[str]:
    return [
        source.text.text[block.span.start : block.span.end]
        for block in source.blocks
        if not roles or block.role in roles
    ]


def pdf_blank() -> bytes:
    typst = pytest.importorskip("typst", reason=NO_PDF)
    made = typst.compile(b"#rect(width: 5cm)")
    assert isinstance(made, bytes)
    return made
