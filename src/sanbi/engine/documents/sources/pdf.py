"""PDFs with a text layer: lines by their places, joined to paragraphs where a line is full.

What stands in a ruled table is read cell by cell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from statistics import median
from typing import Any

import pypdfium2

from sanbi.engine.documents.faults import DocumentFault
from sanbi.engine.documents.model import Place, Role, Source
from sanbi.engine.documents.sources.layers import Layer
from sanbi.engine.documents.sources.limits import MOST_PAGES
from sanbi.engine.documents.sources.ruled import Grid, grids_of
from sanbi.engine.phrases import Phrase

FULL_SIGN = 0.8  # share of a line's signs that figures and marks, which are small, stay below
MARGIN = 0.075  # of the height: where heads and feet of pages stand
OFTEN = 3  # a line at the margin of so many pages is furniture
FULL = 1.6  # letters that may be missing at the end of a full line
INDENT = 1.2  # letters
ALIKE = 0.2  # of a size: letters of one text differ by no more
CLOSED = re.compile(r"[。！？：!?:][”’」』）)]*$")
LARGER = 1.15  # than usual: a heading
NUMBER = re.compile(r"[-—–\s·]*\d{1,4}[-—–\s·]*|第\s*\d+\s*页.*|\d+\s*/\s*\d+")
# Typesetters part figures from Han characters by a gap, which is no blank of the text.
SET_APART = re.compile(
    r"(?<=[\u3400-\u9fff]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) (?=[\u3400-\u9fff])"
)


@dataclass(frozen=True)
class Line:
    """A line of a page: text, box in points from the lower left, size of its letters."""

    text: str
    page: int
    left: float
    bottom: float
    right: float
    top: float
    size: float
    height: float  # of the page
    place: Place | None = None  # of a cell of a ruled table

    @property
    def at_margin(self) -> bool:
        """Whether it stands where heads and feet of pages stand."""
        return self.top > (1 - MARGIN) * self.height or self.bottom < MARGIN * self.height


def open_pdf(name: str, raw: bytes, digest: str) -> Source:
    """A PDF; heads, feet and page numbers are furniture.

    Raises
        DocumentFault  for one with a password, too many pages, or pictures only.
    """
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise _broken(name, str(error)) from error
    try:
        if len(document) > MOST_PAGES:
            raise DocumentFault(
                name,
                Phrase("holds more than {most} pages", most=MOST_PAGES),
                Phrase("send it in parts"),
            )
        lines = [line for place in range(len(document)) for line in _lines(document, place)]
    finally:
        document.close()
    if not lines:
        raise DocumentFault(
            name,
            Phrase("has no text layer: its pages are pictures"),
            Phrase("run text recognition first, or ask for the file it was made from"),
        )
    return _layer(_numbered(lines)).source(name, "pdf", digest)


def _broken(name: str, problem: str) -> DocumentFault:
    if "password" in problem.lower():
        return DocumentFault(
            name, Phrase("is protected by a password"), Phrase("save it without a password")
        )
    return DocumentFault(
        name,
        Phrase("is damaged: {problem}", problem=problem[:80]),
        Phrase("save it again as docx, PDF with text, or plain text"),
    )


def _lines(document: Any, number: int) -> list[Line]:  # noqa: ANN401 - pypdfium2 has no types
    page = document[number]
    text = page.get_textpage()
    try:
        held = _Page(number + 1, page.get_height(), grids_of(page))
        for index, sign in enumerate(_signs(text)):
            if sign in "\r\n":
                held.end_line()
            else:
                held.add(sign, text.get_charbox(index))
        held.end_line()
        held.end_table()
        return held.lines
    finally:
        text.close()
        page.close()


Box = tuple[float, float, float, float]


@dataclass
class _Page:
    """A page as its signs come in: lines, and a table where its first cell is met."""

    number: int
    height: float
    grids: list[Grid]
    lines: list[Line] = field(default_factory=list)
    held: list[tuple[str, Box]] = field(default_factory=list)
    table: int | None = None  # the grid that is being filled
    cells: dict[Place, list[tuple[str, Box]]] = field(default_factory=dict)

    def add(self, sign: str, box: Box) -> None:
        place = self._place(box) if sign.strip() else None
        if place is None:
            if sign.strip():
                self.end_table()
            self.held.append((sign, box))
            return
        self.end_line()
        if place.table != self.table:
            self.end_table()
            self.table = place.table
        self.cells.setdefault(place, []).append((sign, box))

    def _place(self, box: Box) -> Place | None:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        for number, grid in enumerate(self.grids):
            if cell := grid.cell(x, y):
                return Place(number, *cell)
        return None

    def end_line(self) -> None:
        self.lines += _line(self.held, self.number, self.height)
        self.held = []

    def end_table(self) -> None:
        for place in sorted(self.cells):
            made = _line(self.cells[place], self.number, self.height)
            self.lines += [replace(line, place=place) for line in made]
        self.cells, self.table = {}, None


def _signs(text: Any) -> Iterable[str]:  # noqa: ANN401 - pypdfium2 has no types
    """The characters, one for each place that pdfium counts."""
    count = text.count_chars()
    signs: str = text.get_text_range(0, count)
    if len(signs) == count:
        return signs
    return [text.get_text_range(index, 1)[:1] or " " for index in range(count)]


def _line(held: Sequence[tuple[str, Box]], page: int, height: float) -> list[Line]:
    text = SET_APART.sub("", "".join(sign for sign, _box in held).strip())
    boxes = [box for sign, box in held if sign.strip()]
    if not text or not boxes:
        return []
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    sides = sorted(max(right - left, top - bottom) for left, bottom, right, top in boxes)
    size = max(sides[int(FULL_SIGN * len(sides))], 1.0)
    return [Line(text, page, min(lefts), min(bottoms), max(rights), max(tops), size, height)]


def _numbered(lines: Sequence[Line]) -> list[Line]:
    """Lines whose tables are numbered through the file; what goes on over a page is one table."""
    found: list[Line] = []
    table, head, rows, open_ = -1, list[Cells](), 0, False  # open_: nothing stood behind it yet
    for key, run in groupby(lines, lambda line: line.place and (line.page, line.place.table)):
        part = list(run)
        if key is None:
            open_ = open_ and all(line.at_margin or NUMBER.fullmatch(line.text) for line in part)
            found += part
            continue
        first = _row(part, 0)
        skipped = int(open_ and first == head)
        if not skipped:
            table, head, rows = table + 1, first, 0
        found += [
            replace(line, place=Place(table, line.place.row + rows - skipped, line.place.column))
            for line in part
            if line.place and line.place.row >= skipped
        ]
        rows += 1 + max(line.place.row for line in part if line.place) - skipped
        open_ = True
    return found


Cells = tuple[int, str]


def _row(part: Iterable[Line], row: int) -> list[Cells]:
    """The cells of a row: column and text."""
    return [(line.place.column, line.text) for line in part if line.place and line.place.row == row]


def _layer(lines: list[Line]) -> Layer:
    furniture = _recurring(lines)
    usual = _usual(lines)
    layer, held = Layer(), list[Line]()
    for line, column in zip(lines, _columns(lines), strict=True):
        if line.place is not None:
            _ended(layer, held, usual)
            held = []
            layer.add(line.text, Role.CELL, page=line.page, size=line.size, place=line.place)
        elif line.at_margin and (line.text in furniture or NUMBER.fullmatch(line.text)):
            _ended(layer, held, usual)
            held = []
            layer.add(line.text, Role.FURNITURE, page=line.page, size=line.size)
        elif held and _goes_on(held, line, column):
            held.append(line)
        else:
            _ended(layer, held, usual)
            held = [line]
    _ended(layer, held, usual)
    return layer


def _usual(lines: Sequence[Line]) -> float:
    """The size of the text: half of all signs stand in smaller letters, and half in larger ones.

    Not half of all lines, since tables have many short ones.
    """
    lines = [line for line in lines if line.place is None] or lines
    left = sum(len(line.text) for line in lines) / 2
    for line in sorted(lines, key=lambda line: line.size):
        left -= len(line.text)
        if left <= 0:
            return line.size
    return lines[-1].size


def _ended(layer: Layer, held: Sequence[Line], usual: float) -> None:
    """Add the paragraph that the lines make, if any."""
    if not held:
        return
    size = median(line.size for line in held)
    role = Role.HEADING if size > LARGER * usual else Role.PARAGRAPH
    text = held[0].text
    for line in held[1:]:
        wide = text[-1] > "\u2e80" or line.text[0] > "\u2e80"
        text += line.text if wide else f" {line.text}"
    layer.add(text, role, page=held[0].page, size=size)


def _goes_on(held: Sequence[Line], line: Line, column: tuple[float, float]) -> bool:
    """Whether a line continues the paragraph above it: same column and letters, full line above.

    ``column`` is where the text of the page begins and ends beside this line.
    """
    last, first = held[-1], held[0]
    if line.page != last.page or abs(line.size - last.size) > ALIKE * last.size:
        return False
    if not 0 < last.bottom - line.bottom < 2.6 * last.size:
        return False
    if line.left > first.left + INDENT * line.size:
        return False
    if last.right <= column[1] - FULL * last.size:
        return False
    indented = line.left > column[0] + INDENT * line.size
    if len(held) > 1:
        return not (indented and line.left > min(row.left for row in held[-2:]) + line.size)
    outdented = line.left < first.left - INDENT * line.size
    return outdented or not CLOSED.search(last.text)


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """For each line, where the lines of its page that stand above or below it begin and end.

    Only lines of its size count, and cells of tables do not. O(lines of a page, squared).
    """
    found = []
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if line.place is None:
            pages.setdefault(line.page, []).append(line)
    for line in lines:
        beside = [
            row
            for row in pages.get(line.page, [])
            if row.left < line.right
            and line.left < row.right
            and abs(row.size - line.size) <= ALIKE * line.size
        ]
        lefts, rights = [row.left for row in beside], [row.right for row in beside]
        found.append((min(lefts, default=line.left), max(rights, default=line.right)))
    return found


def _recurring(lines: Iterable[Line]) -> set[str]:
    pages: Counter[str] = Counter()
    for text in {(line.text, line.page) for line in lines if line.at_margin}:
        pages[text[0]] += 1
    return {text for text, count in pages.items() if count >= OFTEN}
