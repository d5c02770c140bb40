"""A bulletin as Word, in the form of GB/T 9704: the minutes' paper with tables and charts."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from sanbi.apps.bulletins.blocks import CHART, TABLE, Block
from sanbi.apps.bulletins.paper.content import Content
from sanbi.apps.bulletins.paper.sheet import movement_png
from sanbi.apps.meetings.paper.official import BODY, HEAD, OfficialPaper
from sanbi.apps.meetings.paper.official import written as set_in

WIDTH = 156  # mm of the type area
CELL = Pt(12)
NARROWER = -5
"""Twentieths of a point between characters: 28 of 三号 then fit into 156 mm."""
_SIDES = {
    "l": WD_ALIGN_PARAGRAPH.LEFT,
    "r": WD_ALIGN_PARAGRAPH.RIGHT,
    "c": WD_ALIGN_PARAGRAPH.CENTER,
}


def bulletin_docx(content: Content, written: datetime) -> bytes:
    """Return a bulletin as a Word file; ``written`` is the moment that the file names."""
    paper = _Paper(content.title, content.issuer, written)
    _head(paper, content)
    if content.recipients:
        paper.flush(f"{content.recipients}：")
    for chapter in content.chapters:
        if chapter.heading:
            paper.heading(chapter.heading)
        for block in chapter.blocks:
            _block(paper, block)
    _foot(paper, content)
    return paper.bytes()


def _head(paper: _Paper, content: Content) -> None:
    if content.state:
        paper.flush(f"（{content.state}）")
    if content.red_head:
        paper.banner(f"{content.issuer}文件")
        paper.centred(content.sign or "（编号签发时生成）")
        paper.rule()
        paper.blank()
    for line in content.title_lines:
        paper.centred(line, title=True)
    if not content.red_head and content.sign:
        paper.centred(content.sign)
    paper.blank()


def _block(paper: _Paper, block: Block) -> None:
    if block.sort == TABLE:
        paper.table(block)
    elif block.sort == CHART:
        paper.chart(block)
    else:
        paper.text("".join(part.text for part in block.parts))


def _foot(paper: _Paper, content: Content) -> None:
    paper.blank()
    paper.right(content.issuer)
    paper.right(content.dated or "（日期签发时生成）")
    paper.blank()
    if content.note:
        paper.small(content.note)
    if content.copies:
        paper.small(f"抄送：{content.copies}。")


class _Paper(OfficialPaper):
    """The official paper with what a bulletin needs besides."""

    def text(self, text: str, *, lead: str = "") -> None:
        """Write a paragraph; 28 characters fit into its line."""
        super().text(text, lead=lead)
        for run in self.paper.paragraphs[-1].runs:
            _narrowed(run)

    def bytes(self) -> bytes:
        """Return the file; the same content gives the same bytes."""
        held = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(super().bytes())) as made,
            zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as kept,
        ):
            for entry in made.infolist():
                kept.writestr(zipfile.ZipInfo(entry.filename), made.read(entry), compresslevel=6)
        return held.getvalue()

    def flush(self, text: str) -> None:
        """Write a line that begins at the margin."""
        self.text(text)
        self.paper.paragraphs[-1].paragraph_format.first_line_indent = Pt(0)

    def small(self, text: str) -> None:
        """Write a note in 小四."""
        row = self.paper.add_paragraph()
        _close(row, Pt(20))
        set_in(row, text, BODY, CELL)

    def table(self, block: Block) -> None:
        """Write a table with its caption; its head comes again on each page."""
        caption = self.paper.add_paragraph()
        _close(caption, Pt(26))
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.paragraph_format.keep_with_next = True
        set_in(caption, block.caption, HEAD, Pt(14))
        made = self.paper.add_table(rows=1, cols=len(block.heads), style="Table Grid")
        made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        widths = [Mm(WIDTH * part / sum(block.widths)) for part in block.widths]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width  # LibreOffice goes by the columns, Word by the cells
        _marked(made.rows[0], "w:tblHeader")
        for cell, head, width in zip(made.rows[0].cells, block.heads, widths, strict=True):
            _cell(cell, head, HEAD, "c", width)
        for line in block.rows:
            row = made.add_row()
            for place, cell in enumerate(row.cells):
                _cell(cell, line[place].text, BODY, block.aligns[place], widths[place])
        for row in made.rows:
            _marked(row, "w:cantSplit")
        self.paper.add_paragraph()
        _close(self.paper.paragraphs[-1], Pt(12))

    def chart(self, block: Block) -> None:
        """Write a chart of movement as a picture, with its caption."""
        caption = self.paper.add_paragraph()
        _close(caption, Pt(26))
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.paragraph_format.keep_with_next = True
        set_in(caption, block.caption, HEAD, Pt(14))
        row = self.paper.add_paragraph()
        row.alignment = WD_ALIGN_PARAGRAPH.CENTER
        row.add_run().add_picture(io.BytesIO(movement_png(block)), width=Mm(130))


def _cell(cell: _Cell, text: str, font: str, side: str, width: Length) -> None:
    cell.width = width
    row = cell.paragraphs[0]
    _close(row, Pt(18))
    row.alignment = _SIDES[side]
    set_in(row, text, font, CELL)


def _close(row: Paragraph, spacing: Pt) -> None:
    form = row.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = spacing


def _narrowed(run: Run) -> None:
    made = OxmlElement("w:spacing")
    made.set(qn("w:val"), str(NARROWER))
    run._r.get_or_add_rPr().append(made)  # noqa: SLF001 - python-docx has no spacing


def _marked(row: _Row, mark: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(mark))  # noqa: SLF001 - no other way
