"""The working of one number: a leaf in five lines, a node or the total in its parts."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanbi.apps.assessments.queries.boards import Board, Row, board
from sanbi.apps.assessments.queries.boards_results import explainer_of
from sanbi.apps.assessments.queries.boards_units import (
    Line,
    code_of,
    first_group,
    lines_of,
    row_of,
    told_of,
)
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.engine.scoring.explain import (
    AdjustmentPart,
    ExplainError,
    LeafExplanation,
    UnitExplanation,
)

TOTAL = "total"


@dataclass(frozen=True)
class LeafWorking:
    """A leaf's five lines, with the line on the unit's sheet."""

    board: Board
    row: Row
    told: LeafExplanation
    revised: int


@dataclass(frozen=True)
class PartWorking:
    """A node, or the total: its direct parts. ``line`` is None for the total."""

    board: Board
    row: Row
    told: UnitExplanation
    line: Line | None
    children: tuple[Line, ...]
    adjustments: tuple[AdjustmentPart, ...]
    sentences: tuple[str, ...]


def leaf_working(
    actor: Actor,
    round_code: str,
    unit: int,
    leaf: str,
    *,
    group: str = "",
    period: str = "",
    language: str = "zh-hans",
    run: int | None = None,
) -> LeafWorking:
    """How a unit's score on a leaf came about: 取数 → 规则 → 代入 → 取整 → 失分.

    Raises
    ------
    Missing
        for a round, unit or leaf that is not there or not to be seen.
    """
    held = board(actor, round_code, group or first_group(round_code, unit), run=run)
    row = row_of(held, unit)
    try:
        told = explainer_of(held.head, language).leaf(
            code_of(unit), leaf, held.group.code, period or None
        )
    except ExplainError as error:
        raise Missing(_("The board has no such indicator.")) from error
    revised = next((n.number for n in row.notes if n.leaf == leaf and n.kind == "revised"), 0)
    return LeafWorking(held, row, told, revised)


def part_working(
    actor: Actor,
    round_code: str,
    unit: int,
    node: str,
    *,
    group: str = "",
    language: str = "zh-hans",
    run: int | None = None,
) -> PartWorking:
    """What a node's score, or with ``total`` the whole score, is put together from.

    Raises
    ------
    Missing
        for a round, unit or node that is not there or not to be seen.
    """
    held = board(actor, round_code, group or first_group(round_code, unit), run=run)
    row = row_of(held, unit)
    told = told_of(held, unit, language)
    lines = lines_of(held, row, told)
    if node == TOTAL or node == told.parts[0].id:
        top = tuple(line for line in lines if line.part.depth == 1)
        return PartWorking(held, row, told, None, top, told.adjustments, told.sentences)
    blocks = tuple(block for block in told.adjustments if block.id == node)
    if blocks:
        return PartWorking(held, row, told, None, (), blocks, ())
    place = next((n for n, line in enumerate(lines) if line.part.id == node), None)
    if place is None:
        raise Missing(_("The board has no such part."))
    line = lines[place]
    return PartWorking(held, row, told, line, _below(lines, place), (), ())


def _below(lines: tuple[Line, ...], place: int) -> tuple[Line, ...]:
    depth = lines[place].part.depth
    found = []
    for line in lines[place + 1 :]:
        if line.part.depth <= depth:
            break
        if line.part.depth == depth + 1:
            found.append(line)
    return tuple(found)
