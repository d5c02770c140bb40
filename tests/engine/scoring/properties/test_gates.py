"""What gates, vetoes, exclusions and grades promise."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from sanbi.engine.scoring import Result
from tests.engine.scoring.properties.cases import (
    CODES,
    SIGNED,
    Plain,
    columns,
    data_of,
    figures,
    holds_for,
    hundredths,
    leaf,
    near,
    ranks,
    rectangles,
    run,
    table_of,
    totals,
)
from tests.engine.scoring.properties.test_ranking import ARITHMETICS, BETTER, FEW, naive

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
