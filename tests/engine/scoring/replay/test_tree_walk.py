"""One walk over a tree: shapes, nodes as tie keys, and what the outcome fixed."""

import numpy as np

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.replay.tree_walk import TreeWalk


def result_of(ties: object = "competition") -> Result:
    def leaf(code: str) -> dict[str, object]:
        return {"id": code, "input": code, "weight": 1, "rule": "direct"}

    hill = {
        "id": "hill",
        "weight": 1,
        "aggregate": "weighted",
        "weights": "relative",
        "children": [leaf("p"), leaf("q")],
    }
    root = {
        "id": "total",
        "aggregate": "weighted",
        "weights": "relative",
        "children": [hill, leaf("r")],
    }
    plain = {"sanbi": 1, "id": "w", "title": "w", "period": "2026", "ties": ties, "tree": root}
    figures = {"A": (10, 30, 40), "B": (30, 10, 40), "C": (60, 60, 0)}
    rows = [
        {"unit": unit, "indicator": name, "period": "2026", "value": value}
        for unit, values in figures.items()
        for name, value in zip("pqr", values, strict=True)
    ]
    return score(Scheme.from_mapping(plain), Data.from_rows(observations=rows))


def test_a_walk_gives_one_row_for_each_draw() -> None:
    result = result_of()
    walk = TreeWalk(result, result.outcomes[0])
    same = walk.replay({}, 2)
    assert same.units == ("A", "B", "C")
    assert same.scores.tolist() == [[30, 30, 30]] * 2
    assert same.ranks.tolist() == [[1, 1, 1]] * 2
    drawn = walk.replay({"r": np.array([0.0, 3.0]), "p": np.array([1.0, 3.0])}, 2)
    assert drawn.scores.tolist() == [[20, 20, 60], [33.75, 36.25, 15]]
    assert drawn.ranks.tolist() == [[2, 2, 1], [2, 1, 3]]


def test_a_node_splits_ties_by_its_value_in_the_same_draw() -> None:
    result = result_of({"then": [{"by": "hill"}]})
    walk = TreeWalk(result, result.outcomes[0])
    assert walk.replay({}, 1).ranks.tolist() == [[2, 2, 1]]
    drawn = walk.replay({"p": np.array([3.0]), "q": np.array([3.0])}, 1)
    assert drawn.ranks.tolist() == [[2, 2, 1]]


def test_scores_are_a_copy_that_may_be_changed() -> None:
    result = result_of()
    first = TreeWalk(result, result.outcomes[0]).replay({}, 3)
    first.scores[0, 0] = -1
    assert first.scores[1, 0] == 30
