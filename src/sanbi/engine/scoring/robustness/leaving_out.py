"""Which indicators decide: the ranks without each of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sanbi.engine.scoring.replay import replay_weights
from sanbi.engine.scoring.replay.replaying import outcome_of
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.robustness.standing import places_of
from sanbi.engine.scoring.scheme.model import Leaf, Node


@dataclass(frozen=True)
class LeftOut:
    """What the ranks would be without a leaf; its share goes to its siblings.

    Parameters
        leaf : its id.
        ranks : unit → place without it; 0 where a unit has none.
        moved : unit → places won (above 0) or lost without it, of units that it moves.
    """

    leaf: str
    ranks: dict[str, int]
    moved: dict[str, int]

    @property
    def farthest(self) -> int:
        """The most places that any unit moves."""
        return max(map(abs, self.moved.values()), default=0)


def leave_each_out(result: Result, group: str | None = None) -> tuple[list[LeftOut], list[str]]:
    """Leave out each leaf by itself.

    Returns
    -------
    The leaves, those that move most places first; and the leaves that cannot be left out, since
    they are all that their node has or lie below a sum without points.
    """
    outcome = outcome_of(result, group)
    own = places_of(np.asarray(outcome.ranks.rank, dtype=np.float64)).astype(np.int64)
    own = np.where(np.asarray(outcome.ranks.ranked, dtype=bool), own, 0)
    found, kept = [], []
    for node in [item for item in result.scheme.tree.walk() if isinstance(item, Node)]:
        leaves = [child for child in node.children if isinstance(child, Leaf)]
        if _may_go(node):
            found += [_without(result, outcome.cohort.group, node, leaf, own) for leaf in leaves]
        else:
            kept += [leaf.id for leaf in leaves]
    total = {row.leaf: sum(map(abs, row.moved.values())) for row in found}
    return sorted(found, key=lambda row: -total[row.leaf]), kept


def _may_go(node: Node) -> bool:
    several = len(node.children) > 1
    return several and (node.aggregate != "sum" or all(child.points for child in node.children))


def _without(result: Result, group: str, node: Node, leaf: Leaf, own: np.ndarray) -> LeftOut:
    none = {leaf.id: [0.0]}
    if node.aggregate == "sum":
        replay = replay_weights(result, {}, group, points=none)
    else:
        replay = replay_weights(result, none, group)
    places = places_of(replay.ranks[0]).astype(np.int64)
    both = (own > 0) & (places > 0)
    moved = np.where(both, own - places, 0)
    return LeftOut(
        leaf.id,
        dict(zip(replay.units, places.tolist(), strict=True)),
        {unit: step for unit, step in zip(replay.units, moved.tolist(), strict=True) if step},
    )
