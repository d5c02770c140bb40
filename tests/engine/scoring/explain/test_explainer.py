"""Finding the unit, group, leaf and period that somebody asks about."""

from typing import Any

import pytest

from sanbi.engine.scoring.explain import Explainer, ExplainError, explain_leaf, explain_unit
from tests.engine.scoring.explain.small import VALUES, leaf, observed, run

UNITS = [{"unit": unit, "name": f"{unit}镇"} for unit in VALUES]
GROUPS = [
    {"id": "g", "name": "甲组", "members": ["A", "B", "C"]},
    {"id": "h", "name": "乙组", "members": ["C", "D", "E", "F"]},
]


def test_by_code_or_name() -> None:
    result = run(leaf("direct"), units=UNITS)
    assert explain_leaf(result, "B镇", "增速") == explain_leaf(result, "B", "l")
    assert explain_unit(result, "B镇") == explain_unit(result, "B")


def test_one_explainer_says_the_same_as_the_functions() -> None:
    result = run(leaf("direct"), units=UNITS)
    explainer = Explainer(result, "en")
    for unit in VALUES:
        assert explainer.leaf(unit, "l") == explain_leaf(result, unit, "l", language="en")
        assert explainer.unit(unit) == explain_unit(result, unit, language="en")


LINEAR = {"type": "linear", "target": "9", "slope": "0.8", "step": "1"}
CHANGED = [
    {"unit": "B", "rule": {"slope": "2"}},
    {"unit": "C", "points": "20"},
    {"unit": "D", "rule": {"target": "7"}},
]


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(
    "item",
    [
        leaf(LINEAR, overrides=CHANGED),
        leaf("proportional", overrides=[{"unit": "C", "points": "20"}]),
        leaf("proportional", missing="group_mean", times="k"),
        leaf({"type": "ratio_to_best", "nonpositive": "zero"}),
        *(leaf(rule, better="low") for rule in ("efficacy", "min_max", "z_score")),
        *(leaf(rule) for rule in ("rank_step", "rank_value", "percentile")),
    ],
    ids=lambda item: str(item["rule"]) + "".join(sorted(set(item) & {"overrides", "times"})),
)
def test_what_is_kept_for_other_units_does_not_reach_them(item: Any, whole: bool) -> None:
    """One explainer for all units says of each what an explainer of its own says."""
    units = [{**unit, "k": 1 + place} for place, unit in enumerate(UNITS)]
    rows = observed({**VALUES, "F": None}) if "missing" in item else None
    result = run(item, units=units, groups=GROUPS, observations=rows)
    explainer = Explainer(result, "en", whole=whole)
    for group in GROUPS:
        for unit in group["members"]:
            alone = explain_leaf(result, unit, "l", str(group["id"]), language="en")
            assert explainer.leaf(unit, "l", str(group["id"])) == alone


def test_groups() -> None:
    result = run(leaf("rank_step"), units=UNITS, groups=GROUPS)
    assert explain_unit(result, "C", group="g").rank == "3"
    assert explain_unit(result, "C", group="乙组").rank == "1"
    assert explain_leaf(result, "C", "l", group="h").line("substitution").text == (
        "10 × (1 − 0.05 × (1 − 1)) = 10"
    )
    assert explain_leaf(result, "C", "l", group="g").group_name == "甲组"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"unit": "X"}, "there is no unit 'X'; known: A, B, C, D, E, F"),
        ({"unit": "AA镇"}, "there is no unit 'AA镇'; did you mean 'A镇'?"),
        ({"unit": "同名"}, "several are called '同名'; give the code: E, F"),
        ({"unit": "C"}, "the unit 'C' is in several groups; say which: g, h"),
        ({"unit": "A", "group": "h"}, "the unit 'A' is not in the group 'h'"),
        ({"unit": "A", "group": "k"}, "there is no group 'k'; known: g, h"),
        ({"unit": "A", "leaf": "zz"}, "there is no leaf 'zz'; known: l"),
        (
            {"unit": "A", "leaf": "l", "period": "2025Q1"},
            "the leaf 'l' has no score in '2025Q1'; it has 2026Q3",
        ),
    ],
)
def test_errors_say_what_there_is(call: dict[str, Any], message: str) -> None:
    units = [*UNITS[:4], {"unit": "E", "name": "同名"}, {"unit": "F", "name": "同名"}]
    result = run(leaf("direct"), units=units, groups=GROUPS)
    ask = explain_leaf if "leaf" in call else explain_unit
    with pytest.raises(ExplainError) as refused:
        ask(result, **call)
    assert str(refused.value) == message


def test_a_unit_in_no_group() -> None:
    result = run(leaf("direct"), units=UNITS, groups=GROUPS[:1])
    with pytest.raises(ExplainError, match="the unit 'F' is in no group"):
        explain_unit(result, "F")


def test_many_units_are_not_all_listed() -> None:
    values = {f"U{place:02}": 1.0 for place in range(20)}
    result = run(
        leaf("direct"), observations=observed(values, {}), units=[{"unit": u} for u in values]
    )
    with pytest.raises(ExplainError, match="U11 and 8 more"):
        explain_unit(result, "没有")


def test_unknown_language() -> None:
    language: Any = "fr"
    with pytest.raises(ExplainError, match="no language 'fr'; there are zh, en"):
        explain_unit(run(leaf("direct"), units=UNITS), "A", language=language)


def test_lookups_are_kept() -> None:
    explainer = Explainer(run(leaf("rank_step"), units=UNITS, groups=GROUPS))
    for unit in ("A", "B"):
        explainer.leaf(unit, "l")
    assert len(explainer._applied) == 1
    explainer.leaf("D", "l")
    assert len(explainer._applied) == 2
