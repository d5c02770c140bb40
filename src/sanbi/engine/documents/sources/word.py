"""Word files: paragraphs, headings, tables; headers and footers as furniture."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

from sanbi.engine.documents.faults import DocumentFault
from sanbi.engine.documents.model import Place, Role, Source
from sanbi.engine.documents.sources.cells import Cells
from sanbi.engine.documents.sources.layers import Layer
from sanbi.engine.documents.sources.limits import MEGABYTE, MOST_UNPACKED
from sanbi.engine.phrases import Phrase

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
BODY = "word/document.xml"
MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml")
CORE = "docProps/core.xml"
HEADING = re.compile(r"(?:heading|title|标题|bt)\s*\d?", re.IGNORECASE)
SIGNS = {f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
TABLES = {
    f"{W}tbl": Cells.begin_table,
    f"{W}tr": Cells.begin_row,
    f"{W}tc": Cells.begin_cell,
}
_CHUNK = 1 << 16


def open_word(name: str, raw: bytes, digest: str) -> Source:
    """A docx file; its text layer is kept in UTF-8, since its own bytes are packed."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            _check_sizes(name, packed)
            names = set(packed.namelist())
            if BODY not in names:
                raise DocumentFault(
                    name,
                    Phrase("is no text, page, Word or PDF file"),
                    Phrase("save it again as docx, PDF with text, or plain text"),
                )
            body = _read(packed.read(BODY))
            margins = [
                row for part in sorted(names) if MARGINS.fullmatch(part)
                for row in _read(packed.read(part)).rows
            ]  # fmt: skip
    except (zipfile.BadZipFile, expat.ExpatError, zlib.error, NotImplementedError, EOFError,
            RuntimeError, ValueError) as error:  # fmt: skip
        if isinstance(error, DocumentFault):
            raise
        raise _broken(name, error) from error
    layer = Layer()
    for text, role, place in body.rows:
        layer.add(text, role, place=place)
    for text, _role, _place in margins:
        layer.add(text, Role.FURNITURE)
    return layer.source(name, "docx", digest)


def _broken(name: str, error: Exception) -> DocumentFault:
    if "encrypted" in str(error):
        return DocumentFault(
            name, Phrase("is protected by a password"), Phrase("save it without a password")
        )
    return DocumentFault(
        name,
        Phrase("is damaged: {problem}", problem=str(error)[:80]),
        Phrase("save it again as docx, PDF with text, or plain text"),
    )


def _check_sizes(name: str, packed: zipfile.ZipFile) -> None:
    read = [info for info in packed.infolist() if info.filename.endswith(".xml")]
    if sum(info.file_size for info in read) > MOST_UNPACKED:
        raise DocumentFault(
            name,
            Phrase("unpacks to more than {most} MB", most=MOST_UNPACKED // MEGABYTE),
            Phrase("send it in parts"),
        )


@dataclass
class _Parts:
    """Paragraphs of a part of the file, with their roles."""

    rows: list[tuple[str, Role, Place | None]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    heading: bool = False
    in_text: bool = False
    cells: Cells = field(default_factory=Cells)
    removed: int = 0

    def start(self, name: str, told: dict[str, str]) -> None:
        if name == f"{W}t":
            self.in_text = True
        elif name in SIGNS:
            self.text.append(SIGNS[name])
        elif name in {f"{W}br", f"{W}cr"}:
            self.end_paragraph()
        elif name == f"{W}pStyle":
            self.heading = bool(HEADING.match(told.get(f"{W}val", "")))
        elif name == f"{W}outlineLvl":
            self.heading = True
        elif name in {f"{W}del", f"{W}moveFrom"}:
            self.removed += 1
        elif name in TABLES:
            TABLES[name](self.cells)

    def end(self, name: str) -> None:
        if name == f"{W}t":
            self.in_text = False
        elif name == f"{W}p":
            self.end_paragraph()
            self.heading = False
        elif name == f"{W}tbl":
            self.cells.end_table()
        elif name in {f"{W}del", f"{W}moveFrom"}:
            self.removed -= 1

    def data(self, text: str) -> None:
        if self.in_text and not self.removed:
            self.text.append(text)

    def end_paragraph(self) -> None:
        text, self.text = "".join(self.text).strip(), []
        if text:
            role = Role.HEADING if self.heading else Role.PARAGRAPH
            place = self.cells.place
            self.rows.append((text, Role.CELL if place else role, place))


def _read(content: bytes) -> _Parts:
    parts = _Parts()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = parts.start
    parser.EndElementHandler = parts.end
    parser.CharacterDataHandler = parts.data
    for begin in range(0, len(content), _CHUNK):
        parser.Parse(content[begin : begin + _CHUNK], False)  # noqa: FBT003
    parser.Parse(b"", True)  # noqa: FBT003 - expat takes it by position
    return parts


def _refuse(*_declared: object) -> None:
    raise ValueError("document types and entities are refused")
