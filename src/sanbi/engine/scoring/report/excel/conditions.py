"""Conditions as worksheet formulas, where they only compare numbers that have cells."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sanbi.engine.conditions import AllOf, AnyOf, Comparison, Condition, FactRef, Negation
from sanbi.engine.conditions.model import Operand
from sanbi.engine.scoring.evaluation.gating import LATE_FACTS
from sanbi.engine.scoring.report.excel.book import Book, UnitSheet
from sanbi.engine.scoring.report.excel.figures import attribute_column
from sanbi.engine.scoring.report.excel.inputs import name_column
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.report.excel.marks.events import event_total
from sanbi.engine.scoring.report.excel.parameters import ParameterBlock

SIGNS = {">=": ">=", ">": ">", "<=": "<=", "<": "<", "==": "=", "!=": "<>"}
MOVING = frozenset({"zero_leaf", "cap_leaf", "cap_total", "no_bonus"})


class UntranslatableError(Exception):
    """A condition that looks at more than numbers in cells."""


@dataclass
class ConditionText:
    """Translates one condition; its thresholds get cells among the parameters of ``block``.

    ``early`` marks a condition that is decided before scores are lowered, so that it may not
    look at scores where something lowers them.
    """

    book: Book
    condition: Condition
    block: ParameterBlock
    period: str
    early: bool = True

    def text(self, row: Row) -> str:
        """The condition as a worksheet formula for a unit.

        Raises
        ------
        UntranslatableError
            for facts without a cell, and for streaks, waivers and facts that are missing.
        """
        return self._text(self.condition, row, "")

    def _text(self, condition: Condition, row: Row, path: str) -> str:
        match condition:
            case Comparison(fact, op, (operand,)) if op in SIGNS:
                return self._compared(fact, op, operand, row, path)
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

    def _compared(self, fact: str, op: str, operand: Operand, row: Row, path: str) -> str:
        if isinstance(operand, FactRef):
            return f"{self._fact(fact, row)}{SIGNS[op]}{self._fact(operand.fact, row)}"
        if isinstance(operand, bool):
            raise UntranslatableError(fact)
        if isinstance(operand, str):
            cell = self._word(fact, op, row)
            held = self.block.put(f"when {path}", f"{fact} {op}", operand)
        else:
            cell = self._fact(fact, row)
            held = self.block.put(f"when {path}", f"{fact} {op}", Fraction(operand))
        return f"{cell}{SIGNS[op]}{held}"

    def _word(self, name: str, op: str, row: Row) -> str:
        """The cell of a text column of the units."""
        texts = self.book.run.attributes.get(name)
        if (
            texts is None
            or name in {"group", "name"}
            or op not in {"==", "!="}
            or not texts[row.unit]
        ):
            raise UntranslatableError(name)
        return self.book.data.at(attribute_column(self.book, name), row)

    def _fact(self, name: str, row: Row) -> str:
        """The cell or formula of a fact, which holds a number for every unit."""
        book, run = self.book, self.book.run
        if name.startswith("events."):
            return self._events(name.removeprefix("events."), row)
        if name in LATE_FACTS or "." in name:
            return self._known(name, row)
        plain = name in run.scheme.inputs or run.figures.knows(name) or name in run.coefficients
        if not plain:
            raise UntranslatableError(name)
        return _held(book.data, name_column(book, name, self.period, "group"), row)

    def _known(self, name: str, row: Row) -> str:
        """A score, total or rank; early conditions that move scores would look at themselves."""
        kept = self.book.shown.get(("fact", name))
        moves = any(
            effect.effect in MOVING
            for gate in self.book.run.scheme.gates
            for effect in gate.effects
        )
        if kept is None or (moves and self.early):
            raise UntranslatableError(name)
        target, column = kept
        return _held(target, column, row)

    def _events(self, item: str, row: Row) -> str:
        book = self.book
        leaf = book.run.scheme.leaves.get(item)
        if leaf is None or ("listed", item, self.period) not in book.shown:
            raise UntranslatableError(item)
        block = book.parameters.block(f"leaf {leaf.id}", leaf.id, leaf.name)
        return event_total(book, leaf, self.period, block, "count", row)


def _held(target: UnitSheet, column: int, row: Row) -> str:
    """The cell, if it holds a number now; an unknown fact has a rule of its own."""
    held = target.sheet.cells.get((row.row, column))
    if held is None or not isinstance(held.value, int | float):
        raise UntranslatableError(target.at(column, row))
    return target.at(column, row)
