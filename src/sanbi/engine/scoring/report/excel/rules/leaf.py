"""The cells that a leaf's formula refers to: input, target, points, parameters, population."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from sanbi.engine.scoring.arithmetic import FLOATING
from sanbi.engine.scoring.places import better_and_equal, places
from sanbi.engine.scoring.report.excel.book import Book, Heading, InexpressibleError
from sanbi.engine.scoring.report.excel.cells import Span, Value
from sanbi.engine.scoring.report.excel.conditions import ConditionText, UntranslatableError
from sanbi.engine.scoring.report.excel.figures import (
    derived_column,
    everyone_compared,
    participant,
    target_column,
)
from sanbi.engine.scoring.report.excel.inputs import ahead, input_column
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.marks import mark_column
from sanbi.engine.scoring.report.excel.parameters import ParameterBlock
from sanbi.engine.scoring.scheme.model import Leaf, Use
from sanbi.engine.scoring.scheme.rule_fields import RULES

NONE_LEFT = "NA()"  # what the engine would refuse shows as #N/A


@dataclass
class LeafParameters:
    """The parameters of a leaf as cells, with what overrides change for a unit."""

    book: Book
    leaf: Leaf

    @cached_property
    def block(self) -> ParameterBlock:
        """The leaf's rows on the sheet of parameters."""
        leaf, book = self.leaf, self.book
        rule = book.words.rule(leaf.rule.type)
        block = book.parameters.block(f"leaf {leaf.id}", leaf.id, leaf.name, rule)
        if leaf.points is not None:
            block.put("points", book.words("points"), leaf.points)
        return block

    def points(self, row: Row) -> str:
        """The full mark of a unit."""
        for place, item in reversed(list(enumerate(self.leaf.overrides))):
            if item.points is not None and self._concerns(item, row):
                label = f"{self.book.words('points')}（{item.unit or item.group}）"
                return self.block.put(f"points {place}", label, item.points)
        if self.leaf.points is None:
            raise InexpressibleError(self.book.words("why_long"))
        return self.block.put("points", self.book.words("points"), self.leaf.points)

    def weight(self, row: Row, block: ParameterBlock) -> str:
        """The weight of a unit's score in its node."""
        for place, item in reversed(list(enumerate(self.leaf.overrides))):
            if item.weight is not None and self._concerns(item, row):
                label = self.book.words(
                    "weight_of", f"{self.leaf.name}（{item.unit or item.group}）"
                )
                return block.put(f"weight {self.leaf.id} {place}", label, item.weight)
        weight = Fraction(1) if self.leaf.weight is None else self.leaf.weight
        return block.put(
            f"weight {self.leaf.id}", self.book.words("weight_of", self.leaf.name), weight
        )

    def _concerns(self, item: Any, row: Row) -> bool:  # noqa: ANN401 - Override
        if item.unit is not None:
            return bool(item.unit == row.code)
        return row.unit in self.book.run.membership.get(str(item.group), ())

    def number(self, name: str, row: Row) -> str | None:
        """A parameter of the rule: its cell, the full mark's, or None where there is none."""
        value = self.leaf.rule.params[name]
        label = self.book.words.parameter(self.leaf.rule.type, name)
        for place, item in reversed(list(enumerate(self.leaf.overrides))):
            if name in item.rule and self._concerns(item, row):
                shown = f"{label}（{item.unit or item.group}）"
                return self._number(f"{name} {place}", shown, item.rule[name], row)
        return self._number(name, label, value, row)

    def _number(self, key: str, label: str, value: object, row: Row) -> str | None:
        if value is None:
            return None
        if isinstance(value, str):
            return self.points(row)
        if not isinstance(value, Fraction | int):
            raise TypeError(f"{self.leaf.id}: parameter {key} is no number: {value!r}")
        return self.block.put(key, label, Fraction(value))

    def given(self, name: str, row: Row) -> str:
        """A parameter that is always there."""
        text = self.number(name, row)
        if text is None:
            raise TypeError(f"{self.leaf.id}: parameter {name} has no value")
        return text

    def param(self, name: str) -> Any:  # noqa: ANN401 - words, tables and flags
        """A parameter that is no number."""
        return self.leaf.rule.params[name]

    @property
    def high(self) -> bool:
        """Whether a higher input is better."""
        return self.leaf.better == "high"

    def limited(self, text: str, row: Row) -> str:
        """The formula between the rule's floor and cap."""
        return clipped(text, self.number("cap", row), self.number("floor", row))


@dataclass
class LeafCells(LeafParameters):
    """A leaf in a period, as cells.

    ``kind`` says whether its population is the row's group or all units; ``x_column`` is the
    column of its input on the sheet of data, None for a formula without input.
    """

    period: str
    kind: str = field(init=False)
    x_column: int | None = field(init=False, default=None)
    applies_column: int | None = field(init=False, default=None)
    _target: Callable[[Row], str] | None = field(init=False, default=None)
    _population: int | None = field(init=False, default=None)
    _placed: dict[tuple[Span, str], dict[int, tuple[Value, Value]]] = field(
        init=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        leaf = self.leaf
        self.kind = leaf.compare_in
        self.x_column = self._x_column()
        self._target = self._target_cells()
        if leaf.when is not None:
            self.applies_column = self._applies()

    # parts ------------------------------------------------------------------------------------
    def _x_column(self) -> int | None:
        if RULES[self.leaf.rule.type].reads != "input":
            return mark_column(self.book, self.leaf, self.period, self.kind, self.block)
        item = self.book.run.scheme.input_of(self.leaf)
        if item is None:
            return None
        name = self.leaf.input.name if isinstance(self.leaf.input, Use) else self.leaf.name
        return input_column(self.book, item, self.period, self.kind, name)

    def _target_cells(self) -> Callable[[Row], str] | None:
        target = self.leaf.rule.params.get("target")
        if target is None:
            return None
        book = self.book
        if isinstance(target, dict):
            named = book.run.scheme.inputs[target["use"]]
            column = input_column(book, named, self.period, self.kind, target["use"])
            return lambda row: self._own_target(row) or book.data.at(column, row)
        if target == "data":
            item = book.run.scheme.input_of(self.leaf)
            if item is None or item.indicator is None:
                return lambda row: self._own_target(row) or '""'
            held = target_column(book, item.indicator, self.period)
            return lambda row: self._own_target(row) or book.data.at(held, row)
        return lambda row: self.number("target", row) or ""

    def _own_target(self, row: Row) -> str | None:
        """The target that an override states for a unit."""
        if any("target" in item.rule and self._concerns(item, row) for item in self.leaf.overrides):
            return self.number("target", row)
        return None

    def _applies(self) -> int:
        book = self.book
        if self.kind == "all" and book.layout.outside:
            raise InexpressibleError(book.words("why_when"))
        column = book.data.add(
            ("applies", self.leaf.id, self.period),
            Heading(book.words("applies"), self.leaf.name, self.period),
        )
        condition = ConditionText(book, self.leaf.when, self.block, self.period)  # type: ignore[arg-type]
        for row in book.layout.rows():
            applies = int(self._applicable(row))
            try:
                text = f"IF({condition.text(row)},1,0)"
            except UntranslatableError:
                book.fixed(book.data, column, row, applies, book.words("why_when"), role="gate")
            else:
                book.data.sheet.live(row.row, column, text, applies, "flag", role="gate")
        return column

    def _applicable(self, row: Row) -> bool:
        state = self.result(row).came[row.place]
        return not state.startswith("not_applicable")

    def result(self, row: Row) -> Any:  # noqa: ANN401 - LeafResult
        """The engine's outcome in the row's group."""
        outcome = self.book.layout.blocks[row.block or 0].outcome
        return outcome.scores.leaves[self.leaf.id, self.period]

    # references -------------------------------------------------------------------------------
    def x(self, row: Row) -> str:
        """The input of a unit."""
        return "0" if self.x_column is None else self.book.data.at(self.x_column, row)

    def target(self, row: Row) -> str:
        """The target of a unit."""
        return NONE_LEFT if self._target is None else self._target(row)

    def needed(self, row: Row) -> list[str]:
        """Cells that must hold numbers for the rule to be applied."""
        cells = [] if self.x_column is None else [self.x(row)]
        if self._target is not None and not isinstance(self.leaf.rule.params["target"], Fraction):
            cells.append(self._target(row))
        return cells

    # population -------------------------------------------------------------------------------
    def population(self, row: Row) -> str:
        """The cells of the units that are compared; others in between hold no number."""
        if self.x_column is None:
            raise InexpressibleError(self.book.words("why_long"))
        if self._population is None:
            plain = self.leaf.when is None and everyone_compared(self.book, self.kind)
            whole = not (self._target is not None and len(self.needed(row)) > 1)
            self._population = self.x_column if plain and whole else self._compared()
        return self.book.data.range(self._population, self.book.layout.scope_span(row, self.kind))

    def _compared(self) -> int:
        book = self.book
        heading = Heading(book.words("population"), self.leaf.name, self.period)

        def formula(row: Row) -> str:
            tests = [f"{participant(book, row, self.kind)}=1"]
            if self.applies_column is not None:
                tests.append(f"{book.data.at(self.applies_column, row)}=1")
            cells = self.needed(row)
            tests.append(f"COUNT({','.join(cells)})={len(cells)}")
            return f'IF(AND({",".join(tests)}),{self.x(row)},"")'

        def value(row: Row) -> Value:
            cell = book.data.sheet.cells.get((row.row, self.x_column or 0))
            scope = book.layout.scope(row, self.kind)
            if cell is None or scope is None or not self._compares(row):
                return ""
            return cell.value

        key = ("population", self.leaf.id, self.period)
        return derived_column(book, key, heading, formula, value, self.kind, role="")

    def _compares(self, row: Row) -> bool:
        run = self.book.run
        if self.kind == "all" and row.row != row.first_row:
            return False
        return bool(run.participates[row.unit]) and (row.block is None or self._applicable(row))

    # places -----------------------------------------------------------------------------------
    def place(self, row: Row, ties: str) -> str:
        """The cell of a unit's place in the population."""
        book = self.book
        heading = Heading(book.words("place"), self.leaf.name, self.period)
        column = derived_column(
            book,
            ("place", self.leaf.id, self.period, ties),
            heading,
            lambda other: self._guarded_place(other, ties),
            lambda other: self._place_value(other, ties),
            self.kind,
            role="",
        )
        return book.data.at(column, row)

    def _guarded_place(self, row: Row, ties: str) -> str:
        text = self.place_text(row, ties, high=self.high)
        tests = [f"COUNT({','.join(self.needed(row))})={len(self.needed(row))}"]
        if self.applies_column is not None:
            tests.append(f"{self.book.data.at(self.applies_column, row)}=1")
        test = tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"
        return f'IF({test},{text},"")'

    def place_text(self, row: Row, ties: str, *, high: bool) -> str:
        """A unit's place in the population, equal values by the tie rule."""
        x, values = self.x(row), self.population(row)
        better = ahead(x, values, high=high)
        if ties == "average":
            return f"1+{better}+MAX({self.equals(row)}-1,0)/2"
        if ties == "dense":
            sign = ">" if high else "<"
            once = f'ISNUMBER({values})*({values}{sign}{x})/COUNTIF({values},{values}&"")'
            return f"1+ROUND(SUMPRODUCT({once}),0)"
        return f"1+{better}"

    def equals(self, row: Row) -> str:
        """How many of the population have the unit's value."""
        values = self.population(row)
        return f"SUMPRODUCT(ISNUMBER({values})*({values}={self.x(row)}))"

    def same_place(self, row: Row) -> str:
        """The cell that counts the units on a unit's place."""
        book = self.book
        heading = Heading(book.words("same_place"), self.leaf.name, self.period)

        def formula(other: Row) -> str:
            cells = self.needed(other)
            text = f"MAX({self.equals(other)},1)"
            return f'IF(COUNT({",".join(cells)})={len(cells)},{text},"")'

        key = ("same place", self.leaf.id, self.period)
        column = derived_column(book, key, heading, formula, self._same_value, self.kind, role="")
        return book.data.at(column, row)

    def _ranks(self, row: Row, ties: str) -> tuple[Value, Value]:
        """The engine's place of a unit, and how many share its value."""
        span = self.book.layout.scope_span(row, self.kind)
        if (span, ties) not in self._placed:
            self._placed[span, ties] = self._place_all(row, span, ties)
        return self._placed[span, ties].get(row.row, ("", ""))

    def _place_all(self, row: Row, span: Span, ties: str) -> dict[int, tuple[Value, Value]]:
        cells, column = self.book.data.sheet.cells, self.x_column or 0
        rows = [r for r in self.book.layout.every_row() if span[0] <= r.row <= span[1]]
        held = [(r, cells[r.row, column].value) for r in rows if (r.row, column) in cells]
        known = [(r, v) for r, v in held if isinstance(v, int | float) and self._ranked(r)]
        values = np.array([v for _, v in known], dtype=np.float64)
        among = np.array([v for r, v in known if self._compares(r)], dtype=np.float64)
        place = places(values, among, FLOATING, high=self.high, ties=ties).tolist()
        _, equal = better_and_equal(values, among, high=self.high)
        same = np.maximum(equal, 1).tolist()
        del row
        return {r.row: (p, s) for (r, _), p, s in zip(known, place, same, strict=True)}

    def _ranked(self, row: Row) -> bool:
        return row.block is None or self._applicable(row)

    def _place_value(self, row: Row, ties: str) -> Value:
        return self._ranks(row, ties)[0]

    def _same_value(self, row: Row) -> Value:
        return self._ranks(row, "competition")[1]


def clipped(text: str, cap: str | None, floor: str | None) -> str:
    """A formula between a floor and a cap, either of which may be absent."""
    if cap is not None:
        text = f"MIN({text},{cap})"
    if floor is not None:
        text = f"MAX({text},{floor})"
    return text
