"""What aggregation and period roll-up promise."""

import math
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from sanbi.engine.scoring import Scheme, score
from tests.engine.scoring.properties.cases import (
    CODES,
    PERIOD,
    POSITIVE,
    SIGNED,
    Plain,
    data_of,
    exact,
    figures,
    holds_for,
    leaf,
    near,
    node_values,
    rectangles,
    run,
    scores,
    table_of,
    totals,
    unrounded,
)

ARITHMETICS = pytest.mark.parametrize("precision", [4, None], ids=["exact", "float64"])
NAMES = ("a", "b", "c")
TABLES = rectangles(NAMES)
SIGNED_TABLES = rectangles(NAMES, SIGNED)
WEIGHTS = st.lists(st.sampled_from([1, 2, 3, 5, "0.5", "2.5"]), min_size=3, max_size=3)
MEANS = ("weighted", "geometric", "harmonic", "power")
ROOTS = {"geometric": 25, "power": 25}
AGGREGATES = ("sum", "fold", "copeland", *MEANS)


def node(aggregate: str, *children: Plain, **more: Any) -> Plain:
    """Keys of a root node that aggregates so."""
    power = {"power": 3} if aggregate == "power" else {}
    return {"aggregate": aggregate, "children": list(children), **power, **more}


def value_of(
    aggregate: str,
    table: dict[str, list[float | None]],
    weights: list[Any] | None = None,
    precision: int | None = 4,
    **more: Any,
) -> list[Any]:
    """The root's unrounded values over leaves a, b, c whose scores are the figures."""
    given = weights or [None] * len(table)
    children = [
        leaf(name, points=100, missing="redistribute", **({} if w is None else {"weight": w}))
        for name, w in zip(table, given, strict=True)
    ]
    root = node(aggregate, *children, weights="relative", **more)
    if aggregate == "sum":
        root.pop("weights")
    result = run(table_of(table), precision=precision, root=root, round_at=[])
    return node_values(result)


def plus(table: dict[str, list[float | None]], name: str, place: int, more: float) -> Any:
    """The table with one figure raised."""
    moved = {key: [*column] for key, column in table.items()}
    moved[name][place] = float(exact(moved[name][place] or 0) + exact(more))
    return moved


# -- aggregates ------------------------------------------------------------------------------------
@ARITHMETICS
@pytest.mark.parametrize("aggregate", AGGREGATES)
@holds_for(8, table=TABLES, weights=WEIGHTS, order=st.permutations(NAMES))
def test_order_of_leaves_changes_nothing(
    aggregate: str, precision: int | None, table: Any, weights: Any, order: Any
) -> None:
    held = None if aggregate == "sum" else weights
    straight = value_of(aggregate, table, held, precision)
    of = dict(zip(NAMES, weights, strict=True))
    turned = {name: table[name] for name in order}
    other = None if held is None else [of[name] for name in order]
    assert near(value_of(aggregate, turned, other, precision), straight, ROOTS.get(aggregate))


@ARITHMETICS
@pytest.mark.parametrize("aggregate", [a for a in AGGREGATES if a != "sum"])
@holds_for(8, table=TABLES, weights=WEIGHTS, factor=st.sampled_from([2, 7, 10]))
def test_weights_times_a_constant_change_nothing(
    aggregate: str, precision: int | None, table: Any, weights: Any, factor: int
) -> None:
    more = [float(Fraction(str(weight)) * factor) for weight in weights]
    one, other = (value_of(aggregate, table, held, precision) for held in (weights, more))
    assert near(one, other, ROOTS.get(aggregate))


@ARITHMETICS
@pytest.mark.parametrize("aggregate", MEANS)
@holds_for(10, table=TABLES, weights=WEIGHTS)
def test_means_lie_between_their_parts(
    aggregate: str, precision: int | None, table: Any, weights: Any
) -> None:
    slack = 1e-9 if precision is None else Fraction(1, 10**25)
    for value, parts in zip(
        value_of(aggregate, table, weights, precision),
        zip(*table.values(), strict=True),
        strict=True,
    ):
        least, greatest = min(map(exact, parts)), max(map(exact, parts))
        assert least - slack <= value <= greatest + slack


@ARITHMETICS
@holds_for(20, table=TABLES, weights=WEIGHTS)
def test_harmonic_geometric_arithmetic_and_cubic_means_rise(
    precision: int | None, table: Any, weights: Any
) -> None:
    slack = 1e-9 if precision is None else Fraction(1, 10**25)
    order = ("harmonic", "geometric", "weighted", "power")
    found = [value_of(name, table, weights, precision) for name in order]
    for low, high in pairwise(found):
        assert all(a <= b + slack for a, b in zip(low, high, strict=True))


@ARITHMETICS
@pytest.mark.parametrize("aggregate", [*MEANS, "sum"])
@holds_for(8, table=TABLES, factor=st.sampled_from([2, 10, 100]))
def test_aggregates_grow_with_their_parts(
    aggregate: str, precision: int | None, table: Any, factor: int
) -> None:
    more = {name: [float(exact(v) * factor) for v in column] for name, column in table.items()}
    wanted = [value * factor for value in value_of(aggregate, table, None, precision)]
    assert near(value_of(aggregate, more, None, precision), wanted, 25)


@ARITHMETICS
@pytest.mark.parametrize("aggregate", AGGREGATES)
@holds_for(10, table=TABLES, weights=WEIGHTS, data=st.data())
def test_a_better_part_never_lowers_the_whole(
    aggregate: str, precision: int | None, table: Any, weights: Any, data: Any
) -> None:
    place = data.draw(st.integers(0, len(table["a"]) - 1))
    moved = plus(table, data.draw(st.sampled_from(NAMES)), place, data.draw(POSITIVE))
    held = None if aggregate == "sum" else weights
    before, after = (value_of(aggregate, t, held, precision)[place] for t in (table, moved))
    assert after >= before - (1e-9 if precision is None else Fraction(1, 10**25))


@ARITHMETICS
@holds_for(25, table=SIGNED_TABLES, weights=WEIGHTS)
def test_copeland_is_a_contest(precision: int | None, table: Any, weights: Any) -> None:
    found = value_of("copeland", table, weights, precision)
    assert sum(found) == 0  # each win is somebody's loss
    assert all(abs(value) <= len(found) - 1 for value in found)
    mirrored = {name: [-value for value in column] for name, column in table.items()}
    assert value_of("copeland", mirrored, weights, precision) == [-value for value in found]
    shares = [Fraction(str(weight)) for weight in weights]
    for unit, value in enumerate(found):  # the definition, pair by pair
        wins = 0
        for other in range(len(found)):
            pairs = zip(shares, table.values(), strict=True)
            margin = sum(w * ((c[unit] > c[other]) - (c[unit] < c[other])) for w, c in pairs)
            wins += (margin > 0) - (margin < 0)
        assert value == wins


@ARITHMETICS
@holds_for(20, table=TABLES, weights=WEIGHTS, points=st.integers(1, 300))
def test_fold_is_the_mean_of_shares(
    precision: int | None, table: Any, weights: Any, points: int
) -> None:
    folded = value_of("fold", table, weights, precision, points=points)
    mean = value_of("weighted", table, weights, precision)
    assert near(folded, [value * points / 100 for value in mean])


@ARITHMETICS
@holds_for(20, table=SIGNED_TABLES)
def test_a_sum_of_sums_is_the_sum(precision: int | None, table: Any) -> None:
    inner = {"id": "n", "children": [leaf("b"), leaf("c")]}
    data = table_of(table)
    nested = run(data, leaf("a"), inner, precision=precision)
    flat = run(data, *(leaf(name) for name in NAMES), precision=precision)
    assert near(totals(nested), totals(flat))


@ARITHMETICS
@pytest.mark.parametrize("aggregate", ["sum", *MEANS])
@holds_for(8, table=TABLES, limits=st.tuples(st.integers(0, 40), st.integers(0, 60)))
def test_nodes_are_clipped_and_nothing_else(
    aggregate: str, precision: int | None, table: Any, limits: Any
) -> None:
    floor, cap = min(limits), max(limits)
    free = value_of(aggregate, table, None, precision)
    clipped = value_of(aggregate, table, None, precision, floor=floor, cap=cap)
    assert near(clipped, [min(max(value, floor), cap) for value in free])


# -- parts and the whole ---------------------------------------------------------------------------
ITEMS = st.lists(st.tuples(st.sampled_from(["add", "deduct"]), st.integers(0, 9)), max_size=3)


@holds_for(
    40,
    table=SIGNED_TABLES,
    rounding=st.sampled_from(["half_up", "half_even", "down"]),
    precision=st.integers(0, 2),
    blocks=ITEMS,
)
def test_published_parts_add_up_to_the_published_total(
    table: Any, rounding: str, precision: int, blocks: Any
) -> None:
    adjustments = [
        {"id": f"j{n}", "sign": sign, "cap": cap, "items": [leaf(f"i{n}", input="a")]}
        for n, (sign, cap) in enumerate(blocks)
    ]
    halves = [{**leaf(name), "times": "0.5"} for name in NAMES]
    result = run(
        table_of(table), *halves, precision=precision, rounding=rounding, adjustments=adjustments
    )
    whole = [Fraction(0)] * len(table["a"])
    for name in NAMES:
        whole = [a + b for a, b in zip(whole, scores(result, name), strict=True)]
    for n, (sign, cap) in enumerate(blocks):
        raw = scores(result, f"i{n}")
        counted = [min(value, cap) for value in raw]
        assert result.outcomes[0].scores.adjustments[f"j{n}"].score.tolist() == counted
        sense = 1 if sign == "add" else -1
        whole = [a + sense * b for a, b in zip(whole, counted, strict=True)]
    assert totals(result) == whole
    assert [Fraction(row[5]) for row in result.node_rows] == node_values(result)


@ARITHMETICS
@holds_for(20, table=SIGNED_TABLES, ends=st.tuples(st.integers(-50, 50), st.integers(-50, 99)))
def test_the_total_is_clipped_once(precision: int | None, table: Any, ends: Any) -> None:
    floor, cap = min(ends), max(ends)
    children = [leaf(name) for name in NAMES]
    free = totals(run(table_of(table), *children, precision=precision))
    limits = {"floor": floor, "cap": cap}
    held = totals(run(table_of(table), *children, precision=precision, total=limits))
    assert near(held, [min(max(value, floor), cap) for value in free])


@holds_for(30, table=SIGNED_TABLES, places=st.tuples(st.integers(0, 3), st.integers(0, 3)))
def test_rounding_stages_are_independent(table: Any, places: Any) -> None:
    total, own = places
    thirds = [{**leaf(name), "times": "1 / 3", "precision": own} for name in NAMES]
    data = table_of(table)
    exactly = run(data, *thirds, precision=total, round_at=[])
    leaves = run(data, *thirds, precision=total, round_at=["leaf"])
    node = run(data, *thirds, precision=total, round_at=["node"])
    for name in NAMES:
        assert unrounded(leaves, name) == unrounded(exactly, name)
        half = Fraction(1, 2 * 10**own)
        pairs = zip(scores(leaves, name), unrounded(leaves, name), strict=True)
        assert all(abs(a - b) <= half and (a * 10**own).denominator == 1 for a, b in pairs)
    assert totals(exactly) == [
        sum((exact(v) / 3 for v in row), Fraction(0)) for row in zip(*table.values(), strict=True)
    ]
    assert all((value * 10**total).denominator == 1 for value in totals(node))


# -- periods ---------------------------------------------------------------------------------------
QUARTERS = ("2026Q1", "2026Q2", "2026Q3", "2026Q4")


@ARITHMETICS
@pytest.mark.parametrize("aggregate", ["weighted", "sum"])
@holds_for(
    15,
    table=st.integers(1, 4).flatmap(
        lambda size: st.lists(
            st.lists(st.one_of(st.none(), SIGNED), min_size=size, max_size=size),
            min_size=4,
            max_size=4,
        )
    ),
    weights=st.sampled_from([None, ["0.1", "0.2", "0.3", "0.4"], [25, 25, 25, 25]]),
)
def test_periods_combine_by_their_weights(
    aggregate: str, precision: int | None, table: Any, weights: Any
) -> None:
    rows = [
        row
        for quarter, column in zip(QUARTERS, table, strict=True)
        for row in figures({"a": column}, period=quarter)
    ]
    over: Plain = {"periods": "quarters", "aggregate": aggregate}
    over |= {} if weights is None else {"weights": weights}
    child = leaf("a", missing="redistribute")
    data = data_of(CODES[: len(table[0])], rows)
    top = {"over": over}
    result = run(data, child, root=top, precision=precision, period="2026", round_at=[])
    shares = [Fraction(1)] * 4 if weights is None else [Fraction(str(w)) for w in weights]
    for place, value in enumerate(node_values(result, period="2026")):
        held = [
            (w, exact(c[place])) for w, c in zip(shares, table, strict=True) if c[place] is not None
        ]
        if not held:
            assert value is None
            continue
        weight = sum((w for w, _ in held), Fraction(0))
        total = sum((w * v for w, v in held), Fraction(0))
        whole = 1 if aggregate == "weighted" else sum(shares, Fraction(0))
        assert near([value], [total / weight * whole])


@ARITHMETICS
@holds_for(15, table=TABLES, better=st.sampled_from(["high", "low"]))
def test_a_year_of_equal_quarters_scores_as_one_quarter(
    precision: int | None, table: Any, better: str
) -> None:
    codes = CODES[: len(table["a"])]
    rows = [row for quarter in QUARTERS for row in figures(table, period=quarter)]
    children = [leaf(name, "min_max", points=10, better=better) for name in NAMES]
    data = data_of(codes, rows)
    year = run(
        data, *children, root={"over": {"periods": "quarters"}}, period="2026", precision=precision
    )
    assert near(totals(year), totals(run(data, *children, precision=precision)))


def test_a_float_sum_is_not_rounded() -> None:
    scheme = Scheme.from_mapping(
        {
            "sanbi": 1,
            "id": "t",
            "title": "t",
            "period": PERIOD,
            "tree": {"children": [leaf("a"), leaf("b")]},
        }
    )
    found = totals(score(scheme, table_of({"a": [0.1], "b": [0.2]})))
    assert found == [0.1 + 0.2]
    assert not math.isclose(found[0], 0.3, rel_tol=1e-17)


@ARITHMETICS
@pytest.mark.parametrize("aggregate", MEANS)
@holds_for(8, table=TABLES, nought=st.booleans())
def test_a_weight_of_nothing_counts_for_nothing(
    aggregate: str, precision: int | None, table: Any, nought: bool
) -> None:
    if nought:
        assume(aggregate != "harmonic")  # there a zero gives 0 whatever its weight
        table = {**table, "c": [0.0] * len(table["c"])}
    pair = {name: table[name] for name in "ab"}
    whole = value_of(aggregate, table, [2, 3, 0], precision)
    assert near(whole, value_of(aggregate, pair, [2, 3], precision), ROOTS.get(aggregate))
