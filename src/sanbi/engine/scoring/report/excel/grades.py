"""Grades as formulas of totals and ranks, and what gates do to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sanbi.engine.scoring.evaluation.grading import quota_limits
from sanbi.engine.scoring.report.excel.book import Book
from sanbi.engine.scoring.report.excel.layout import Block, Row
from sanbi.engine.scoring.report.excel.parameters import ParameterBlock
from sanbi.engine.scoring.report.excel.ranks import RankColumns
from sanbi.engine.scoring.scheme.model import Grades

GradeTest = tuple[str, str, str]  # grade, test of the rank, test of the total


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
        held = self.book.parameters.block("grades", "", self.book.words("grade"))
        for number, name in enumerate(grades.names, start=1):
            label = self.book.words.either(f"第{number}等", f"level {number}")
            held.put(f"name {number}", label, name)
        return [held.put(f"name {number}", "", "") for number in range(1, len(grades.names) + 1)]

    def _limits(self, grades: Grades, block: Block) -> list[GradeTest]:
        """For each grade the tests that must hold, with {rank} and {total} open."""
        words = self.book.words
        sign = ">=" if self.book.run.scheme.better == "high" else "<="
        if grades.by == "score":
            held = self.book.parameters.block("bands", "", words("grade_limit"))
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
            f"quotas {group.group}", "", f"{words('grade_count')}（{group.name}）"
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

    def _part(self, held: ParameterBlock, quota: Mapping[str, Any], flags: str, mode: str) -> str:
        """How many units a grade takes."""
        words, name = self.book.words, str(quota["grade"])
        if quota["count"] is not None:
            return held.put(f"count {name}", f"{name} {words('grade_count')}", quota["count"])
        cell = held.put(f"share {name}", f"{name} {words('grade_share')}", quota["share"])
        number = f"ROUND({cell}*SUM({flags}),9)"
        return {
            "down": f"INT({number})",
            "up": f"ROUNDUP({number},0)",
            "half_up": f"ROUND({number},0)",
        }[mode]

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
