"""A workbook of values only, for results that are too large for live formulas."""

from __future__ import annotations

from dataclasses import dataclass

from sanbi.engine.scoring.evaluation.outcome import CohortOutcome
from sanbi.engine.scoring.report.excel.book import plain
from sanbi.engine.scoring.report.excel.cells import GENERAL, Sheet, Value
from sanbi.engine.scoring.report.excel.words import Words
from sanbi.engine.scoring.result import Result

MOST_ROWS = 1_000_000
MOST_COLUMNS = 16_000
MOST_CELLS = 1_000_000
FIRST = 3


@dataclass
class ValueBook:
    """Plans the sheets of a large result."""

    result: Result
    words: Words

    def sheets(self) -> list[Sheet]:
        """League table, totals, scores if they are not too many, and a note that says so."""
        held = [self._league(), self._totals()]
        leaves = len(self.result.outcomes[0].scores.leaves)
        units = sum(len(outcome.codes) for outcome in self.result.outcomes)
        whole = leaves * units <= MOST_CELLS and leaves <= MOST_COLUMNS
        if whole:
            held.append(self._scores())
        return [*held, self._notes(whole=whole and units <= MOST_ROWS)]

    # sheets -----------------------------------------------------------------------------------
    def _table(self, word: str, heads: list[str], widths: list[float]) -> Sheet:
        sheet = Sheet(self.words(word), head_rows=(0, 2), frozen=(FIRST, 2))
        sheet.text(0, 0, f"{self.result.scheme.title} · {sheet.name}", "title")
        sheet.text(1, 0, self.words("why_large"), "note")
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.text(2, column, head, "head")
            sheet.widths[column] = width
        return sheet

    def _put(self, sheet: Sheet, row: int, values: list[Value]) -> None:
        digits = self.result.scheme.precision
        shown = GENERAL if digits is None else "0." + "0" * digits if digits else "0"
        for column, value in enumerate(values):
            if isinstance(value, str):
                if value:
                    sheet.text(row, column, value)
            elif value is not None:
                whole = isinstance(value, int)
                sheet.number(row, column, value, "score", GENERAL if whole else shown)

    def _league(self) -> Sheet:
        words = self.words
        keys = ("group", "rank", "unit", "name", "score", "previous", "change", "gap", "grade")
        sheet = self._table(
            "league", [words(key) for key in keys], [14, 7, 12, 20, 10, 9, 8, 10, 9]
        )
        row = FIRST
        for outcome in self.result.outcomes:
            for place in outcome.ranks.order:
                if row < MOST_ROWS:
                    self._put(sheet, row, self._line(outcome, place))
                row += 1
        return sheet

    def _line(self, outcome: CohortOutcome, place: int) -> list[Value]:
        rank = float(outcome.ranks.rank[place])
        ranked = bool(outcome.ranks.ranked[place])
        previous = outcome.previous[place]
        change = None if previous is None or not ranked else _whole(float(previous) - rank)
        published = outcome.scores.published
        score = None if published is None else published.at(place)
        gap = outcome.ranks.gap.at(place)
        code = outcome.codes[place]
        return [
            outcome.cohort.name,
            _whole(rank) if ranked else "—",
            code,
            self.result.run.names[code],
            None if score is None else plain(score),
            None if previous is None else _whole(float(previous)),
            change,
            None if gap is None else plain(gap),
            outcome.grades[place],
        ]

    def _totals(self) -> Sheet:
        first = self.result.outcomes[0].scores
        nodes, blocks = list(first.nodes)[: MOST_COLUMNS - 100], list(first.adjustments)
        heads = [self._head(*key) for key in nodes]
        heads += [first.adjustments[key].adjustment.name for key in blocks]
        heads = [self.words("unit"), self.words("name"), *heads, self.words("total")]
        sheet = self._table("totals", heads, [12, 20, *[11.0] * (len(heads) - 2)])
        row = FIRST
        for outcome in self.result.outcomes:
            scores = outcome.scores
            for place, code in enumerate(outcome.codes):
                values: list[Value] = [code, self.result.run.names[code]]
                values += [_number(scores.nodes[key].score.at(place)) for key in nodes]
                values += [_number(scores.adjustments[key].score[place]) for key in blocks]
                total = None if scores.published is None else scores.published.at(place)
                if row < MOST_ROWS:
                    self._put(sheet, row, [*values, _number(total)])
                row += 1
        return sheet

    def _head(self, name: str, period: str) -> str:
        scores = self.result.outcomes[0].scores
        key = (name, period)
        title = scores.nodes[key].node.name if key in scores.nodes else scores.leaves[key].leaf.name
        return title if period == self.result.period else f"{title} {period}"

    def _scores(self) -> Sheet:
        keys = list(self.result.outcomes[0].scores.leaves)
        heads = [self.words("unit"), self.words("name"), *(self._head(*key) for key in keys)]
        sheet = self._table("scores", heads, [12, 20, *[11.0] * len(keys)])
        row = FIRST
        for outcome in self.result.outcomes:
            columns = [outcome.scores.leaves[key].score for key in keys]
            for place, code in enumerate(outcome.codes):
                values: list[Value] = [code, self.result.run.names[code]]
                if row < MOST_ROWS:
                    self._put(sheet, row, [*values, *(_number(c.at(place)) for c in columns)])
                row += 1
        return sheet

    def _notes(self, *, whole: bool) -> Sheet:
        either = self.words.either
        sheet = Sheet(self.words("notes"), landscape=False)
        sheet.widths[0] = 110
        sheet.text(0, 0, self.words("notes"), "title")
        lines = [
            either(
                "本次结果数据量大，写成公式打开太慢，所以这里只有数值，不随改动变化。",
                "The result is large; a workbook of formulas would open too slowly. These are "
                "values only and do not follow changes.",
            ),
            either(
                "逐项核对请看 working.csv（每个指标项的取数、算式、得分）"
                "和 package.zip（可用程序复核）。",
                "To check each score see working.csv (inputs, working and score of each leaf) and "
                "package.zip, which the program recomputes.",
            ),
        ]
        if not whole:
            lines.append(
                either(
                    "指标项得分或单位太多，超过工作表的容量，这里没有列全。",
                    "There are more scores or units than a sheet should hold; not all stand here.",
                )
            )
        for row, line in enumerate(lines, start=2):
            sheet.text(row, 0, line, "wrapped")
        return sheet


def _whole(value: float) -> Value:
    return int(value) if value.is_integer() else value


def _number(value: object) -> Value:
    return None if value is None else plain(value)
