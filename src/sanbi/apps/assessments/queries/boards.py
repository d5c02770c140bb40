"""The league table 亮晒榜 of a round and group, as one plain snapshot.

The number of queries does not depend on units, indicators or rounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from statistics import median

from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import RunLeaf, RunNode, RunRow
from sanbi.apps.assessments.queries.boards_corrections import (
    Shift,
    published_before,
    shifts_between,
)
from sanbi.apps.assessments.queries.boards_firm import Firm, Study, study_of
from sanbi.apps.assessments.queries.boards_marks import REVISED, Note, notes_of
from sanbi.apps.assessments.queries.boards_rounds import (
    HISTORY,
    Earlier,
    Head,
    earlier_rounds,
    head_of,
    year_ago,
)
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing

PREVIOUS, YEAR = "previous", "year"


@dataclass(frozen=True)
class GroupChoice:
    """A group of the run and how many units stand in it."""

    code: str
    name: str
    count: int


@dataclass(frozen=True)
class Dimension:
    """A part right below the root (or a block of bonus or deduction): a column of the board.

    ``worth`` is what one of its points is worth in the total: 1 in a sum.
    """

    node: str
    name: str
    points: Decimal | None
    median: Decimal | None
    is_leaf: bool
    worth: float


@dataclass(frozen=True)
class Part:
    """A unit's score in a dimension, and how far it is from the median of the ranked units.

    ``drawn`` is the same difference in points of the total.
    """

    score: Decimal | None
    difference: Decimal | None
    drawn: float | None


@dataclass(frozen=True)
class Row:
    """A unit's line. Lower ranks are better; ``change`` is places won, ``history`` oldest first."""

    unit: int
    name: str
    order: int
    score: Decimal | None
    rank: Decimal | None
    compared_rank: Decimal | None
    change: Decimal | None
    gap: Decimal | None
    grade: str
    effects: str
    history: tuple[Decimal | None, ...]
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]
    own: bool
    firm: Firm | None = None

    @property
    def revised(self) -> bool:
        """Whether a figure of it was corrected late."""
        return any(note.kind == REVISED for note in self.notes)


@dataclass(frozen=True)
class Facts:
    """The strip above the table; those with ``_before`` are of the compared round, or None.

    ``spread`` takes two ranked units at least.
    """

    ranked: int
    unranked: int
    median: Decimal | None
    median_before: Decimal | None
    spread: Decimal | None
    spread_before: Decimal | None
    full: Decimal | None


@dataclass(frozen=True)
class Board:
    """A league table.

    Parameters
    ----------
    unasked : code of the group that is shown to the actor who asks for none.
    compared : the round that changes are counted from; None where there is none.
    earlier : up to six rounds, oldest first, the last one this; the columns of ``Row.history``.
    scale : the largest difference from a median in any dimension, in points of the total; at least
        0.01. All columns are drawn on it.
    notes : revisions, reviews and appeals of the group.
    replaced : number of the run that was published before this one, 0 for none.
    shifts : units of the group whose score or place changed since then.
    study : how firm the ranks are, None for a run made before there were studies.
    """

    head: Head
    groups: tuple[GroupChoice, ...]
    group: GroupChoice
    unasked: str
    rows: tuple[Row, ...]
    dimensions: tuple[Dimension, ...]
    facts: Facts
    compare: str
    compared: Earlier | None
    year: Earlier | None
    earlier: tuple[Earlier, ...]
    scale: float
    notes: tuple[Note, ...]
    replaced: int
    shifts: tuple[Shift, ...]
    study: Study | None = None

    @property
    def differs(self) -> bool:
        """Whether a dimension tells the ranked units apart."""
        return any(part.drawn for row in self.rows for part in row.parts)

    @property
    def oddity(self) -> str:
        """Why it is no table of places: nobody, unranked, alone or tied; else empty."""
        if not self.rows:
            return "nobody"
        ranked = [row for row in self.rows if row.rank is not None]
        if len(ranked) < 2:  # noqa: PLR2004 - a place needs another
            return "alone" if ranked else "unranked"
        return "tied" if len({row.rank for row in ranked}) == 1 else ""

    @property
    def bands(self) -> list[tuple[Row, ...]]:
        """Rows that cannot be told apart, in runs of two and more, best first."""
        if self.study is None:
            return []
        rows = {row.unit: row for row in self.rows}
        return [tuple(rows[unit] for unit in band) for band in self.study.bands]

    def alike(self, row: Row) -> list[Row]:
        """The rows that cannot be told from one, best first."""
        wanted = set() if row.firm is None else set(row.firm.alike)
        return [other for other in self.rows if other.unit in wanted]

    @property
    def own(self) -> Row | None:
        """The actor's own line, if it stands here."""
        return next((row for row in self.rows if row.own), None)


def board(
    actor: Actor,
    round_code: str,
    group: str = "",
    compare: str = PREVIOUS,
    run: int | None = None,
) -> Board:
    """The board of a round and group; without a group, the first in which the own unit stands.

    Parameters
    ----------
    compare : ``previous`` for the last round of the same kind, ``year`` for a year ago.
    run : number of another run than the current one, for the office and the auditor.

    Raises
    ------
    Missing
        for a round that the actor does not see, or a group or run that is not there.
    """
    head = head_of(actor, round_code, run)
    everyone = list(RunRow.objects.filter(run=head.run).order_by("pk"))
    groups = _groups(everyone)
    unasked = _chosen(groups, _own_group(actor, everyone))
    chosen = _chosen(groups, group) if group else unasked
    rows = sorted((row for row in everyone if row.group == chosen.code), key=lambda r: r.order)
    before = earlier_rounds(head)
    ago = year_ago(head, before)
    compared = ago if compare == YEAR else (before[-2] if len(before) > 1 else None)
    shown = before[-HISTORY:]
    past = _past({item.run for item in (*shown[:-1], *filter(None, (compared,)))}, chosen.code)
    dimensions, parts = _dimensions(head, chosen.code, rows)
    last = published_before(head)
    moved = shifts_between(last[0], head.run) if last else ()
    order = [row.unit_id for row in rows]
    notes = notes_of(actor, head, chosen.code, order, last[0] if last else None)
    study = study_of(head.run, chosen.code, order)
    firm = {} if study is None else study.units
    return Board(
        head=head,
        groups=groups,
        group=chosen,
        unasked=unasked.code,
        rows=tuple(
            replace(
                _row(row, actor, compare, compared, shown, past, parts, notes),
                firm=_firm(firm.get(row.unit_id), row),
            )
            for row in rows
        ),
        dimensions=dimensions,
        facts=_facts(rows, dimensions, past.get(compared.run, {}) if compared else {}),
        compare=compare,
        compared=compared,
        year=ago,
        earlier=shown,
        scale=_scale(parts),
        notes=notes,
        replaced=last[1] if last else 0,
        shifts=tuple(shift for shift in moved if shift.group == chosen.code),
        study=study,
    )


Places = dict[int, tuple[Decimal | None, Decimal | None]]  # unit → rank, score


def _groups(rows: Iterable[RunRow]) -> tuple[GroupChoice, ...]:
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for row in rows:
        names.setdefault(row.group, row.group_name or _("All units"))
        counts[row.group] = counts.get(row.group, 0) + 1
    return tuple(GroupChoice(code, name, counts[code]) for code, name in names.items())


def _chosen(groups: Sequence[GroupChoice], wanted: str) -> GroupChoice:
    if not wanted:
        return groups[0] if groups else GroupChoice("", _("All units"), 0)
    for group in groups:
        if group.code == wanted:
            return group
    raise Missing(_("There is no such group in this round."))


def _own_group(actor: Actor, rows: Iterable[RunRow]) -> str:
    return next((row.group for row in rows if _is_own(actor, row)), "")


def _is_own(actor: Actor, row: RunRow) -> bool:
    return row.unit_id == actor.unit or row.unit_id in actor.units_as()


def _past(runs: set[int], group: str) -> dict[int, Places]:
    found: dict[int, Places] = {run: {} for run in runs}
    rows = RunRow.objects.filter(run__in=runs, group=group)
    for run, unit, rank, score in rows.values_list("run_id", "unit_id", "rank", "score"):
        found[run][unit] = (rank, score)
    return found


def _row(
    row: RunRow,
    actor: Actor,
    compare: str,
    compared: Earlier | None,
    shown: Sequence[Earlier],
    past: dict[int, Places],
    parts: dict[int, tuple[Part, ...]],
    notes: Sequence[Note],
) -> Row:
    was = past[compared.run].get(row.unit_id, (None, None))[0] if compared else None
    change = None if was is None or row.rank is None else was - row.rank
    if compare == PREVIOUS and row.previous_rank is not None:
        was, change = row.previous_rank, row.rank_change
    ranks = [past[item.run].get(row.unit_id, (None, None))[0] for item in shown[:-1]]
    return Row(
        unit=row.unit_id,
        name=row.unit_name,
        order=row.order,
        score=row.score,
        rank=row.rank,
        compared_rank=was,
        change=change,
        gap=row.gap,
        grade=row.grade,
        effects=row.effects,
        history=(*ranks, row.rank),
        parts=parts.get(row.unit_id, ()),
        notes=tuple(note for note in notes if note.unit == row.unit_id),
        own=_is_own(actor, row),
    )


def _firm(found: Firm | None, row: RunRow) -> Firm | None:
    if found is None or row.rank is None:
        return None
    return replace(found, at=int(row.rank.to_integral_value(ROUND_CEILING)))


Cell = tuple[str, str, Decimal | None, Decimal | None, int, bool]


def _dimensions(
    head: Head, group: str, rows: Sequence[RunRow]
) -> tuple[tuple[Dimension, ...], dict[int, tuple[Part, ...]]]:
    """Columns and cells of the parts right below the root, in the order of the scheme."""
    ranked = {row.unit_id for row in rows if row.rank is not None}
    columns: dict[str, dict[int, Decimal | None]] = {}
    about: dict[str, tuple[str, Decimal | None, bool]] = {}
    for part, name, points, score, unit, is_leaf in _cells(head, group):
        columns.setdefault(part, {})[unit] = score
        about.setdefault(part, (name, points, is_leaf))
    dimensions = tuple(
        Dimension(part, *about[part][:2], _median(columns[part], ranked), about[part][2], worth)
        for part, worth in head.parts
        if part in about
    )
    return dimensions, {row.unit_id: _parts(row.unit_id, dimensions, columns) for row in rows}


def _cells(head: Head, group: str) -> Iterator[Cell]:
    wanted = [part for part, _ in head.parts]
    nodes = RunNode.objects.filter(run=head.run, group=group, depth=1, node__in=wanted)
    for node in nodes.values_list("node", "name", "points", "score", "unit_id"):
        yield (*node, False)
    leaves = RunLeaf.objects.filter(run=head.run, group=group, leaf__in=wanted, period=head.period)
    for leaf in leaves.values_list("leaf", "name", "points", "score", "unit_id"):
        yield (*leaf, True)


def _parts(
    unit: int, dimensions: Sequence[Dimension], columns: dict[str, dict[int, Decimal | None]]
) -> tuple[Part, ...]:
    found = []
    for dimension in dimensions:
        score = columns[dimension.node].get(unit)
        apart = None if score is None or dimension.median is None else score - dimension.median
        drawn = None if apart is None else float(apart) * dimension.worth
        found.append(Part(score, apart, drawn))
    return tuple(found)


def _median(column: dict[int, Decimal | None], ranked: set[int]) -> Decimal | None:
    values = [value for unit, value in column.items() if unit in ranked and value is not None]
    return median(values) if values else None


def _scale(parts: dict[int, tuple[Part, ...]]) -> float:
    sizes = [abs(part.drawn) for row in parts.values() for part in row if part.drawn is not None]
    return max([0.01, *sizes])


def _facts(rows: Sequence[RunRow], dimensions: Sequence[Dimension], past: Places) -> Facts:
    scores = [row.score for row in rows if row.rank is not None and row.score is not None]
    before = [score for rank, score in past.values() if rank is not None and score is not None]
    points = [item.points for item in dimensions if item.points is not None and item.worth == 1]
    return Facts(
        ranked=len(scores),
        unranked=len(rows) - len(scores),
        median=median(scores) if scores else None,
        median_before=median(before) if before else None,
        spread=_spread(scores),
        spread_before=_spread(before),
        full=sum(points, Decimal(0)) if points else None,
    )


def _spread(scores: Sequence[Decimal]) -> Decimal | None:
    return max(scores) - min(scores) if len(scores) > 1 else None
