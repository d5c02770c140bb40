"""The sheet of totals 总分: adjustments, totals, who is ranked, ranks, changes, grades."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from sanbi.engine.scoring.evaluation.gating import is_late
from sanbi.engine.scoring.report.excel.book import PARTICIPATES, Book, Heading, plain
from sanbi.engine.scoring.report.excel.cells import Value, joined
from sanbi.engine.scoring.report.excel.conditions import ConditionText, UntranslatableError
from sanbi.engine.scoring.report.excel.gates import GateColumns
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.nodes import node_may_be_absent
from sanbi.engine.scoring.report.excel.rules.leaf import clipped
from sanbi.engine.scoring.scheme.model import Adjustment

Key = tuple[str, str]


@dataclass
class TotalColumns:
    """Adjustments and totals of every unit."""

    book: Book
    leaf_columns: dict[Key, int]
    node_columns: dict[Key, int]
    gates: GateColumns
    columns: dict[str, int] = field(default_factory=dict)

    def add(self) -> None:
        """Columns for adjustments and the two totals."""
        words, scheme = self.book.words, self.book.run.scheme
        for block in scheme.adjustments:
            for key, word in (("sum", "sum_of"), ("applied", "applied_of"), ("", "counted_of")):
                if key == "applied" and not self._conditional(block):
                    continue
                parent = words.either("加减分", "adjustment")
                heading = Heading(parent, words(word, block.name), block.id)
                self.columns[f"{block.id} {key}"] = self.book.totals.add((key, block.id), heading)
        self.gates.add()
        for key in ("raw_total", "total"):
            self.columns[key] = self.book.totals.add(key, Heading("", words(key)))

    def _conditional(self, block: Adjustment) -> bool:
        return block.when is not None or any(
            effect.target in {None, "all", "全部", block.id}
            for _, effect in self.gates.effects("no_bonus")
        )

    def write(self) -> None:
        """Formulas of all units."""
        for row in self.book.layout.rows():
            for block in self.book.run.scheme.adjustments:
                self._adjust(block, row)
            self._total(row)
        for block in self.book.run.scheme.adjustments:
            column = self.columns[f"{block.id} "]
            self.book.shown["fact", f"score.{block.id}"] = (self.book.totals, column)
        self.book.shown["fact", "total"] = (self.book.totals, self.columns["total"])

    def cell(self, key: str, row: Row) -> str:
        """A cell of a unit."""
        return self.book.totals.at(self.columns[key], row)

    # adjustments ------------------------------------------------------------------------------
    def _adjust(self, block: Adjustment, row: Row) -> None:
        book = self.book
        result = book.layout.blocks[row.block or 0].outcome.scores.adjustments[block.id]
        shown = book.number_format(book.digits())
        cells = [
            book.scores.at(self.leaf_columns[leaf.id, book.run.period], row) for leaf in block.items
        ]
        put = book.totals.sheet.live
        column = self.columns[f"{block.id} sum"]
        raw = plain(result.raw[row.place])
        put(row.row, column, f"SUM({joined(cells)})", raw, "node", shown, "adjustment")
        text = book.totals.at(column, row)
        if block.cap is not None:
            held = book.parameters.block(f"adjustment {block.id}", block.id, block.name)
            text = f"MIN({text},{held.put('cap', book.words('cap'), block.cap)})"
        if self._conditional(block):
            self._applied(block, row, applied=bool(result.applied[row.place]))
            text = f"IF({self.cell(f'{block.id} applied', row)}=1,{text},0)"
        value = plain(result.score[row.place])
        put(row.row, self.columns[f"{block.id} "], text, value, "node", shown, "adjustment")

    def _applied(self, block: Adjustment, row: Row, *, applied: bool) -> None:
        """Whether the block counts: decided by its condition, or by gates that have cells."""
        book, column = self.book, self.columns[f"{block.id} applied"]
        tests = [
            f"{self.gates.cell(gate, row)}=1"
            for gate, effect in self.gates.effects("no_bonus")
            if effect.target == block.id
            or (effect.target in {None, "all", "全部"} and block.sign == "add")
        ]
        if block.when is not None:
            held = book.parameters.block(f"adjustment {block.id}", block.id, block.name)
            try:
                when = ConditionText(book, block.when, held, book.run.period).text(row)
            except UntranslatableError:
                why = book.words("why_applied")
                book.fixed(book.totals, column, row, int(applied), why, role="gate")
                return
            tests.append(f"NOT({when})")
        text = f"IF(OR({','.join(tests)}),0,1)"
        book.totals.sheet.live(row.row, column, text, int(applied), "flag", role="gate")

    # totals -----------------------------------------------------------------------------------
    def _total(self, row: Row) -> None:
        book = self.book
        scores = book.layout.blocks[row.block or 0].outcome.scores
        root = book.totals.at(self.node_columns[book.run.scheme.tree.id, book.run.period], row)
        text = root
        for block in book.run.scheme.adjustments:
            sign = "+" if block.sign == "add" else "-"
            text += sign + self.cell(f"{block.id} ", row)
        for gate, effect in self.gates.effects("cap_total"):
            if not is_late(gate.condition):
                cap = self.gates.limit(gate, effect)
                text = f"MIN({text},IF({self.gates.cell(gate, row)}=1,{cap},1E+100))"
        floor, cap_all = book.run.scheme.total_limits
        held = book.parameters.block("total", "total", book.words("total"))
        limits = [
            None if value is None else held.put(key, book.words(key), value)
            for key, value in (("total_cap", cap_all), ("total_floor", floor))
        ]
        text = clipped(text, limits[0], limits[1])
        if book.exact:
            text = book.guarded(text, book.digits() or 0)
        text = self._if_there(root, text)
        shown = book.number_format(book.digits())
        values: list[Value] = ["", ""]
        for place, column in enumerate((scores.unrounded, scores.published)):
            if column is not None and column.present[row.place]:
                values[place] = plain(column.values[row.place])
        put = book.totals.sheet.live
        put(row.row, self.columns["raw_total"], text, values[0], "live", role="total")
        own = self.cell("raw_total", row)
        rounded = self._if_there(own, book.rounded(own, "total"))
        put(row.row, self.columns["total"], rounded, values[1], "total", shown, "total")

    def _if_there(self, cell: str, text: str) -> str:
        if self.book.layout.everyone_has_a_total and not self._may_be_absent:
            return text
        return text if text == cell else f'IF(ISNUMBER({cell}),{text},"")'

    @cached_property
    def _may_be_absent(self) -> bool:
        return node_may_be_absent(self.book, self.book.run.scheme.tree)


def participates(book: Book, row: Row) -> str:
    """The cell that says whether a unit takes part."""
    return book.data.at(PARTICIPATES, row)
