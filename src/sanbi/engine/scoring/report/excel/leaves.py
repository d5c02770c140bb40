"""The sheet of scores 计分: one formula for each unit and leaf."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sanbi.engine.scoring.report.excel.book import Book, Heading, InexpressibleError, plain
from sanbi.engine.scoring.report.excel.cells import Value
from sanbi.engine.scoring.report.excel.figures import everyone_compared, participants
from sanbi.engine.scoring.report.excel.gates import GateColumns
from sanbi.engine.scoring.report.excel.inputs import formula_cells
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.rules import RULE_TEXTS
from sanbi.engine.scoring.report.excel.rules.expression import named_cells
from sanbi.engine.scoring.report.excel.rules.leaf import NONE_LEFT, LeafCells, clipped
from sanbi.engine.scoring.scheme.model import Leaf, Node

ABSENT = '""'
LONGEST = 8_000
DEEPEST = 60


def may_be_absent(book: Book, leaf: Leaf) -> bool:
    """Whether a unit may have no score in this leaf.

    Where missing data are refused, only a unit that takes no part may lack them.
    """
    options = [leaf.missing] + ([leaf.otherwise] if leaf.when is not None else [])
    if any(str(option) in {"redistribute", "leave_out"} for option in options):
        return True
    return not book.run.everyone.everyone_takes_part and leaf.missing == "error"


def may_be_missing(leaf: Leaf) -> bool:
    """Whether the rule can find nothing to work on."""
    return leaf.rule.type != "events" or leaf.times is not None


def needs_raw(rounding: str, leaf: Leaf) -> bool:
    """Whether the unrounded score needs a cell of its own."""
    means = {"group_mean", "group_minimum"}
    return rounding == "half_even" or str(leaf.missing) in means


@dataclass
class LeafColumn:
    """Writes one leaf in one period into its column."""

    book: Book
    leaf: Leaf
    period: str
    column: int
    gates: GateColumns

    def write(self) -> None:
        """Formulas for all units, or constants with the reason."""
        rows = list(self.book.layout.rows())
        try:
            cells = LeafCells(self.book, self.leaf, self.period)
            texts = [self._texts(cells, row) for row in rows]
        except InexpressibleError as error:
            for row in rows:
                self._constant(row, error.why)
            return
        for row, (raw, text) in zip(rows, texts, strict=True):
            if max(len(raw), len(text)) > LONGEST or _depth(text) > DEEPEST:
                self._constant(row, self.book.words("why_long"))
                continue
            if self.book.raw is not None:
                self.book.raw.sheet.live(
                    row.row, self.column, raw, self._raw_value(cells, row), "live"
                )
            self.book.scores.sheet.live(
                row.row, self.column, text, self._value(row), "score", self._format, "score"
            )

    @property
    def _format(self) -> str:
        rounds = self.book.run.scheme.rounds_at("leaf")
        return self.book.number_format(self.book.digits(self.leaf) if rounds else None)

    def _value(self, row: Row) -> Value:
        result = self._result(row)
        held = result.score.present[row.place]
        return plain(result.score.values[row.place]) if held else ""

    def _raw_value(self, cells: LeafCells, row: Row) -> Value:
        result = cells.result(row)
        if result.came[row.place] != "scored":
            return ""
        return plain(result.unrounded.values[row.place])

    def _result(self, row: Row):  # type: ignore[no-untyped-def]  # noqa: ANN202
        outcome = self.book.layout.blocks[row.block or 0].outcome
        return outcome.scores.leaves[self.leaf.id, self.period]

    def _constant(self, row: Row, why: str) -> None:
        how = {"number_format": self._format}
        self.book.fixed(
            self.book.scores, self.column, row, self._value(row), why, **how, role="score"
        )

    # formulas ---------------------------------------------------------------------------------
    def _texts(self, cells: LeafCells, row: Row) -> tuple[str, str]:
        """The unrounded formula (if it has a cell of its own) and the score's."""
        body, needed, fails = self._body(cells, row)
        missing = self._outcome(cells, row, self.leaf.missing, "missing")
        raw = ""
        if self.book.raw is not None:
            guard = _present(needed, body, ABSENT)
            raw = f"IFERROR({guard},{ABSENT})" if fails else guard
            if cells.applies_column is not None:
                applies = self.book.data.at(cells.applies_column, row)
                raw = f"IF({applies}=1,{raw},{ABSENT})"
            own = self.book.raw.at(self.column, row)
            score = self.book.rounded(own, "leaf", self.leaf)
            text = f"IF(ISNUMBER({own}),{score},{missing})"
        else:
            text = self.book.rounded(body, "leaf", self.leaf)
            if fails:
                text = f"IFERROR({text},{missing})"
            text = _present(needed, text, missing)
        if cells.applies_column is not None:
            applies = self.book.data.at(cells.applies_column, row)
            other = self._outcome(cells, row, self.leaf.otherwise, "otherwise")
            text = f"IF({applies}=1,{text},{other})"
        return raw, self._gated(text, row)

    def _body(self, cells: LeafCells, row: Row) -> tuple[str, list[str], bool]:
        """The rule × times within the leaf's limits, the cells it needs, whether it may fail."""
        leaf = self.leaf
        body = RULE_TEXTS[leaf.rule.type](cells, row)
        needed = cells.needed(row) if may_be_missing(leaf) else []
        fails = leaf.rule.type == "formula" or leaf.rule.params.get("scale") == "log"
        if leaf.rule.type == "formula":
            needed = [*needed, *named_cells(cells, row)]
        if leaf.times is not None:
            factor = formula_cells(self.book, leaf.times, self.period, cells.kind)(row)
            body = f"({body})*({factor.inner})"
            needed = [*needed, *factor.cells]
            fails = fails or factor.fails
        words = self.book.words
        limits = [
            None if value is None else cells.block.put(f"leaf {name}", words(name), value)
            for name, value in (("cap", leaf.cap), ("floor", leaf.floor))
        ]
        return clipped(body, limits[0], limits[1]), list(dict.fromkeys(needed)), fails

    def _outcome(self, cells: LeafCells, row: Row, option: object, which: str) -> str:
        """What a unit gets that has no data, or to which the leaf does not apply."""
        book = self.book
        if isinstance(option, Mapping):
            label = book.words(f"fixed_{which}")
            cell = cells.block.put(f"fixed {which}", label, option["fixed"])
            return book.rounded(cell, "leaf", self.leaf)
        if str(option) in {"group_mean", "group_minimum"} and book.raw is not None:
            function = self._mean if option == "group_mean" else self._minimum
            return book.rounded(f"IFERROR({function(cells, row)},0)", "leaf", self.leaf)
        known: dict[object, Callable[[], str]] = {
            "error": lambda: NONE_LEFT if book.run.participates[row.unit] else ABSENT,
            "zero": lambda: "0",
            "full": lambda: book.rounded(cells.points(row), "leaf", self.leaf),
        }
        return known[option]() if option in known else ABSENT

    def _mean(self, cells: LeafCells, row: Row) -> str:
        span, flags = self._donors(cells, row)
        return f"AVERAGEIFS({span},{flags},1)"

    def _minimum(self, cells: LeafCells, row: Row) -> str:
        span, flags = self._donors(cells, row)
        if everyone_compared(self.book, cells.kind):
            return f"IF(COUNT({span})=0,0,MIN({span}))"
        return f"_xlfn.MINIFS({span},{flags},1)"

    def _donors(self, cells: LeafCells, row: Row) -> tuple[str, str]:
        if self.book.raw is None:
            raise TypeError("the unrounded scores have a sheet where means of them are needed")
        if cells.kind == "all" and self.book.layout.outside:
            raise InexpressibleError(self.book.words("why_impute"))
        rows = self.book.layout.scope_span(row, cells.kind)
        flags = participants(self.book, row, cells.kind)
        return self.book.raw.range(self.column, rows), flags

    def _gated(self, text: str, row: Row) -> str:
        """The score lowered where a gate applies."""
        for cell, cap in self.gates.leaf_caps(self.leaf.id, row):
            limited = f"MIN({text},IF({cell}=1,{cap},1E+100))"
            text = (
                f"IFERROR({limited},{ABSENT})" if may_be_absent(self.book, self.leaf) else limited
            )
        return text


def _present(needed: list[str], text: str, missing: str) -> str:
    if not needed:
        return text
    if len(needed) == 1:
        return f"IF(ISNUMBER({needed[0]}),{text},{missing})"
    return f"IF(COUNT({','.join(needed)})={len(needed)},{text},{missing})"


def _depth(text: str) -> int:
    """How deep brackets nest; no deeper than there are brackets."""
    if text.count("(") <= DEEPEST:
        return 0
    depth = deepest = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest


def parents(tree: Node) -> dict[str, Node]:
    """The node above each node and leaf."""
    return {
        child.id: node for node in tree.walk() if isinstance(node, Node) for child in node.children
    }


def score_columns(book: Book) -> dict[tuple[str, str], int]:
    """A column for each leaf and period, in the order of the tree, then of the adjustments."""
    above = {key: node.name for key, node in parents(book.run.scheme.tree).items()}
    for block in book.run.scheme.adjustments:
        above.update({leaf.id: block.name for leaf in block.items})
    columns = {}
    outcome = book.layout.blocks[0].outcome
    for (name, period), result in outcome.scores.leaves.items():
        leaf = result.leaf
        assessor = str(leaf.texts.get("assessor") or "")
        heading = Heading(above.get(name, ""), leaf.name, f"{name}", assessor)
        if period != book.run.period:
            heading = Heading(above.get(name, ""), leaf.name, f"{name} @{period}", assessor)
        columns[name, period] = book.scores.add(("leaf", name, period), heading)
        if book.raw is not None:
            book.raw.add(("leaf", name, period), heading)
    return columns


def write_scores(book: Book, columns: dict[tuple[str, str], int], gates: GateColumns) -> None:
    """Every leaf's formulas."""
    leaves = book.layout.blocks[0].outcome.scores.leaves
    for (name, period), column in columns.items():
        LeafColumn(book, leaves[name, period].leaf, period, column, gates).write()
