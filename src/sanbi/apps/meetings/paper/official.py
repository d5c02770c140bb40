"""A Word paper in the proportions of GB/T 9704: A4, 22 lines of 28 characters, page numbers."""

from __future__ import annotations

import io
import re
from datetime import datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

# Names as Chinese offices have them installed; the others take over where they are not.
TITLE, BODY, HEAD, SUBHEAD, NUMBER = (
    "方正小标宋简体",
    "仿宋_GB2312",
    "黑体",
    "楷体_GB2312",
    "宋体",
)
OTHERS = {
    TITLE: "STZhongsong",
    BODY: "FangSong",
    SUBHEAD: "KaiTi",
    HEAD: "SimHei",
    NUMBER: "SimSun",
}
SIZE_2, SIZE_3, SIZE_4 = Pt(22), Pt(16), Pt(14)  # 二号, 三号, 四号
LINE = Pt(28.95)  # 22 lines on 225 mm
RED = RGBColor(0xC8, 0x10, 0x1E)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class OfficialPaper:
    """A paper that is written from top to bottom."""

    def __init__(self, title: str, author: str, written: datetime) -> None:
        self.paper: Paper = Document()
        facts = self.paper.core_properties
        facts.title, facts.author, facts.comments = _clean(title), _clean(author), ""
        facts.created = facts.modified = written.replace(tzinfo=None)
        self._page()
        _name_other_fonts(self.paper)

    def _page(self) -> None:
        section = self.paper.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(28)
        normal = self.paper.styles["Normal"]
        if normal.type != WD_STYLE_TYPE.PARAGRAPH:  # what python-docx's own template has
            raise TypeError("the template's Normal is no style of paragraphs")
        normal.font.size = SIZE_3
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
            run = foot.add_run(text)
            _font(run, NUMBER)
            run.font.size = SIZE_4
            if field:
                _field(run, field)

    def banner(self, text: str) -> None:
        """Write the red name of the paper 红头."""
        self._line(text, TITLE, Pt(36), align=WD_ALIGN_PARAGRAPH.CENTER, red=True, spacing=Pt(54))

    def rule(self) -> None:
        """Draw the red line below the head."""
        row = self.paper.add_paragraph()
        _spaced(row, Pt(14))
        borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        values = {"val": "single", "sz": "12", "space": "1", "color": "C8101E"}
        for name, value in values.items():
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        row._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - python-docx has no borders

    def centred(self, text: str, *, title: bool = False) -> None:
        """Write a line in the middle; the title in 二号小标宋."""
        font, size = (TITLE, SIZE_2) if title else (BODY, SIZE_3)
        spacing = Pt(36) if title else LINE
        self._line(text, font, size, align=WD_ALIGN_PARAGRAPH.CENTER, spacing=spacing)

    def heading(self, text: str) -> None:
        """Write a heading of the first rank, 三号黑体."""
        self._line(text, HEAD, SIZE_3, indent=True)

    def text(self, text: str, *, lead: str = "") -> None:
        """Write a paragraph of 三号仿宋, set in by two characters; ``lead`` in 黑体 before it."""
        row = self._line("", BODY, SIZE_3, indent=True)
        row.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        for part, font in ((lead, HEAD), (text, BODY)):
            if part:
                run = row.add_run(_clean(part))
                _font(run, font)
                run.font.size = SIZE_3

    def blank(self) -> None:
        """Leave a line empty."""
        self._line("", BODY, SIZE_3)

    def right(self, text: str) -> None:
        """Write a line at the right, four characters from the edge, as a date stands."""
        row = self._line(text, BODY, SIZE_3, align=WD_ALIGN_PARAGRAPH.RIGHT)
        row.paragraph_format.right_indent = Pt(64)

    def bytes(self) -> bytes:
        """Return the file."""
        held = io.BytesIO()
        self.paper.save(held)
        return held.getvalue()

    def _line(
        self,
        text: str,
        font: str,
        size: Pt,
        *,
        align: WD_ALIGN_PARAGRAPH | None = None,
        indent: bool = False,
        red: bool = False,
        spacing: Pt = LINE,
    ) -> Paragraph:
        row = self.paper.add_paragraph()
        _spaced(row, spacing)
        if align is not None:
            row.alignment = align
        if indent:
            row.paragraph_format.first_line_indent = SIZE_3 * 2
        if text:
            run = row.add_run(_clean(text))
            _font(run, font)
            run.font.size = size
            if red:
                run.font.color.rgb = RED
        return row


def written(row: Paragraph, text: str, font: str, size: Pt) -> None:
    """Write text into a paragraph in a font and size; for papers that add tables and notes."""
    run = row.add_run(_clean(text))
    _font(run, font)
    run.font.size = size


def _spaced(row: Paragraph, spacing: Pt) -> None:
    row.paragraph_format.space_before = row.paragraph_format.space_after = Pt(0)
    row.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    row.paragraph_format.line_spacing = spacing


def _font(run: Run, name: str) -> None:
    """Letters and digits too: an official paper sets them in the font of its text."""
    run.font.name = name
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - no other way to eastAsia
    fonts.set(qn("w:eastAsia"), name)
    fonts.set(qn("w:hint"), "eastAsia")
    language = OxmlElement("w:lang")  # without it a program may take Japanese or Taiwanese signs
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    run._r.get_or_add_rPr().append(language)  # noqa: SLF001 - python-docx has no languages


def _field(run: Run, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = text
        run._r.append(part)  # noqa: SLF001 - python-docx has no fields


def _name_other_fonts(paper: Paper) -> None:
    """Say in the table of fonts which one takes over where one is not installed."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, other in OTHERS.items()
    )
    for part in paper.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            table = part.blob.decode("utf-8").replace("</w:fonts>", f"{rows}</w:fonts>")
            part._blob = table.encode("utf-8")  # noqa: SLF001 - a part that python-docx only copies


def _clean(text: str) -> str:
    """Leave out the signs that a Word file cannot hold."""
    return _NOT_IN_XML.sub("", text)
