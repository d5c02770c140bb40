"""Replays the tree of a scored cohort with other weights: the kernel of robustness and foresight.

Leaves are scored once, by `score`; a replay only adds them up anew, for many draws of weights at
a time. It works on float64 whatever the scheme's precision: a drawn weight is no decimal that
somebody wrote down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from sanbi.engine.scoring.evaluation.outcome import CohortOutcome
from sanbi.engine.scoring.replay.tree_walk import Replay, TreeWalk
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.scheme.model import Node

Floats = npt.NDArray[np.float64]
Draws = Mapping[str, npt.ArrayLike]
CELLS = 4_000_000  # draws × units worked on at a time: 32 MB for each level of the tree


def replay_weights(
    result: Result, weights: Draws, group: str | None = None, *, points: Draws | None = None
) -> Replay:
    """Totals and ranks that other weights, and other points below sums, would have given.

    Parameters
    ----------
    result : Result of `score`
    weights : mapping of leaf or node id → weights, shape (draws,)
        Ids that are not named keep the weight of the scheme. Weights are relative: each node
        divides by the sum of its children's, where a child is absent by the sum of those
        present, as in scoring. A sum has no weights: see ``points``.
    group : str, optional
        The group to replay; may be left out when there is only one.
    points : mapping of leaf or node id → points, shape (draws,), optional
        Of children of sums. The points of all children of a sum together stay what they were,
        and the score of a child goes with its points.

    Returns
    -------
    Replay
        The scheme's own weights give the scores of ``result`` (to 1e-12 relative) and its ranks.

    Raises
    ------
    ValueError
        for an id that is not in the tree, a negative weight, lengths that differ, or points of
        what is no child of a sum of children with points.

    Gates, vetoes and the conditions of adjustments stay as ``result`` decided them; an override
    of a leaf's weight for some units stays as stated.
    """
    pieces = list(replay_chunks(result, weights, group, points=points))
    scores = np.concatenate([piece.scores for piece in pieces])
    ranks = np.concatenate([piece.ranks for piece in pieces])
    return Replay(pieces[0].group, pieces[0].units, scores, ranks)


def replay_chunks(
    result: Result,
    weights: Draws,
    group: str | None = None,
    draws_at_once: int | None = None,
    *,
    points: Draws | None = None,
) -> Iterator[Replay]:
    """Replay some draws at a time, for when all of them would not fit in memory."""
    outcome = outcome_of(result, group)
    drawn, pointed = _checked(result, weights), _checked(result, points or {})
    _refuse_points(result, pointed)
    lengths = {len(values) for values in (*drawn.values(), *pointed.values())}
    if len(lengths) > 1:
        raise ValueError("every id needs as many weights as there are draws, in one dimension")
    count = next(iter(lengths), 1)
    step = draws_at_once or max(1, CELLS // max(1, outcome.cohort.scope.size))
    walk = TreeWalk(result, outcome)
    for start in range(0, count, step):
        stop = min(start + step, count)
        part = {name: values[start:stop] for name, values in drawn.items()}
        more = {name: values[start:stop] for name, values in pointed.items()}
        yield walk.replay(part, stop - start, more)


def outcome_of(result: Result, group: str | None) -> CohortOutcome:
    """The outcome of a group; `ValueError` where none is named and there are several."""
    names = [outcome.cohort.group for outcome in result.outcomes]
    if group is None and len(names) == 1:
        return result.outcomes[0]
    if group not in names:
        raise ValueError(f"say which group to replay: {', '.join(names)}")
    return result.outcomes[names.index(group)]


def _refuse_points(result: Result, pointed: Mapping[str, Floats]) -> None:
    """Refuse points where there are none to change."""
    below = {
        child.id
        for node in result.scheme.tree.walk()
        if isinstance(node, Node)
        and node.aggregate == "sum"
        and all(c.points for c in node.children)
        for child in node.children
    }
    for name in pointed:
        if name not in below:
            raise ValueError(f"'{name}' is no child of a sum whose children all have points")


def _checked(result: Result, weights: Draws) -> dict[str, Floats]:
    """Weights as float64 arrays of one length; every fault of theirs is refused."""
    known = {item.id for item in result.scheme.tree.walk()}
    unknown = sorted(set(weights) - known)
    if unknown:
        raise ValueError(f"no leaf or node of the tree has the id '{unknown[0]}'")
    drawn = {name: np.atleast_1d(np.asarray(w, dtype=np.float64)) for name, w in weights.items()}
    lengths = {values.shape for values in drawn.values()}
    if len(lengths) > 1 or any(len(shape) != 1 for shape in lengths):
        raise ValueError("every id needs as many weights as there are draws, in one dimension")
    for name, values in drawn.items():
        if not (np.isfinite(values).all() and (values >= 0).all()):
            raise ValueError(f"a weight of '{name}' is negative or not finite")
    return drawn
