"""What places, ties, gaps and groups promise."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

from sanbi.engine.scoring import score
from sanbi.engine.scoring.arithmetic import EXACT, FLOATING
from sanbi.engine.scoring.places import places
from tests.engine.scoring.properties.cases import (
    CODES,
    PERIOD,
    POSITIVE,
    SIGNED,
    columns,
    data_of,
    exact,
    figures,
    holds_for,
    hundredths,
    leaf,
    near,
    ranks,
    rectangles,
    run,
    scheme_of,
    table_of,
    totals,
)

ARITHMETICS = pytest.mark.parametrize("precision", [2, None], ids=["exact", "float64"])
BETTER = st.sampled_from(["high", "low"])
FEW = st.one_of(st.integers(-3, 3).map(float), hundredths(-2, 2))


def naive(totals_: Sequence[Any], method: str, *, high: bool) -> list[float]:
    """The places by their definition: count who is better, and who is equal."""
    found = []
    for place, own in enumerate(totals_):
        others = [value for there, value in enumerate(totals_) if there != place]
        ahead = [value for value in others if (value > own if high else value < own)]
        equal = sum(value == own for value in others)
        if method == "competition":
            found.append(float(1 + len(ahead)))
        elif method == "dense":
            found.append(float(1 + len(set(ahead))))
        elif method == "average":
            found.append(1 + len(ahead) + equal / 2)
        else:  # ordinal: by unit code
            earlier = sum(value == own for value in totals_[:place])
            found.append(float(1 + len(ahead) + earlier))
    return found


# -- places ----------------------------------------------------------------------------------------
@ARITHMETICS
@pytest.mark.parametrize("method", ["competition", "dense", "average", "ordinal"])
@holds_for(20, column=columns(FEW, most=9), better=BETTER)
def test_ranks_are_their_definition(
    method: str, precision: int | None, column: Any, better: str
) -> None:
    result = run(
        table_of({"a": column}), leaf("a"), precision=precision, ties=method, better=better
    )
    assert ranks(result) == naive(totals(result), method, high=better == "high")


@pytest.mark.parametrize("arithmetic", [EXACT, FLOATING], ids=["exact", "float64"])
@pytest.mark.parametrize("method", ["competition", "dense", "average"])
@holds_for(40, population=columns(FEW, most=8), high=st.booleans(), more=columns(FEW))
def test_places_in_a_population_are_their_definition(
    arithmetic: Any, method: str, population: Any, high: bool, more: Any
) -> None:
    values = [*population, *more]
    laid, among = (arithmetic.from_floats(np.array(held)) for held in (values, population))
    found = [float(place) for place in places(laid, among, arithmetic, high=high, ties=method)]
    for value, place in zip(values, found, strict=True):
        ahead = [other for other in population if (other > value if high else other < value)]
        equal = population.count(value)
        wanted = {
            "competition": 1 + len(ahead),
            "dense": 1 + len(set(ahead)),
            "average": 1 + len(ahead) + max(equal - 1, 0) / 2,
        }
        assert place == wanted[method]


@ARITHMETICS
@holds_for(
    25,
    table=rectangles(("a", "b", "c"), FEW, most=8),
    ways=st.lists(BETTER, min_size=2, max_size=2),
)
def test_tie_keys_split_ties_and_nothing_else(precision: int | None, table: Any, ways: Any) -> None:
    then = [{"by": name, "better": way} for name, way in zip("bc", ways, strict=True)]
    children = [leaf("a"), *(leaf(name, {"type": "direct", "cap": 0, "floor": 0}) for name in "bc")]
    inputs = {"kb": {"indicator": "b"}, "kc": {"indicator": "c"}}
    keys = [{**key, "by": f"k{key['by']}"} for key in then]
    result = run(
        table_of(table),
        *children,
        precision=precision,
        inputs=inputs,
        ties={"method": "competition", "then": keys},
    )
    signs = [-1, *(-1 if way == "high" else 1 for way in ways)]
    rows = [
        tuple(sign * exact(value) for sign, value in zip(signs, row, strict=True))
        for row in zip(*table.values(), strict=True)
    ]
    assert ranks(result) == naive(rows, "competition", high=False)
    plain = run(table_of(table), *children, precision=precision)
    for one, other in zip(ranks(plain), ranks(result), strict=True):
        assert one is not None
        assert other is not None
        assert one <= other  # a split can only push the loser back


@ARITHMETICS
@holds_for(25, column=columns(FEW, most=9), better=BETTER)
def test_gap_is_the_way_to_the_next_better_place(
    precision: int | None, column: Any, better: str
) -> None:
    result = run(table_of({"a": column}), leaf("a"), precision=precision, better=better)
    outcome = result.outcomes[0]
    placed, held = ranks(result), totals(result)
    for place, own in enumerate(held):
        ahead = [value for value in held if (value > own if better == "high" else value < own)]
        gap = outcome.ranks.gap.at(place)
        if not ahead:
            assert gap is None
            assert placed[place] == 1
        else:
            nearest = min(ahead) if better == "high" else max(ahead)
            assert gap == abs(nearest - own) > 0
    assert sorted(outcome.ranks.order) == list(range(len(column)))
    shown = [placed[place] for place in outcome.ranks.order]
    assert shown == sorted(shown, key=lambda rank: rank or 0)


@holds_for(30, column=columns(hundredths(0, 3), most=9), precision=st.integers(0, 1))
def test_unrounded_ranks_only_split_published_ties(column: Any, precision: int) -> None:
    data = table_of({"a": column})
    published = run(data, leaf("a"), precision=precision)
    finer = run(data, leaf("a"), precision=precision, rank_on="unrounded", round_at=["total"])
    coarse, fine = ranks(published), ranks(finer)
    for one in range(len(column)):
        for other in range(len(column)):
            a, b, c, d = coarse[one], coarse[other], fine[one], fine[other]
            assert a is not None and b is not None and c is not None and d is not None  # noqa: PT018
            assert not a < b or c < d


@ARITHMETICS
@holds_for(25, column=columns(SIGNED, most=8))
def test_low_is_high_turned_round(precision: int | None, column: Any) -> None:
    high = run(table_of({"a": column}), leaf("a"), precision=precision)
    turned = table_of({"a": [-value for value in column]})
    low = run(turned, leaf("a"), precision=precision, better="low")
    assert ranks(high) == ranks(low)


@ARITHMETICS
@holds_for(20, table=rectangles(("a", "b"), POSITIVE, most=8), data=st.data())
def test_a_better_figure_never_costs_a_place(precision: int | None, table: Any, data: Any) -> None:
    place = data.draw(st.integers(0, len(table["a"]) - 1))
    moved = {**table, "a": [*table["a"]]}
    moved["a"][place] += data.draw(POSITIVE)
    children = [leaf("a", {"type": "min_max"}), leaf("b", "rank_step")]
    before, after = (
        ranks(run(table_of(held), *children, precision=precision)) for held in (table, moved)
    )
    assert (after[place] or 0) <= (before[place] or 0)


@ARITHMETICS
@holds_for(
    25, column=columns(FEW, most=8), earlier=st.lists(st.integers(1, 9), min_size=8, max_size=8)
)
def test_rank_change_is_the_previous_rank_less_the_new(
    precision: int | None, column: Any, earlier: Any
) -> None:
    history = [
        {"unit": CODES[place], "period": "2026Q2", "rank": float(earlier[place])}
        for place in range(0, len(column), 2)
    ]
    result = score(
        scheme_of(leaf("a"), precision=precision), table_of({"a": column}), previous=history
    )
    for row in result.ranking.to_dicts():
        place = CODES.index(row["unit"])
        before = float(earlier[place]) if place % 2 == 0 else None
        assert row["previous_rank"] == before
        assert row["rank_change"] == (None if before is None else before - row["rank"])


@ARITHMETICS
@holds_for(10, now=columns(FEW, least=2, most=6), data=st.data())
def test_a_result_serves_as_the_previous_one(precision: int | None, now: Any, data: Any) -> None:
    before = data.draw(st.lists(FEW, min_size=len(now), max_size=len(now)))
    scheme = scheme_of(leaf("a"), precision=precision)
    held = data_of(
        CODES[: len(now)], [*figures({"a": now}), *figures({"a": before}, period="2026Q2")]
    )
    earlier = score(scheme, held, "2026Q2")
    later = score(scheme, held, previous=earlier)
    assert list(later.outcomes[0].previous) == ranks(earlier)


# -- groups ----------------------------------------------------------------------------------------
MEMBERS = st.lists(st.sampled_from(CODES[:6]), min_size=1, max_size=6, unique=True)


@ARITHMETICS
@holds_for(
    15, column=columns(SIGNED, least=6, most=6), members=st.lists(MEMBERS, min_size=1, max_size=3)
)
def test_overlapping_groups_are_scored_apart(
    precision: int | None, column: Any, members: Any
) -> None:
    groups = [{"id": f"g{n}", "members": held} for n, held in enumerate(members)]
    together = run(
        table_of({"a": column}), leaf("a", "min_max"), groups=groups, precision=precision
    )
    assert len(together.outcomes) == len(groups)
    for n, held in enumerate(members):
        codes = sorted(held)
        alone = data_of(codes, [row for row in figures({"a": column}) if row["unit"] in codes])
        single = run(alone, leaf("a", "min_max"), precision=precision)
        assert together.outcomes[n].codes == tuple(codes)
        assert ranks(together, n) == ranks(single)
        published = together.outcomes[n].scores.published
        assert published is not None
        assert near(published.values.tolist(), totals(single))


@ARITHMETICS
@holds_for(15, column=columns(SIGNED, least=6, most=6), order=st.permutations(range(3)))
def test_order_of_groups_orders_blocks_only(precision: int | None, column: Any, order: Any) -> None:
    groups = [{"id": f"g{n}", "members": list(CODES[2 * n : 2 * n + 3])} for n in range(2)]
    groups.append({"id": "g2", "members": list(CODES[:6])})
    data = table_of({"a": column})
    straight = run(data, leaf("a", "min_max"), groups=groups, precision=precision)
    turned = run(data, leaf("a", "min_max"), groups=[groups[n] for n in order], precision=precision)
    assert sorted(straight.ranking_rows) == sorted(turned.ranking_rows)
    shown = list(dict.fromkeys(row[2] for row in turned.ranking_rows))
    assert shown == [f"g{n}" for n in order]


@ARITHMETICS
@holds_for(15, column=columns(SIGNED, least=4, most=6))
def test_compare_in_all_ignores_the_groups(precision: int | None, column: Any) -> None:
    half = len(column) // 2
    codes = CODES[: len(column)]
    groups = [
        {"id": "g", "members": list(codes[:half])},
        {"id": "h", "members": list(codes[half:])},
    ]
    data = table_of({"a": column})
    parted = run(data, leaf("a", "min_max"), groups=groups, compare_in="all", precision=precision)
    whole = run(data, leaf("a", "min_max"), precision=precision)
    found = [
        value
        for outcome in parted.outcomes
        for value in outcome.scores.leaves["a", PERIOD].score.values
    ]
    assert near(found, totals(whole))


def test_naive_places_know_the_textbook_case() -> None:
    held = [9, 8, 8, 7]
    assert naive(held, "competition", high=True) == [1, 2, 2, 4]
    assert naive(held, "dense", high=True) == [1, 2, 2, 3]
    assert naive(held, "average", high=True) == [1, 2.5, 2.5, 4]
    assert naive(held, "ordinal", high=True) == [1, 2, 3, 4]
    assert naive(held, "ordinal", high=False) == [4, 2, 3, 1]
