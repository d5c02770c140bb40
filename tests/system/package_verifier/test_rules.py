"""Each scoring rule on hand-worked numbers that stand on no page."""

from typing import Any

import pytest

from package_verifier.faults import DamagedError, RefusedError
from tests.system.package_verifier.builder import leaf, observations, scheme
from tests.system.package_verifier.outcomes import outcome

FOUR = {"A": 8, "B": 6, "C": 6, "D": 1}
PLACES = {"type": "rank_table", "table": ["10", "7", "5"], "beyond": "-1.5"}
SMALL = {"at_most": 4, "table": ["3", "2"], "beyond": "-1"}
BANDS = [{"to": "1", "points": "9"}, {"to_share": "0.75", "points": "4"}]
TIERS = [{"to": "4", "slope": "1"}, {"from": "4", "to": "7", "slope": "2"}]
BAND = {"type": "value_bands", "otherwise": "1"}
STEP = {"type": "rank_step", "step": "0.1"}

# rule, keys of the leaf, data, expected score of each unit
CASES: list[tuple[Any, dict[str, Any], dict[str, Any], dict[str, str]]] = [
    # 20·x/T, cap W, floor 0
    ("proportional", {"points": "20"}, {"A": (6, 8), "B": (9, 8), "C": (-1, 8)},
     {"A": "15.00", "B": "20.00", "C": "0.00"}),
    # better low: 20·T/x; 20·8/12 = 13.333; x ≤ 0 is the cap
    ("proportional", {"points": "20", "better": "low"}, {"A": (12, 8), "B": (0, 8)},
     {"A": "13.33", "B": "20.00"}),
    # 30 + 2·(x − T)/0.5, held to ±6: 30 + 2·1 = 32; 30 + 2·10 = 50 → 36; 30 − 2·8 → 24
    ({"type": "linear", "target": "5", "base": "30", "slope": "2", "step": "0.5", "limit": "6"},
     {}, {"A": 5.25, "B": 7.5, "C": 3}, {"A": "31.00", "B": "36.00", "C": "24.00"}),
    # whole steps of 2: d = 3.9 → 1 step, d = −3.9 → −1 step at slope_down 3; cap W = 100
    ({"type": "linear", "target": "0", "base": "50", "slope": "1", "slope_down": "3", "step": "2",
      "whole_steps": True}, {}, {"A": 3.9, "B": -3.9}, {"A": "51.00", "B": "47.00"}),
    # ∫ from 3: to 6 = 1·1 + 2·2 = 5; to 9 = 1 + 2·3 = 7; to 1 = −2
    ({"type": "linear", "target": "3", "base": "10", "tiers": TIERS}, {},
     {"A": 6, "B": 9, "C": 1}, {"A": "15.00", "B": "17.00", "C": "8.00"}),
    # the same with better low: minus the integral
    ({"type": "linear", "target": "3", "base": "10", "tiers": TIERS}, {"better": "low"},
     {"A": 6, "C": 1}, {"A": "5.00", "C": "12.00"}),
    # 12 + 5·12/10 + 3·12/20 = 19.8;  12 − 5·12/10 − 5·12/20 − 2·12/30 = 2.2
    ({"type": "progressive_bands", "target": "0", "base": "12", "band": "5", "first": "10",
      "next": "10"}, {}, {"A": 8, "B": -12}, {"A": "19.80", "B": "2.20"}),
    ({"type": "threshold", "target": "6", "otherwise": "2"}, {"points": "7"}, FOUR,
     {"A": "7.00", "B": "7.00", "D": "2.00"}),
    ({"type": "threshold", "target": "6", "strict": True}, {"points": "7", "better": "low"}, FOUR,
     {"A": "0.00", "B": "0.00", "D": "7.00"}),
    (BAND | {"bands": [{"min": "7", "points": "5"}, {"min": "6", "points": "3"}]}, {}, FOUR,
     {"A": "5.00", "B": "3.00", "D": "1.00"}),
    (BAND | {"bands": [{"max": "1", "points": "5"}, {"max": "6", "points": "3"}]},
     {"better": "low"}, FOUR, {"A": "1.00", "B": "3.00", "D": "5.00"}),
    # 10·(0.5 + 0.5·5/7) = 8.5714…
    ({"type": "efficacy", "share_base": "0.5"}, {"points": "10"}, FOUR,
     {"A": "10.00", "B": "8.57", "D": "5.00"}),
    ({"type": "efficacy", "low": "0", "high": "16"}, {"points": "10", "better": "low"}, FOUR,
     {"A": "8.00", "D": "9.75"}),
    ("ratio_to_best", {"points": "10"}, FOUR, {"A": "10.00", "B": "7.50", "D": "1.25"}),
    ("ratio_to_best", {"points": "10", "better": "low"}, FOUR, {"A": "1.25", "D": "10.00"}),
    ({"type": "ratio_to_best", "nonpositive": "full"}, {"points": "10"}, {"A": -2, "B": 0},
     {"A": "10.00", "B": "10.00"}),
    (STEP, {"points": "10"}, FOUR, {"A": "10.00", "B": "9.00", "C": "9.00", "D": "7.00"}),
    (STEP | {"ties": "dense"}, {"points": "10"}, FOUR, {"B": "9.00", "D": "8.00"}),
    (STEP | {"ties": "average"}, {"points": "10"}, FOUR, {"B": "8.50", "D": "7.00"}),
    ({"type": "rank_step", "points_step": "4"}, {"points": "10"}, FOUR,
     {"A": "10.00", "B": "6.00", "D": "0.00"}),
    (PLACES, {}, FOUR, {"A": "10.00", "B": "7.00", "C": "7.00", "D": "3.50"}),
    (PLACES | {"ties": "average"}, {}, FOUR, {"B": "6.00", "C": "6.00"}),
    (PLACES | {"small_group": SMALL}, {}, FOUR, {"A": "3.00", "B": "2.00", "D": "0.00"}),
    (PLACES | {"small_group": SMALL | {"at_most": 3}}, {}, FOUR, {"A": "10.00"}),
    # 0.75·4 = 3: the third place would be in; D is fourth
    ({"type": "rank_bands", "bands": BANDS, "otherwise": "1"}, {}, FOUR,
     {"A": "9.00", "B": "4.00", "D": "1.00"}),
    # 0.7·4 = 2.8, unrounded: two share place 2, and the next has place 4
    ({"type": "rank_bands", "bands": [{"to_share": "0.7", "points": "4"}], "otherwise": "1",
      "ties": "dense"}, {}, FOUR, {"A": "4.00", "C": "4.00", "D": "1.00"}),
    ({"type": "rank_bands", "bands": BANDS, "otherwise": "1",
      "small_group": {"at_most": 4, "bands": [{"to": "4", "points": "2"}]}}, {}, FOUR,
     {"A": "2.00", "D": "2.00"}),
    # 20 + 60·5/7 = 62.857…
    ({"type": "min_max", "range": ["20", "80"]}, {}, FOUR,
     {"A": "80.00", "B": "62.86", "D": "20.00"}),
    ({"type": "min_max", "range": ["20", "80"], "when_equal": "mid"}, {}, {"A": 3, "B": 3},
     {"A": "50.00"}),
    ({"type": "min_max", "range": ["20", "80"]}, {}, {"A": 3, "B": 3}, {"A": "80.00"}),
    # μ = 5.25, Σ(x − μ)² = 26.75; σ² = 26.75/3; A: 70 + 10·2.75/2.98607… = 79.2094…
    ({"type": "z_score", "mean": "70", "sd": "10"}, {}, FOUR, {"A": "79.21", "B": "72.51"}),
    # n in place of n − 1: σ² = 26.75/4; 70 − 10·2.75/2.58602… = 59.3658…
    ({"type": "z_score", "mean": "70", "sd": "10", "sample": False}, {"better": "low"}, FOUR,
     {"A": "59.37"}),
    ({"type": "z_score", "mean": "70"}, {}, {"A": 4}, {"A": "70.00"}),
    ("percentile", {"points": "30"}, FOUR, {"A": "30.00", "B": "10.00", "D": "0.00"}),
    ("percentile", {"points": "30", "better": "low"}, FOUR, {"A": "0.00", "B": "10.00"}),
    ({"type": "percentile", "when_equal": "zero"}, {"points": "30"}, {"A": 2}, {"A": "0.00"}),
    ("percentile", {"points": "30"}, {"A": 2}, {"A": "30.00"}),
    ("percentile", {"points": "30"}, {"A": 2, "B": 2}, {"A": "0.00", "B": "0.00"}),
    ({"type": "rank_value", "start": "0"}, {}, FOUR, {"A": "3.00", "B": "1.00", "D": "0.00"}),
    ({"type": "rank_value", "ties": "average"}, {"better": "low"}, FOUR,
     {"A": "1.00", "B": "2.50", "D": "4.00"}),
    ({"type": "goalposts", "low": "2", "high": "7"}, {"points": "10"}, FOUR,
     {"A": "10.00", "B": "8.00", "D": "0.00"}),
    ({"type": "goalposts", "low": "2", "high": "7", "truncate": False},
     {"points": "10", "better": "low"}, FOUR, {"A": "-2.00", "D": "12.00"}),
    # ln(6/2)/ln(18/2) = ln 3 / ln 9 = 1/2
    ({"type": "goalposts", "low": "2", "high": "18", "scale": "log"},
     {"points": "10", "missing": "zero"}, {"A": 6, "B": -1}, {"A": "5.00", "B": "0.00"}),
    # range: 1 − (6 − x)/(6 − 1); the reference is unit B
    ({"type": "distance_to_reference", "reference": "B"}, {"points": "10"}, FOUR,
     {"A": "14.00", "B": "10.00", "D": "0.00"}),
    ({"type": "distance_to_reference", "reference": {"unit": "D"}},
     {"points": "10", "better": "low"}, FOUR, {"A": "0.00", "B": "2.86", "D": "10.00"}),
    ({"type": "distance_to_reference", "reference": "4", "measure": "ratio"}, {"points": "10"},
     FOUR, {"A": "20.00", "D": "2.50"}),
    ({"type": "distance_to_reference", "reference": "1"}, {"points": "10"}, FOUR,
     {"A": "10.00", "D": "10.00"}),
    ("direct", {}, {"A": 123.456, "B": -7}, {"A": "123.46", "B": "-7.00"}),
    ({"type": "direct", "cap": "5", "floor": "2"}, {}, FOUR, {"A": "5.00", "D": "2.00"}),
    ({"type": "formula", "formula": ["+", ["name", "x"], ["name", "worst"]]}, {}, FOUR,
     {"A": "9.00", "B": "7.00"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "keys", "data", "expected"), CASES)
def test_rule_gives_hand_worked_scores(
    rule: Any, keys: dict[str, Any], data: dict[str, Any], expected: dict[str, str]
) -> None:
    canonical = scheme(leaf("a", rule, **keys))
    found = outcome(canonical, " ".join(data), observations=observations(f=data))
    scores = found.leaf("a")
    assert {unit: scores[unit] for unit in expected} == expected


@pytest.mark.parametrize(
    ("rule", "keys", "data"),
    [
        ("proportional", {}, {"A": (5, 0)}),
        ({"type": "proportional", "cap": None}, {"better": "low"}, {"A": (0, 5)}),
        ("ratio_to_best", {}, {"A": -5, "B": 0}),
        ("ratio_to_best", {"better": "low"}, {"A": 5, "B": 0}),
        ({"type": "min_max", "when_equal": "error"}, {}, {"A": 5}),
        ("direct", {}, {"A": 5, "B": None}),
    ],
)
def test_what_a_rule_cannot_score_is_refused(
    rule: Any, keys: dict[str, Any], data: dict[str, Any]
) -> None:
    canonical = scheme(leaf("a", rule, **keys))
    with pytest.raises(RefusedError, match="leaf a, unit"):
        outcome(canonical, " ".join(data), observations=observations(f=data))


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("telepathy", "unknown to the checker"),
        ({"type": "direct", "bonus": "1"}, "unknown to the checker"),
        ({"type": "linear", "slope": "one"}, "not a number"),
        ({"type": "goalposts", "low": "1"}, "is missing"),
    ],
)
def test_rule_that_is_not_understood_is_never_passed_over(rule: Any, why: str) -> None:
    with pytest.raises(DamagedError, match=why):
        outcome(scheme(leaf("a", rule)), "A", observations=observations(f={"A": 1}))


def test_events_count_by_kind_amount_and_exclusion() -> None:
    rule = {
        "type": "events",
        "each": {"start": "5", "late": "-0.2"},
        "base": "1",
        "exclude": ["moved"],
        "min_amount": "100",
    }
    rows = [
        {"unit": "A", "item": "a", "kind": "start", "count": 2, "amount": 100},
        {"unit": "A", "item": "a", "kind": "start", "count": 1, "amount": 99.9},
        {"unit": "A", "item": "a", "kind": "moved", "count": 1, "amount": 500},
        {"unit": "A", "item": "a", "kind": "late", "count": 3, "amount": 200},
        {"unit": "A", "item": "b", "kind": "start", "count": 9, "amount": 900},
    ]
    found = outcome(scheme(leaf("a", rule, None)), "A B", events=rows)
    # 1 + 2·5 − 3·0.2 = 10.4; B has no event: the base
    assert found.leaf("a") == {"A": "10.40", "B": "1.00"}
    assert found.leaf("a", "x") == {"A": "9.4", "B": "0"}


def test_rating_weighs_assessors_and_means_their_ratings() -> None:
    rule = {"type": "rating", "out_of": "100", "assessors": {"P": "3", "Q": "1"}}
    rows = [
        {"unit": "A", "leaf": "a", "assessor": "P", "rating": 80},
        {"unit": "A", "leaf": "a", "assessor": "P", "rating": 90},
        {"unit": "A", "leaf": "a", "assessor": "Q", "rating": 60},
        {"unit": "A", "leaf": "a", "assessor": "R", "rating": 0},
        {"unit": "B", "leaf": "a", "assessor": "Q", "rating": 70},
    ]
    canonical = scheme(
        leaf("a", rule, None, points="20"),
        leaf("b", "rating", None, points="20", missing="zero"),
    )
    found = outcome(canonical, "A B", ratings=rows)
    # (3·85 + 60)/4 = 78.75, of 20: 15.75; B only by Q: 14
    assert found.leaf("a") == {"A": "15.75", "B": "14.00"}
    assert found.leaf("b", "state") == {"A": "missing:zero", "B": "missing:zero"}


def test_ballot_numbers_may_start_again_in_each_class() -> None:
    rows = [
        {"electorate": "e", "ballot": "1", "class": kind, "unit": unit, "mark": place}
        for kind, units in (("a", "AB"), ("b", "BA"))
        for place, unit in enumerate(units, start=1)
    ]
    canonical = scheme(
        leaf("a", {"type": "ballot", "electorate": "e"}, None, points="10"),
        electorates={"e": {"kind": "rank", "step": "10", "classes": {"a": "3", "b": "1"}}},
    )
    found = outcome(canonical, "A B", ballots=rows)
    # A: (3·100 + 90)/4 = 97.5; B: (3·90 + 100)/4 = 92.5
    assert found.leaf("a") == {"A": "9.75", "B": "9.25"}


def test_overrides_change_points_and_numbers_for_group_and_unit() -> None:
    overrides = [
        {"group": "g", "points": "50", "rule": {"target": "10"}},
        {"unit": "B", "points": "40"},
    ]
    rule = {"type": "proportional", "target": "5"}
    canonical = scheme(
        leaf("a", rule, overrides=overrides),
        groups=[{"id": "g", "name": "", "members": ["A", "B"]},
                {"id": "h", "name": "", "members": ["C"]}],
    )  # fmt: skip
    found = outcome(canonical, "A B C", observations=observations(f={"A": 2, "B": 2, "C": 2}))
    assert found.leaf("a") == {"A": "10.00", "B": "8.00", "C": "40.00"}
    assert found.leaf("a", "points") == {"A": "50", "B": "40", "C": "100"}
    assert found.leaf("a", "lost") == {"A": "40.00", "B": "32.00", "C": "60.00"}


def test_group_override_acts_in_its_own_cohort_or_on_its_members_where_all_are_compared() -> None:
    overrides = [{"group": "g", "points": "50"}]
    groups = [{"id": "g", "name": "", "members": ["A", "B"]},
              {"id": "h", "name": "", "members": ["A", "C"]}]  # fmt: skip
    for compare_in, in_h in (("group", "100"), ("all", "50")):
        canonical = scheme(leaf("a", overrides=overrides, compare_in=compare_in), groups=groups)
        found = outcome(canonical, "A B C", observations=observations(f={"A": 2, "B": 2, "C": 2}))
        rows = found.files["result/working.csv"].rows
        points = {row.key[:2]: row.cells["points"] for row in rows}
        assert points == {
            ("g", "A"): "50", ("g", "B"): "50", ("h", "A"): in_h, ("h", "C"): "100",
        }  # fmt: skip


def test_order_is_rule_then_times_then_cap_then_rounding() -> None:
    canonical = scheme(
        leaf("a", {"type": "threshold", "target": "1"}, points="10",
             times=["+", ["num", "1"], ["name", "k"]], cap="12.345", precision=3),
    )  # fmt: skip
    units = [{"unit": "A", "k": 0.2}, {"unit": "B", "k": 5}]
    found = outcome(canonical, units, observations=observations(f={"A": 1, "B": 1}))
    assert found.leaf("a") == {"A": "12.000", "B": "12.345"}
    assert found.ranking("score") == {"A": "12.00", "B": "12.35"}


@pytest.mark.parametrize(
    ("electorate", "cells"),
    [
        ({"classes": {"a": "1"}}, {"class": "z"}),
        ({"classes": {"a": "1"}}, {}),
        ({"criteria": {"c": "1"}}, {"criterion": "k"}),
    ],
)
def test_class_or_criterion_that_the_electorate_does_not_state_is_refused(
    electorate: dict[str, Any], cells: dict[str, str]
) -> None:
    canonical = scheme(
        leaf("a", {"type": "ballot", "electorate": "e"}, None),
        electorates={"e": {"kind": "score"} | electorate},
    )
    mark = {"electorate": "e", "ballot": "v1", "unit": "A", "mark": 80}
    with pytest.raises(RefusedError, match="electorate e, ballot v1"):
        outcome(canonical, "A", ballots=[mark | cells])
    plain = scheme(
        leaf("a", {"type": "ballot", "electorate": "e"}, None),
        electorates={"e": {"kind": "score"}},
    )
    assert outcome(plain, "A", ballots=[mark | cells]).leaf("a") == {"A": "80.00"}
