"""A mixed-integer program in columns and rows, solved by HiGHS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Any

import numpy as np

from sanbi.engine.scoring.advice.lines import Block, Lines
from sanbi.engine.scoring.advice.pieces import Piece
from sanbi.engine.scoring.figures import Floats

ENDLESS = float("inf")
NEAR = 1e-8
GAP = 1e-4  # share of the effort within which a plan counts as the least
HALF = 0.5


@dataclass(frozen=True)
class Solved:
    """What a solver found: the columns' values, its objective and the proven bound."""

    values: Floats
    objective: float
    bound: float


@dataclass
class Model:
    """Columns with bounds and costs, and rows; everything is minimised."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[float, float, dict[int, float]]] = field(default_factory=list)
    blocks: dict[int, Block] = field(default_factory=dict)
    impossible: bool = False  # whether the last solving proved that no values fit

    def column(self, lower: float, upper: float, *, cost: float = 0.0, whole: bool = False) -> int:
        """A new column."""
        self.lower.append(lower)
        self.upper.append(upper)
        self.cost.append(cost)
        self.whole.append(whole)
        return len(self.lower) - 1

    def binary(self) -> int:
        """A new column of 0 or 1."""
        return self.column(0.0, 1.0, whole=True)

    def row(self, lower: float, upper: float, terms: Mapping[int, float]) -> int:
        """A new row: lower ≤ Σ terms ≤ upper."""
        self.rows.append((lower, upper, dict(terms)))
        return len(self.rows) - 1

    def lever(self, number: int, pieces: tuple[Piece, ...], cost: float) -> Block:
        """The columns of a lever; ``cost`` is the effort of one step."""
        chosen = tuple(self.column(0, 1, cost=cost * p.first, whole=True) for p in pieces[1:])
        if len(chosen) > 1:
            self.row(-ENDLESS, 1.0, dict.fromkeys(chosen, 1.0))
        inside = []
        for place, piece in enumerate(pieces):
            length = piece.last - piece.first
            if not length:
                inside.append(-1)
                continue
            column = self.column(0, length, cost=cost, whole=True)
            inside.append(column)
            if place:
                self.row(-ENDLESS, 0.0, {column: 1.0, chosen[place - 1]: -float(length)})
            elif chosen:
                terms = {column: 1.0, **dict.fromkeys(chosen, float(length))}
                self.row(-ENDLESS, float(length), terms)
        lengths = tuple(piece.last - piece.first for piece in pieces)
        starts = tuple(piece.first for piece in pieces)
        moved = pieces[0].last == 0
        block = Block(chosen, tuple(inside), lengths, starts, moved)
        self.blocks[number] = block
        return block

    def steps(self, values: Floats) -> dict[int, int]:
        """Lever → steps, of a solution."""
        found = {}
        for lever, block in self.blocks.items():
            steps = 0.0
            for place, column in enumerate(block.inside):
                steps += values[column] if column >= 0 else 0.0
                if place and values[block.pieces[place - 1]] > HALF:
                    steps += block.starts[place]
            found[lever] = round(steps)
        return found

    # -- what values can be -------------------------------------------------------------------
    def spans(self, lines: Lines) -> tuple[Floats, Floats]:
        """The least and greatest value of each unit, lever by lever, without errors."""
        low, high = lines.constant.copy(), lines.constant.copy()
        for lever, block in lines.blocks.items():
            ends = _ends(self.blocks[lever], block)
            low += ends.min(axis=0)
            high += ends.max(axis=0)
        for column, row in lines.more.items():
            one, other = row * self.lower[column], row * self.upper[column]
            low += np.minimum(one, other)
            high += np.maximum(one, other)
        return low, high

    def extreme(self, lines: Lines, limit: Floats | float, *, least: bool, units: Floats) -> Lines:
        """The smaller (or greater) of a unit's value and a limit, for the units marked."""
        bound = np.broadcast_to(np.asarray(limit, dtype=np.float64), (lines.size,))
        low, high = self.spans(lines)
        spare = lines.spare() + sum(lines.errors.values(), np.zeros(lines.size))
        marked = np.asarray(units, dtype=bool)
        below, above = high + spare <= bound, low - spare >= bound
        stays = (below if least else above) | ~marked
        fixed = (above if least else below) & ~stays
        result = lines.taken(~fixed, bound) if fixed.any() else lines
        for unit in np.flatnonzero(~stays & ~fixed).tolist():
            span = float(low[unit]), float(high[unit])
            result = self._cut(result, lines, unit, float(bound[unit]), span, least=least)
        return result

    def _cut(
        self,
        result: Lines,
        lines: Lines,
        unit: int,
        limit: float,
        span: tuple[float, float],
        *,
        least: bool,
    ) -> Lines:
        low, high = span
        clipped = (
            (min(low, limit), min(high, limit)) if least else (max(low, limit), max(high, limit))
        )
        value, past = self.column(*clipped), self.binary()
        terms, constant = lines.terms(unit, self.blocks), float(lines.constant[unit])
        less = {value: 1.0, **{column: -by for column, by in terms.items()}}  # value − line
        wide = (high - limit) if least else (limit - low)
        if least:  # line − wide·past ≤ value ≤ line, limit·past ≤ value ≤ limit
            self.row(-ENDLESS, constant, less)
            self.row(constant, ENDLESS, {**less, past: wide})
            self.row(clipped[0], ENDLESS, {value: 1.0, past: -(limit - clipped[0])})
        else:
            self.row(constant, ENDLESS, less)
            self.row(-ENDLESS, constant, {**less, past: -wide})
            self.row(-ENDLESS, clipped[1], {value: 1.0, past: clipped[1] - limit})
        return self.replaced(result, unit, value)

    def switched(self, lines: Lines, unit: int, on: int) -> Lines:
        """One unit's value where a binary column is 1, else 0."""
        lows, highs = self.spans(lines)
        low, high = min(float(lows[unit]), 0.0), max(float(highs[unit]), 0.0)
        value = self.column(low, high)
        terms, constant = lines.terms(unit, self.blocks), float(lines.constant[unit])
        less = {value: 1.0, **{column: -by for column, by in terms.items()}}
        self.row(-ENDLESS, 0.0, {value: 1.0, on: -high})
        self.row(0.0, ENDLESS, {value: 1.0, on: -low})
        self.row(constant - high, ENDLESS, {**less, on: -high})
        self.row(-ENDLESS, constant - low, {**less, on: -low})
        return self.replaced(lines, unit, value)

    def rounded(self, lines: Lines, units: Sequence[int], grid: float, mode: str) -> Lines:
        """Some units' values on a grid, each a whole number of its steps.

        Halves go up with ``half_up`` where the value is not negative, else either way.
        """
        lows, highs = self.spans(lines)
        keep, more = np.ones(lines.size), {}
        for unit in units:
            low, high = float(lows[unit]), float(highs[unit])
            column = self.column(floor(low / grid - 1), ceil(high / grid + 1), whole=True)
            terms, constant = lines.terms(unit, self.blocks), float(lines.constant[unit])
            gap = {column: grid, **{c: -by for c, by in terms.items()}}  # rounded − value
            near = NEAR * max(1.0, abs(low), abs(high))
            least, most = (-grid, 0.0) if mode == "down" else (-grid / 2, grid / 2)
            strict = mode == "down" or (mode == "half_up" and low >= 0)
            self.row(constant + least + (near if strict else -near), constant + most + near, gap)
            keep[unit] = 0.0
            row = np.zeros(lines.size)
            row[unit] = grid
            more[column] = row
        kept = lines.times(keep)
        return Lines(kept.constant, kept.blocks, {**kept.more, **more}, kept.error, kept.errors)

    @staticmethod
    def replaced(lines: Lines, unit: int, column: int) -> Lines:
        """The lines with one unit's value put into a column; its errors stay."""
        keep = np.ones(lines.size)
        keep[unit] = 0.0
        kept = lines.times(keep)
        more = dict(kept.more)
        more[column] = 1.0 - keep
        return Lines(kept.constant, kept.blocks, more, lines.error, lines.errors)

    # -- solving ------------------------------------------------------------------------------
    def solve(self, seconds: float, gap: float = GAP) -> Solved | None:
        """The least cost; None where no values fit or none were found in time."""
        import highspy

        highs: Any = highspy.Highs()
        options = {
            "output_flag": False,
            "threads": 1,
            "time_limit": max(seconds, 0.05),
            "mip_rel_gap": gap,
            "mip_feasibility_tolerance": 1e-7,
            "primal_feasibility_tolerance": 1e-9,
        }
        for name, value in options.items():
            highs.setOptionValue(name, value)
        highs.passModel(self._program())
        highs.run()
        self.impossible = highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible
        info = highs.getInfo()
        if info.primal_solution_status != 2:  # noqa: PLR2004 - feasible
            return None
        values = np.array(highs.getSolution().col_value)
        bound = float(info.mip_dual_bound) if any(self.whole) else info.objective_function_value
        return Solved(values, float(info.objective_function_value), bound)

    def _program(self) -> Any:  # noqa: ANN401 - of a library without types
        import highspy

        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self.lower), len(self.rows)
        program.col_cost_ = np.array(self.cost, float)
        program.col_lower_ = np.array(self.lower, float)
        program.col_upper_ = np.array(self.upper, float)
        kinds = highspy.HighsVarType
        program.integrality_ = [kinds.kInteger if w else kinds.kContinuous for w in self.whole]
        program.row_lower_ = np.array([row[0] for row in self.rows], float)
        program.row_upper_ = np.array([row[1] for row in self.rows], float)
        sizes = [len(terms) for _, _, terms in self.rows]
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
        flat = [cell for _, _, terms in self.rows for cell in terms.items()]
        program.a_matrix_.index_ = np.array([column for column, _ in flat], np.int32)
        program.a_matrix_.value_ = np.array([value for _, value in flat], float)
        return program


def _ends(block: Block, coefficients: Floats) -> Floats:
    """Values at both ends of every piece, shape (ends, units)."""
    pieces = len(block.pieces)
    at = pieces
    ends = [np.zeros(len(coefficients))]
    for place, length in enumerate(block.lengths):
        start = coefficients[:, place - 1] if place else ends[0]
        ends.append(start)
        if length:
            ends.append(start + length * coefficients[:, at])
            at += 1
    return np.array(ends)
