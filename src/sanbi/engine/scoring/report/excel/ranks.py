"""Ranks, order and changes as formulas of the totals."""

from __future__ import annotations

from dataclasses import dataclass, field

from sanbi.engine.scoring.report.excel.book import Book, Heading, UnitSheet
from sanbi.engine.scoring.report.excel.cells import Value
from sanbi.engine.scoring.report.excel.gates import GateColumns
from sanbi.engine.scoring.report.excel.inputs import name_column
from sanbi.engine.scoring.report.excel.layout import Block, Row
from sanbi.engine.scoring.report.excel.totals import TotalColumns, participates

DASH = '"—"'
LEAVE_OUT = "leave_out"


@dataclass
class RankColumns:
    """Who is ranked, places and their order."""

    totals: TotalColumns
    columns: dict[str, int] = field(default_factory=dict)

    @property
    def book(self) -> Book:
        """The workbook."""
        return self.totals.book

    @property
    def gates(self) -> GateColumns:
        """The gates' columns."""
        return self.totals.gates

    def add(self) -> None:
        """The columns that this scheme needs."""
        scheme, words = self.book.run.scheme, self.book.words
        keys = ["ranked"]
        if any(True for _ in self.gates.effects("rank_last")):
            keys.append("last")
        if scheme.ties.method != "competition":
            keys.append("place_first")
        keys += ["rank", "order", "previous", "change"]
        if scheme.grades is not None:
            graded = any(True for _ in self.gates.effects("downgrade", "cap_grade", "lowest_grade"))
            keys += ["first_grade", "grade"] if graded else ["grade"]
        if scheme.gates or scheme.exclusions:
            keys.append("remark")
        for key in keys:
            width = 28.0 if key == "remark" else 9.0
            self.columns[key] = self.book.totals.add(key, Heading("", words(key)), width)

    def cell(self, key: str, row: Row) -> str:
        """A cell of a unit."""
        return self.book.totals.at(self.columns[key], row)

    def write(self) -> None:
        """Formulas of all units."""
        for block in self.book.layout.blocks:
            for row in block.rows:
                self._ranked(block, row)
                self._last(row)
                self._rank(block, row)
                self._change(block, row)
                self._remark(row)
        for name, key in (
            ("rank", "rank"),
            ("previous_rank", "previous"),
            ("rank_change", "change"),
        ):
            self.book.shown["fact", name] = (self.book.totals, self.columns[key])

    def _remark(self, row: Row) -> None:
        """What gates do to the unit, or why it is excluded."""
        if "remark" not in self.columns:
            return
        sheet, scheme = self.book.totals.sheet, self.book.run.scheme
        reasons = [item.reason for item in scheme.exclusions if row.code in item.units]
        if reasons or not scheme.gates:
            sheet.text(row.row, self.columns["remark"], "; ".join(reasons), "small")
            return
        parts, value = [], ""
        for gate in scheme.gates:
            parts.append(f'IF({self.gates.cell(gate, row)}=1,{self.gates.wording(gate)}&" ","")')
            value += f"{self.gates.sentence(gate)} " if self.gates.hit(gate, row) else ""
        sheet.live(row.row, self.columns["remark"], "&".join(parts), value, "small")

    # who is ranked ----------------------------------------------------------------------------
    def _ranked(self, block: Block, row: Row) -> None:
        book, outcome = self.book, block.outcome
        ranked = bool(outcome.ranks.ranked[row.place])
        tests = [f"ISNUMBER({self.totals.cell('total', row)})", f"{participates(book, row)}=1"]
        for gate, _ in self.gates.effects("unranked"):
            tests.append(f"{self.gates.cell(gate, row)}<>1")
        tests += self._not_left_out(block, row)
        column = self.columns["ranked"]
        if not ranked and not self._explained(block, row):
            why = book.words("why_excluded")
            book.fixed(book.totals, column, row, 0, why, role="ranked")
            return
        text = f"IF(AND({','.join(tests)}),1,0)"
        book.totals.sheet.live(row.row, column, text, int(ranked), "flag", role="ranked")

    def _not_left_out(self, block: Block, row: Row) -> list[str]:
        """Tests that no leaf takes the unit out of the ranking."""
        book, tests = self.book, []
        for (name, period), result in block.outcome.scores.leaves.items():
            leaf = result.leaf
            score = book.scores.at(self.totals.leaf_columns[name, period], row)
            held = f"ISNUMBER({score})"
            applies = book.data.keys.get(("applies", name, period))
            if applies is None:
                if str(leaf.missing) == LEAVE_OUT:
                    tests.append(held)
                continue
            cell = book.data.at(applies, row)
            if str(leaf.missing) == LEAVE_OUT:
                tests.append(f"OR({cell}=0,{held})")
            if str(leaf.otherwise) == LEAVE_OUT:
                tests.append(f"{cell}=1")
        return tests

    def _explained(self, block: Block, row: Row) -> bool:
        """Whether the formula by itself finds that the unit is not ranked."""
        scores = block.outcome.scores
        if scores.published is None or not scores.published.present[row.place]:
            return True
        if not self.book.run.participates[row.unit]:
            return True
        if any(self.gates.hit(gate, row) for gate, _ in self.gates.effects("unranked")):
            return True
        return any(
            result.came[row.place].endswith(f":{LEAVE_OUT}") for result in scores.leaves.values()
        )

    def _last(self, row: Row) -> None:
        if "last" not in self.columns:
            return
        gates = [gate for gate, _ in self.gates.effects("rank_last")]
        cells = ",".join(self.gates.cell(gate, row) for gate in gates)
        value = int(any(self.gates.hit(gate, row) for gate in gates))
        put = self.book.totals.sheet.live
        put(row.row, self.columns["last"], f"MAX({cells})", value, "flag")

    # ranks ------------------------------------------------------------------------------------
    def _keys(self) -> list[tuple[UnitSheet, int, bool]]:
        """Sheet, column and direction of what units are ordered by."""
        book, scheme = self.book, self.book.run.scheme
        keys: list[tuple[UnitSheet, int, bool]] = []
        if "last" in self.columns:
            keys.append((book.totals, self.columns["last"], False))
        total = "total" if scheme.rank_on == "published" else "raw_total"
        keys.append((book.totals, self.totals.columns[total], scheme.better == "high"))
        for key in scheme.ties.then:
            name, period = key["by"], book.run.period
            high = key["better"] == "high"
            if (name, period) in self.totals.leaf_columns:
                keys.append((book.scores, self.totals.leaf_columns[name, period], high))
            elif (name, period) in self.totals.node_columns:
                keys.append((book.totals, self.totals.node_columns[name, period], high))
            else:
                keys.append((book.data, name_column(book, name, period, "group"), high))
        return keys

    def _better(self, block: Block, row: Row) -> str:
        """1 for each unit that comes before, over the group's rows."""
        text = ""
        for target, column, high in reversed(self._keys()):
            span, own = target.range(column, block.span), target.at(column, row)
            before = f"({span}{'>' if high else '<'}{own})"
            text = f"({before}+({span}={own})*{text})" if text else before
        return text

    def _rank(self, block: Block, row: Row) -> None:
        book, ranks = self.book, block.outcome.ranks
        put = book.totals.sheet.live
        ranked = bool(ranks.ranked[row.place])
        flags = book.totals.range(self.columns["ranked"], block.span)
        flag = self.cell("ranked", row)
        method = book.run.scheme.ties.method
        first = "rank" if method == "competition" else "place_first"
        text = f"IF({flag}=1,1+SUMPRODUCT({flags}*{self._better(block, row)}),{DASH})"
        value: Value = self._first_place(block, row) if ranked else "—"
        role = "rank" if first == "rank" else ""
        put(row.row, self.columns[first], text, value, "rank", role=role)
        self._order(block, row, first, flags)
        if first == "rank":
            return
        text = f"IF({flag}=1,{self._by_method(block, row, method)},{DASH})"
        value = float(ranks.rank[row.place]) if ranked else "—"
        put(row.row, self.columns["rank"], text, value, "rank", role="rank")

    def _first_place(self, block: Block, row: Row) -> Value:
        """The competition place: where the unit's tie begins in the order."""
        ranks = block.outcome.ranks
        method = self.book.run.scheme.ties.method
        own = float(ranks.rank[row.place])
        if method == "competition":
            return own
        if method == "ordinal":
            return self._tied_first(block, row)
        before = [p for p in ranks.order if ranks.ranked[p] and ranks.rank[p] < own]
        return 1 + len(before)

    def _tied_first(self, block: Block, row: Row) -> Value:
        """Ordinal ranks hide ties: look at the keys themselves."""
        cells = [(target.sheet.cells, column) for target, column, _ in self._keys()]

        def keys(other: Row) -> list[object]:
            return [held[other.row, column].value for held, column in cells]

        places = {row_.place: row_ for row_ in block.rows}
        order = [places[p] for p in block.outcome.ranks.order if block.outcome.ranks.ranked[p]]
        own = keys(row)
        return next(n for n, other in enumerate(order, start=1) if keys(other) == own)

    def _order(self, block: Block, row: Row, first: str, flags: str) -> None:
        """The unit's line in the league table: equal units and the unranked by unit code."""
        column = self.columns[first]
        above = self.book.totals.range(column, (block.span[0], row.row))
        own = self.book.totals.at(column, row)
        ranked = self.book.totals.range(self.columns["ranked"], (block.span[0], row.row))
        ordered = f"{own}+COUNTIF({above},{own})-1"
        rest = f"SUM({flags})+COUNTIF({ranked},0)"
        text = f"IF({self.cell('ranked', row)}=1,{ordered},{rest})"
        value = block.outcome.ranks.order.index(row.place) + 1
        self.book.totals.sheet.live(row.row, self.columns["order"], text, value, "flag")

    def _by_method(self, block: Block, row: Row, method: str) -> str:
        places = self.book.totals.range(self.columns["place_first"], block.span)
        own = self.cell("place_first", row)
        if method == "ordinal":
            return self.cell("order", row)
        if method == "average":
            return f"{own}+(COUNTIF({places},{own})-1)/2"
        orders = self.book.totals.range(self.columns["order"], block.span)
        return f"1+SUMPRODUCT(ISNUMBER({places})*({places}<{own})*({places}={orders}))"

    # changes ----------------------------------------------------------------------------------
    def _change(self, block: Block, row: Row) -> None:
        sheet = self.book.totals.sheet
        previous = block.outcome.previous[row.place]
        rank = float(block.outcome.ranks.rank[row.place])
        if previous is None:
            sheet.text(row.row, self.columns["previous"], "", "input_empty")
        else:
            sheet.number(row.row, self.columns["previous"], float(previous))
        before, now = self.cell("previous", row), self.cell("rank", row)
        ranked = bool(block.outcome.ranks.ranked[row.place])
        value: Value = float(previous) - rank if previous is not None and ranked else ""
        text = f'IF(COUNT({before},{now})=2,{before}-{now},"")'
        sheet.live(row.row, self.columns["change"], text, value, "change", role="change")
