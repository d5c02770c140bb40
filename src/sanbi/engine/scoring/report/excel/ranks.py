"""Ranks, order, changes and grades as formulas of the totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sanbi.engine.scoring.evaluation.grading import quota_limits
from sanbi.engine.scoring.report.excel.book import Book, Heading, UnitSheet
from sanbi.engine.scoring.report.excel.cells import Value
from sanbi.engine.scoring.report.excel.gates import GateColumns
from sanbi.engine.scoring.report.excel.inputs import name_column
from sanbi.engine.scoring.report.excel.layout import Block, Row
from sanbi.engine.scoring.report.excel.totals import Key, TotalColumns, participates
from sanbi.engine.scoring.scheme.model import Grades

DASH = '"—"'
GradeTest = tuple[str, str, str]  # grade, test of the rank, test of the total


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
            graded = any(
                True for _ in self.gates.effects("downgrade", "cap_grade", "lowest_grade")
            )
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
        for name, key in (("rank", "rank"), ("previous_rank", "previous"), ("rank_change", "change")):
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
        held = outcome.scores.leaves
        for (name, period), result in held.items():
            if result.leaf.missing in ("leave_out",):
                column = self.totals.leaf_columns[name, period]
                tests.append(f"ISNUMBER({book.scores.at(column, row)})")
        column = self.columns["ranked"]
        if not ranked and not self._explained(block, row):
            why = book.words("why_excluded")
            book.fixed(book.totals, column, row, 0, why, role="ranked")
            return
        text = f"IF(AND({','.join(tests)}),1,0)"
        book.totals.sheet.live(row.row, column, text, int(ranked), "flag", role="ranked")

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
            result.leaf.missing == "leave_out" and not result.score.present[row.place]
            for result in scores.leaves.values()
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
        cells = [
            (target.sheet.cells, column) for target, column, _ in self._keys()
        ]

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


@dataclass
class GradeColumns:
    """Grades by bands or quotas, then what gates do to them."""

    ranks: RankColumns

    @property
    def book(self) -> Book:
        """The workbook."""
        return self.ranks.book

    def write(self) -> None:
        """Formulas of all units, where the scheme has grades."""
        grades = self.book.run.scheme.grades
        if grades is None:
            return
        names = self._names(grades)
        for block in self.book.layout.blocks:
            limits = self._limits(grades, block)
            for row in block.rows:
                self._grade(grades, block, row, names, limits)

    def _names(self, grades: Grades) -> list[str]:
        """Cells that hold the grades' names, best first."""
        held = self.book.parameters.block("grades", "grades", self.book.words("grade"))
        for number, name in enumerate(grades.names, start=1):
            label = self.book.words.either(f"第{number}等", f"level {number}")
            held.put(f"name {number}", label, name)
        return [
            held.put(f"name {number}", "", "") for number in range(1, len(grades.names) + 1)
        ]

    def _limits(self, grades: Grades, block: Block) -> list[GradeTest]:
        """For each grade the tests that must hold, with {rank} and {total} open."""
        words = self.book.words
        sign = ">=" if self.book.run.scheme.better == "high" else "<="
        if grades.by == "score":
            held = self.book.parameters.block("bands", "grades", words("grade_limit"))
            tests: list[GradeTest] = []
            for band in grades.bands:
                limit = band["min"] if band["min"] is not None else band.get("max")
                cell = "" if limit is None else held.put(band["grade"], band["grade"], limit)
                total = f"{{total}}{sign}{cell}" if cell else ""
                tests.append((str(band["grade"]), "", total))
            return tests
        return self._quota_limits(grades, block, sign)

    def _quota_limits(self, grades: Grades, block: Block, sign: str) -> list[GradeTest]:
        words, group = self.book.words, block.outcome.cohort
        quotas: Sequence[Mapping[str, Any]] = grades.groups.get(group.group, grades.quotas)
        held = self.book.parameters.block(
            f"quotas {group.group}", "grades", f"{words('grade_count')}（{group.name}）"
        )
        flags = self.book.totals.range(self.ranks.columns["ranked"], block.span)
        count = int(block.outcome.ranks.ranked.sum())
        limits = quota_limits(quotas, count, grades.round)
        tests: list[GradeTest] = []
        before = ""
        for number, (quota, limit) in enumerate(zip(quotas, limits, strict=True)):
            name = str(quota["grade"])
            rank = total = ""
            if limit is not None:
                part = self._part(held, quota, flags, grades.round)
                label = f"{name} {words('grade_last')}"
                text = f"{before}+{part}" if before else part
                before = held.formula(f"last {number}", label, text, limit)
                rank = f"{{rank}}<={before}"
            if quota["min"] is not None:
                label = f"{name} {words('grade_limit')}"
                total = f"{{total}}{sign}{held.put(f'min {number}', label, quota['min'])}"
            tests.append((name, rank, total))
        return tests

    def _part(self, held: Any, quota: Mapping[str, Any], flags: str, mode: str) -> str:  # noqa: ANN401
        """How many units a grade takes."""
        words, name = self.book.words, str(quota["grade"])
        if quota["count"] is not None:
            return str(held.put(f"count {name}", f"{name} {words('grade_count')}", quota["count"]))
        cell = held.put(f"share {name}", f"{name} {words('grade_share')}", quota["share"])
        number = f"ROUND({cell}*SUM({flags}),9)"
        return {"down": f"INT({number})", "up": f"ROUNDUP({number},0)", "half_up": f"ROUND({number},0)"}[mode]

    def _grade(
        self,
        grades: Grades,
        block: Block,
        row: Row,
        names: list[str],
        limits: list[GradeTest],
    ) -> None:
        ranks, put = self.ranks, self.book.totals.sheet.live
        rank, total = ranks.cell("rank", row), ranks.totals.cell("total", row)
        order = grades.names
        text = '""' if grades.by == "score" else names[order.index(limits[-1][0])]
        for grade, *tests in reversed(limits):
            name = names[order.index(grade)]
            stated = [test.format(rank=rank, total=total) for test in tests if test]
            if not stated:
                text = name
            else:
                test = stated[0] if len(stated) == 1 else f"AND({','.join(stated)})"
                text = f"IF({test},{name},{text})"
        text = f'IF({ranks.cell("ranked", row)}=1,{text},"")'
        final = block.outcome.grades[row.place] or ""
        if "first_grade" not in ranks.columns:
            put(row.row, ranks.columns["grade"], text, final, "grade", role="grade")
            return
        first = self._before(grades, block, row)
        put(row.row, ranks.columns["first_grade"], text, first, "grade")
        text = self._lowered(row, names)
        put(row.row, ranks.columns["grade"], text, final, "grade", role="grade")

    def _before(self, grades: Grades, block: Block, row: Row) -> str:
        """The grade before effects, by the same rule as the formula."""
        outcome = block.outcome
        if not outcome.ranks.ranked[row.place] or outcome.scores.published is None:
            return ""
        total = outcome.scores.published.values[row.place]
        high = self.book.run.scheme.better == "high"
        items: Sequence[Mapping[str, Any]] = grades.bands
        last: list[int | None] = [None] * len(items)
        if grades.by != "score":
            items = grades.groups.get(outcome.cohort.group, grades.quotas)
            last = quota_limits(items, int(outcome.ranks.ranked.sum()), grades.round)
        for item, limit in zip(items, last, strict=True):
            bound = item["min"] if item["min"] is not None else item.get("max")
            reaches = bound is None or (total >= bound if high else total <= bound)
            if reaches and (limit is None or outcome.ranks.rank[row.place] <= limit):
                return str(item["grade"])
        return "" if grades.by == "score" else str(items[-1]["grade"])

    def _lowered(self, row: Row, names: list[str]) -> str:
        """Caps, then downgrades added up, then the lowest grade."""
        gates, ranks = self.ranks.gates, self.ranks
        first = ranks.cell("first_grade", row)
        span = f"{names[0]}:{names[-1].partition('!')[2]}"
        order = list(self.book.run.scheme.grades.names if self.book.run.scheme.grades else ())
        level = f"MATCH({first},{span},0)"
        caps = [
            f"IF({gates.cell(gate, row)}=1,{order.index(str(effect.to)) + 1},1)"
            for gate, effect in gates.effects("cap_grade")
        ]
        if caps:
            level = f"MAX({level},{','.join(caps)})"
        for gate, effect in gates.effects("downgrade"):
            level += f"+{effect.levels}*({gates.cell(gate, row)}=1)"
        text = f'IF({first}="","",INDEX({span},MIN({level},{len(names)})))'
        lowest = [f"{gates.cell(gate, row)}=1" for gate, _ in gates.effects("lowest_grade")]
        if lowest:
            text = f"IF(OR({','.join(lowest)}),{names[-1]},{text})"
        return text
