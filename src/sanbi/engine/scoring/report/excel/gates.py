"""Gates and vetoes as columns of ones and noughts, which scores, totals and grades refer to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from sanbi.engine.scoring.evaluation.gating import is_late
from sanbi.engine.scoring.report.excel.book import Book, Heading
from sanbi.engine.scoring.report.excel.conditions import ConditionText, UntranslatableError
from sanbi.engine.scoring.report.excel.layout import Row
from sanbi.engine.scoring.scheme.model import Effect, Gate


@dataclass
class GateColumns:
    """A column on the sheet of totals for each gate that has effects."""

    book: Book
    columns: dict[str, int] = field(default_factory=dict)

    def add(self) -> None:
        """Columns for all gates and vetoes."""
        for gate in self.book.run.scheme.gates:
            key = ("gate", gate.id)
            name = self.book.words("gate", gate.name)
            self.columns[gate.id] = self.book.totals.add(key, Heading("", name, gate.id))

    def write(self) -> None:
        """Whether each gate applies: a formula where its condition is simple."""
        for gate in self.book.run.scheme.gates:
            for row in self.book.layout.rows():
                self._write(gate, row)

    def _write(self, gate: Gate, row: Row) -> None:
        book, column = self.book, self.columns[gate.id]
        hit = self.hit(gate, row)
        try:
            block = book.parameters.block(f"gate {gate.id}", gate.id, gate.name)
            early = not is_late(gate.condition)
            text = ConditionText(book, gate.condition, block, book.run.period, early).text(row)
        except UntranslatableError:
            book.fixed(
                book.totals, column, row, int(hit), book.words("why_gate", gate.name), role="gate"
            )
            return
        yes, no = ("0", "1") if gate.required else ("1", "0")
        book.totals.sheet.live(
            row.row, column, f"IF({text},{yes},{no})", int(hit), "flag", role="gate"
        )

    def hit(self, gate: Gate, row: Row) -> bool:
        """Whether the engine applied the gate's effects to a unit."""
        words = self.book.layout.blocks[row.block or 0].outcome.effects[row.place]
        return any(part.startswith(f"{gate.id}:") for part in words.split("; "))

    def effects(self, *names: str) -> Iterator[tuple[Gate, Effect]]:
        """Effects of some kinds, in the order of the scheme."""
        for gate in self.book.run.scheme.gates:
            for effect in gate.effects:
                if effect.effect in names:
                    yield gate, effect

    def cell(self, gate: Gate, row: Row) -> str:
        """The cell that says whether a gate applies to a unit."""
        return self.book.totals.at(self.columns[gate.id], row)

    def limit(self, gate: Gate, effect: Effect) -> str:
        """The cell of a cap that a gate sets."""
        block = self.book.parameters.block(f"gate {gate.id}", gate.id, gate.name)
        label = self.book.words("cap_to") + (f" {effect.target}" if effect.target else "")
        return block.put(f"{effect.effect} {effect.target}", label, Fraction(str(effect.to)))

    def wording(self, gate: Gate) -> str:
        """The cell that says what a gate does to the units that it concerns."""
        words = self.book.words
        block = self.book.parameters.block(f"gate {gate.id}", gate.id, gate.name)
        return block.put("wording", words("remark"), self.sentence(gate))

    def sentence(self, gate: Gate) -> str:
        """The gate's name and its effects, in words."""
        words = self.book.words
        parts = []
        for effect in gate.effects:
            detail = effect.text if effect.effect == "mark" else effect.to
            word = words.effect(effect.effect)
            if effect.effect == "mark" and detail:
                parts.append(str(detail))
            else:
                parts.append(f"{word} {detail}" if detail else word)
        unmet = (
            words.either("未满足“{}”", "not met: {}").format(gate.name)
            if gate.required
            else gate.name
        )
        joined = words.either("、", ", ").join(dict.fromkeys(parts))
        return words.either(f"{unmet}：{joined}", f"{unmet}: {joined}")

    def leaf_caps(self, leaf: str, row: Row) -> Iterator[tuple[str, str]]:
        """Cells of gates that lower a leaf, each with the limit."""
        for gate, effect in self.effects("zero_leaf", "cap_leaf"):
            if effect.target == leaf and not is_late(gate.condition):
                cap = "0" if effect.effect == "zero_leaf" else self.limit(gate, effect)
                yield self.cell(gate, row), cap
