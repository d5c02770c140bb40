"""Marks of the sheets of an .ods file: one pass over content.xml."""

from __future__ import annotations

from sanbi.engine.scoring.data.readers.archive import Archive
from sanbi.engine.scoring.data.readers.limits import Limits
from sanbi.engine.scoring.data.readers.marks import Marks
from sanbi.engine.scoring.data.readers.refusal import Refused
from sanbi.engine.scoring.data.readers.xml_pass import Attributes, feed, local, make_parser

CONTENT = "content.xml"
MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_HIDDEN = ("collapse", "filter")
_COUNT_DIGITS = 12
_REPEATED = (
    10_000  # equal rows that hold data: nobody fills in more, and a small file may claim any
)
_LINKS = ("table-source", "cell-range-source", "dde-source", "dde-link")


def read_marks(archive: Archive, limits: Limits) -> dict[str, Marks]:
    """Return the marks of every sheet, by its name.

    Raises
        Refused  for encrypted files, links to other files, and sheets with too many cells.
    """
    if _MANIFEST in archive.names and b"encryption-data" in archive.read(_MANIFEST):
        raise Refused("encrypted")
    return _ContentPass(limits).run(archive.read(CONTENT))


class _ContentPass:
    """Reads all sheets. Repeated rows and cells are counted, and only marked ones written out."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.parser = make_parser()
        self.sheets: dict[str, Marks] = {}
        self.marks = Marks()
        self.row = 0
        self.rows = 1
        self.column = 0
        self.columns = 0
        self.cells: list[tuple[int, int, Attributes]] = []
        self.text: list[str] | None = None
        self.depth = 0  # tables within cells are no sheets

    def run(self, content: bytes) -> dict[str, Marks]:
        self.parser.StartElementHandler = self.on_start
        self.parser.EndElementHandler = self.on_end
        feed(CONTENT, self.parser, content)
        return self.sheets

    def on_start(self, name: str, attributes: Attributes) -> None:
        kind = local(name)
        if kind in _LINKS:
            raise Refused("external-links")
        if kind == "table":
            self.depth += 1
        if self.depth > 1 or (self.depth == 0 and kind != "table"):
            return
        plain = {local(key): value for key, value in attributes.items()}
        if attributes.get("calcext:value-type") == "error":
            plain["value-type"] = "error"
        if kind == "table":
            self.on_table(plain)
        elif kind == "table-column":
            self.on_column(plain)
        elif kind == "table-row":
            self.on_row(plain)
        elif kind in ("table-cell", "covered-table-cell"):
            self.on_cell(plain)
        elif kind == "p" and self.text is not None:
            self.parser.CharacterDataHandler = self.text.append

    def on_end(self, name: str) -> None:
        kind = local(name)
        if kind == "table":
            self.depth -= 1
        elif kind == "table-row" and self.depth == 1:
            self.end_row()
        elif kind == "p":
            self.parser.CharacterDataHandler = None
        elif kind == "table-cell" and self.text is not None:
            self.marks.errors[self.row, self.column - 1] = "".join(self.text) or "#VALUE!"
            self.text = None

    def on_table(self, attributes: Attributes) -> None:
        self.marks = self.sheets[attributes.get("name", "")] = Marks()
        self.row = self.columns = 0

    def on_column(self, attributes: Attributes) -> None:
        count = _count(attributes, "number-columns-repeated")
        if attributes.get("visibility") in _HIDDEN:
            last = min(self.columns + count, self.limits.columns)
            self.marks.hidden_columns.update(range(self.columns, last))
        self.columns += count

    def on_row(self, attributes: Attributes) -> None:
        self.rows = _count(attributes, "number-rows-repeated")
        self.column = 0
        self.cells = []
        if attributes.get("visibility") in _HIDDEN:
            last = min(self.row + self.rows, self.limits.rows)
            self.marks.hidden_rows.update(range(self.row, last))

    def on_cell(self, attributes: Attributes) -> None:
        count = _count(attributes, "number-columns-repeated")
        if "value-type" in attributes or "formula" in attributes:
            if self.column + count > self.limits.columns:
                raise Refused("too-many-columns", limit=self.limits.columns)
            self.cells.append((self.column, count, attributes))
        spans = [_count(attributes, f"number-{what}-spanned") for what in ("rows", "columns")]
        if max(spans) > 1:
            bottom, right = self.row + spans[0] - 1, self.column + spans[1] - 1
            self.marks.merged.append((self.row, self.column, bottom, right))
        self.column += count
        if attributes.get("value-type") == "error":
            self.text = []

    def end_row(self) -> None:
        if self.cells:
            first, count, _ = self.cells[-1]
            self.marks.height = self.row + self.rows
            self.marks.width = max(self.marks.width, first + count)
            height, width = self.marks.height, self.marks.width
            if (
                self.rows > _REPEATED
                or height > self.limits.rows
                or height * width > self.limits.cells
            ):
                raise Refused("too-many-cells", rows=height, columns=width)
        for first, count, attributes in self.cells:
            kind = attributes.get("value-type")
            if kind == "percentage":
                self.marks.percents.update(self.places(first, count))
            elif kind is None:  # a formula, and nothing that it gave
                self.marks.uncached.update(self.places(first, count))
        self.row += self.rows

    def places(self, first: int, count: int) -> list[tuple[int, int]]:
        rows = range(self.row, self.row + self.rows)
        return [(row, column) for row in rows for column in range(first, first + count)]


def _count(attributes: Attributes, name: str) -> int:
    text = attributes.get(name, "1")
    if not (text.isascii() and text.isdigit()):
        raise Refused("damaged-file", reason=f"{CONTENT}: {name}={text}")
    return int(text[:_COUNT_DIGITS])  # a longer count is beyond every limit, however it is cut
