"""The papers of one bulletin set beside kept ones, word for word and form for form.

With ``SANBI_GOLDEN=write`` the kept ones are written anew; look at what changed before you commit.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from django.template.loader import render_to_string
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from sanbi.apps.bulletins.blocks import own_blocks, text
from sanbi.apps.bulletins.paper.annex import table_lines
from sanbi.apps.bulletins.paper.content import Chapter, Content
from sanbi.apps.bulletins.paper.movement import drawn
from sanbi.apps.bulletins.paper.sheet import bulletin_pdf
from sanbi.apps.bulletins.paper.word import bulletin_docx
from tests.apps.bulletins import samples

KEPT = Path(__file__).parent / "golden"
SIGNED = datetime(2026, 10, 9, 8, tzinfo=UTC)
OWN = "对连续两个月亮红灯的项目，由县委督查室约谈责任单位。"


def chapters() -> Iterator[Chapter]:
    yield Chapter(1, "", (text("现将有关情况通报如下。"),))
    yield Chapter(2, "一、考核和推进情况", tuple(samples.ALL))
    yield Chapter(3, "二、下一步工作要求", tuple(own_blocks(OWN, {})))


CONTENT = Content(
    issuer="云川县考核办",
    sign="云考〔2026〕3号",
    title="关于2026年第三季度“三比三看”有关情况的通报",
    recipients="各乡镇党委和政府，县直各单位",
    copies="县委常委",
    dated="2026年10月9日",
    red_head=True,
    chapters=tuple(chapters()),
    note="签发时审计链锚点：第41号，9f2c。",
    state="",
)


def word_text() -> str:
    """Each paragraph with its alignment and the font and size of its runs; tables cell by cell."""
    document = Document(io.BytesIO(bulletin_docx(CONTENT, SIGNED)))
    lines: list[str] = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            lines += ["table"]
            lines += [" | ".join(cell.text for cell in row.cells) for row in part.rows]
        else:
            lines.append(_paragraph(part))
    return "\n".join(lines) + "\n"


def _paragraph(row: Paragraph) -> str:
    form = ",".join(
        dict.fromkeys(
            f"{run.font.name} {run.font.size.pt if run.font.size else ''}" for run in row.runs
        )
    )
    drawing = "[picture]" if row._p.xpath(".//w:drawing") else ""
    return f"{row.alignment or ''}<{form}>{row.text}{drawing}"


def pdf_text() -> str:
    """The text of each page, line by line."""
    read = pypdfium2.PdfDocument(bulletin_pdf(CONTENT, SIGNED))
    found = [page.get_textpage().get_text_range() for page in read]
    read.close()
    pages = [page.replace("\r\n", "\n").rstrip("\n") for page in found]
    return "\n--------\n".join(pages) + "\n"


def page_text() -> str:
    """The paper as it stands in the page, for who may follow its links."""
    charts = {
        block.caption: drawn(block)
        for part in CONTENT.chapters
        for block in part.blocks
        if block.sort == "chart"
    }
    shown = {"content": CONTENT, "charts": charts, "linked": True}
    return render_to_string("bulletins/paper.html", shown)


def annex_text() -> str:
    """The lines of its tables; figures are rows of the database and have tests of their own."""
    held = io.StringIO()
    csv.writer(held, lineterminator="\n").writerows(table_lines(CONTENT))
    return held.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "made"),
    [
        ("word.txt", word_text),
        ("pdf.txt", pdf_text),
        ("paper.html", page_text),
        ("annex.csv", annex_text),
    ],
)
def test_a_paper_is_as_it_was_kept(file: str, made: object) -> None:
    assert callable(made)
    found, kept = made(), KEPT / file
    if os.environ.get("SANBI_GOLDEN") == "write":
        KEPT.mkdir(exist_ok=True)
        kept.write_text(found, encoding="utf-8")
    assert found == kept.read_text(encoding="utf-8")
