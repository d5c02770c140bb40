"""Two units side by side, the largest difference first."""

from __future__ import annotations

from dataclasses import dataclass

from sanbi.apps.assessments.queries.boards import Board, Row, board
from sanbi.apps.assessments.queries.boards_units import (
    Against,
    Line,
    against,
    first_group,
    lines_of,
    row_of,
    told_of,
)
from sanbi.apps.audit.actors import Actor
from sanbi.engine.scoring.explain import AdjustmentPart, UnitExplanation


@dataclass(frozen=True)
class Pair:
    """A leaf of both units; ``difference`` is first minus second, in points of the total."""

    first: Line
    second: Line
    difference: float | None


@dataclass(frozen=True)
class Block:
    """Bonus or deduction of both units, as it counts in the total."""

    name: str
    first: AdjustmentPart
    second: AdjustmentPart
    difference: float


@dataclass(frozen=True)
class Comparison:
    """Two units of a board; ``scale`` is the largest difference of a leaf, at least 0.01."""

    board: Board
    first: Row
    second: Row
    against: Against
    blocks: tuple[Block, ...]
    pairs: tuple[Pair, ...]
    scale: float


def comparison(
    actor: Actor,
    round_code: str,
    first: int,
    second: int,
    *,
    group: str = "",
    language: str = "zh-hans",
    run: int | None = None,
) -> Comparison:
    """Where the first unit won and lost against the second.

    Raises
    ------
    Missing
        for a round, group or unit that is not there or not to be seen.
    """
    held = board(actor, round_code, group or first_group(round_code, first), run=run)
    one, other = row_of(held, first), row_of(held, second)
    mine, theirs = (told_of(held, row.unit, language) for row in (one, other))
    left = {_key(line): line for line in _leaves(held, one, mine)}
    pairs = [
        Pair(left[_key(line)], line, _apart(left[_key(line)], line))
        for line in _leaves(held, other, theirs)
        if _key(line) in left
    ]
    blocks = [
        Block(a.name, a, b, float(a.signed.value - b.signed.value))
        for a, b in zip(mine.adjustments, theirs.adjustments, strict=True)
    ]
    pairs.sort(key=lambda pair: -abs(pair.difference or 0))
    apart = [*(pair.difference for pair in pairs), *(block.difference for block in blocks)]
    sizes = [abs(size) for size in apart if size is not None]
    return Comparison(
        held,
        one,
        other,
        against(one, other),
        tuple(blocks),
        tuple(pairs),
        max([0.01, *sizes]),
    )


def _leaves(held: Board, row: Row, told: UnitExplanation) -> tuple[Line, ...]:
    return tuple(line for line in lines_of(held, row, told) if line.part.kind == "leaf")


def _key(line: Line) -> tuple[str, str]:
    return line.part.id, line.part.period


def _apart(one: Line, other: Line) -> float | None:
    return None if one.got is None or other.got is None else one.got - other.got
