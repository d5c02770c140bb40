"""Plans the workbook: every sheet with every cell, before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sanbi.engine.scoring.report.excel.book import (
    FOR_ALL,
    GROUP,
    NAME,
    PARTICIPATES,
    UNIT,
    Book,
    UnitSheet,
)
from sanbi.engine.scoring.report.excel.cells import LINE_HEIGHT, Sheet, lines_of
from sanbi.engine.scoring.report.excel.gates import GateColumns
from sanbi.engine.scoring.report.excel.grades import GradeColumns
from sanbi.engine.scoring.report.excel.layout import HEAD, Layout, lay_out
from sanbi.engine.scoring.report.excel.league import League
from sanbi.engine.scoring.report.excel.leaves import needs_raw, score_columns, write_scores
from sanbi.engine.scoring.report.excel.marks.events import period_cell
from sanbi.engine.scoring.report.excel.nodes import NodeColumns, node_columns
from sanbi.engine.scoring.report.excel.notes import write_notes
from sanbi.engine.scoring.report.excel.parameters import Parameters
from sanbi.engine.scoring.report.excel.ranks import RankColumns
from sanbi.engine.scoring.report.excel.totals import TotalColumns
from sanbi.engine.scoring.report.excel.words import Words
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.scheme.rule_fields import RULES

NAME_LINE = 3  # of the four lines of heads, the one in bold


@dataclass(frozen=True)
class Plan:
    """The sheets in their order, and how many computed cells are live, by role."""

    sheets: tuple[Sheet, ...]
    counts: Counter[tuple[str, bool]]
    reasons: dict[str, int]


def plan_workbook(result: Result, language: str = "zh") -> Plan:
    """Plan the workbook with live formulas.

    Parameters
    ----------
    result : Result
    language : str
        ``zh`` or ``en``.

    Returns
    -------
    Plan
    """
    book = _empty_book(result, language)
    _write_units(book)
    leaf_columns = score_columns(book)
    nodes = node_columns(book)
    gates = GateColumns(book)
    totals = TotalColumns(book, leaf_columns, nodes, gates)
    totals.add()
    ranks = RankColumns(totals)
    ranks.add()
    _write_periods(book)
    write_scores(book, leaf_columns, gates)
    _register_facts(book, leaf_columns, nodes)
    NodeColumns(book, leaf_columns, nodes).write()
    totals.write()
    ranks.write()
    gates.write()
    GradeColumns(ranks).write()
    league = Sheet(book.words("league"), frozen=(3, 3))
    League(book, ranks, league).write()
    return _finished(book, league)


def _empty_book(result: Result, language: str) -> Book:
    words = Words(language)
    layout = lay_out(result.run, result.outcomes)
    scheme = result.run.scheme
    raw = any(needs_raw(scheme.rounding, leaf) for leaf in scheme.leaves.values())
    return Book(
        result,
        layout,
        words,
        Parameters(words),
        _unit_sheet(words("data"), layout, FOR_ALL + layout.repeats),
        _unit_sheet(words("scores"), layout, PARTICIPATES),
        _unit_sheet(words("raw"), layout, PARTICIPATES) if raw else None,
        _unit_sheet(words("totals"), layout, PARTICIPATES),
    )


def _unit_sheet(name: str, layout: Layout, start: int) -> UnitSheet:
    sheet = Sheet(name, head_rows=(2, HEAD - 1), frozen=(HEAD, 2))
    return UnitSheet(sheet, layout, start)


def _register_facts(
    book: Book, leaf_columns: dict[tuple[str, str], int], nodes: dict[tuple[str, str], int]
) -> None:
    """Columns that conditions of gates may refer to by name."""
    for (name, period), column in leaf_columns.items():
        if period == book.run.period:
            book.shown["fact", f"score.{name}"] = (book.scores, column)
    for (name, period), column in nodes.items():
        if period == book.run.period:
            book.shown["fact", f"score.{name}"] = (book.totals, column)


def _write_periods(book: Book) -> None:
    """The periods that look-ups of events, ratings and ballots go by, above all parameters."""
    for _, period in book.layout.blocks[0].outcome.scores.leaves:
        if any(RULES[leaf.rule.type].reads != "input" for leaf in book.run.scheme.leaves.values()):
            period_cell(book, period)


def _unit_sheets(book: Book) -> list[UnitSheet]:
    held = [book.totals, book.scores, book.raw, book.data]
    return [sheet for sheet in held if sheet is not None]


def _write_units(book: Book) -> None:
    """Codes, names, groups and who takes part, on every sheet of units."""
    for target in _unit_sheets(book):
        sheet = target.sheet
        sheet.widths.update({UNIT: 12, NAME: 18, GROUP: 0})
        for block in book.layout.blocks:
            if block.heading is not None:
                sheet.text(block.heading, UNIT, block.outcome.cohort.name, "band")
            for row in block.rows:
                sheet.text(row.row, UNIT, row.code, "code")
                sheet.text(row.row, NAME, book.run.names[row.code], "name")
                sheet.text(row.row, GROUP, block.outcome.cohort.name, "small")
    data = book.data.sheet
    data.widths.update({PARTICIPATES: 7, FOR_ALL: 7})
    if book.layout.outside:
        data.text(book.layout.outside_heading, UNIT, book.words("no_group"), "band")
    for row in book.layout.outside:
        data.text(row.row, UNIT, row.code, "code")
        data.text(row.row, NAME, book.run.names[row.code], "name")
    for row in book.layout.every_row():
        flag = int(book.run.participates[row.unit])
        data.number(row.row, PARTICIPATES, flag, "flag")
        if book.layout.repeats:
            counts = flag if row.row == row.first_row else 0
            data.number(row.row, FOR_ALL, counts, "flag")


def _finished(book: Book, league: Sheet) -> Plan:
    for target in _unit_sheets(book):
        _heads(book, target)
        _bands(book, target)
    sheets = [league, book.totals.sheet, book.scores.sheet]
    if book.raw is not None:
        sheets.append(book.raw.sheet)
    sheets += [book.data.sheet, book.parameters.sheet, *book.extra]
    scheme = book.run.scheme
    for sheet in sheets:
        sheet.text(0, 0, f"{scheme.title} · {sheet.name}", "title")
        if sheet is league:
            line = f"{book.words('period')} {book.run.period}"
            sheet.text(1, 0, line + (f" · {scheme.version}" if scheme.version else ""), "note")
        sheet.heights[0] = 24
    notes = write_notes(book, sheets)
    counts: Counter[tuple[str, bool]] = Counter()
    for sheet in sheets:
        counts.update(sheet.computed)
    return Plan((*sheets, notes), counts, dict(book.reasons))


def _heads(book: Book, target: UnitSheet) -> None:
    """Four lines above the units: what a column belongs to, its name, what it is, its measure."""
    sheet, words = target.sheet, book.words
    fixed = {UNIT: "unit", NAME: "name", GROUP: "group"}
    if target is book.data:
        fixed[PARTICIPATES] = "participates"
        if book.layout.repeats:
            fixed[FOR_ALL] = "counts_for_all"
    for column, word in fixed.items():
        for line in range(2, HEAD):
            sheet.text(line, column, words(word) if line == NAME_LINE else "", "head")
    for column, heading in target.headings.items():
        sheet.text(2, column, heading.parent, "head_small")
        sheet.text(3, column, heading.name, heading.style)
        sheet.text(4, column, heading.what, "head_small")
        sheet.text(5, column, heading.measure, "head_small")
    for line in range(2, HEAD):
        texts = [(cell.value, column) for (at, column), cell in sheet.cells.items() if at == line]
        needed = [lines_of(str(text or ""), sheet.widths[column]) for text, column in texts]
        sheet.heights[line] = LINE_HEIGHT * max(needed, default=1) + 2


def _bands(book: Book, target: UnitSheet) -> None:
    """Lines with a group's name, as wide as the sheet."""
    headings = [block.heading for block in book.layout.blocks if block.heading is not None]
    if target is book.data and book.layout.outside:
        headings.append(book.layout.outside_heading)
    for row in headings:
        for column in (*range(1, target.start), *target.headings):
            target.sheet.text(row, column, "", "band")
