"""What absent children, missing data and leaves that do not apply promise."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from sanbi.engine.scoring import DataFaults
from tests.engine.scoring.properties.cases import (
    CODES,
    POSITIVE,
    SIGNED,
    data_of,
    exact,
    figures,
    holds_for,
    leaf,
    near,
    rectangles,
    run,
    table_of,
    unrounded,
)
from tests.engine.scoring.properties.test_trees import (
    ARITHMETICS,
    MEANS,
    NAMES,
    ROOTS,
    WEIGHTS,
    value_of,
)

HOLED = rectangles(NAMES, st.one_of(st.none(), POSITIVE))


# -- absent children -------------------------------------------------------------------------------
@ARITHMETICS
@pytest.mark.parametrize("aggregate", ["sum", "fold", *MEANS])
@holds_for(10, table=HOLED, weights=WEIGHTS)
def test_an_absent_child_is_as_if_it_were_not_there(
    aggregate: str, precision: int | None, table: Any, weights: Any
) -> None:
    held = None if aggregate == "sum" else weights
    whole = value_of(aggregate, table, held, precision)
    for place in range(len(table["a"])):
        there = [name for name in NAMES if table[name][place] is not None]
        if not there:
            assert whole[place] is None
            continue
        alone = {name: [table[name][place]] for name in there}
        own = None if held is None else [weights[NAMES.index(name)] for name in there]
        wanted = value_of(aggregate, alone, own, precision)[0]
        if aggregate == "sum":  # scaled to the points of all
            wanted = wanted * 3 / len(there)
        assert near([whole[place]], [wanted], ROOTS.get(aggregate))


@holds_for(30, table=HOLED, share=st.sampled_from([0, "0.3", "0.34", "0.5", "0.67", 1]))
def test_min_share_counts_children(table: Any, share: Any) -> None:
    found = value_of("weighted", table, [1, 2, 3], min_share=share)
    for place, value in enumerate(found):
        count = sum(table[name][place] is not None for name in NAMES)
        assert (value is None) == (count == 0 or Fraction(count, 3) < Fraction(str(share)))


OPTIONS: list[Any] = [
    "zero",
    "group_mean",
    "group_minimum",
    "redistribute",
    "leave_out",
    {"fixed": "3.5"},
]


@ARITHMETICS
@pytest.mark.parametrize("option", OPTIONS, ids=str)
@holds_for(15, column=st.lists(st.one_of(st.none(), SIGNED), min_size=1, max_size=6))
def test_missing_data_follow_the_declared_option(
    option: Any, precision: int | None, column: Any
) -> None:
    assume(any(value is None for value in column))
    data = data_of(CODES[: len(column)], figures({"a": column}))
    known = {"b": [1.0] * len(column)}
    data = table_of({"a": column, **known})
    result = run(data, leaf("a", points=10, missing=option), leaf("b"), precision=precision)
    donors = [exact(value) for value in column if value is not None]
    mean = sum(donors, Fraction(0)) / len(donors) if donors else Fraction(0)
    outcome: dict[str, Any] = {
        "zero": 0,
        "group_mean": mean,
        "group_minimum": min(donors, default=Fraction(0)),
        "redistribute": None,
        "leave_out": None,
    }
    wanted = Fraction("3.5") if isinstance(option, dict) else outcome[option]
    found = unrounded(result, "a")
    for place, value in enumerate(column):
        expected = wanted if value is None else exact(value)
        assert near([found[place]], [expected])
    state = [row[12] for row in result.working_rows if row[2] == "a"]
    word = "fixed" if isinstance(option, dict) else option
    assert state == ["scored" if v is not None else f"missing:{word}" for v in column]
    unranked = {row[0] for row in result.ranking_rows if not row[4]}
    holes = {CODES[place] for place, value in enumerate(column) if value is None}
    assert unranked == (holes if option == "leave_out" else set())


@ARITHMETICS
@holds_for(20, column=st.lists(st.one_of(st.none(), POSITIVE), min_size=1, max_size=6))
def test_missing_data_are_refused_one_by_one(precision: int | None, column: Any) -> None:
    assume(any(value is None for value in column))
    data = table_of({"a": column, "b": [1.0] * len(column)})
    with pytest.raises(DataFaults) as refused:
        run(data, leaf("a"), leaf("b"), precision=precision)
    named = [(fault.code, fault.where.split()[0]) for fault in refused.value.faults]
    wanted = [CODES[place] for place, value in enumerate(column) if value is None]
    assert sorted(named) == [("missing-value", code) for code in wanted]


OTHERWISE: list[Any] = ["zero", "full", "redistribute", "leave_out", {"fixed": 4}]


@ARITHMETICS
@pytest.mark.parametrize("option", OTHERWISE, ids=str)
@holds_for(15, column=st.lists(POSITIVE, min_size=1, max_size=6), limit=st.integers(1, 60))
def test_leaves_that_do_not_apply_follow_the_declared_option(
    option: Any, precision: int | None, column: Any, limit: int
) -> None:
    when = {"fact": "a", "op": ">=", "value": limit}
    child = leaf("a", {"type": "efficacy"}, points=10, when=when, otherwise=option)
    result = run(table_of({"a": column}), child, leaf("b", input="a"), precision=precision)
    inside = [value for value in column if value >= limit]
    alone = []
    if inside:
        only = run(table_of({"a": inside}), leaf("a", "efficacy", points=10), precision=precision)
        alone = unrounded(only, "a")
    wanted = {"zero": 0, "full": 10, "redistribute": None, "leave_out": None}
    other = 4 if isinstance(option, dict) else wanted[option]
    rest = iter(alone)
    assert near(unrounded(result, "a"), [next(rest) if v >= limit else other for v in column])
    unranked = {row[0] for row in result.ranking_rows if not row[4]}
    outside = {CODES[place] for place, value in enumerate(column) if value < limit}
    assert unranked == (outside if option == "leave_out" else set())
