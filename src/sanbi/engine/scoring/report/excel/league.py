"""The league table 亮晒榜: a block for each group, sorted by formulas."""

from __future__ import annotations

from dataclasses import dataclass

from sanbi.engine.scoring.report.excel.book import NAME, Book, plain
from sanbi.engine.scoring.report.excel.cells import Sheet, Value
from sanbi.engine.scoring.report.excel.layout import Block
from sanbi.engine.scoring.report.excel.ranks import RankColumns
from sanbi.engine.scoring.scheme.model import Node

MOST_PARTS = 8


@dataclass(frozen=True)
class LeagueColumn:
    """A column of the table and the column of totals or scores that it shows."""

    key: str
    head: str
    source: str
    style: str
    digits: int | None
    width: float


@dataclass
class League:
    """Writes the league table; each line looks up the unit that stands there."""

    book: Book
    ranks: RankColumns
    sheet: Sheet

    def write(self) -> None:
        """All groups below each other."""
        row = 3
        columns = self._columns()
        widths = [5.0, 7.0, 20.0, *(column.width for column in columns[2:])]
        for place, width in enumerate(widths):
            self.sheet.widths[place] = width
        for block in self.book.layout.blocks:
            if self.book.layout.several:
                title = block.outcome.cohort.name
                for place in range(len(columns) + 1):
                    self.sheet.text(row, place, title if place == 0 else "", "band")
                row += 1
            self._head(row, columns)
            row = self._lines(block, row + 1, columns) + 1
            if self.book.layout.several and len(block.rows) > 12:
                self.sheet.breaks.append(row)
        self._consequences(row)

    def _columns(self) -> list[LeagueColumn]:
        words, totals = self.book.words, self.ranks.totals
        digits = self.book.digits()
        sheet = self.book.totals
        held = [
            self._of("rank", words("rank"), "rank", "rank", None, 7),
            LeagueColumn("name", words("name"), "", "name", None, 20),
            self._of("total", words("score"), "total", "total", digits, 10),
        ]
        for key, name, column in self._parts():
            held.append(LeagueColumn(key, name, f"{sheet.sheet.name} {column}", "score", digits, 11))
        known = any(p is not None for b in self.book.layout.blocks for p in b.outcome.previous)
        for key in ("previous", "change") if known else ():
            held.append(self._of(key, words(key), key, "change" if key == "change" else "rank_light", None, 9))
        held.append(LeagueColumn("gap", words("gap"), "", "score", digits, 11))
        for key in ("grade", "remark"):
            if key in self.ranks.columns:
                width = 9.0 if key == "grade" else 30.0
                held.append(self._of(key, words(key), key, "grade" if key == "grade" else "small", None, width))
        del totals
        return held

    def _of(
        self, key: str, head: str, source: str, style: str, digits: int | None, width: float
    ) -> LeagueColumn:
        columns = {**self.ranks.totals.columns, **self.ranks.columns}
        return LeagueColumn(key, head, str(columns[source]), style, digits, width)

    def _parts(self) -> list[tuple[str, str, int]]:
        """First-level parts of the tree and the blocks of adjustments, if they are few."""
        totals, period = self.ranks.totals, self.book.run.period
        found: list[tuple[str, str, int]] = []
        for child in self.book.run.scheme.tree.children:
            if isinstance(child, Node) and (child.id, period) in totals.node_columns:
                found.append((f"node {child.id}", child.name, totals.node_columns[child.id, period]))
        for block in self.book.run.scheme.adjustments:
            found.append((f"adjustment {block.id}", block.name, totals.columns[f"{block.id} "]))
        return found if len(found) <= MOST_PARTS else []

    def _head(self, row: int, columns: list[LeagueColumn]) -> None:
        self.sheet.text(row, 0, "#", "head")
        for place, column in enumerate(columns, start=1):
            self.sheet.text(row, place, column.head, "head")
        self.sheet.heights[row] = 32

    def _lines(self, block: Block, row: int, columns: list[LeagueColumn]) -> int:
        order = self.book.totals.range(self.ranks.columns["order"], block.span)
        first = row
        for number, place in enumerate(block.outcome.ranks.order, start=1):
            self.sheet.number(row, 0, number, "flag")
            match = f"MATCH({self.sheet.at(row, 0)},{order},0)"
            for at, column in enumerate(columns, start=1):
                self._cell(block, (row, at, first), column, match, place)
            row += 1
        return row

    def _cell(
        self,
        block: Block,
        where: tuple[int, int, int],
        column: LeagueColumn,
        match: str,
        place: int,
    ) -> None:
        row, at, first = where
        book = self.book
        shown = "General" if column.digits is None and column.style != "total" else book.number_format(column.digits)
        if column.style in {"total", "score"}:
            shown = book.number_format(column.digits)
        if column.key == "gap":
            self._gap(block, where, place, shown)
            return
        if column.key == "name":
            span = book.totals.range(NAME, block.span)
            value: Value = book.run.names[block.outcome.codes[place]]
        else:
            number = int(column.source.rsplit(" ", 1)[-1])
            span = book.totals.range(number, block.span)
            held = book.totals.sheet.cells[block.rows[place].row, number]
            value = held.value
        text = f"INDEX({span},{match})"
        if column.key == "previous":
            text = f'IF({text}="","",{text})'
        elif column.key == "remark":
            text = f'{text}&""'
        self.sheet.live(row, at, text, value, column.style, shown, "league")
        del first

    def _gap(
        self, block: Block, where: tuple[int, int, int], place: int, shown: str
    ) -> None:
        """Distance to the unit of the next better place; those on one place share it."""
        row, at, first = where
        gap = block.outcome.ranks.gap.at(place)
        value: Value = "" if gap is None else plain(gap)
        if row == first:
            self.sheet.text(row, at, "", "score")
            return
        rank, above = (self.sheet.at(r, 1) for r in (row, row - 1))
        score, better = (self.sheet.at(r, 3) for r in (row, row - 1))
        distance = f"ABS({better}-{score})"
        if self.book.exact:
            distance = self.book.guarded(distance, self.book.digits() or 0)
        same = self.sheet.at(row - 1, at)
        same = f'IF({same}="","",{same})'
        text = f'IF(ISNUMBER({rank}),IF({rank}={above},{same},{distance}),"")'
        self.sheet.live(row, at, text, value, "score", shown, "gap")

    def _consequences(self, row: int) -> None:
        """Rewards and accountability as they follow from this result."""
        rows = [
            (block.outcome.codes[place], text)
            for block in self.book.layout.blocks
            for place, _, text in sorted(block.outcome.consequences)
        ]
        if not rows:
            return
        self.sheet.text(row + 1, 0, self.book.words("consequences"), "note")
        for number, (code, text) in enumerate(rows, start=row + 2):
            self.sheet.text(number, 2, self.book.run.names[code], "fixed")
            self.sheet.text(number, 3, text, "fixed_long")
