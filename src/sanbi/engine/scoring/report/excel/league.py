"""The league table 亮晒榜: a block for each group, sorted by formulas."""

from __future__ import annotations

from dataclasses import dataclass

from sanbi.engine.scoring.report.excel.book import NAME, Book, plain
from sanbi.engine.scoring.report.excel.cells import GENERAL, LINE_HEIGHT, Sheet, Value, lines_of
from sanbi.engine.scoring.report.excel.layout import Block
from sanbi.engine.scoring.report.excel.ranks import RankColumns
from sanbi.engine.scoring.scheme.model import Node

MOST_PARTS = 8
LONG_BLOCK = 12  # units above which a group has pages of its own in print


@dataclass(frozen=True)
class LeagueColumn:
    """A column of the table; ``source`` is the column of totals that it shows, if it is one."""

    key: str
    head: str
    source: int | None
    style: str
    shown: str
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
        for place, width in enumerate((5.0, *(column.width for column in columns))):
            self.sheet.widths[place] = width
        for block in self.book.layout.blocks:
            if self.book.layout.several:
                title = block.outcome.cohort.name
                for place in range(len(columns) + 1):
                    self.sheet.text(row, place, title if place == 0 else "", "band")
                row += 1
            self._head(row, columns)
            row = self._lines(block, row + 1, columns) + 1
            if self.book.layout.several and len(block.rows) > LONG_BLOCK:
                self.sheet.breaks.append(row)
        self._consequences(row)

    def _columns(self) -> list[LeagueColumn]:
        words, score = self.book.words, self.book.number_format(self.book.digits())
        known = any(p is not None for b in self.book.layout.blocks for p in b.outcome.previous)
        own = self.ranks.columns
        found = [
            LeagueColumn("rank", words("rank"), own["rank"], "rank", GENERAL, 7),
            LeagueColumn("name", words("name"), NAME, "name", GENERAL, 20),
            LeagueColumn(
                "total", words("score"), self.ranks.totals.columns["total"], "total", score, 10
            ),
            *self._parts(score),
        ]
        if known:
            for key, style in (("previous", "rank_light"), ("change", "change")):
                found.append(LeagueColumn(key, words(key), own[key], style, GENERAL, 9))
        found.append(LeagueColumn("gap", words("gap"), None, "score", score, 11))
        for key in ("grade", "remark"):
            if key in own:
                width = 9.0 if key == "grade" else self._remark_width(own[key])
                found.append(LeagueColumn(key, words(key), own[key], key, GENERAL, width))
        return found

    def _remark_width(self, source: int) -> float:
        cells = self.book.totals.sheet.cells
        longest = max(len(str(cells[row.row, source].value)) for row in self.book.layout.rows())
        return min(56.0, max(14.0, 2.0 * longest))

    def _parts(self, shown: str) -> list[LeagueColumn]:
        """First-level parts of the tree and the blocks of adjustments, if they are few."""
        totals, scheme = self.ranks.totals, self.book.run.scheme
        nodes = [child for child in scheme.tree.children if isinstance(child, Node)]
        found = [
            (child.id, child.name, totals.node_columns[child.id, self.book.run.period])
            for child in nodes
        ]
        found += [
            (block.id, block.name, totals.columns[f"{block.id} "]) for block in scheme.adjustments
        ]
        if len(found) > MOST_PARTS:
            return []
        return [
            LeagueColumn(f"part {key}", name, column, "score", shown, 11)
            for key, name, column in found
        ]

    def _head(self, row: int, columns: list[LeagueColumn]) -> None:
        self.sheet.text(row, 0, "#", "head")
        for place, column in enumerate(columns, start=1):
            self.sheet.text(row, place, column.head, "head")
        heads = [(column.head, self.sheet.widths[n]) for n, column in enumerate(columns, start=1)]
        lines = max(lines_of(head, width) for head, width in heads)
        self.sheet.heights[row] = LINE_HEIGHT * lines + 6

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
        row, at, _ = where
        book = self.book
        if column.source is None:
            self._gap(block, where, place, column.shown)
            return
        span = book.totals.range(column.source, block.span)
        value: Value = book.totals.sheet.cells[block.rows[place].row, column.source].value
        text = f"INDEX({span},{match})"
        if column.key == "previous":
            text = f'IF({text}="","",{text})'
        elif column.key == "remark":
            text = f'{text}&""'
        self.sheet.live(row, at, text, value, column.style, column.shown, "league")
        if column.key == "remark" and (lines := lines_of(str(value), column.width)) > 1:
            self.sheet.heights[row] = LINE_HEIGHT * lines

    def _gap(self, block: Block, where: tuple[int, int, int], place: int, shown: str) -> None:
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
