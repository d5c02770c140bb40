"""What it would take 争先进位: a plan for a unit on a board, and figures tried by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from sanbi.apps.assessments.queries.boards import Board, Row, board
from sanbi.apps.assessments.queries.boards_results import result_by
from sanbi.apps.assessments.queries.boards_units import code_of, first_group, row_of
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.engine.scoring.advice import (
    Advice,
    Fixed,
    Goal,
    Lever,
    Rivals,
    Standing,
    Worth,
    advise,
    levers_of,
    reads,
    rivals_at,
    standing_of,
    tried,
    worth_of,
)
from sanbi.engine.scoring.faults import DataFaults
from sanbi.engine.scoring.result import Result

KEPT = 256
SECONDS = 3.0
LEAST_WEIGHT, MOST_WEIGHT = 0.1, 10.0


@dataclass(frozen=True)
class Wish:
    """What a reader asks: a place, what the rivals do, and limits and weights by indicator.

    Parameters
        rank : the place to reach; None: the next better one.
        limits : how far a figure may change, in its own unit, without sign.
        weights : effort of one usual change; a figure of weight 0 stays as it is.
        values : figures tried by hand.
    """

    rank: int | None = None
    rivals: Rivals = Rivals.STILL
    limits: tuple[tuple[str, float], ...] = ()
    weights: tuple[tuple[str, float], ...] = ()
    values: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Figure:
    """A lever as a page shows it: its name, unit of measure, the leaves that it counts in."""

    lever: Lever
    name: str
    measure: str
    leaves: tuple[str, ...]
    value: float
    worth: Worth | None = None

    @property
    def lowest(self) -> float:
        """The lower end of the slider."""
        return min(self.lever.now, self.lever.at(self.lever.most))

    @property
    def highest(self) -> float:
        """The upper end."""
        return max(self.lever.now, self.lever.at(self.lever.most))

    @property
    def digits(self) -> int:
        """Decimals of its steps."""
        return max(0, -int(Decimal(str(self.lever.step)).normalize().as_tuple().exponent))

    @property
    def reach(self) -> float:
        """How far it may change, without sign."""
        return float(self.lever.most * Decimal(str(self.lever.step)))


@dataclass(frozen=True)
class Still:
    """A leaf that no plan moves: its name and the reason, as the engine says it."""

    name: str
    reason: str


@dataclass(frozen=True)
class Alone:
    """A move, and the place that it brings without any other."""

    figure: Figure
    to: float
    change: float
    gain: float
    alone: float | None
    passes: bool


@dataclass(frozen=True)
class Advised:
    """A plan for a unit.

    Parameters
        places : places that it may wish for, the next better one first.
        rank : the one that is shown; None where the unit has none or is first.
        moves : what the plan moves, the greatest gain first.
        figures : every lever; ``still`` what cannot be moved.
        now : where the unit stands, with the rivals as assumed.
        then : where the figures tried by hand would bring it; None where there are none.
    """

    board: Board
    row: Row
    wish: Wish
    places: tuple[int, ...]
    rank: int | None
    advice: Advice | None
    moves: tuple[Alone, ...]
    figures: tuple[Figure, ...]
    still: tuple[Still, ...]
    now: Standing
    then: Standing | None

    @property
    def missing(self) -> float | None:
        """Points from where the unit stands to where the plan brings it."""
        if self.advice is None or None in (self.advice.now.score, self.advice.then.score):
            return None
        return abs(float(self.advice.then.score or 0) - float(self.advice.now.score or 0))


def advice_of(
    actor: Actor, code: str, unit: int, *, group: str, run: int | None, wish: Wish
) -> Advised:
    """A plan for a unit on a board; nothing is kept of it.

    Raises
    ------
    Missing
        for a round, group or unit that the actor does not see there.
    """
    held = board(actor, code, group or first_group(code, unit), run=run)
    row = row_of(held, unit)
    known = code_of(unit)
    package, of = held.head.package, held.group.code
    result = result_by(package)
    levers, still = _levers(package, known, of)
    chosen = _chosen(levers, wish)
    rivals = tuple(rivals_at(result, known, levers, wish.rivals, of).items())
    now = standing_of(_based(package, rivals), known, of)
    places = tuple(range(int(-(-now.rank // 1)) - 1, 0, -1)) if now.rank is not None else ()
    rank = wish.rank if wish.rank in places else next(iter(places), None)
    worth = {item.lever.indicator: item for item in _worths(package, known, of, rivals)}
    figures = tuple(_figure(result, lever, wish, worth) for lever in chosen)
    advice = None
    if rank is not None:
        movable = tuple(lever for lever in chosen if lever.weight and lever.most)
        advice = _advice(package, known, of, rank, movable, rivals)
    return Advised(
        held,
        row,
        wish,
        places,
        rank,
        advice,
        _moves(package, known, of, rivals, figures, advice),
        figures,
        tuple(_still(result, item) for item in still),
        now,
        _tried(package, known, of, rivals, levers, wish),
    )


def tried_of(
    actor: Actor, code: str, unit: int, *, group: str, run: int | None, wish: Wish
) -> tuple[Board, Standing, Standing]:
    """Where a unit stands now, and with figures tried by hand: one scoring, nothing is kept.

    Raises
    ------
    Missing
        for a round, group or unit that the actor does not see, or figures that give no score.
    """
    held = board(actor, code, group or first_group(code, unit), run=run)
    row_of(held, unit)
    known, package, of = code_of(unit), held.head.package, held.group.code
    levers, _ = _levers(package, known, of)
    rivals = tuple(rivals_at(result_by(package), known, levers, wish.rivals, of).items())
    now = standing_of(_based(package, rivals), known, of)
    then = _tried(package, known, of, rivals, levers, wish)
    return held, now, then or now


Changed = tuple[tuple[tuple[str, str, str], float], ...]


@lru_cache(maxsize=KEPT)
def _levers(package: str, unit: str, group: str) -> tuple[tuple[Lever, ...], tuple[Fixed, ...]]:
    return levers_of(result_by(package), unit, group)


@lru_cache(maxsize=16)
def _based(package: str, rivals: Changed) -> Result:
    result = result_by(package)
    return tried(result, dict(rivals)) if rivals else result


@lru_cache(maxsize=KEPT)
def _worths(package: str, unit: str, group: str, rivals: Changed) -> tuple[Worth, ...]:
    levers, _ = _levers(package, unit, group)
    return worth_of(_based(package, rivals), unit, levers, group)


@lru_cache(maxsize=KEPT)
def _advice(
    package: str, unit: str, group: str, rank: int, levers: tuple[Lever, ...], rivals: Changed
) -> Advice:
    base = _based(package, rivals)
    return advise(base, unit, Goal(rank=rank), levers, group=group, seconds=SECONDS)


def _chosen(levers: Sequence[Lever], wish: Wish) -> tuple[Lever, ...]:
    """The levers with the reader's limits and weights put in."""
    limits, weights = dict(wish.limits), dict(wish.weights)
    chosen = []
    for lever in levers:
        limit = limits.get(lever.indicator)
        weight = weights.get(lever.indicator, lever.weight)
        if limit is not None:
            lever = replace(lever, limit=lever.sign * limit)  # noqa: PLW2901 - the same lever
        chosen.append(replace(lever, weight=weight))
    return tuple(chosen)


def _figure(result: Result, lever: Lever, wish: Wish, worth: Mapping[str, Worth]) -> Figure:
    item = result.scheme.indicators.get(lever.indicator) or {}
    leaves = tuple(
        leaf.name or leaf.id
        for leaf in result.scheme.leaves.values()
        if lever.indicator in reads(result.scheme, leaf)
    )
    name = str(item.get("name") or lever.indicator)
    value = dict(wish.values).get(lever.indicator, lever.now)
    measure = str(item.get("measure") or "")
    return Figure(lever, name, measure, leaves, value, worth.get(lever.indicator))


def _still(result: Result, item: Fixed) -> Still:
    leaf = result.scheme.leaves[item.leaf]
    return Still(leaf.name or leaf.id, item.reason)


def _moves(
    package: str,
    unit: str,
    group: str,
    rivals: Changed,
    figures: Sequence[Figure],
    advice: Advice | None,
) -> tuple[Alone, ...]:
    if advice is None:
        return ()
    by_code = {figure.lever.indicator: figure for figure in figures}
    base = _based(package, rivals)
    found = []
    for move in advice.moves:
        key = unit, move.lever.indicator, move.lever.period
        rank = standing_of(tried(base, {key: move.to}), unit, group).rank
        goal = advice.goal.rank
        passes = rank is not None and goal is not None and rank <= goal
        figure = by_code[move.lever.indicator]
        found.append(Alone(figure, move.to, move.change, move.gain, rank, passes))
    return tuple(found)


def _tried(
    package: str, unit: str, group: str, rivals: Changed, levers: Sequence[Lever], wish: Wish
) -> Standing | None:
    values = dict(wish.values)
    changes = {
        (unit, lever.indicator, lever.period): values[lever.indicator]
        for lever in levers
        if values.get(lever.indicator, lever.now) != lever.now
    }
    if not changes:
        return None
    try:
        found = tried(_based(package, rivals), changes)
    except DataFaults as error:
        raise Missing(_("These figures give no score.")) from error
    return standing_of(found, unit, group)
