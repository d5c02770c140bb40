"""Conditions of gates as worksheet formulas, where they only compare numbers that have cells."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sanbi.engine.conditions import AllOf, AnyOf, Comparison, Condition, Negation
from sanbi.engine.scoring.evaluation.gating import LATE_FACTS, is_late
from sanbi.engine.scoring.report.excel.book import Book, UnitSheet
from sanbi.engine.scoring.report.excel.inputs import name_column
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.marks.events import event_total
from sanbi.engine.scoring.scheme.model import Gate

SIGNS = {">=": ">=", ">": ">", "<=": "<=", "<": "<", "==": "=", "!=": "<>"}
MOVING = frozenset({"zero_leaf", "cap_leaf", "cap_total", "no_bonus"})


class UntranslatableError(Exception):
    """A condition that looks at more than numbers in cells."""


@dataclass
class ConditionText:
    """Translates one gate's condition; its thresholds get cells among the parameters."""

    book: Book
    gate: Gate

    def text(self, row: Row) -> str:
        """The condition as a worksheet formula for a unit.

        Raises
        ------
        UntranslatableError
            for facts without a cell, and for streaks, waivers and facts that are missing.
        """
        return self._text(self.gate.condition, row, "")

    def _text(self, condition: Condition, row: Row, path: str) -> str:
        match condition:
            case Comparison(fact, op, operands) if op in SIGNS:
                operand = operands[0]
                if isinstance(operand, bool) or not isinstance(operand, int | Fraction):
                    raise UntranslatableError(fact)
                cell = self._fact(fact, row)
                return f"{cell}{SIGNS[op]}{self._threshold(fact, op, Fraction(operand), path)}"
            case AllOf(parts):
                return f"AND({self._parts(parts, row, path)})"
            case AnyOf(parts):
                return f"OR({self._parts(parts, row, path)})"
            case Negation(part):
                return f"NOT({self._text(part, row, path)})"
            case _:
                raise UntranslatableError(type(condition).__name__)

    def _parts(self, parts: tuple[Condition, ...], row: Row, path: str) -> str:
        texts = [self._text(part, row, f"{path}.{place}") for place, part in enumerate(parts)]
        return ",".join(texts)

    def _threshold(self, fact: str, op: str, value: Fraction, path: str) -> str:
        block = self.book.parameters.block(f"gate {self.gate.id}", self.gate.id, self.gate.name)
        return block.put(f"when {path}", f"{fact} {op}", value)

    def _fact(self, name: str, row: Row) -> str:
        """The cell or formula of a fact, which holds a number for every unit."""
        book, run = self.book, self.book.run
        if name.startswith("events."):
            return self._events(name.removeprefix("events."), row)
        if name in LATE_FACTS or "." in name:
            return self._known(name, row)
        plain = name in run.scheme.inputs or run.figures.knows(name) or name in run.coefficients
        if not plain or (name in run.attributes and name not in run.coefficients):
            raise UntranslatableError(name)
        column = name_column(book, name, run.period, "group")
        return _held(book.data, column, row)

    def _known(self, name: str, row: Row) -> str:
        """A score, total or rank; early gates that move scores would look at themselves."""
        kept = self.book.shown.get(("fact", name))
        moves = any(
            effect.effect in MOVING for gate in self.book.run.scheme.gates for effect in gate.effects
        )
        if kept is None or (moves and not is_late(self.gate.condition)):
            raise UntranslatableError(name)
        target, column = kept
        return _held(target, column, row)

    def _events(self, item: str, row: Row) -> str:
        book = self.book
        leaf = book.run.scheme.leaves.get(item)
        if leaf is None or leaf.rule.type != "events" or "events" not in book.shown:
            raise UntranslatableError(item)
        block = book.parameters.block(f"leaf {leaf.id}", leaf.id, leaf.name)
        return event_total(book, leaf, book.run.period, block, "count", row)


def _held(target: UnitSheet, column: int, row: Row) -> str:
    """The cell, if it holds a number now; an unknown fact has a rule of its own."""
    held = target.sheet.cells.get((row.row, column))
    if held is None or not isinstance(held.value, int | float):
        raise UntranslatableError(target.at(column, row))
    return target.at(column, row)
