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


def rolled_up(ties: object, over: dict[str, object]) -> Result:
    """Return one leaf over three quarters, of which the last has no figure for A."""
    leaf = {"id": "a", "input": "p", "rule": "direct", "missing": "redistribute", "weight": 1}
    inner = {"id": "inner", "aggregate": "weighted", "children": [leaf]}
    root = {"id": "total", "over": over, "children": [inner]}
    plain = {"sanbi": 1, "id": "w", "title": "w", "period": "2026Q4", "ties": ties, "tree": root}
    figures = {"2026Q1": (3, 2), "2026Q2": (5, 6), "2026Q3": (None, 4)}
    rows = [
        {"unit": unit, "indicator": "p", "period": period, "value": value}
        for period, values in figures.items()
        for unit, value in zip("AB", values, strict=True)
    ]
    return score(Scheme.from_mapping(plain), Data.from_rows(observations=rows))


def test_an_absent_sub_period_is_made_up_by_the_weights_of_the_others() -> None:
    over = {"periods": ["2026Q1", "2026Q2", "2026Q3"], "weights": [1, 2, 1], "aggregate": "sum"}
    result = rolled_up("competition", over)
    walk = TreeWalk(result, result.outcomes[0])
    # (3 + 2·5)·4/3, and 2 + 2·6 + 4
    assert np.allclose(walk.replay({}, 1).scores, [[52 / 3, 18]], rtol=1e-14)
    assert [row["score"] for row in result.ranking.to_dicts()] == [18, 52 / 3]


def test_a_node_or_leaf_below_a_roll_up_splits_ties_by_its_last_period() -> None:
    over = {"periods": ["2026Q2", "2026Q1"]}
    for key, better, ranks in (("inner", "high", [1, 2]), ("a", "low", [2, 1])):
        result = rolled_up({"then": [{"by": key, "better": better}]}, over)
        walk = TreeWalk(result, result.outcomes[0])
        assert walk.replay({}, 1).scores.tolist() == [[4, 4]]
        assert walk.replay({}, 1).ranks.tolist() == [ranks]
