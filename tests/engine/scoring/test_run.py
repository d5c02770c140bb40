"""What the front door refuses, and what it makes of periods, history and groups."""

from typing import Any

import pytest

from sanbi.engine.scoring import DataFaults, Scheme, score, score_periods
from sanbi.engine.scoring.faults import Fault, FaultsFound, SchemeFaults
from tests.engine.scoring.properties.cases import (
    CODES,
    PERIOD,
    data_of,
    figures,
    leaf,
    mapping_of,
    ranks,
    run,
    scheme_of,
    table_of,
    totals,
)

TABLE = {"a": [3.0, 1.0, 2.0]}
Found = list[tuple[str, str]]


def refused(scheme: Scheme, data: Any, *given: Any, **more: Any) -> Found:
    """Place and code of every fault."""
    with pytest.raises(DataFaults) as refusal:
        score(scheme, data, *given, **more)
    return [(str(fault.where), fault.code) for fault in refusal.value.faults]


# -- what data must have ---------------------------------------------------------------------------
UNFIT: list[tuple[str, dict[str, Any], Any, Found]] = [
    ("no units", {}, data_of([]), [("units", "no-units")]),
    (
        "a unit that is not there",
        {"groups": [{"id": "g", "members": ["U0", "U9", "U8"]}]},
        table_of(TABLE),
        [("group g", ""), ("group g", "")],
    ),
    ("an empty group", {"groups": [{"id": "g"}]}, table_of(TABLE), [("group g", "group")]),
    (
        "an unknown name in a formula",
        {"inputs": {"k": {"formula": "a / people + z"}}},
        table_of(TABLE),
        [("input k", "unknown-name"), ("input k", "unknown-name")],
    ),
    (
        "an unknown coefficient",
        {"inputs": {"k": {"indicator": "a", "coefficient": "hard"}}},
        table_of(TABLE),
        [("input k", "coefficient")],
    ),
    (
        "an unknown divisor",
        {"inputs": {"k": {"indicator": "a", "transform": "per", "per": "people"}}},
        table_of(TABLE),
        [("input k", "unknown-name")],
    ),
    (
        "an unknown attribute",
        {"inputs": {"k": {"indicator": "a", "impute": {"method": "mean", "by": "region"}}}},
        table_of(TABLE),
        [("input k", "attribute")],
    ),
]


@pytest.mark.parametrize(
    ("more", "data", "found"), [row[1:] for row in UNFIT], ids=[row[0] for row in UNFIT]
)
def test_data_that_do_not_fit_the_scheme(more: dict[str, Any], data: Any, found: Found) -> None:
    assert refused(scheme_of(leaf("a"), **more), data) == found


def test_units_without_a_group_are_in_none_unless_nobody_has_one() -> None:
    def cohorts(*groups: str) -> list[tuple[str, int]]:
        units = [{"unit": code, "group": group} for code, group in zip(CODES, groups, strict=False)]
        result = run(data_of(units, figures(TABLE)), leaf("a"))
        return [(outcome.cohort.group, len(outcome.codes)) for outcome in result.outcomes]

    assert cohorts("", ";", "") == [("all", 3)]
    assert cohorts("g", "", "h;g") == [("g", 2), ("h", 1)]


def test_factors_and_formula_rules_name_what_is_there() -> None:
    wrong = [
        leaf("a", times="people"),
        leaf("b", {"type": "formula", "formula": "x * z"}, input="a"),
    ]
    assert refused(scheme_of(*wrong), table_of(TABLE)) == [
        ("leaf a", "unknown-name"),
        ("leaf b", "unknown-name"),
    ]


def test_every_missing_value_of_every_leaf_and_group_is_told() -> None:
    scheme = scheme_of(
        leaf("a"),
        {"id": "n", "over": {"periods": ["p", "q"]}, "children": [leaf("b")]},
        groups=[{"id": "g", "members": ["U0", "U1"]}, {"id": "h", "members": ["U2"]}],
        adjustments=[{"id": "j", "sign": "add", "items": [leaf("c")]}],
    )
    found = refused(scheme, table_of({"a": [1.0, None, None], "c": [None, 1.0, 1.0]}))
    assert {code for _, code in found} == {"missing-value"}
    assert len(found) == 2 + 2 * 3 + 1


def test_what_is_wrong_with_other_things_than_leaves_is_told_too() -> None:
    veto = {"id": "v", "when": {"fact": "z", "op": ">", "value": 1}}
    assert refused(scheme_of(leaf("a"), vetoes=[veto]), table_of(TABLE)) == [
        (f"{code} {code}", "unknown-condition") for code in CODES[:3]
    ]


# -- periods ---------------------------------------------------------------------------------------
def test_the_period_is_stated_or_the_only_one() -> None:
    scheme = scheme_of(leaf("a"), period=...)
    rows = [*figures(TABLE), *figures(TABLE, period="2026Q2")]
    assert score(scheme, table_of(TABLE)).period == PERIOD
    assert score(scheme, data_of(CODES[:3], rows), "2026年二季度").period == "2026Q2"
    assert refused(scheme, data_of(CODES[:3], rows)) == [("period", "period")]
    assert score(scheme_of(leaf("a", missing="zero"), period=...), data_of(["U0"])).period == "run"


def test_rows_without_a_period_belong_to_the_run() -> None:
    events = [{"unit": "U0", "item": "e", "period": ""}]
    data = data_of(
        ["U0"], [{"unit": "U0", "indicator": "a", "period": "", "value": 2.0}], events=events
    )
    child = {"id": "e", "rule": {"type": "events", "each": 3}}
    assert totals(run(data, leaf("a"), child)) == [5]


def test_several_periods_at_once() -> None:
    rows = [*figures(TABLE), *figures({"a": [1.0, 2.0, 3.0]}, period="2026Q2")]
    data, done = data_of(CODES[:3], rows), []
    found = score_periods(
        scheme_of(leaf("a")),
        data,
        ["2026Q2", PERIOD],
        progress=lambda now, of: done.append((now, of)),
    )
    assert [result.period for result in found] == ["2026Q2", PERIOD]
    assert [ranks(result) for result in found] == [[3, 2, 1], [1, 3, 2]]
    assert done == [(1, 2), (2, 2)]
    assert score_periods(scheme_of(leaf("a")), data, []) == []
    with pytest.raises(DataFaults):
        score_periods(scheme_of(leaf("a")), data, [PERIOD, "2020"], workers=0)


def test_a_month_has_no_quarters_to_add_up() -> None:
    scheme = scheme_of(leaf("a"), root={"over": {"periods": "quarters"}}, period=...)
    assert refused(scheme, table_of(TABLE), "2026-07") == [("period", "period")]


# -- history ---------------------------------------------------------------------------------------
def test_earlier_ranks_come_from_the_history_or_are_given() -> None:
    history = [
        {"unit": "U0", "period": "2026Q1", "rank": 3.0},
        {"unit": "U0", "period": "2026Q2", "rank": 2.0},
        {"unit": "U1", "group": "all", "period": "2026Q2", "rank": 1.0},
        {"unit": "U2", "group": "other", "period": "2026Q2", "rank": 9.0},
    ]
    held = table_of(TABLE, history=history)
    scheme = scheme_of(leaf("a"))
    assert score(scheme, held).outcomes[0].previous == (2, 1, None)
    newer = [{"unit": "U0", "period": "2026Q2", "rank": 7.0}]
    assert score(scheme, held, previous=newer).outcomes[0].previous == (7, 1, None)
    assert score(scheme, held, previous=[]).outcomes[0].previous == (2, 1, None)


@pytest.mark.parametrize("period", [PERIOD, "2026Q4", "2026-06"])
def test_a_previous_result_lies_before(period: str) -> None:
    rows = [{"unit": "U0", "period": period, "rank": 1.0}]
    assert refused(scheme_of(leaf("a")), table_of(TABLE), previous=rows) == [
        ("previous", "previous")
    ]


def test_progress_is_told_after_each_group() -> None:
    done: list[tuple[int, int]] = []
    groups = [{"id": "g", "members": ["U0"]}, {"id": "h", "members": ["U1"]}]
    score(
        scheme_of(leaf("a"), groups=groups),
        table_of(TABLE),
        progress=lambda now, of: done.append((now, of)),
    )
    assert done == [(1, 2), (2, 2)]


# -- faults ----------------------------------------------------------------------------------------
def test_faults_are_one_line_each() -> None:
    fault = Fault("s.yaml:3:4", "is wrong", "mend it", "code")
    assert str(fault) == "s.yaml:3:4: is wrong — mend it"
    assert str(Fault("s", "is wrong")) == "s: is wrong"
    found = SchemeFaults([fault, Fault("t", "too")])
    assert isinstance(found, FaultsFound)
    assert str(found).count("\n") == 1
    assert found.faults == (fault, Fault("t", "too"))


def test_a_scheme_may_be_scored_again_with_other_data() -> None:
    scheme = Scheme.from_mapping(mapping_of(leaf("a")))
    assert totals(score(scheme, table_of(TABLE))) == [3, 1, 2]
    assert totals(score(scheme, table_of({"a": [9.0]}))) == [9]
