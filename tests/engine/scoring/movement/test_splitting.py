"""The split adds up, equals the mean over all orders, and gives each cause its due."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.movement import Cause, CauseKind, Movement, movement
from sanbi.engine.scoring.movement.splitting import _mixer, _Split

UNITS = "ABC"
Figures = Mapping[str, tuple[float, ...]]
BEFORE: Figures = {"p": (10, 40, 30), "q": (5, 6, 9)}
LATER: Figures = {"p": (35, 42, 30), "q": (4, 6, 12)}


def scheme(weights: tuple[int, int] = (60, 40), rule: str = "min_max", **more: Any) -> Scheme:
    parts = [
        {
            "id": f"part-{name}",
            "weight": weight,
            "aggregate": "weighted",
            "weights": "relative",
            "children": [{"id": name, "input": name, "rule": rule, "weight": 1}],
        }
        for name, weight in zip("pq", weights, strict=True)
    ]
    tree = {"id": "total", "aggregate": "weighted", "weights": "relative", "children": parts}
    plain = {"sanbi": 1, "id": "moves", "title": "moves", "precision": 4, "tree": tree, **more}
    return Scheme.from_mapping(plain)


def data(figures: Figures, period: str = "2026Q2", **tables: Any) -> Data:
    rows = [
        {"unit": unit, "indicator": name, "period": period, "value": value}
        for name, values in figures.items()
        for unit, value in zip(UNITS, values, strict=False)
    ]
    return Data.from_rows(observations=rows, **tables)


def scored(figures: Figures, period: str = "2026Q2", by: Scheme | None = None) -> Result:
    return score(by or scheme(), data(figures, period), period)


def effects(found: Movement) -> dict[str, tuple[Fraction, Fraction]]:
    return {
        f"{effect.cause.kind}:{effect.cause.part}".rstrip(":"): (effect.score, effect.places)
        for effect in found.effects
    }


def adds_up(found: Movement) -> None:
    points = sum((effect.score for effect in found.effects), Fraction(0))
    places = sum((effect.places for effect in found.effects), Fraction(0))
    assert points == found.score[1] - found.score[0]
    assert places == found.rank[0] - found.rank[1]


def test_own_figures_are_told_by_part() -> None:
    """By the rule that takes figures as points nobody else matters, and parts do not mix."""
    plain = scheme(rule="direct")
    found = movement(scored(BEFORE, by=plain), scored(LATER, "2026Q3", plain), "A")
    told = effects(found)
    assert told["own:part-p"][0] == Fraction(25) * Fraction(60, 100)
    assert told["own:part-q"][0] == -Fraction(1) * Fraction(40, 100)
    assert all(points == 0 for name, (points, _) in told.items() if not name.startswith("own"))
    adds_up(found)


def test_others_take_places_without_touching_the_score() -> None:
    plain = scheme(rule="direct")
    others = {"p": (10, 40, 30), "q": (5, 1, 1)}
    found = movement(
        scored(others, by=plain), scored({**others, "p": (10, 9, 1)}, "2026Q3", plain), "A"
    )
    assert effects(found) == {"others": (0, Fraction(2))}
    assert found.rank == (3, 1)


def test_a_scheme_that_weighs_otherwise() -> None:
    old, new = scheme((90, 10)), scheme((10, 90))
    found = movement(scored(BEFORE, by=old), scored(BEFORE, by=new), "B")
    assert set(effects(found)) == {"scheme"}
    adds_up(found)


def test_a_correction_within_one_period_is_a_revision() -> None:
    found = movement(scored(BEFORE), scored({**BEFORE, "p": (32, 40, 30)}), "A")
    assert set(effects(found)) == {"revision"}
    adds_up(found)


def test_what_was_first_reported_tells_revision_from_performance() -> None:
    first = {**LATER, "p": (30, 42, 30)}
    plain = scheme(rule="direct")
    found = movement(
        scored(BEFORE, by=plain),
        scored(LATER, "2026Q3", plain),
        "A",
        first=data(first, "2026Q3"),
    )
    told = effects(found)
    assert told["revision"][0] == Fraction(5) * Fraction(60, 100)
    assert told["own:part-p"][0] == Fraction(20) * Fraction(60, 100)
    adds_up(found)


def test_ballots_are_a_cause_of_their_own() -> None:
    by = Scheme.from_mapping(
        {
            "sanbi": 1,
            "id": "voted",
            "title": "voted",
            "precision": 2,
            "electorates": {
                "hall": {
                    "kind": "score",
                    "classes": {"leaders": 1},
                }
            },
            "tree": {
                "id": "total",
                "aggregate": "sum",
                "children": [
                    {"id": "p", "input": "p", "rule": "direct"},
                    {"id": "vote", "rule": {"type": "ballot", "electorate": "hall"}, "points": 10},
                ],
            },
        }
    )
    ballots = [
        {
            "electorate": "hall",
            "period": "2026Q2",
            "class": "leaders",
            "ballot": "1",
            "unit": u,
            "mark": m,
        }
        for u, m in zip(UNITS, (80, 90, 70), strict=True)
    ]
    other = [{**row, "mark": 100} if row["unit"] == "A" else row for row in ballots]
    one, two = (score(by, data(BEFORE, ballots=rows), "2026Q2") for rows in (ballots, other))
    found = movement(one, two, "A")
    assert set(effects(found)) == {"ballots"}
    adds_up(found)


def test_the_calendar_is_what_is_left() -> None:
    """The same share of the year's target a quarter later is behind the pace."""
    targets = [
        {"unit": unit, "indicator": "p", "period": period, "target": 100, "value": value}
        for unit in UNITS
        for period, value in (("2026Q1", 60), ("2026Q2", 60))
    ]
    by = Scheme.from_mapping(
        {
            "sanbi": 1,
            "id": "paced",
            "title": "paced",
            "precision": 2,
            "tree": {
                "id": "total",
                "children": [
                    {
                        "id": "p",
                        "points": 10,
                        "input": {"indicator": "p", "transform": "pace"},
                        "rule": {"type": "proportional", "target": 100},
                    }
                ],
            },
        }
    )
    held = Data.from_rows(observations=targets)
    one, two = score(by, held, "2026Q1"), score(by, held, "2026Q2")
    found = movement(one, two, "A")
    assert set(effects(found)) == {"time"}
    adds_up(found)


def test_indicators_outside_the_tree_are_own_too() -> None:
    """A gate asks for an indicator that no leaf reads."""
    gate = {
        "id": "safe",
        "require": {"fact": "safety", "op": ">=", "value": 1},
        "else": [{"effect": "cap_total", "to": 20}],
    }
    gated = scheme(rule="direct", gates=[gate])
    capped = {name: tuple(value * 2 for value in values) for name, values in BEFORE.items()}
    found = movement(
        scored({**capped, "safety": (1, 1, 1)}, by=gated),
        scored({**capped, "safety": (1, 1, 0)}, "2026Q3", gated),
        "C",
    )
    assert set(effects(found)) == {"own:*"}
    assert found.score[1] == 20
    adds_up(found)


NUMBERS = st.integers(0, 50)


@settings(max_examples=8, deadline=None)
@given(st.lists(NUMBERS, min_size=12, max_size=12), st.tuples(NUMBERS, NUMBERS))
def test_it_adds_up_and_is_the_mean_over_all_orders(
    drawn: list[int], weights: tuple[int, int]
) -> None:
    early = {"p": tuple(drawn[:3]), "q": tuple(drawn[3:6])}
    later = {"p": tuple(drawn[6:9]), "q": tuple(drawn[9:])}
    new = scheme((weights[0] + 1, weights[1] + 1))
    one, two = scored(early), scored(later, "2026Q3", new)
    found = movement(one, two, "B")
    adds_up(found)
    split = _Split(one, two, "B", "all", _mixer(one, two, "B", None))
    split.effects(split=True)
    causes = split.mixer.causes(scheme=True, split=True)
    means = dict.fromkeys(causes, (Fraction(0), Fraction(0)))
    orders = list(permutations(causes))
    for order in orders:
        done: frozenset[Cause] = frozenset()
        for cause in order:
            was, now = split.value(done), split.value(done | {cause})
            done |= {cause}
            points, places = means[cause]
            means[cause] = (points + now[0] - was[0], places + was[1] - now[1])
    shown = {effect.cause: (effect.score, effect.places) for effect in found.effects}
    for cause, (points, places) in means.items():
        held = shown.get(cause, (Fraction(0), Fraction(0)))
        assert held == (points / len(orders), places / len(orders))


def test_units_that_join_are_others() -> None:
    fewer = {"p": (10, 40), "q": (5, 6)}
    plain = scheme(rule="direct")
    found = movement(scored(fewer, by=plain), scored(BEFORE, "2026Q3", plain), "A")
    assert effects(found) == {"others": (0, Fraction(-1))}


def test_beyond_nine_causes_own_figures_are_one() -> None:
    names = [f"i{n}" for n in range(9)]
    leaves = [{"id": n, "input": n, "rule": "direct", "weight": 1} for n in names]
    tree = {"id": "t", "aggregate": "weighted", "weights": "relative", "children": leaves}
    wide = Scheme.from_mapping({"sanbi": 1, "id": "w", "title": "w", "precision": 4, "tree": tree})
    one = scored(dict.fromkeys(names, (1, 2, 3)), by=wide)
    two = scored(dict.fromkeys(names, (2, 3, 4)), "2026Q3", wide)
    found = movement(one, two, "A")
    assert set(effects(found)) == {"own", "others"}
    assert found.scorings <= 2**3
    adds_up(found)


def test_what_cannot_be_split_is_refused() -> None:
    with pytest.raises(ValueError, match="does not stand"):
        movement(scored(BEFORE), scored(LATER), "Z")
    gone = score(scheme(exclusions=[{"units": ["A"], "reason": "new"}]), data(BEFORE), "2026Q2")
    with pytest.raises(ValueError, match="no place"):
        movement(gone, scored(LATER, "2026Q3"), "A")
    assert CauseKind.TIME == "time"
