"""What a scene shows at a step. What is not revealed is not in it: a screen cannot give it away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from sanbi.apps.assessments.queries.boards import Board, board
from sanbi.apps.audit.actors import Actor, Grant, Role
from sanbi.apps.ballots.models import Poll, PollState
from sanbi.apps.screens.models import Scene, Show
from sanbi.apps.screens.queries.chart import pages_of
from sanbi.apps.screens.queries.map import townships_on_map
from sanbi.engine.integrity.ballots import Standing, read_box

MOST_IN_COLUMN = 8
"""Lines of 44 px letters that fit below each other."""
PLAIN_DIGITS = 2
"""Decimals of scores that a scheme does not round."""
HALL = Actor(0, "", grants=(Grant(Role.OFFICE, 0),))
"""Reads what the office has put on: a table may be shown before it is published, and says so."""
COUNTED = (PollState.SEALED, PollState.PUBLISHED)


@dataclass(frozen=True)
class Line:
    """A line of a ladder; ``name`` is empty until it is revealed. ``change`` is places won."""

    place: str
    name: str = ""
    value: str = ""
    change: int | None = None
    before: int | None = None
    gap: str = ""
    now: bool = False


@dataclass(frozen=True)
class Ladder:
    """A table that is revealed from its last line to its first."""

    title: str
    under: str
    lines: Sequence[Line]
    revealed: int

    @property
    def columns(self) -> list[Sequence[Line]]:
        """The lines in as many columns as they need."""
        count = len(self.lines)
        if count <= MOST_IN_COLUMN:
            return [self.lines]
        half = (count + 1) // 2
        return [self.lines[:half], self.lines[half:]]

    @property
    def hero(self) -> Line | None:
        """The line that is being revealed."""
        return next((line for line in self.lines if line.now), None)


@dataclass(frozen=True)
class _Whole:
    """A line before anything is hidden."""

    place: str
    name: str
    value: str
    change: int | None
    before: int | None
    gap: str


def steps_of(show: Show, today: date) -> int:
    """Return how many steps a scene has; 0 where there is nothing to reveal."""
    if show.scene == Scene.WALL:
        return pages_of(HALL, show.node) - 1
    if show.scene == Scene.MAP:
        return len(townships_on_map(HALL, today))
    whole = _whole(show)
    return 0 if whole is None else len(whole[1])


def ladder_of(show: Show, step: int | None = None) -> Ladder | None:
    """Return the ladder of a scene at its step, or at another; None for a scene without one."""
    found = _whole(show)
    if found is None:
        return None
    (title, under), lines = found
    revealed = min(show.step if step is None else step, len(lines))
    hidden = len(lines) - revealed
    shown = [
        Line(line.place)
        if at < hidden
        else Line(
            line.place,
            line.name,
            line.value,
            line.change,
            line.before,
            line.gap if at == hidden else "",
            now=at == hidden,
        )
        for at, line in enumerate(lines)
    ]
    return Ladder(title, under, shown, revealed)


def poll_before(poll: Poll) -> Poll | None:
    """Return the counted poll before a poll: the latest of an earlier period."""
    rows = Poll.objects.filter(state__in=COUNTED, period__lt=poll.period).exclude(pk=poll.pk)
    return rows.select_related("sealed_box").order_by("-period", "-pk").first()


def _whole(show: Show) -> tuple[tuple[str, str], list[_Whole]] | None:
    if show.scene in {Scene.TABLE, Scene.DIMENSION} and show.round is not None:
        held = board(HALL, show.round.code, show.group)
        if show.scene == Scene.DIMENSION:
            return _of_dimension(held, show.node)
        return (held.head.title, held.group.name), _of_board(held)
    if show.scene == Scene.RESULT and show.poll is not None and show.poll.state in COUNTED:
        return (show.poll.title, ""), _of_poll(show.poll)
    return None


def _of_board(held: Board) -> list[_Whole]:
    ranked = [row for row in held.rows if row.rank is not None and row.score is not None]
    ranked.sort(key=lambda row: (row.rank, row.order))
    digits = PLAIN_DIGITS if held.head.digits is None else held.head.digits
    return [
        _Whole(
            f"{float(row.rank or 0):g}",
            row.name,
            _number(row.score, digits),
            None if row.change is None else int(row.change),
            None if row.compared_rank is None else int(row.compared_rank),
            "" if not row.gap else _number(row.gap, digits),
        )
        for row in ranked
    ]


def _of_dimension(held: Board, node: str) -> tuple[tuple[str, str], list[_Whole]] | None:
    """Return the units by their score in one dimension; equal scores share a place."""
    at = next((n for n, part in enumerate(held.dimensions) if part.node == node), None)
    if at is None:
        return None
    scored = [(row.parts[at].score, row) for row in held.rows]
    known = [(score, row) for score, row in scored if score is not None]
    known.sort(key=lambda pair: (-pair[0], pair[1].order))
    scores = [score for score, _row in known]
    digits = PLAIN_DIGITS if held.head.digits is None else held.head.digits
    lines = [
        _Whole(str(scores.index(score) + 1), row.name, _number(score, digits), None, None, "")
        for score, row in known
    ]
    return (held.head.title, f"{held.group.name} · {held.dimensions[at].name}"), lines


def _of_poll(poll: Poll) -> list[_Whole]:
    box = read_box(bytes(poll.sealed_box.content))
    earlier = poll_before(poll)
    before = {} if earlier is None else _ranks(earlier)
    ranked = [row for row in box.tally if row.rank is not None and row.points is not None]
    ranked.sort(key=lambda row: (row.rank or 0, box.paper.subjects.index(row.subject)))
    found = []
    for at, row in enumerate(ranked):
        was = before.get(row.subject)
        gap = (ranked[at - 1].points or Fraction(0)) - (row.points or 0) if at else Fraction(0)
        change = None if was is None else was - (row.rank or 0)
        found.append(
            _Whole(
                str(row.rank),
                box.names.get(row.subject, row.subject),
                _points(row),
                change,
                was,
                _fraction(gap) if gap else "",
            )
        )
    return found


def _ranks(poll: Poll) -> dict[str, int]:
    box = read_box(bytes(poll.sealed_box.content))
    return {row.subject: row.rank for row in box.tally if row.rank is not None}


def _points(row: Standing) -> str:
    return _fraction(row.points or Fraction(0))


def _fraction(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return _number(exact, 2)


def _number(value: Decimal | None, digits: int) -> str:
    if value is None:
        return ""
    return str(value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))
