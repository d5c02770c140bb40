"""Aggregation, absent children, roll-up and substitutes, worked by hand."""

from typing import Any

import pytest

from package_verifier.faults import RefusedError
from tests.system.package_verifier.builder import leaf, node, observations, scheme
from tests.system.package_verifier.outcomes import Outcome, outcome


def two(aggregate: str, a: Any, b: Any, *, weights: tuple[str, str] = ("2", "1"),
        missing: str = "error", **keys: Any) -> Outcome:  # fmt: skip
    """Return unit U with scores a and b under one node."""
    tree = node(
        leaf("a", weight=weights[0], points="50", missing=missing),
        leaf("b", indicator="g", weight=weights[1], points="10", missing=missing),
        aggregate=aggregate,
        **keys,
    )
    return outcome(scheme(tree), "U", observations=observations(f={"U": a}, g={"U": b}))


@pytest.mark.parametrize(
    ("aggregate", "keys", "expected"),
    [
        ("sum", {}, "16"),
        ("weighted", {}, "9.333333333333"),  # (2·12 + 4)/3
        ("fold", {"points": "200"}, "58.666666666667"),  # 200·(2·12/50 + 4/10)/3 = 200·0.88/3
        ("fold", {}, "29.333333333333"),  # of 100 where no points are stated
        ("geometric", {}, "8.320335292208"),  # (12·12·4)^(1/3) = 576^(1/3)
        ("power", {"power": "0.5"}, "8.856979213456"),  # ((2·√12 + 2)/3)² = (52 + 8·√12)/9
        ("harmonic", {}, "7.2"),  # 3/(2/12 + 1/4) = 3/(5/12)
        ("power", {"power": "2"}, "10.066445913694"),  # √((2·144 + 16)/3) = √(304/3)
        ("power", {"power": "-1"}, "7.2"),
        ("power", {"power": "1"}, "9.333333333333"),
        ("copeland", {}, "0"),
        ("weighted", {"cap": "9", "floor": "1"}, "9"),
        ("weighted", {"floor": "10"}, "10"),
    ],
)
def test_aggregate_of_12_and_4(aggregate: str, keys: dict[str, str], expected: str) -> None:
    assert two(aggregate, 12, 4, **keys).node("root", "unrounded") == {"U": expected}


@pytest.mark.parametrize("aggregate", ["geometric", "harmonic", "power"])
def test_means_give_zero_for_a_zero_and_refuse_a_negative(aggregate: str) -> None:
    keys = {"power": "-2"} if aggregate == "power" else {}
    assert two(aggregate, 12, 0, **keys).node("root") == {"U": "0.00"}
    with pytest.raises(RefusedError, match="negative score"):
        two(aggregate, 12, -1, **keys)


@pytest.mark.parametrize(
    ("aggregate", "keys", "expected"),
    [
        ("sum", {}, "14.40"),  # 12 · 60/50
        ("weighted", {}, "12.00"),
        ("fold", {}, "24.00"),
        ("geometric", {}, "12.00"),
        ("weighted", {"min_share": "0.5"}, "12.00"),
        ("weighted", {"min_share": "0.6"}, ""),
    ],
)
def test_absent_child_is_left_out(aggregate: str, keys: dict[str, str], expected: str) -> None:
    found = two(aggregate, 12, None, missing="redistribute", **keys)
    assert found.node("root") == {"U": expected}
    assert found.leaf("b", "state") == {"U": "missing:redistribute"}
    assert found.ranking("rank") == {"U": "1" if expected else ""}


def test_nothing_present_or_only_weightless_children_is_absent() -> None:
    assert two("sum", None, None, missing="redistribute").node("root") == {"U": ""}
    found = two("weighted", None, 5, weights=("1", "0"), missing="redistribute")
    assert found.node("root") == {"U": ""}


def test_geometric_mean_is_one_function_of_all_children() -> None:
    # 8 and 8 give 8 to the last digit, and 18 and 2 give 6; the square root of each would not
    for a, b, expected in ((8, 8, "8"), (18, 2, "6"), (0.1, 0.1, "0.1")):
        found = two("geometric", a, b, weights=("1", "1"))
        assert found.node("root", "unrounded") == {"U": expected}


def test_zero_of_a_child_without_weight_does_not_touch_a_geometric_mean() -> None:
    assert two("geometric", 5, 0, weights=("1", "0")).node("root") == {"U": "5.00"}
    assert two("geometric", 0, 5, weights=("1", "0")).node("root") == {"U": "0.00"}


def test_copeland_compares_with_those_who_take_part() -> None:
    units = [{"unit": unit, "participates": unit != "C"} for unit in "ABC"]
    tree = node(leaf("a"), aggregate="copeland")
    found = outcome(scheme(tree), units, observations=observations(f={"A": 3, "B": 2, "C": 1}))
    assert found.node("root", "unrounded") == {"A": "1", "B": "-1", "C": "-2"}


def test_copeland_counts_duels_within_the_cohort() -> None:
    tree = node(
        leaf("a", weight="1"), leaf("b", indicator="g", weight="1"),
        leaf("c", indicator="h", weight="1"), aggregate="copeland",
    )  # fmt: skip
    values = observations(
        f={"A": 3, "B": 2, "C": 1}, g={"A": 3, "B": 2, "C": 1}, h={"A": 1, "B": 2, "C": 3}
    )
    found = outcome(scheme(tree), "A B C", observations=values)
    assert found.node("root", "unrounded") == {"A": "2", "B": "0", "C": "-2"}


def test_rounding_happens_only_where_it_is_declared() -> None:
    leaves = (leaf("a"), leaf("b", indicator="g"))
    values = observations(f={"U": 1.005}, g={"U": 1.005})
    cases = {
        ("leaf", "total"): ("1.01", "2.02", "2.02"),
        ("total",): ("1.005", "2.01", "2.01"),
        ("leaf",): ("1.01", "2.02", "2.02"),
        (): ("1.005", "2.01", "2.01"),
    }
    for round_at, expected in cases.items():
        found = outcome(scheme(*leaves, round_at=list(round_at)), "U", observations=values)
        got = (found.leaf("a")["U"], found.node("root")["U"], found.ranking("score")["U"])
        assert got == expected
    nodes = scheme(node(node(leaf("a"), name="n"), leaf("b", indicator="g")), round_at=["node"])
    found = outcome(nodes, "U", observations=values)
    assert found.node("n") == {"U": "1.01"}
    assert found.node("root") == {"U": "2.02"}  # 1.01 + 1.005 = 2.015
    assert found.node("root", "unrounded") == {"U": "2.015"}


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("half_up", ["2.68", "-2.68", "0.13", "2.67"]),
        ("half_even", ["2.68", "-2.68", "0.12", "2.67"]),
        ("down", ["2.67", "-2.67", "0.12", "2.67"]),
    ],
)
def test_rounding_modes(mode: str, expected: list[str]) -> None:
    values = {"A": 2.675, "B": -2.675, "C": 0.125, "D": 2.6749}
    found = outcome(
        scheme(leaf("a"), rounding=mode), "A B C D", observations=observations(f=values)
    )
    assert list(found.leaf("a").values()) == expected


OPTIONS = {
    "zero": ("0.00", "missing:zero"),
    "group_mean": ("5.33", "missing:group_mean"),  # (10 + 3.335 + 2.665)/3 = 5.3333…
    "group_minimum": ("2.67", "missing:group_minimum"),
    "redistribute": ("", "missing:redistribute"),
    "leave_out": ("", "missing:leave_out"),
}


@pytest.mark.parametrize("option", list(OPTIONS))
def test_missing_option(option: str) -> None:
    canonical = scheme(leaf("a", missing=option), leaf("b", indicator="g"))
    values = observations(
        f={"A": 10, "B": 3.335, "C": 2.665, "D": None}, g=dict.fromkeys("ABCD", 1)
    )
    found = outcome(canonical, "A B C D", observations=values)
    assert (found.leaf("a")["D"], found.leaf("a", "state")["D"]) == OPTIONS[option]
    assert (found.ranking("rank")["D"] == "") == (option == "leave_out")


def test_fixed_substitute_is_rounded_and_scheme_gives_the_default() -> None:
    canonical = scheme(leaf("a", missing={"fixed": "2.505"}), leaf("b"), missing="zero")
    found = outcome(canonical, "A B", observations=observations(f={"A": 1}))
    assert found.leaf("a") == {"A": "1.00", "B": "2.51"}
    assert found.leaf("b", "state") == {"A": "scored", "B": "missing:zero"}


@pytest.mark.parametrize(
    ("otherwise", "score", "state"),
    [
        ("zero", "0.00", "zero"),
        ("full", "30.00", "full"),
        ({"fixed": "4"}, "4.00", "fixed"),
        ("redistribute", "", "redistribute"),
        ("leave_out", "", "leave_out"),
    ],
)
def test_leaf_that_does_not_apply(otherwise: Any, score: str, state: str) -> None:
    when = {"fact": "coast", "op": "==", "value": "yes"}
    canonical = scheme(
        leaf("a", points="30", when=when, otherwise=otherwise), leaf("b", indicator="g")
    )
    units = [{"unit": "A", "coast": "yes"}, {"unit": "B", "coast": "no"}]
    values = observations(f={"A": 7}, g={"A": 1, "B": 1})  # B has no f, and needs none
    found = outcome(canonical, units, observations=values)
    assert found.leaf("a") == {"A": "7.00", "B": score}
    assert found.leaf("a", "state")["B"] == f"not_applicable:{state}"
    assert (found.ranking("rank")["B"] == "") == (state == "leave_out")


def test_roll_up_uses_each_period_and_weighs_them() -> None:
    over = {"periods": ["2026-07", "2026-08"], "weights": ["1", "3"], "aggregate": "weighted"}
    step = {"type": "rank_step", "points_step": "10"}
    tree = node(node(leaf("a", step), name="n", over=over), leaf("b", indicator="g"))
    values = [
        {"unit": unit, "indicator": "f", "period": period, "value": value}
        for unit, period, value in (
            ("A", "2026-07", 5), ("B", "2026-07", 6), ("A", "2026-08", 9), ("B", "2026-08", 2),
        )
    ]  # fmt: skip
    values += observations(g={"A": 1, "B": 1})
    found = outcome(scheme(tree), "A B", observations=values)
    assert found.leaf("a", period="2026-07") == {"A": "90.00", "B": "100.00"}
    assert found.leaf("a", period="2026-08") == {"A": "100.00", "B": "90.00"}
    # (90 + 3·100)/4 and (100 + 3·90)/4
    assert found.node("n", period="2026Q3") == {"A": "97.50", "B": "92.50"}
    assert found.node("n", period="2026-07") == {"A": "90.00", "B": "100.00"}
    bounded = node(node(leaf("a", step), name="n", over=over, cap="95"), leaf("b", indicator="g"))
    found = outcome(scheme(bounded), "A B", observations=values)
    assert found.node("n", period="2026-07") == {"A": "90.00", "B": "100.00"}
    assert found.node("n", period="2026Q3") == {"A": "95.00", "B": "92.50"}
    over["aggregate"] = "sum"
    found = outcome(scheme(tree), "A B", observations=values)
    assert found.node("n", period="2026Q3") == {"A": "390.00", "B": "370.00"}  # 90 + 3·100
    del over["weights"]
    found = outcome(scheme(tree), "A B", observations=values)
    assert found.node("n", period="2026Q3") == {"A": "190.00", "B": "190.00"}


@pytest.mark.parametrize(
    ("weights", "aggregate", "expected"),
    [
        (["1", "2", "1"], "weighted", "7.00"),  # (5 + 2·8)/3
        (["1", "2", "1"], "sum", "28.00"),  # 21 of weight 3, scaled up to weight 4
        (None, "weighted", "6.50"),
        (None, "sum", "19.50"),  # 13 · 3/2
    ],
)
def test_roll_up_scales_up_for_an_absent_period(
    weights: Any, aggregate: str, expected: str
) -> None:
    over = {"periods": ["2026-07", "2026-08", "2026-09"], "aggregate": aggregate}
    over |= {} if weights is None else {"weights": weights}
    tree = node(node(leaf("a", missing="redistribute"), name="n", over=over))
    values = [
        {"unit": "U", "indicator": "f", "period": period, "value": value}
        for period, value in (("2026-07", 5), ("2026-08", 8))
    ]
    found = outcome(scheme(tree), "U", observations=values)
    assert found.node("n", period="2026-09") == {"U": ""}
    assert found.node("n", period="2026Q3") == {"U": expected}


def test_combined_row_takes_the_place_of_the_own_period() -> None:
    over = {"periods": ["2026Q2", "2026Q3"]}
    tree = node(node(leaf("a"), name="n", over=over))
    values = observations(f={"U": 8})
    values += [{"unit": "U", "indicator": "f", "period": "2026Q2", "value": 5}]
    found = outcome(scheme(tree), "U", observations=values)
    assert found.node("n", period="2026Q3") == {"U": "6.50"}
    assert [row.key[2:] for row in found.files["result/nodes.csv"].rows] == [
        ("root", "2026Q3"), ("n", "2026Q2"), ("n", "2026Q3"),
    ]  # fmt: skip


def test_comparison_in_the_group_or_among_all() -> None:
    groups = [{"id": "g", "name": "", "members": ["A", "B"]},
              {"id": "h", "name": "", "members": ["C", "A"]}]  # fmt: skip
    canonical = scheme(
        leaf("a", "ratio_to_best"), leaf("b", "ratio_to_best", compare_in="all"), groups=groups
    )
    found = outcome(canonical, "A B C", observations=observations(f={"A": 4, "B": 2, "C": 8}))
    rows = {row.key: row.cells["score"] for row in found.files["result/working.csv"].rows}
    scores = {key[:3]: score for key, score in rows.items()}
    assert scores[("g", "A", "a")] == "100.00"
    assert scores[("h", "A", "a")] == "50.00"
    assert scores[("g", "A", "b")] == "50.00"
    assert scores[("g", "B", "b")] == "25.00"
    assert [row.key for row in found.files["result/ranking.csv"].rows] == [
        ("g", "A"), ("g", "B"), ("h", "C"), ("h", "A"),
    ]  # fmt: skip


def test_substitute_is_of_the_cohort_also_where_all_are_compared() -> None:
    groups = [{"id": "g", "name": "", "members": ["A", "B"]},
              {"id": "h", "name": "", "members": ["C"]}]  # fmt: skip
    for option, expected in (("group_mean", "4.00"), ("group_minimum", "4.00")):
        canonical = scheme(leaf("a", missing=option, compare_in="all"), groups=groups)
        found = outcome(canonical, "A B C", observations=observations(f={"A": 4, "C": 1}))
        assert found.leaf("a") == {"A": "4.00", "B": expected, "C": "1.00"}


def test_unit_of_no_group_is_in_no_population() -> None:
    groups = [{"id": "g", "name": "", "members": ["A", "B"]}]
    canonical = scheme(leaf("a", "ratio_to_best", compare_in="all"), groups=groups)
    found = outcome(canonical, "A B C", observations=observations(f={"A": 4, "B": 2, "C": 8}))
    assert found.leaf("a") == {"A": "100.00", "B": "50.00"}


def test_groups_come_from_the_units_table_where_the_scheme_names_none() -> None:
    units = [{"unit": "A", "group": "z"}, {"unit": "B", "group": "b;z"}, {"unit": "C"}]
    found = outcome(scheme(leaf("a")), units, observations=observations(f={"A": 1, "B": 2}))
    rows = [row.key for row in found.files["result/ranking.csv"].rows]
    assert rows == [("z", "B"), ("z", "A"), ("b", "B")]


@pytest.mark.parametrize("kind", ["months", "quarters"])
def test_roll_up_over_the_parts_of_the_period(kind: str) -> None:
    tree = node(node(leaf("a"), name="n", over={"periods": kind}))
    parts = {"months": [f"2026-{n:02}" for n in range(1, 13)], "quarters": ["2026Q1", "2026Q4"]}
    parts["quarters"] += ["2026Q2", "2026Q3"]
    values = [
        {"unit": "U", "indicator": "f", "period": label, "value": n}
        for n, label in enumerate(sorted(parts[kind]))
    ]
    found = outcome(scheme(tree, period="2026"), "U", observations=values)
    assert found.node("n", period="2026") == {"U": "5.50" if kind == "months" else "1.50"}
