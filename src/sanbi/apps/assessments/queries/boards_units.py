"""A unit's page: where points were won and lost, and how it stood over the rounds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import Round, RunRow
from sanbi.apps.assessments.queries.boards import Board, Row, board
from sanbi.apps.assessments.queries.boards_results import explainer_of
from sanbi.apps.assessments.queries.boards_schemes import scheme_of
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.models import Unit
from sanbi.engine.scoring.explain import AdjustmentPart, Part, UnitExplanation
from sanbi.engine.scoring.part_worth import worth_in_total

LARGEST = 5


@dataclass(frozen=True)
class Line:
    """A node or leaf of the tree with its score, in the order of the scheme.

    Parameters
    ----------
    part : as the engine explains it; its numbers are those of the package.
    got, full, tick : score, full mark and the score of the unit of the next better place, in points
        of the total where ``in_total``, else in the leaf's own; None where there is no full mark.
    revised : number of the footnote, 0 for none.
    appeal : ``review`` or ``appeal`` while one is open.
    """

    part: Part
    got: float | None
    full: float | None
    tick: float | None
    in_total: bool
    revised: int
    appeal: str

    @property
    def drawn(self) -> bool:
        """Whether a bar can be drawn."""
        return self.got is not None and bool(self.full) and self.got >= 0


@dataclass(frozen=True)
class Loss:
    """One of the largest losses, in points of the total where ``Line.in_total``."""

    line: Line
    points: float


@dataclass(frozen=True)
class Against:
    """A unit beside this one, and this unit's score minus its own in each dimension and in all."""

    row: Row
    parts: tuple[Decimal | None, ...]
    total: Decimal | None


@dataclass(frozen=True)
class Past:
    """Place and score of a unit in a round; None where it was not ranked."""

    period: str
    rank: Decimal | None
    score: Decimal | None
    of: int


@dataclass(frozen=True)
class UnitBoard:
    """A unit in a round.

    Parameters
    ----------
    better, worse : the lines of the next better and worse place, None at the ends.
    losses, large : the five largest losses, and the ids of their leaves.
    scale : the largest full mark that is drawn.
    neighbours : up to three units: two before it and one behind, or as there are.
    """

    board: Board
    row: Row
    told: UnitExplanation
    lines: tuple[Line, ...]
    adjustments: tuple[AdjustmentPart, ...]
    scale: float
    better: Row | None
    worse: Row | None
    losses: tuple[Loss, ...]
    lost: float | None
    large: frozenset[str]
    neighbours: tuple[Against, ...]
    history: tuple[Past, ...]


def unit_board(
    actor: Actor,
    round_code: str,
    unit: int,
    group: str = "",
    language: str = "zh-hans",
    run: int | None = None,
) -> UnitBoard:
    """A unit's page; without a group, the first in which it stands.

    Raises
    ------
    Missing
        for a round, group, run or unit that is not there or not to be seen.
    """
    held = board(actor, round_code, group or first_group(round_code, unit), run=run)
    row = row_of(held, unit)
    told = told_of(held, unit, language)
    lines = lines_of(held, row, told)
    losses = sorted(
        (Loss(line, _lost_points(line)) for line in lines if _lost_points(line) > 0),
        key=lambda loss: -loss.points,
    )
    return UnitBoard(
        board=held,
        row=row,
        told=told,
        lines=lines,
        adjustments=told.adjustments,
        scale=max((line.full for line in lines if _has_bar(line) and line.full), default=1.0),
        better=_beside(held, row, -1),
        worse=_beside(held, row, 1),
        losses=tuple(losses[:LARGEST]),
        large=frozenset(loss.line.part.id for loss in losses[:LARGEST]),
        lost=_lost(told),
        neighbours=_neighbours(held, row),
        history=_history(held, unit),
    )


def first_group(round_code: str, unit: int) -> str:
    """The first group in which the unit stands, empty for none: what its pages show unasked."""
    rows = RunRow.objects.filter(run__round__code=round_code, unit=unit).order_by("-run", "pk")
    return rows.values_list("group", flat=True).first() or ""


def row_of(held: Board, unit: int) -> Row:
    """The unit's line on a board.

    Raises
    ------
    Missing
        when it does not stand there.
    """
    for row in held.rows:
        if row.unit == unit:
            return row
    raise Missing(_("This unit does not stand on the board."))


def told_of(held: Board, unit: int, language: str) -> UnitExplanation:
    """What the engine says of the unit in this run."""
    return explainer_of(held.head, language).unit(code_of(unit), held.group.code)


def code_of(unit: int) -> str:
    """The code by which the package knows the unit.

    Raises
    ------
    Missing
        when there is no such unit.
    """
    code = Unit.objects.filter(pk=unit).values_list("code", flat=True).first()
    if code is None:
        raise Missing(_("There is no such unit."))
    return code


def lines_of(held: Board, row: Row, told: UnitExplanation) -> tuple[Line, ...]:
    """Every node and leaf of the tree below the root, ready to be drawn on one scale."""
    version = Round.objects.select_related("scheme_version").get(pk=held.head.pk).scheme_version
    worth = worth_in_total(scheme_of(version))
    ahead = _ahead(told)
    marks = {note.leaf: note.number for note in row.notes if note.kind == "revised"}
    open_ = {note.leaf: note.kind for note in row.notes if note.kind in {"review", "appeal"}}
    found = []
    for part in told.parts:
        if part.depth == 0:
            continue
        factor = worth.get(part.id)
        scale = 1.0 if factor is None else float(factor)
        got = None if part.score is None else float(part.score.value) * scale
        full = None if part.points is None else float(part.points.value) * scale
        difference = part.versus[ahead] if ahead is not None and part.versus else None
        tick = None
        if got is not None and difference is not None:
            tick = got - float(difference.value) * scale
        found.append(
            Line(
                part,
                got,
                full,
                tick,
                in_total=factor is not None,
                revised=marks.get(part.id, 0),
                appeal=open_.get(part.id, ""),
            )
        )
    return tuple(found)


def _ahead(told: UnitExplanation) -> int | None:
    """Which of the neighbours stands on the next better place."""
    if told.gap is None or not told.neighbours:
        return None
    return 0


def _beside(held: Board, row: Row, step: int) -> Row | None:
    """The nearest ranked line with another place, before (-1) or behind (1)."""
    if row.rank is None:
        return None
    place = held.rows.index(row) + step
    while 0 <= place < len(held.rows):
        found = held.rows[place]
        if found.rank is not None and found.rank != row.rank:
            return found
        place += step
    return None


def _neighbours(held: Board, row: Row) -> tuple[Against, ...]:
    ranked = [item for item in held.rows if item.rank is not None]
    if row not in ranked:
        return ()
    place = ranked.index(row)
    first = max(0, min(place - 2, len(ranked) - 4))
    beside = [item for item in ranked[first : first + 4] if item is not row][:3]
    return tuple(against(row, other) for other in beside)


def against(row: Row, other: Row) -> Against:
    """The differences of one line from another."""
    parts = tuple(
        None if a.score is None or b.score is None else a.score - b.score
        for a, b in zip(row.parts, other.parts, strict=True)
    )
    total = None if row.score is None or other.score is None else row.score - other.score
    return Against(other, parts, total)


def _history(held: Board, unit: int) -> tuple[Past, ...]:
    runs = [item.run for item in held.earlier]
    rows = RunRow.objects.filter(run__in=runs, group=held.group.code, rank__isnull=False)
    mine: dict[int, tuple[Decimal | None, Decimal | None]] = {}
    counts: dict[int, int] = dict.fromkeys(runs, 0)
    for run, other, rank, score in rows.values_list("run_id", "unit_id", "rank", "score"):
        counts[run] += 1
        if other == unit:
            mine[run] = (rank, score)
    return tuple(
        Past(item.period, *mine.get(item.run, (None, None)), counts[item.run])
        for item in held.earlier
    )


def _has_bar(line: Line) -> bool:
    return line.part.kind == "leaf" and line.drawn


def _lost_points(line: Line) -> float:
    if not _has_bar(line) or line.full is None or line.got is None:
        return 0.0
    return line.full - line.got


def _lost(told: UnitExplanation) -> float | None:
    if told.score is None or told.points is None:
        return None
    return float(told.points.value - told.score.value)
