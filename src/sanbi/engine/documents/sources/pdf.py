"""PDFs with a text layer: lines by their places, joined to paragraphs where a line is full."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import pypdfium2

from sanbi.engine.documents.faults import DocumentFault
from sanbi.engine.documents.model import Role, Source
from sanbi.engine.documents.sources.layers import Layer
from sanbi.engine.documents.sources.limits import MOST_PAGES
from sanbi.engine.phrases import Phrase

FULL_SIGN = 0.8  # share of a line's signs that figures and marks, which are small, stay below
MARGIN = 0.075  # of the height: where heads and feet of pages stand
OFTEN = 3  # a line at the margin of so many pages is furniture
FULL = 1.6  # letters that may be missing at the end of a full line
INDENT = 1.2  # letters
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
    return _layer(lines).source(name, "pdf", digest)


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


def _lines(document: Any, place: int) -> list[Line]:  # noqa: ANN401 - pypdfium2 has no types
    page = document[place]
    text = page.get_textpage()
    try:
        height = page.get_height()
        found: list[Line] = []
        held: list[tuple[str, tuple[float, float, float, float]]] = []
        for index, sign in enumerate(_signs(text)):
            if sign in "\r\n":
                found += _line(held, place + 1, height)
                held = []
            else:
                held.append((sign, text.get_charbox(index)))
        return found + _line(held, place + 1, height)
    finally:
        text.close()
        page.close()


def _signs(text: Any) -> Iterable[str]:  # noqa: ANN401 - pypdfium2 has no types
    """The characters, one for each place that pdfium counts."""
    count = text.count_chars()
    signs: str = text.get_text_range(0, count)
    if len(signs) == count:
        return signs
    return [text.get_text_range(index, 1)[:1] or " " for index in range(count)]


def _line(
    held: Sequence[tuple[str, tuple[float, float, float, float]]], page: int, height: float
) -> list[Line]:
    text = SET_APART.sub("", "".join(sign for sign, _box in held).strip())
    boxes = [box for sign, box in held if sign.strip()]
    if not text or not boxes:
        return []
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    sides = sorted(max(right - left, top - bottom) for left, bottom, right, top in boxes)
    size = max(sides[int(FULL_SIGN * len(sides))], 1.0)
    return [Line(text, page, min(lefts), min(bottoms), max(rights), max(tops), size, height)]


def _layer(lines: list[Line]) -> Layer:
    furniture = _recurring(lines)
    usual = _usual(lines)
    layer, held = Layer(), list[Line]()
    for line in lines:
        if line.at_margin and (line.text in furniture or NUMBER.fullmatch(line.text)):
            _ended(layer, held, usual)
            held = []
            layer.add(line.text, Role.FURNITURE, page=line.page, size=line.size)
        elif held and _goes_on(held, line):
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


def _goes_on(held: Sequence[Line], line: Line) -> bool:
    """Whether a line continues the paragraph above it: same column and letters, full line above."""
    last, first = held[-1], held[0]
    if line.page != last.page or abs(line.size - last.size) > 0.2 * last.size:
        return False
    if not 0 < last.bottom - line.bottom < 2.6 * last.size:
        return False
    column = max(item.right for item in held)
    indented = line.left > min(item.left for item in held[-2:]) + INDENT * line.size
    full = last.right > max(column, line.right) - FULL * last.size
    return (
        full and not (indented and len(held) > 1) and line.left <= first.left + INDENT * line.size
    )


def _recurring(lines: Iterable[Line]) -> set[str]:
    pages: Counter[str] = Counter()
    for text in {(line.text, line.page) for line in lines if line.at_margin}:
        pages[text[0]] += 1
    return {text for text, count in pages.items() if count >= OFTEN}
