"""What events make in a block of bonus or deduction, before the rest of a round is known."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.leaves import score_leaf
from sanbi.engine.scoring.scheme.model import Adjustment, Leaf
from sanbi.engine.scoring.scheme.rule_fields import RULES
from sanbi.engine.scoring.scheme.scheme import Scheme


@dataclass(frozen=True)
class BlockPoints:
    """Points of one unit in a block: the sum of its items by their rules, and what counts of it."""

    raw: Fraction
    counted: Fraction


def block_of(scheme: Scheme, item: str) -> Adjustment | None:
    """Return the block of bonus or deduction that holds an item, if any does."""
    for block in scheme.adjustments:
        if any(leaf.id == item for leaf in block.items):
            return block
    return None


def event_points(
    scheme: Scheme, data: Data, period: str, block: Adjustment, unit: str
) -> BlockPoints:
    """Return what the events of a unit make in a block, by the very rules of a run.

    Only items that count events are added: what rests on figures is not known before freezing. A
    condition of the block (``when``) is taken for met.

    Parameters
    ----------
    data : Data
        The unit and its events.
    unit : str
        Code of the unit.

    Raises
    ------
    DataFaults
        when the events do not fit the rules.
    """
    run = Evaluation(scheme, data, period)
    place = run.units.index(unit)
    raw = sum(
        (_points(run, leaf, period, place) for leaf in block.items if counts_events(leaf)),
        Fraction(0),
    )
    return BlockPoints(raw, raw if block.cap is None else min(raw, block.cap))


def counts_events(leaf: Leaf) -> bool:
    """Whether an item's points follow from events of the register."""
    return RULES[leaf.rule.type].reads == "events"


def _points(run: Evaluation, leaf: Leaf, period: str, place: int) -> Fraction:
    score = score_leaf(run, leaf, period, run.everyone).score
    return Fraction(score.values[place]) if score.present[place] else Fraction(0)
