"""The sheet of data 数据: figures, targets and coefficients as they were reported."""

from __future__ import annotations

import math
from collections.abc import Callable

from sanbi.engine.scoring.columns import Column, Scope
from sanbi.engine.scoring.figures import Floats
from sanbi.engine.scoring.report.excel.book import (
    FOR_ALL,
    PARTICIPATES,
    Book,
    Heading,
    plain,
)
from sanbi.engine.scoring.report.excel.cells import Value
from sanbi.engine.scoring.report.excel.layout import Row

SIGNIFICANT = 13  # digits kept of a derived input, so that 1.1 − 1 equals 0.1


def indicator_name(book: Book, code: str) -> str:
    """Name of an indicator as the scheme declares it, else its code."""
    item = book.run.scheme.indicators.get(code)
    return str(item["name"] or code) if item else code


def indicator_measure(book: Book, code: str) -> str:
    """Unit of measure of an indicator."""
    item = book.run.scheme.indicators.get(code)
    return str(item.get("measure") or "") if item else ""


def _reported_heading(book: Book, indicator: str, what: str, period: str) -> Heading:
    return Heading(
        book.words("reported"),
        indicator_name(book, indicator),
        f"{book.words(what)} {period}",
        indicator_measure(book, indicator),
        "head_input",
    )


def value_column(book: Book, indicator: str, period: str) -> int:
    """The column of an indicator's values in a period."""
    key = ("value", indicator, period)
    if key not in book.data.keys:
        heading = _reported_heading(book, indicator, "value", period)
        column = book.data.add(key, heading)
        _reported(book, column, book.run.figures.values(indicator, period))
    return book.data.keys[key]


def target_column(book: Book, indicator: str, period: str) -> int:
    """The column of an indicator's targets in a period."""
    key = ("target", indicator, period)
    if key not in book.data.keys:
        heading = _reported_heading(book, indicator, "target", period)
        column = book.data.add(key, heading)
        _reported(book, column, book.run.figures.targets(indicator, period))
    return book.data.keys[key]


def coefficient_column(book: Book, name: str) -> int:
    """A numeric column of the units table."""
    key = ("coefficient", name)
    if key not in book.data.keys:
        heading = Heading(book.words("reported"), name, book.words("coefficient"), "", "head_input")
        column = book.data.add(key, heading)
        _reported(book, column, book.run.coefficients[name])
    return book.data.keys[key]


def attribute_column(book: Book, name: str) -> int:
    """A text column of the units table."""
    key = ("attribute", name)
    if key not in book.data.keys:
        heading = Heading(book.words("reported"), name, book.words("attribute"), "", "head_input")
        column = book.data.add(key, heading)
        for row in book.layout.every_row():
            book.data.sheet.text(row.row, column, book.run.attributes[name][row.unit])
    return book.data.keys[key]


def _reported(book: Book, column: int, floats: Floats) -> None:
    """Figures as numbers; a unit's second row (in another group) follows the first."""
    sheet = book.data.sheet
    for row in book.layout.every_row():
        number = float(floats[row.unit])
        if row.row != row.first_row:
            first = sheet.at(row.first_row, column)
            value: Value = "" if math.isnan(number) else number
            sheet.live(row.row, column, f'IF({first}="","",{first})', value)
        elif math.isnan(number):
            sheet.text(row.row, column, "", "input_empty")
        else:
            sheet.number(row.row, column, number)


def derived_column(
    book: Book,
    key: object,
    heading: Heading,
    formula: Callable[[Row], str],
    value: Callable[[Row], Value],
    kind: str = "group",
    role: str = "input",
) -> int:
    """A column of formulas over the figures; units of no group only where all are compared."""
    if key not in book.data.keys:
        column = book.data.add(key, heading)
        rows = list(book.layout.every_row() if kind == "all" else book.layout.rows())
        book.fill(book.data, column, rows, formula, value, role=role)
    return book.data.keys[key]


def digits_of(values: list[Value]) -> int:
    """Decimals at which a derived input is cut off, from the size of its values."""
    greatest = max((abs(v) for v in values if isinstance(v, int | float)), default=0.0)
    if not greatest:
        return SIGNIFICANT
    return max(0, min(15, SIGNIFICANT - math.floor(math.log10(greatest))))


def engine_values(book: Book, kind: str, read: Callable[[Scope], Column]) -> Callable[[Row], Value]:
    """The engine's value for each row, empty text where there is none."""

    def value(row: Row) -> Value:
        held = book.layout.scope(row, kind)
        if held is None:
            return ""
        scope, place = held
        column = read(scope)
        return plain(column.values[place]) if column.present[place] else ""

    return value


def participants(book: Book, row: Row, kind: str) -> str:
    """The cells that say which units a row is compared with: 1 or 0."""
    return book.data.range(_flags(book, kind), book.layout.scope_span(row, kind))


def participant(book: Book, row: Row, kind: str) -> str:
    """The cell that says whether others are compared with a unit: 1 or 0."""
    return book.data.at(_flags(book, kind), row)


def _flags(book: Book, kind: str) -> int:
    return FOR_ALL if kind == "all" and book.layout.repeats else PARTICIPATES


def everyone_compared(book: Book, kind: str) -> bool:
    """Whether no row has to be left out where units are compared."""
    if kind == "all":
        return book.run.everyone.everyone_takes_part and not book.layout.repeats
    return book.layout.everyone_takes_part
