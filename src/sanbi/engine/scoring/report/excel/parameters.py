"""The sheet of parameters 参数: every number of the scheme in a cell of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from sanbi.engine.scoring.report.excel.cells import LINE_HEIGHT, Sheet, lines_of
from sanbi.engine.scoring.report.excel.words import Words

OWNER, NAME, RULE, LABEL, NUMBER, SECOND, REMARK = range(7)
WIDTHS = (16, 26, 14, 22, 12, 10, 26)
FIRST = 3
ParameterValue = Fraction | int | str


@dataclass
class ParameterBlock:
    """The parameters of one leaf, node or other part of the scheme."""

    parameters: Parameters
    owner: str
    name: str
    rule: str
    rows: dict[str, int] = field(default_factory=dict)

    def put(
        self,
        key: str,
        label: str,
        value: ParameterValue,
        second: ParameterValue | None = None,
        remark: str = "",
    ) -> str:
        """The cell of a parameter, made when first asked for."""
        if key not in self.rows:
            row = self.parameters.add(self, label, remark)
            self.rows[key] = row
            self.parameters.fill(row, NUMBER, value)
            if second is not None:
                self.parameters.fill(row, SECOND, second)
        return self.parameters.sheet.pinned(self.rows[key], NUMBER)

    def formula(self, key: str, label: str, formula: str, value: float) -> str:
        """The cell of a number that follows from others."""
        if key not in self.rows:
            row = self.parameters.add(self, label, "")
            self.rows[key] = row
            self.parameters.sheet.live(row, NUMBER, formula, value)
        return self.parameters.sheet.pinned(self.rows[key], NUMBER)

    def second(self, key: str) -> str:
        """The cell beside a parameter, such as the points of a band."""
        return self.parameters.sheet.pinned(self.rows[key], SECOND)

    def span(self, first: str, last: str) -> str:
        """Cells of parameters that stand below each other."""
        rows = self.rows[first], self.rows[last]
        return self.parameters.sheet.range(NUMBER, rows)

    @property
    def identity(self) -> str:
        """A cell that holds the owner's id as text, for look-ups."""
        if not self.rows:
            self.rows["#"] = self.parameters.add(self, "", "")
        row = next(iter(self.rows.values()))
        return self.parameters.sheet.pinned(row, OWNER)


class Parameters:
    """Hands out cells for parameters, block after block."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.sheet = Sheet(words("parameters"), landscape=False, head_rows=(0, 2), frozen=(3, 0))
        self.blocks: dict[str, ParameterBlock] = {}
        self._next = FIRST
        self._last: ParameterBlock | None = None
        heads = ("owner", "owner_name", "rule", "parameter", "number", "second", "remark")
        for column, head in enumerate(heads):
            self.sheet.text(2, column, words(head), "head")
        for column, width in enumerate(WIDTHS):
            self.sheet.widths[column] = width

    def block(self, key: str, owner: str, name: str, rule: str = "") -> ParameterBlock:
        """The block of an owner, made when first asked for; ``key`` tells owners apart."""
        if key not in self.blocks:
            self.blocks[key] = ParameterBlock(self, owner, name, rule)
        return self.blocks[key]

    def add(self, block: ParameterBlock, label: str, remark: str) -> int:
        """A new row."""
        row, self._next = self._next, self._next + 1
        style = "text"
        if block is not self._last:
            style = "text_top"
            self.sheet.text(row, OWNER, block.owner, "code_top")
            self.sheet.text(row, NAME, block.name, "wrapped_top")
            self.sheet.heights[row] = LINE_HEIGHT * lines_of(block.name, WIDTHS[NAME]) + 2
            self.sheet.text(row, RULE, block.rule, style)
            for column in (NUMBER, SECOND, REMARK):
                self.sheet.text(row, column, "", style)
        else:
            for column in (OWNER, NAME, RULE, NUMBER, SECOND):
                self.sheet.text(row, column, "", "bare" if column < LABEL else style)
        self._last = block
        self.sheet.text(row, LABEL, label, style)
        self.sheet.text(row, REMARK, remark, style)
        return row

    def fill(self, row: int, column: int, value: ParameterValue) -> None:
        """Put a number or a word of the scheme."""
        if isinstance(value, str):
            self.sheet.text(row, column, value, "input_text")
        else:
            self.sheet.number(row, column, float(value), "input")
