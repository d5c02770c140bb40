"""Which unit stands in which row: the same row on every sheet of units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sanbi.engine.scoring.columns import Scope
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.outcome import CohortOutcome
from sanbi.engine.scoring.report.excel.cells import Span

HEAD = 6  # rows above the first group: title, note, parent, name, what, unit of measure


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in a block: ``place`` in its cohort, ``unit`` among all units."""

    row: int
    block: int | None
    place: int
    unit: int
    code: str
    first_row: int


@dataclass(frozen=True)
class Block:
    """A group's rows; ``heading`` is the row that names it, if there are several groups."""

    number: int
    outcome: CohortOutcome
    heading: int | None
    rows: tuple[Row, ...]

    @property
    def span(self) -> Span:
        """First and last row."""
        return self.rows[0].row, self.rows[-1].row


@dataclass(frozen=True)
class Layout:
    """Blocks of all groups, then the units of no group, which only others are compared with."""

    run: Evaluation
    blocks: tuple[Block, ...]
    outside: tuple[Row, ...]
    outside_heading: int

    @property
    def several(self) -> bool:
        """Whether there is more than one group."""
        return len(self.blocks) > 1

    @cached_property
    def repeats(self) -> bool:
        """Whether some unit stands in several groups."""
        return any(row.row != row.first_row for row in self.rows())

    @cached_property
    def span(self) -> Span:
        """First and last row of all units."""
        last = self.outside[-1].row if self.outside else self.blocks[-1].span[1]
        return self.blocks[0].span[0], last

    @cached_property
    def everyone_takes_part(self) -> bool:
        """Whether every unit is compared in its group."""
        return all(block.outcome.cohort.scope.everyone_takes_part for block in self.blocks)

    @cached_property
    def everyone_has_a_total(self) -> bool:
        """Whether no unit lacks a total."""
        totals = (block.outcome.scores.published for block in self.blocks)
        return all(total is None or total.complete for total in totals)

    def rows(self) -> Iterator[Row]:
        """Every row of every group."""
        for block in self.blocks:
            yield from block.rows

    def every_row(self) -> Iterator[Row]:
        """Every row, those of no group last."""
        yield from self.rows()
        yield from self.outside

    def scope(self, row: Row, kind: str) -> tuple[Scope, int] | None:
        """The scope that a row is compared in, and its place there; None where it has none."""
        if kind == "all":
            return self.run.everyone, row.unit
        if row.block is None:
            return None
        return self.blocks[row.block].outcome.cohort.scope, row.place

    def scope_span(self, row: Row, kind: str) -> Span:
        """Rows of the units that a row is compared with."""
        if kind == "all" or row.block is None:
            return self.span
        return self.blocks[row.block].span


def lay_out(run: Evaluation, outcomes: tuple[CohortOutcome, ...]) -> Layout:
    """Rows for all groups in their order, units in code order."""
    blocks = []
    first: dict[int, int] = {}
    row = HEAD
    several = len(outcomes) > 1
    for number, outcome in enumerate(outcomes):
        heading = row if several else None
        row += several
        rows = []
        for place, unit in enumerate(outcome.cohort.scope.index.tolist()):
            first.setdefault(unit, row)
            rows.append(Row(row, number, place, unit, run.units[unit], first[unit]))
            row += 1
        blocks.append(Block(number, outcome, heading, tuple(rows)))
    heading = row
    outside = []
    if needs_everyone(run):
        for unit, code in enumerate(run.units):
            if unit not in first:
                row += 1
                outside.append(Row(row, None, -1, unit, code, row))
    return Layout(run, tuple(blocks), tuple(outside), heading)


def needs_everyone(run: Evaluation) -> bool:
    """Whether some leaf looks beyond its own group."""
    scheme = run.scheme
    items = [*scheme.inputs.values(), *(scheme.input_of(leaf) for leaf in scheme.leaves.values())]
    return any(leaf.compare_in == "all" for leaf in scheme.leaves.values()) or any(
        item is not None and item.impute is not None for item in items
    )
