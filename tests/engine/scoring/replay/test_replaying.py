"""A replay with other weights gives what scoring with these weights gives."""

import copy
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.replay import Replay, replay_chunks, replay_weights

Plain = dict[str, Any]
UNITS = ["A", "B", "C", "D", "E", "F"]
FIGURES = {  # one indicator a row, one unit a column; None = not reported
    "p": [3, 9, 4, 7, 7, 1],
    "q": [20, None, 60, 45, 45, 80],
    "r": [0.5, 0.7, None, 0.2, 0.2, 0.9],
    "s": [8, 8, 5, 6, 6, 2],
}


def leaf(code: str, weight: float, **more: Any) -> Plain:
    return {"id": code, "input": code, "weight": weight, "rule": "min_max", **more}


def node(code: str, weight: float, *children: Plain, **more: Any) -> Plain:
    plain = {"id": code, "weight": weight, "aggregate": "weighted", "weights": "relative"}
    return {**plain, "children": list(children), **more}


def tree(**more: Any) -> Plain:
    left = node("left", 2, leaf("p", 1), leaf("q", 3))
    right = node("right", 1, leaf("r", 2), leaf("s", 1))
    return node("total", 1, left, right, **more)


def scheme(root: Plain, **more: Any) -> Plain:
    return {
        "sanbi": 1,
        "id": "replayed",
        "title": "replayed",
        "period": "2026",
        "missing": "redistribute",
        "tree": root,
        **more,
    }


def data(groups: dict[str, str] | None = None, **tables: Any) -> Data:
    units = [{"unit": code, "group": (groups or {}).get(code, "")} for code in UNITS]
    observations = [
        {"unit": code, "indicator": name, "period": "2026", "value": value}
        for name, values in FIGURES.items()
        for code, value in zip(UNITS, values, strict=True)
        if value is not None
    ]
    return Data.from_rows(units=units, observations=observations, **tables)


def scored(plain: Plain, held: Data | None = None) -> Result:
    return score(Scheme.from_mapping(plain), held or data())


def below(plain: Plain) -> Iterator[Plain]:
    yield plain
    for child in plain.get("children", ()):
        yield from below(child)


def with_weights(plain: Plain, weights: dict[str, float]) -> Plain:
    changed = copy.deepcopy(plain)
    for item in below(changed["tree"]):
        item["weight"] = weights.get(item["id"], item["weight"])
    return changed


def agrees(replay: Replay, draw: int, result: Result, group: int = 0) -> None:
    """One draw of a replay against a result that was scored with these weights."""
    outcome = result.outcomes[group]
    ranks = np.asarray(outcome.ranks.rank, dtype=np.float64)
    assert np.array_equal(replay.ranks[draw], ranks, equal_nan=True)
    scores = outcome.scores
    column = scores.published if result.scheme.rank_on == "published" else scores.unrounded
    assert column is not None
    expected = np.where(column.present, np.asarray(column.values, dtype=np.float64), np.nan)
    assert np.allclose(replay.scores[draw], expected, rtol=1e-12, atol=1e-12, equal_nan=True)


VARIANTS: dict[str, Plain] = {
    "weighted": scheme(tree()),
    "geometric": scheme(tree(aggregate="geometric")),
    "harmonic": scheme(tree(aggregate="harmonic")),
    "power": scheme(tree(aggregate="power", power=2)),
    "negative power": scheme(tree(aggregate="power", power=-2)),
    "fold": scheme(tree(aggregate="fold", points=50)),
    "sum": scheme(tree(aggregate="sum")),
    "copeland": scheme(node("total", 1, *(leaf(c, 1) for c in "pqrs"), aggregate="copeland")),
    "copeland of nodes": scheme(tree(aggregate="copeland")),
    "limits": scheme(tree(cap=60, floor=30)),
    "share": scheme(node("total", 1, *(leaf(c, 2) for c in "pqrs"), min_share=1)),
    "precision": scheme(tree(), precision=1),
    "rounded nodes": scheme(tree(), precision=0, round_at=["leaf", "node", "total"]),
    "half even": scheme(tree(), precision=0, rounding="half_even"),
    "down, unrounded": scheme(tree(), precision=0, rounding="down", rank_on="unrounded"),
    "less is better": scheme(tree(), better="low", ties="dense"),
    "average": scheme(tree(), precision=0, ties="average"),
    "ordinal": scheme(tree(), precision=0, ties="ordinal"),
    "keys": scheme(
        tree(),
        precision=0,
        ties={"then": [{"by": "right"}, {"by": "s", "better": "low"}, {"by": "q"}]},
        missing="zero",
    ),
    "limited total": scheme(tree(), total={"cap": 55, "floor": 20}),
    "left out": scheme(tree(), missing="leave_out"),
    "excluded": scheme(tree(), exclusions=[{"units": ["B"], "reason": "new"}]),
    "override": scheme(
        node(
            "total",
            1,
            leaf("p", 1, overrides=[{"unit": "D", "weight": 5}]),
            leaf("q", 3),
            leaf("s", 2),
        )
    ),
    "gates": scheme(
        tree(),
        precision=2,
        gates=[
            {
                "id": "capped",
                "require": {"fact": "p", "op": "<", "value": 9},
                "else": [{"effect": "cap_total", "to": 40}],
            },
            {
                "id": "last",
                "require": {"fact": "s", "op": "<", "value": 7},
                "else": [{"effect": "rank_last"}],
            },
            {
                "id": "zeroed",
                "require": {"fact": "p", "op": ">", "value": 3},
                "else": [{"effect": "zero_leaf", "target": "s"}],
            },
        ],
    ),
    "bonus": scheme(
        tree(),
        adjustments=[
            {
                "id": "bonus",
                "sign": "add",
                "items": [{"id": "b", "input": "p", "rule": {"type": "direct"}}],
            },
            {
                "id": "fine",
                "sign": "deduct",
                "cap": 4,
                "items": [{"id": "f", "input": "s", "rule": {"type": "direct"}}],
            },
        ],
    ),
}
WEIGHTS = {"left": [2.0, 1.0, 7.0], "p": [1.0, 4.0, 0.0], "q": [3.0, 2.0, 1.0]}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_replay_is_scoring_with_other_weights(name: str) -> None:
    plain = VARIANTS[name]
    ids = {item["id"] for item in below(plain["tree"])}
    weights = {code: drawn for code, drawn in WEIGHTS.items() if code in ids}
    replay = replay_weights(scored(plain), weights)
    assert replay.ranks.shape == (3, 6)
    for draw in range(3):
        drawn = {code: values[draw] for code, values in weights.items()}
        agrees(replay, draw, scored(with_weights(plain, drawn)))


@pytest.mark.parametrize("name", VARIANTS)
def test_no_draws_give_the_result_itself(name: str) -> None:
    result = scored(VARIANTS[name])
    replay = replay_weights(result, {})
    agrees(replay, 0, result)
    assert replay.units == result.outcomes[0].codes


def test_some_variant_ranks_otherwise_with_other_weights() -> None:
    """A negative control: a replay that ignored the weights would pass nothing but itself."""
    differing = 0
    for plain in VARIANTS.values():
        ids = {item["id"] for item in below(plain["tree"])}
        weights = {code: drawn for code, drawn in WEIGHTS.items() if code in ids}
        ranks = replay_weights(scored(plain), weights).ranks
        differing += int(not np.array_equal(ranks[0], ranks[2], equal_nan=True))
    assert differing > len(VARIANTS) // 2


def test_months_rolled_up() -> None:
    over: Plain = {"periods": "months", "weights": [25, 25, 50], "aggregate": "weighted"}
    root = node("total", 1, leaf("p", 1), leaf("s", 1), over=over)
    plain = scheme(root) | {"period": "2026Q1"}
    rows = [
        {"unit": unit, "indicator": name, "period": f"2026-0{month}", "value": value * month % 7}
        for name in ("p", "s")
        for month in (1, 2, 3)
        for unit, value in zip(UNITS, FIGURES[name], strict=True)
        if value is not None and (unit, month) != ("B", 2)
    ]
    held = Data.from_rows(observations=rows)
    replay = replay_weights(scored(plain, held), {"p": [3, 1]})
    agrees(replay, 0, scored(with_weights(plain, {"p": 3}), held))
    agrees(replay, 1, scored(plain, held))


def test_points_of_months_added_up() -> None:
    over: Plain = {"periods": ["2025", "2026"], "weights": [1, 3], "aggregate": "sum"}
    plain = scheme(node("total", 1, leaf("p", 1), leaf("s", 2), over=over))
    rows = [
        {"unit": unit, "indicator": name, "period": year, "value": value}
        for name in ("p", "s")
        for year in ("2025", "2026")
        for unit, value in zip(UNITS, FIGURES[name], strict=True)
    ]
    held = Data.from_rows(observations=rows)
    replay = replay_weights(scored(plain, held), {"p": [5]})
    agrees(replay, 0, scored(with_weights(plain, {"p": 5}), held))


@given(
    weights=st.fixed_dictionaries(
        {
            code: st.integers(int(code in {"left", "p", "s"}), 9)
            for code in ("left", "right", "p", "q", "r", "s")
        }
    )
)
def test_any_weights(weights: dict[str, int]) -> None:
    plain = VARIANTS["weighted"]
    drawn = {code: float(weight) for code, weight in weights.items()}
    replay = replay_weights(scored(plain), {code: [weight] for code, weight in drawn.items()})
    agrees(replay, 0, scored(with_weights(plain, drawn)))


def test_weight_that_is_absent_everywhere_leaves_a_unit_without_rank() -> None:
    plain = scheme(node("total", 1, leaf("p", 1), leaf("q", 1)))
    replay = replay_weights(scored(plain), {"p": [0], "q": [1]})
    assert np.isnan(replay.scores[0, 1])  # B has no q
    assert np.isnan(replay.ranks[0, 1])
    agrees(replay, 0, scored(with_weights(plain, {"p": 0, "q": 1})))


def test_each_group_by_itself() -> None:
    groups = {code: "north" if code in "ABC" else "south" for code in UNITS}
    plain = scheme(tree())
    result = scored(plain, data(groups))
    with pytest.raises(ValueError, match="say which group to replay: north, south"):
        replay_weights(result, {})
    with pytest.raises(ValueError, match="say which group to replay: north, south"):
        replay_weights(result, {}, "east")
    other = scored(with_weights(plain, {"p": 6}), data(groups))
    for place, group in enumerate(("north", "south")):
        replay = replay_weights(result, {"p": [6]}, group)
        assert replay.group == group
        agrees(replay, 0, other, place)


def test_chunks_are_the_same_in_pieces() -> None:
    result = scored(VARIANTS["weighted"])
    weights = {"p": np.linspace(0, 3, 7)}
    whole = replay_weights(result, weights)
    pieces = list(replay_chunks(result, weights, draws_at_once=3))
    assert [len(piece.ranks) for piece in pieces] == [3, 3, 1]
    assert np.array_equal(np.concatenate([piece.ranks for piece in pieces]), whole.ranks)


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"nobody": [1]}, "no leaf or node of the tree has the id 'nobody'"),
        ({"p": [1, 2], "q": [1]}, "as many weights as there are draws"),
        ({"p": [[1, 2]]}, "in one dimension"),
        ({"p": [-1]}, "a weight of 'p' is negative or not finite"),
        ({"p": [float("nan")]}, "a weight of 'p' is negative or not finite"),
    ],
)
def test_weights_that_are_refused(weights: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replay_weights(scored(VARIANTS["weighted"]), weights)
