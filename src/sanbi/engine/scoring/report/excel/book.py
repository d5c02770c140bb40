"""What every part of the workbook shares while it is planned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.inputs import InputReader
from sanbi.engine.scoring.report.excel.cells import GENERAL, Sheet, Span, Value
from sanbi.engine.scoring.report.excel.layout import Layout, Row
from sanbi.engine.scoring.report.excel.parameters import Parameters
from sanbi.engine.scoring.report.excel.words import Words
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.scheme.model import Leaf

UNIT, NAME, GROUP, PARTICIPATES, FOR_ALL = range(5)
MOST_COMMENTS = 1_000
EXTRA_DIGITS = 8  # digits beyond the last published one at which binary noise is cut off


class InexpressibleError(Exception):
    """A rule, input or node that no worksheet formula can say; ``args[0]`` is the reason."""

    @property
    def why(self) -> str:
        """The reason in the workbook's language."""
        return str(self.args[0])


@dataclass(frozen=True)
class Heading:
    """The head of a column: what it belongs to, its name, what it is, its unit of measure."""

    parent: str
    name: str
    what: str = ""
    measure: str = ""
    style: str = "head"


@dataclass
class UnitSheet:
    """A sheet with a row for each unit and columns that are added when they are needed."""

    sheet: Sheet
    layout: Layout
    start: int
    keys: dict[object, int] = field(default_factory=dict)
    headings: dict[int, Heading] = field(default_factory=dict)

    def add(self, key: object, heading: Heading, width: float = 11) -> int:
        """A new column."""
        column = self.start + len(self.headings)
        self.keys[key] = column
        self.headings[column] = heading
        self.sheet.widths[column] = width
        return column

    def at(self, column: int, row: Row) -> str:
        """The cell of a unit."""
        return self.sheet.at(row.row, column)

    def range(self, column: int, rows: Span) -> str:
        """The cells of several units."""
        return self.sheet.range(column, rows)


@dataclass
class Book:
    """The workbook as it grows."""

    result: Result
    layout: Layout
    words: Words
    parameters: Parameters
    data: UnitSheet
    scores: UnitSheet
    raw: UnitSheet | None
    totals: UnitSheet
    extra: list[Sheet] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)
    shown: dict[object, Any] = field(default_factory=dict)
    reader: InputReader = field(init=False)

    def __post_init__(self) -> None:
        self.reader = replace(self.run.reader, _kept={})  # for inputs that live as long as the book

    @property
    def run(self) -> Evaluation:
        """The evaluation behind the result."""
        return self.result.run

    @property
    def exact(self) -> bool:
        """Whether scores have a declared precision."""
        return self.run.scheme.precision is not None

    def number_format(self, digits: int | None) -> str:
        """Number format of a score with so many decimals."""
        if digits is None:
            return "0.0000"
        return "0." + "0" * digits if digits else "0"

    def digits(self, leaf: Leaf | None = None) -> int | None:
        """Decimals of a leaf's score, or of nodes and totals."""
        if leaf is not None and leaf.precision is not None:
            return leaf.precision
        return self.run.scheme.precision

    def rounded(self, text: str, where: str, leaf: Leaf | None = None) -> str:
        """The formula rounded by the scheme's rule, if the scheme rounds there.

        The value is first rounded at some digits more, so that 2.675, which binary numbers hold
        as 2.67499…, is a half. Half to even: where the digits to be cut are a half and the digit
        before is even, the rest is cut off; else the ordinary rounding is right.
        """
        scheme = self.run.scheme
        digits = self.digits(leaf)
        if not scheme.rounds_at(where) or digits is None:
            return text
        guarded = self.guarded(text, digits)
        if scheme.rounding == "down":
            return f"ROUNDDOWN({guarded},{digits})"
        if scheme.rounding == "half_even":
            half = f"MOD(ROUND(ABS({text})*{10**digits},{EXTRA_DIGITS}),2)=0.5"
            return f"IF({half},ROUNDDOWN({guarded},{digits}),ROUND({guarded},{digits}))"
        return f"ROUND({guarded},{digits})"

    @staticmethod
    def guarded(text: str, digits: int) -> str:
        """The formula without the noise of binary numbers."""
        return f"ROUND({text},{min(digits + EXTRA_DIGITS, 12)})"

    def fixed(
        self, target: UnitSheet, column: int, row: Row, value: Value, why: str, **how: str
    ) -> None:
        """A computed value that does not follow, counted by its reason."""
        self.reasons[why] = self.reasons.get(why, 0) + 1
        target.sheet.fixed(row.row, column, value, why, **how)

    def fill(
        self,
        target: UnitSheet,
        column: int,
        rows: list[Row],
        formula: Callable[[Row], str],
        value: Callable[[Row], Value],
        number_format: str = GENERAL,
        style: str = "live",
        role: str = "",
    ) -> None:
        """A column of formulas with their present values."""
        for row in rows:
            target.sheet.live(row.row, column, formula(row), value(row), style, number_format, role)


def plain(value: Any) -> Value:  # noqa: ANN401 - Fraction, int or float
    """A number as a worksheet holds it."""
    if isinstance(value, Fraction):
        return float(value)
    return float(value)
