"""What places, ties, gaps, gates, grades and groups promise."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

from sanbi.engine.scoring import Result, score
from sanbi.engine.scoring.arithmetic import EXACT, FLOATING
from sanbi.engine.scoring.places import places
from tests.engine.scoring.properties.cases import (
    CODES,
    PERIOD,
    POSITIVE,
    SIGNED,
    Plain,
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


# -- gates, vetoes, exclusions ---------------------------------------------------------------------
EARLY = st.sampled_from(
    [
        {"effect": "zero_leaf", "target": "b"},
        {"effect": "cap_leaf", "target": "b", "to": "7.5"},
        {"effect": "cap_total", "to": 20},
        {"effect": "no_bonus", "target": "all"},
        {"effect": "no_bonus", "target": "j"},
        {"effect": "mark", "text": "看"},
    ]
)
GATED = rectangles(("a", "b"), hundredths(0, 30), most=7)
BONUS: Plain = {"id": "j", "sign": "add", "items": [leaf("i", input="b")]}


def gated(table: Any, precision: int | None, **more: Any) -> Result:
    """Two leaves, a bonus, and what is put to them."""
    adjustments = [{**BONUS, "items": [dict(item) for item in BONUS["items"]]}]
    return run(
        table_of(table), leaf("a"), leaf("b"), precision=precision, adjustments=adjustments, **more
    )


@ARITHMETICS
@holds_for(
    25, table=GATED, limit=st.integers(0, 30), effects=st.lists(EARLY, min_size=1, max_size=3)
)
def test_gates_only_lower(precision: int | None, table: Any, limit: int, effects: Any) -> None:
    gate = {"id": "g", "require": {"fact": "a", "op": ">=", "value": limit}, "else": effects}
    free, held = totals(gated(table, precision)), totals(gated(table, precision, gates=[gate]))
    for place, value in enumerate(table["a"]):
        if value >= limit:
            assert held[place] == free[place]
        assert held[place] <= free[place]


@ARITHMETICS
@holds_for(25, table=GATED, limit=st.integers(0, 30))
def test_rank_last_stands_behind_all(precision: int | None, table: Any, limit: int) -> None:
    when = {"fact": "a", "op": "<", "value": limit}
    veto = {"id": "v", "when": when, "then": {"effect": "rank_last"}}
    free, held = gated(table, precision), gated(table, precision, vetoes=[veto])
    last = [place for place, value in enumerate(table["a"]) if value < limit]
    rest = [place for place in range(len(table["a"])) if place not in last]
    found = ranks(held)
    assert totals(held) == totals(free)
    assert all((found[a] or 0) > (found[b] or 0) for a in last for b in rest)
    for group in (last, rest):
        values = [totals(free)[place] for place in group]
        inside = naive(values, "competition", high=True)
        ahead = len(rest) if group is last else 0
        assert [found[place] for place in group] == [ahead + rank for rank in inside]


@ARITHMETICS
@holds_for(25, table=GATED, limit=st.integers(0, 30))
def test_unranked_units_cost_nobody_a_place(precision: int | None, table: Any, limit: int) -> None:
    when = {"fact": "a", "op": "<", "value": limit}
    veto = {"id": "v", "when": when, "then": {"effect": "unranked"}}
    exclusion = {"when": when, "reason": "新设"}
    free = gated(table, precision)
    for more in ({"vetoes": [veto]}, {"exclusions": [exclusion]}):
        held = gated(table, precision, **more)
        inside = [place for place, value in enumerate(table["a"]) if value >= limit]
        values = [totals(free)[place] for place in inside]
        wanted = iter(naive(values, "competition", high=True))
        found = [next(wanted) if place in inside else None for place in range(len(table["a"]))]
        assert ranks(held) == found
        assert totals(held) == totals(free)


@ARITHMETICS
@holds_for(20, column=columns(SIGNED, least=2, most=7), data=st.data())
def test_units_excluded_by_name_are_in_no_population(
    precision: int | None, column: Any, data: Any
) -> None:
    out = data.draw(st.sets(st.integers(0, len(column) - 1), max_size=len(column) - 1))
    named = [{"units": [CODES[place] for place in sorted(out)], "reason": "新设"}] if out else []
    held = run(table_of({"a": column}), leaf("a", "min_max"), exclusions=named, precision=precision)
    inside = [place for place in range(len(column)) if place not in out]
    rows = [row for row in figures({"a": column}) if CODES.index(row["unit"]) in inside]
    alone = run(
        data_of([CODES[p] for p in inside], rows), leaf("a", "min_max"), precision=precision
    )
    assert near([totals(held)[place] for place in inside], totals(alone))
    assert [ranks(held)[place] for place in inside] == ranks(alone)
    assert all(ranks(held)[place] is None for place in out)


# -- grades ----------------------------------------------------------------------------------------
QUOTAS = st.lists(
    st.sampled_from([{"count": 1}, {"count": 2}, {"share": "0.3"}, {"share": "0.25"}]),
    min_size=1,
    max_size=3,
)


@ARITHMETICS
@holds_for(
    30,
    column=columns(FEW, most=10),
    quotas=QUOTAS,
    rounding=st.sampled_from(["down", "half_up", "up"]),
)
def test_quotas_are_kept_but_for_ties(
    precision: int | None, column: Any, quotas: Any, rounding: str
) -> None:
    names = [f"第{n}等" for n in range(len(quotas) + 1)]
    listed = [{"grade": name, **quota} for name, quota in zip(names, quotas, strict=False)]
    grades = {"by": "quota", "round": rounding, "quotas": [*listed, {"grade": names[-1]}]}
    result = run(table_of({"a": column}), leaf("a"), precision=precision, grades=grades)
    given, held, placed = result.outcomes[0].grades, totals(result), ranks(result)
    count = 0
    for level, quota in enumerate(quotas):
        part = Fraction(quota.get("share", 0)) * len(column)
        up = {"down": 0, "half_up": Fraction(1, 2), "up": 1}[rounding]
        exactly = part.denominator == 1
        count += quota.get("count", 0) or (int(part) if exactly else int(part + up))
        within = [place for place, grade in enumerate(given) if grade in names[: level + 1]]
        tied = {held[place] for place in within if (placed[place] or 0) <= count}
        assert len(within) <= count or len({held[p] for p in within} - tied) == 0
        assert all((placed[place] or 0) <= count for place in within)
        outside = [place for place in range(len(column)) if place not in within]
        assert all((placed[place] or 0) > count for place in outside)
    order = sorted(range(len(column)), key=lambda place: placed[place] or 0)
    levels = [names.index(str(given[place])) for place in order]
    assert levels == sorted(levels)


@ARITHMETICS
@holds_for(
    25,
    column=columns(SIGNED, most=8),
    limits=st.lists(st.integers(-50, 50), min_size=2, max_size=2, unique=True),
    better=BETTER,
)
def test_bands_follow_the_total(
    precision: int | None, column: Any, limits: Any, better: str
) -> None:
    high = better == "high"
    first, second = sorted(limits, reverse=high)
    key = "min" if high else "max"
    bands = [{"grade": "优", key: first}, {"grade": "良", key: second}, {"grade": "中"}]
    result = run(
        table_of({"a": column}),
        leaf("a"),
        precision=precision,
        better=better,
        grades={"bands": bands},
    )
    for total, grade in zip(totals(result), result.outcomes[0].grades, strict=True):
        reached = [total >= limit if high else total <= limit for limit in (first, second)]
        assert grade == ("优" if reached[0] else "良" if reached[1] else "中")


LATE = st.sampled_from(
    [
        {"effect": "downgrade", "levels": 2},
        {"effect": "downgrade"},
        {"effect": "cap_grade", "to": "良"},
        {"effect": "lowest_grade"},
    ]
)


@ARITHMETICS
@holds_for(
    30,
    column=columns(SIGNED, most=8),
    effects=st.lists(LATE, min_size=1, max_size=3),
    late=st.booleans(),
)
def test_grade_effects_never_improve_a_grade(
    precision: int | None, column: Any, effects: Any, late: bool
) -> None:
    names = ("优", "良", "中", "差")
    bands = [
        {"grade": "优", "min": 20},
        {"grade": "良", "min": 0},
        {"grade": "中", "min": -20},
        {"grade": "差"},
    ]
    fact = {"fact": "total" if late else "a", "op": "<", "value": 25}
    veto = {"id": "v", "when": fact, "then": effects}
    free = run(table_of({"a": column}), leaf("a"), precision=precision, grades={"bands": bands})
    held = run(
        table_of({"a": column}),
        leaf("a"),
        precision=precision,
        grades={"bands": bands},
        vetoes=[veto],
    )
    kinds = [effect["effect"] for effect in effects]
    for place, (before, after) in enumerate(
        zip(free.outcomes[0].grades, held.outcomes[0].grades, strict=True)
    ):
        level = names.index(str(before))
        if totals(free)[place] < 25:
            if "cap_grade" in kinds:
                level = max(level, 1)
            level += sum(e.get("levels", 1) for e in effects if e["effect"] == "downgrade")
            level = 3 if "lowest_grade" in kinds else min(level, 3)
        assert after == names[level]
    assert ranks(free) == ranks(held)


@ARITHMETICS
@holds_for(
    25,
    column=columns(FEW, most=9),
    count=st.integers(1, 5),
    order=st.sampled_from(["highest", "lowest"]),
)
def test_a_selection_takes_all_at_the_cut(
    precision: int | None, column: Any, count: int, order: str
) -> None:
    select = {"id": "s", "text": "约谈", "select": {"by": "total", "count": count, "order": order}}
    result = run(table_of({"a": column}), leaf("a"), precision=precision, consequences=[select])
    chosen = {CODES.index(row[1]) for row in result.consequence_rows}
    held = totals(result)
    assert len(chosen) >= min(count, len(column))
    best = sorted(held, reverse=order == "highest")
    cut = best[min(count, len(held)) - 1]
    assert chosen == {
        place for place, v in enumerate(held) if (v >= cut if order == "highest" else v <= cut)
    }


def test_naive_places_know_the_textbook_case() -> None:
    held = [9, 8, 8, 7]
    assert naive(held, "competition", high=True) == [1, 2, 2, 4]
    assert naive(held, "dense", high=True) == [1, 2, 2, 3]
    assert naive(held, "average", high=True) == [1, 2.5, 2.5, 4]
    assert naive(held, "ordinal", high=True) == [1, 2, 3, 4]
    assert naive(held, "ordinal", high=False) == [4, 2, 3, 1]
