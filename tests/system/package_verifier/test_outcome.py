"""Gates, adjustments, ties, grades and consequences, worked by hand."""

from typing import Any

import pytest

from package_verifier.faults import RefusedError
from tests.system.package_verifier.builder import Rows, leaf, node, observations, scheme
from tests.system.package_verifier.outcomes import Outcome, outcome

FIVE = {"A": 95, "B": 90, "C": 90, "D": 70, "E": 60}


def ranked(values: dict[str, Any] | None = None, **keys: Any) -> Outcome:
    """Return units whose total is their one value; ``g=…`` and so on are further indicators."""
    tables = {name: keys.pop(name) for name in ("history", "events") if name in keys}
    more = keys.pop("more", {})
    run = keys.pop("run", {})
    units = keys.pop("units", None) or " ".join(values or FIVE)
    data = observations(f=values or FIVE, **more)
    return outcome(scheme(leaf("a"), **keys), units, run, observations=data, **tables)


@pytest.mark.parametrize(
    ("ties", "ranks", "gaps"),
    [
        ("competition", "1 2 2 4 5", ["", "5.00", "5.00", "20.00", "10.00"]),
        ("dense", "1 2 2 3 4", ["", "5.00", "5.00", "20.00", "10.00"]),
        ("average", "1 2.5 2.5 4 5", ["", "5.00", "5.00", "20.00", "10.00"]),
        ("ordinal", "1 2 3 4 5", ["", "5.00", "0.00", "20.00", "10.00"]),
        ({"method": "competition", "then": [{"by": "g", "better": "low"}]}, "1 3 2 4 5",
         ["", "0.00", "5.00", "20.00", "10.00"]),
    ],
)  # fmt: skip
def test_ties(ties: Any, ranks: str, gaps: list[str]) -> None:
    found = ranked(ties=ties, more={"g": {"A": 1, "B": 7, "C": 6, "D": 1, "E": 1}})
    assert [found.ranking("rank")[unit] for unit in "ABCDE"] == ranks.split()
    assert [found.ranking("gap")[unit] for unit in "ABCDE"] == gaps


def test_ranked_unit_without_the_key_that_splits_ties_is_refused() -> None:
    ties = {"method": "competition", "then": [{"by": "g"}]}
    with pytest.raises(RefusedError, match="unit A: g, which splits ties"):
        ranked(ties=ties, more={"g": {"B": 7, "C": 6, "D": 1, "E": 1}})
    units = [{"unit": unit, "participates": unit != "A"} for unit in FIVE]
    found = ranked(ties=ties, units=units, more={"g": {"B": 7, "C": 6, "D": 1, "E": 1}})
    assert found.ranking("rank") == {"A": "", "B": "1", "C": "2", "D": "3", "E": "4"}


def test_rank_on_published_or_unrounded() -> None:
    values = {"A": 1.004, "B": 1.001}
    published = ranked(values, round_at=["total"])
    assert published.ranking("rank") == {"A": "1", "B": "1"}
    unrounded = ranked(values, round_at=["total"], rank_on="unrounded")
    assert unrounded.ranking("rank") == {"A": "1", "B": "2"}
    assert unrounded.ranking("gap") == {"A": "", "B": "0.00"}


def test_previous_rank_and_change_come_from_the_previous_period() -> None:
    history: Rows = [
        {"unit": "A", "group": "all", "period": "2026Q2", "score": 1, "rank": 3},
        {"unit": "D", "group": "all", "period": "2026Q2", "score": 1, "rank": 1},
        {"unit": "B", "group": "all", "period": "2026Q1", "score": 1, "rank": 9},
    ]
    found = ranked(history=history, run={"previous_period": "2026Q2"})
    assert found.ranking("previous_rank") == {"A": "3", "B": "", "C": "", "D": "1", "E": ""}
    assert found.ranking("rank_change") == {"A": "2", "B": "", "C": "", "D": "-3", "E": ""}


def effect(kind: str, **keys: Any) -> Any:
    return {"effect": kind} | keys


def gate(*effects: Any, **keys: Any) -> Any:
    """Return a gate that strikes units with g below 1."""
    return {
        "id": "G",
        "require": {"fact": "g", "op": ">=", "value": "1"},
        "else": list(effects),
    } | keys


STRUCK_B = {"g": {"A": 1, "B": 0, "C": 1, "D": 1, "E": 1}}


@pytest.mark.parametrize(
    ("kind", "column", "expected", "told"),
    [
        (effect("zero_leaf", target="a"), "score", "0.00", "zero_leaf=a"),
        (effect("cap_leaf", target="a", to="12.345"), "score", "12.35", "cap_leaf=12.345"),
        (effect("cap_total", to="50"), "score", "50.00", "cap_total=50"),
        (effect("unranked"), "rank", "", "unranked"),
        (effect("rank_last"), "rank", "5", "rank_last"),
        (effect("mark", text="!"), "score", "90.00", "mark=!"),
    ],
)
def test_effects_of_a_gate_strike_one_unit(
    kind: Any, column: str, expected: str, told: str
) -> None:
    found = ranked(gates=[gate(kind)], more=STRUCK_B)
    assert found.ranking(column)["B"] == expected
    assert found.ranking("score")["C"] == "90.00"
    struck = {unit: text for unit, text in found.grades("effects").items() if text}
    assert struck == {"B": f"G:{told}"}


def test_gated_leaf_shows_its_state_and_what_it_would_have_had() -> None:
    found = ranked(gates=[gate(effect("cap_leaf", target="a", to="12"))], more=STRUCK_B)
    assert found.leaf("a", "state")["B"] == "gated:G"
    assert (found.leaf("a", "unrounded")["B"], found.leaf("a")["B"]) == ("90", "12.00")


def test_gate_leaves_a_leaf_without_score_alone() -> None:
    canonical = scheme(
        leaf("a", missing="redistribute"),
        leaf("b", indicator="g"),
        gates=[gate(effect("zero_leaf", target="a"))],
    )
    found = outcome(canonical, "A B", observations=observations(f={"A": 1}, g={"A": 0, "B": 0}))
    assert found.leaf("a") == {"A": "0.00", "B": ""}
    assert found.leaf("a", "state") == {"A": "gated:G", "B": "missing:redistribute"}


def test_gate_that_changes_nothing_leaves_no_mark_on_the_leaf() -> None:
    found = ranked(gates=[gate(effect("cap_leaf", target="a", to="99"))], more=STRUCK_B)
    assert found.leaf("a", "state")["B"] == "scored"
    assert found.grades("effects")["B"] == "G:cap_leaf=99"


def test_streak_of_last_places_looks_into_the_history() -> None:
    history: Rows = [
        {"unit": unit, "group": "all", "period": period, "rank": rank}
        for period, ranks in (("2026Q1", (1, 2, 2)), ("2026Q2", (3, 1, 3)))
        for unit, rank in zip("ABC", ranks, strict=True)
    ]
    last = {"fact": "rank_from_bottom", "op": "<=", "value": "1"}
    rules = [{"id": f"s{n}", "when": {"streak": {"of": last, "at_least": n}}} for n in (1, 2, 3)]
    found = ranked({"A": 9, "B": 5, "C": 5}, consequences=rules, history=history)
    rows = [row.key[1:] for row in found.files["result/consequences.csv"].rows]
    assert rows == [("B", "s1"), ("C", "s1"), ("C", "s2"), ("C", "s3")]


def test_conditions_see_scores_as_they_were_before_all_gates() -> None:
    zeroed = {"fact": "score.a", "op": "==", "value": "0"}
    late = {"all": [zeroed, {"fact": "group_size", "op": ">", "value": "0"}]}
    found = ranked(
        gates=[gate(effect("zero_leaf", target="a"))],
        vetoes=[{"id": "V", "when": late, "then": [effect("mark", text="x")]}],
        consequences=[{"id": "c", "when": zeroed}, {"id": "d", "when": {"not": zeroed}}],
        more=STRUCK_B,
    )
    assert found.ranking("score")["B"] == "0.00"
    assert found.grades("effects")["B"] == "G:zero_leaf=a"
    rows = [row.key[1:] for row in found.files["result/consequences.csv"].rows]
    assert rows == [(unit, "d") for unit in "ABCDE"]


def test_zero_leaf_lifts_a_negative_score_to_zero() -> None:
    values = {"A": -5, "B": -3}
    found = ranked(values, gates=[gate(effect("zero_leaf", target="a"))],
                   more={"g": {"A": 1, "B": 0}})  # fmt: skip
    assert found.leaf("a") == {"A": "-5.00", "B": "0.00"}
    assert found.leaf("a", "state")["B"] == "gated:G"


@pytest.mark.parametrize(
    ("periods", "rank"), [(["2026-08", "2026-07"], "2"), (["2026Q3", "2026-07"], "1")]
)
def test_score_below_a_roll_up_is_of_the_own_period_or_the_last_listed(
    periods: list[str], rank: str
) -> None:
    tree = node(
        node(leaf("a"), name="n", over={"periods": periods}),
        node(leaf("b", indicator="g"), name="m"),
    )
    values = [
        {"unit": unit, "indicator": "f", "period": period, "value": value}
        for period, pair in (("2026-07", (1, 9)), ("2026-08", (9, 1)), ("2026Q3", (9, 1)))
        for unit, value in zip("AB", pair, strict=True)
    ]
    values += observations(g={"A": 1, "B": 1})
    ties = {"method": "competition", "then": [{"by": "a"}]}
    flag = {"id": "c", "when": {"fact": "score.a", "op": "==", "value": "9"}}
    found = outcome(scheme(tree, ties=ties, consequences=[flag]), "A B", observations=values)
    assert found.ranking("score") == {"A": "6.00", "B": "6.00"}
    assert found.ranking("rank")["A"] == rank
    rows = [row.key[1] for row in found.files["result/consequences.csv"].rows]
    assert rows == ["A" if rank == "1" else "B"]


def test_several_ranked_last_keep_their_order() -> None:
    more = {"g": {"A": 0, "B": 1, "C": 0, "D": 0, "E": 1}}
    found = ranked(gates=[gate(effect("rank_last"))], more=more)
    assert found.ranking("rank") == {"B": "1", "E": "2", "A": "3", "C": "4", "D": "5"}
    assert found.ranking("gap")["A"] == "35.00"


@pytest.mark.parametrize(("unknown", "score"), [("pass", "90.00"), ("fail", "50.00")])
def test_unknown_fact_of_a_gate(unknown: str, score: str) -> None:
    more = {"g": {"A": 1, "C": 1, "D": 1, "E": 1}}
    limited = effect("cap_total", to="50")
    assert ranked(gates=[gate(limited, unknown=unknown)], more=more).ranking("score")["B"] == score
    with pytest.raises(RefusedError, match="G, unit B"):
        ranked(gates=[gate(limited)], more=more)


BANDS = {"by": "score", "bands": [{"grade": "优", "min": "90"}, {"grade": "良", "min": "70"},
                                  {"grade": "中", "min": "65"}, {"grade": "差"}]}  # fmt: skip


@pytest.mark.parametrize(
    ("effects", "grade"),
    [
        ([], "优"),
        ([effect("cap_grade", to="良")], "良"),
        ([effect("downgrade", levels=2)], "中"),
        ([effect("downgrade", levels=1), effect("downgrade", levels=9)], "差"),
        ([effect("downgrade", levels=1), effect("cap_grade", to="良")], "中"),
        ([effect("lowest_grade")], "差"),
        ([effect("unranked")], ""),
        ([effect("unranked"), effect("lowest_grade")], "差"),
    ],
)
def test_grade_after_effects(effects: list[Any], grade: str) -> None:
    found = ranked(gates=[gate(*effects)], grades=BANDS, more=STRUCK_B)
    assert found.grades() == {"A": "优", "B": grade, "C": "优", "D": "良", "E": "差"}


def test_veto_gives_the_lowest_grade_or_no_rank() -> None:
    veto = {"id": "V", "when": {"fact": "events.fire", "op": ">", "value": "1"}}
    fires: Rows = [{"unit": "A", "item": "fire", "count": 2}, {"unit": "B", "item": "fire"}]
    with_grades = ranked(vetoes=[veto], grades=BANDS, events=fires)
    assert (with_grades.grades()["A"], with_grades.grades()["B"]) == ("差", "优")
    assert with_grades.ranking("rank")["A"] == "1"
    assert ranked(vetoes=[veto], events=fires).ranking("rank")["A"] == ""


def test_conditions_over_rank_are_decided_after_ranking() -> None:
    last = {"id": "L", "when": {"fact": "rank_from_bottom", "op": "<=", "value": "1"},
            "then": [effect("mark", text="x")]}  # fmt: skip
    first = {"id": "F", "when": {"fact": "rank", "op": "==", "value": "1"},
             "then": [effect("downgrade", levels=1)]}  # fmt: skip
    found = ranked(vetoes=[last, first], grades=BANDS)
    assert found.grades("effects") == {
        "A": "F:downgrade",
        "B": "",
        "C": "",
        "D": "",
        "E": "L:mark=x",
    }
    assert found.grades()["A"] == "良"


@pytest.mark.parametrize(
    ("rounding", "grades"),
    [("down", "优 良 良 差 差"), ("half_up", "优 优 优 良 差"), ("up", "优 优 优 良 差")],
)
def test_grades_by_quota(rounding: str, grades: str) -> None:
    # 0.3·5 = 1.5: 1 or 2 places, B and C share place 2; 0.4·5 = 2: c = 3 or 4
    quotas = [{"grade": "优", "share": "0.3"}, {"grade": "良", "share": "0.4"}, {"grade": "差"}]
    found = ranked(grades={"by": "quota", "round": rounding, "quotas": quotas})
    assert [found.grades()[unit] for unit in "ABCDE"] == grades.split()


def test_quota_with_least_total_count_and_group() -> None:
    quotas = [{"grade": "优", "count": 3, "min": "92"}, {"grade": "良"}]
    own = [{"grade": "优", "count": 2}, {"grade": "良"}]
    found = ranked(grades={"by": "quota", "quotas": quotas})
    assert [found.grades()[unit] for unit in "ABCDE"] == ["优", "良", "良", "良", "良"]
    found = ranked(grades={"by": "quota", "quotas": quotas, "groups": {"all": own}})
    assert [found.grades()[unit] for unit in "ABCDE"] == ["优", "优", "优", "良", "良"]


def test_adjustments_are_capped_gated_and_denied() -> None:
    events: Rows = [{"unit": unit, "item": "e", "count": 3} for unit in "ABC"]
    events += [{"unit": "A", "item": "d", "count": 2}]
    item = leaf("e", {"type": "events", "each": "1"}, None, points=None)
    minus = leaf("d", {"type": "events", "each": "0.5"}, None, points=None)
    adjustments = [
        {"id": "plus", "sign": "add", "cap": "2", "items": [item],
         "when": {"fact": "score.a", "op": ">=", "value": "90"}},
        {"id": "minus", "sign": "deduct", "items": [minus]},
    ]  # fmt: skip
    gates = [gate(effect("no_bonus", target="all"))]
    values = {"A": 95, "B": 90, "C": 89}
    found = ranked(
        values,
        adjustments=adjustments,
        gates=gates,
        events=events,
        more={"g": {"A": 1, "B": 0, "C": 1}},
        total={"floor": None, "cap": "95.5"},
    )
    assert found.column("adjustments", "raw", "plus") == dict.fromkeys("ABC", "3.00")
    assert found.column("adjustments", "score", "plus") == {"A": "2.00", "B": "0.00", "C": "0.00"}
    assert found.ranking("score") == {"A": "95.50", "B": "90.00", "C": "89.00"}


def test_exclusions_by_name_leave_the_population_by_condition_only_the_ranking() -> None:
    exclusions = [
        {"units": ["A"], "reason": "new"},
        {"when": {"fact": "size", "op": "<", "value": "5"}, "reason": "small"},
    ]
    units = [
        {"unit": unit, "size": size} for unit, size in zip("ABCDE", (9, 1, 9, 9, 9), strict=True)
    ]
    canonical = scheme(
        leaf("a", {"type": "ratio_to_best", "cap": None}, points="90"), exclusions=exclusions
    )
    found = outcome(canonical, units, observations=observations(f=FIVE))
    assert found.leaf("a")["A"] == "95.00"
    assert found.leaf("a")["C"] == "90.00"  # the best of the population is B's 90
    assert found.ranking("rank") == {"C": "1", "D": "2", "E": "3", "A": "", "B": ""}


def test_consequences_by_condition_and_by_selection() -> None:
    rules = [
        {"id": "flag", "when": {"fact": "grade", "op": "==", "value": "优"}, "text": "红旗"},
        {"id": "two", "select": {"by": "total", "count": 1, "order": "highest",
                                 "except": {"fact": "rank", "op": "==", "value": "1"}}},
        {"id": "low", "select": {"by": "score.a", "count": 2, "order": "lowest"}, "text": "说明"},
        {"id": "unknown", "when": {"fact": "nothing", "op": "==", "value": "1"}},
    ]  # fmt: skip
    found = ranked(grades=BANDS, consequences=rules)
    rows = found.files["result/consequences.csv"].rows
    assert [row.key for row in rows] == [
        ("all", "A", "flag"), ("all", "B", "flag"), ("all", "B", "two"), ("all", "C", "flag"),
        ("all", "C", "two"), ("all", "D", "low"), ("all", "E", "low"),
    ]  # fmt: skip


def test_low_total_may_be_better() -> None:
    bands = {"by": "score", "bands": [{"grade": "优", "max": "70"}, {"grade": "差"}]}
    found = ranked(better="low", grades=bands)
    assert found.ranking("rank") == {"E": "1", "D": "2", "B": "3", "C": "3", "A": "5"}
    assert found.ranking("gap")["D"] == "10.00"
    assert found.grades() == {"A": "差", "B": "差", "C": "差", "D": "优", "E": "优"}


def test_node_scores_are_facts_too() -> None:
    tree = node(node(leaf("a"), name="n"), leaf("b", indicator="g"))
    gates = [{"id": "N", "require": {"fact": "score.n", "op": ">", "value": "5"},
              "else": [effect("zero_leaf", target="b")]}]  # fmt: skip
    data = observations(f={"A": 4, "B": 6}, g={"A": 10, "B": 10})
    found = outcome(scheme(tree, gates=gates), "A B", observations=data)
    assert found.ranking("score") == {"A": "4.00", "B": "16.00"}
