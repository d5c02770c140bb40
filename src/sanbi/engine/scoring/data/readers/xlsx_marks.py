"""Marks of the sheets of an .xlsx file: one pass over the XML, which no reader of values gives."""

from __future__ import annotations

import posixpath
import re

from sanbi.engine.scoring.data.origin import letters
from sanbi.engine.scoring.data.readers.archive import Archive
from sanbi.engine.scoring.data.readers.limits import Limits
from sanbi.engine.scoring.data.readers.marks import Marks
from sanbi.engine.scoring.data.readers.refusal import Refused
from sanbi.engine.scoring.data.readers.xml_pass import Attributes, feed, local, make_parser, parse

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_DIGITS = "0123456789"
_NUMBER_DIGITS = 10  # no row or column of a workbook has a longer number
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,7})\$?([0-9]{1,10})")
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PERCENT_BUILT_IN = ("9", "10")
_TRUE = ("1", "true")


def read_marks(archive: Archive, limits: Limits) -> dict[str, Marks]:
    """Return the marks of every worksheet, by the sheet's name.

    Raises
        Refused  for external links, and for a sheet that claims more cells than `limits`.
    """
    refuse_external(archive)
    percent = _percent_styles(archive)
    marks = {}
    for name, part in _sheet_parts(archive).items():
        if "/chartsheets/" not in part and "/dialogsheets/" not in part:
            marks[name] = _SheetPass(part, percent, limits).run(archive.read(part))
    return marks


def refuse_external(archive: Archive) -> None:
    """Refuse a workbook that draws on other files. Hyperlinks are harmless: nobody follows them.

    Raises
        Refused
    """

    def on_start(name: str, attributes: Attributes) -> None:
        external = attributes.get("TargetMode", "").lower() == "external"
        hyperlink = attributes.get("Type", "").endswith("/hyperlink")
        if local(name) == "Relationship" and external and not hyperlink:
            raise Refused("external-links")

    for part in archive.names:
        if part.endswith(".rels"):
            parse(part, archive.read(part), on_start)
    types = archive.read("[Content_Types].xml").lower()
    if b"macroenabled" in types or b"vbaproject" in types:
        raise Refused("macros")


def _sheet_parts(archive: Archive) -> dict[str, str]:
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def on_relation(name: str, attributes: Attributes) -> None:
        if local(name) == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            targets[attributes.get("Id", "")] = posixpath.normpath(path)

    def on_sheet(name: str, attributes: Attributes) -> None:
        if local(name) == "sheet":
            identifiers = [value for key, value in attributes.items() if key.endswith(":id")]
            sheets[attributes.get("name", "")] = identifiers[0] if identifiers else ""

    parse(_RELATIONS, archive.read(_RELATIONS), on_relation)
    parse(WORKBOOK, archive.read(WORKBOOK), on_sheet)
    return {sheet: targets.get(identifier, "") for sheet, identifier in sheets.items()}


def _percent_styles(archive: Archive) -> frozenset[str]:
    """Numbers of the cell styles that show a value as percent."""
    if "xl/styles.xml" not in archive.names:
        return frozenset()
    formats = set(_PERCENT_BUILT_IN)
    styles: list[str] = []
    inside = ""

    def on_start(name: str, attributes: Attributes) -> None:
        nonlocal inside
        kind = local(name)
        if kind == "numFmt" and is_percent(attributes.get("formatCode", "")):
            formats.add(attributes.get("numFmtId", ""))
        elif kind in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside = kind
        elif kind == "xf" and inside == "cellXfs":
            styles.append(attributes.get("numFmtId", "0"))

    parse("xl/styles.xml", archive.read("xl/styles.xml"), on_start)
    return frozenset(str(place) for place, number in enumerate(styles) if number in formats)


def is_percent(code: str) -> bool:
    """Tell whether a number format shows a value as percent: `0.0%`, but not `0"%"`."""
    return "%" in _NOT_SHOWN.sub("", code)


class _SheetPass:
    """Reads one sheet. Only element starts are heard: a large sheet has millions of ends."""

    def __init__(self, part: str, percent: frozenset[str], limits: Limits) -> None:
        self.part = part
        self.percent = percent
        self.limits = limits
        self.marks = Marks()
        self.parser = make_parser()
        self.columns: set[str] = set()
        self.row = 0
        self.row_text = ""
        self.last_row = 0
        self.column = 0
        self.cell: Attributes = {}
        self.formula = False
        self.text: list[str] | None = None
        self.handlers = {
            "row": self.on_row,
            "c": self.on_cell,
            "v": self.on_value,
            "is": self.on_value,
            "f": self.on_formula,
            "extLst": self.on_rest,
            "conditionalFormatting": self.on_rest,
            "col": self.on_column,
            "mergeCell": self.on_merge,
        }

    def run(self, content: bytes) -> Marks:
        self.parser.StartElementHandler = self.on_root
        feed(self.part, self.parser, content)
        self.finish_cell()
        width = max((_column_number(column) for column in self.columns), default=-1) + 1
        self.marks.height, self.marks.width = self.last_row, width
        if self.last_row * width > self.limits.cells:
            raise Refused("too-many-cells", rows=self.last_row, columns=width)
        return self.marks

    def on_root(self, name: str, _attributes: Attributes) -> None:
        """Learn the prefix of the names from the first one; most files have none."""
        prefix = name[: len(name) - len(local(name))]
        self.handlers = {prefix + key: handler for key, handler in self.handlers.items()}
        self.parser.StartElementHandler = self.on_start

    def on_start(self, name: str, attributes: Attributes) -> None:
        handler = self.handlers.get(name)
        if handler is not None:
            handler(attributes)

    def on_row(self, attributes: Attributes) -> None:
        self.finish_cell()
        self.row = self.whole(attributes, "r", self.row + 1)
        self.row_text = str(self.row)
        self.column = 0
        if self.row > self.limits.rows:
            raise Refused("too-many-cells", rows=self.row, columns=len(self.columns))
        if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
            self.marks.hidden_rows.add(self.row - 1)

    def on_cell(self, attributes: Attributes) -> None:
        if self.formula or self.text is not None:
            self.finish_cell()
        if "r" not in attributes:  # some programs leave it out
            attributes["r"] = f"{letters(self.column)}{self.row}"
        self.column += 1
        self.cell = attributes

    def on_value(self, _attributes: Attributes) -> None:
        self.last_row = self.row
        cell = self.cell
        place = cell.get("r", "")
        column = place.rstrip(_DIGITS)
        # A reader goes by the cell's own place, so it must lie in its row.
        if place[len(column) :] != self.row_text:
            raise Refused("damaged-file", reason=f"{self.part}: {place} in row {self.row_text}")
        if column not in self.columns:
            self.add_column(column)
        if cell.get("s") in self.percent and cell.get("t", "n") == "n":
            self.marks.percents.add(self.place())
        if self.formula or cell.get("t") == "e":
            self.text = []
            self.parser.CharacterDataHandler = self.text.append

    def on_rest(self, _attributes: Attributes) -> None:
        """Finish the last cell: what follows the cells has formulas of its own."""
        self.finish_cell()

    def add_column(self, column: str) -> None:
        if not (column.isascii() and column.isalpha() and column.isupper()):
            raise Refused("damaged-file", reason=f"{self.part}: column {column}")
        self.columns.add(column)
        if _column_number(column) >= self.limits.columns:
            raise Refused("too-many-columns", limit=self.limits.columns)

    def on_formula(self, _attributes: Attributes) -> None:
        self.formula = bool(self.cell)

    def finish_cell(self) -> None:
        """Decide about a cell with a formula or an error, now that all of it has been heard."""
        text = "".join(self.text or ()).strip()
        kind = self.cell.get("t")
        if kind == "e":
            self.marks.errors[self.place()] = text or "#VALUE!"
        elif self.formula and kind != "str" and not text:
            self.marks.uncached.add(self.place())
        self.formula = False
        self.text = None
        self.cell = {}
        self.parser.CharacterDataHandler = None

    def on_column(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") == "0":
            first = self.whole(attributes, "min", 1) - 1
            last = min(self.whole(attributes, "max", 1), self.limits.columns)
            self.marks.hidden_columns.update(range(first, last))

    def on_merge(self, attributes: Attributes) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        ends = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if ends[0] and ends[1]:
            (top, left), (bottom, right) = (
                (int(end[2]) - 1, _column_number(end[1].upper())) for end in ends if end
            )
            self.marks.merged.append((top, left, bottom, right))

    def whole(self, attributes: Attributes, name: str, default: int) -> int:
        """Return an attribute that must be a whole number."""
        text = attributes.get(name) or str(default)
        if not (text.isascii() and text.isdigit() and len(text) <= _NUMBER_DIGITS):
            raise Refused("damaged-file", reason=f"{self.part}: {name}={text}")
        return int(text)

    def place(self) -> tuple[int, int]:
        return self.row - 1, _column_number(self.cell["r"].rstrip(_DIGITS))


def _column_number(letters: str) -> int:
    """Return the number of a column from its letters, counted from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
