"""Compares a workbook, cell by cell, with what the engine published."""

import csv
import io
from collections.abc import Iterator

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sanbi.engine.scoring import Result
from sanbi.engine.scoring.report.excel.planning import Plan

HEAD, WHAT, FIRST = 4, 5, 7  # rows, counted from 1: names, ids, first unit
NEAR = 1e-9
Key = tuple[str, str]  # group's name, unit


def table(result: Result, name: str) -> list[dict[str, str]]:
    """Read one result table as the package holds it."""
    text = result.csv_files()[f"result/{name}.csv"].decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def titles(result: Result) -> dict[str, str]:
    """Map group ids to their names."""
    return {outcome.cohort.group: outcome.cohort.name for outcome in result.outcomes}


def rows(sheet: Worksheet) -> dict[Key, int]:
    """Map group and unit to the row."""
    return {
        (str(sheet.cell(row, 3).value), str(sheet.cell(row, 1).value)): row
        for row in range(FIRST, sheet.max_row + 1)
        if sheet.cell(row, 3).value is not None
    }


def columns(sheet: Worksheet, line: int) -> dict[str, int]:
    """Map the texts of a head line to columns; a name that stands twice keeps the first."""
    found: dict[str, int] = {}
    for column in range(1, sheet.max_column + 1):
        text = sheet.cell(line, column).value
        if text is not None:
            found.setdefault(str(text), column)
    return found


def agrees(found: object, text: str) -> bool:
    """Tell whether a cell shows a published figure; empty text is an empty cell."""
    if text == "":
        return found in (None, "", "—")
    if isinstance(found, int | float):
        try:
            wanted = float(text)
        except ValueError:
            return False
        return abs(found - wanted) <= NEAR * max(1.0, abs(wanted))
    return str(found) == text


def differences(result: Result, book: Workbook) -> list[str]:
    """List every published figure that the workbook does not show."""
    wrong = []
    for sheet, key, column, text in published(result, book):
        place = rows(book[sheet]).get(key)
        found = None if place is None else book[sheet].cell(place, column).value
        if place is None or not agrees(found, text):
            wrong.append(f"{sheet} {key} column {column}: {found!r}, published {text!r}")
    return wrong + league_differences(result, book["亮晒榜"])


def published(result: Result, book: Workbook) -> Iterator[tuple[str, Key, int, str]]:
    """Yield sheet, group and unit, column and text of each published figure."""
    names, period = titles(result), result.period
    scores, totals = columns(book["计分"], WHAT), columns(book["总分"], WHAT)
    heads = columns(book["总分"], HEAD)
    for row in table(result, "working"):
        label = row["leaf"] if row["period"] == period else f"{row['leaf']} @{row['period']}"
        yield "计分", (names[row["group"]], row["unit"]), scores[label], row["score"]
    for row in table(result, "nodes"):
        label = row["node"] if row["period"] == period else f"{row['node']} @{row['period']}"
        yield "总分", (names[row["group"]], row["unit"]), totals[label], row["score"]
    blocks = {block.id: f"{block.name}计入" for block in result.scheme.adjustments}
    for row in table(result, "adjustments"):
        key = (names[row["group"]], row["unit"])
        yield "总分", key, heads[blocks[row["adjustment"]]], row["score"]
    marks = {"score": "总分", "rank": "名次", "previous_rank": "上期名次", "rank_change": "升降"}
    last = {head: _last(book["总分"], head) for head in marks.values()}
    for row in table(result, "ranking"):
        for field, head in marks.items():
            yield "总分", (names[row["group"]], row["unit"]), last[head], row[field]
    if result.scheme.grades is not None:
        for row in table(result, "grades"):
            yield "总分", (names[row["group"]], row["unit"]), heads["等次"], row["grade"]


def _last(sheet: Worksheet, head: str) -> int:
    """The last column of a name: a node may be called 总分 too."""
    found = [c for c in range(1, sheet.max_column + 1) if sheet.cell(HEAD, c).value == head]
    return found[-1]


def plan_differences(plan: Plan, book: Workbook) -> list[str]:
    """List every formula, inputs and places included, that gives another value than it carries."""
    wrong = []
    for sheet in plan.sheets:
        for (row, column), cell in sheet.cells.items():
            if cell.formula is None:
                continue
            found = book[sheet.name].cell(row + 1, column + 1).value
            near = isinstance(found, int | float) and isinstance(cell.value, int | float)
            if near and abs(found - cell.value) <= NEAR * max(1.0, abs(cell.value)):
                continue
            if cell.value not in (found, found or ""):
                wrong.append(f"{sheet.name} {row + 1},{column + 1}: {found!r}, {cell.value!r}")
    return wrong


def league_differences(result: Result, sheet: Worksheet) -> list[str]:
    """List where the league table's lines are not the published ones, in their order."""
    lines = []
    heads: dict[str, int] = {}
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 1).value == "#":
            heads = columns(sheet, row)
        elif heads and isinstance(sheet.cell(row, 1).value, int):
            fields = ("单位", "名次", "得分", "与前一名差距")
            lines.append([sheet.cell(row, heads[field]).value for field in fields])
    wanted = [
        [row["name"], row["rank"], row["score"], row["gap"]] for row in table(result, "ranking")
    ]
    if len(lines) != len(wanted):
        return [f"{len(lines)} lines of {len(wanted)}"]
    return [
        f"league: {line}, published {want}"
        for line, want in zip(lines, wanted, strict=True)
        if not all(agrees(found, text) for found, text in zip(line, want, strict=True))
    ]
