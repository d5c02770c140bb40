"""Levers: what a unit could move, which way, how far, and what it usually moves by."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.advice import Basis, Lever, levers_of
from sanbi.engine.scoring.advice.levers import own_changes, reads, step_of
from sanbi.engine.scoring.data import Data

PERIODS = ("2025Q4", "2026Q1", "2026Q2", "2026Q3")


def result_of(leaves: list[dict[str, Any]], **more: Any) -> Result:
    tree = {"id": "total", "aggregate": "sum", "children": leaves}
    scheme = Scheme.from_mapping({"sanbi": 1, "id": "s", "title": "s", "tree": tree, **more})
    rows = [
        {"unit": unit, "indicator": name, "period": period, "value": base + step * place}
        for unit, base in (("A", 40.5), ("B", 50.0), ("C", 61.0))
        for name, step in (("gdp", 2), ("tax", 0), ("cases", -1))
        for place, period in enumerate(PERIODS)
    ]
    return score(scheme, Data.from_rows(observations=rows), "2026Q3")


def leaf(name: str, **more: Any) -> dict[str, Any]:
    return {"id": f"l-{name}", "points": 10, "input": name, "rule": "min_max", **more}


def test_own_history_makes_the_usual_change() -> None:
    levers, fixed = levers_of(
        result_of([leaf("gdp"), leaf("tax"), leaf("cases", better="low")]), "A"
    )
    found = {lever.indicator: lever for lever in levers}
    assert not fixed
    assert (found["gdp"].usual, found["gdp"].basis, found["gdp"].limit) == (2, Basis.OWN, 6)
    assert found["tax"].basis is Basis.OTHERS  # it never moved
    assert found["cases"].limit == -3
    assert found["cases"].at(2) == pytest.approx(37.5 - 2 * found["cases"].step)
    assert found["gdp"].period == "2026Q3"


def test_marks_given_by_others_are_not_moved() -> None:
    rated = {"id": "rated", "points": 10, "rule": {"type": "rating", "out_of": 10}}
    tree = {"id": "total", "aggregate": "sum", "children": [leaf("gdp"), rated]}
    scheme = Scheme.from_mapping({"sanbi": 1, "id": "s", "title": "s", "tree": tree})
    rows = [
        {"unit": unit, "indicator": "gdp", "period": "2026Q3", "value": v}
        for unit, v in (("A", 1), ("B", 2))
    ]
    marks = [{"unit": u, "leaf": "rated", "period": "2026Q3", "rating": 8} for u in "AB"]
    result = score(scheme, Data.from_rows(observations=rows, ratings=marks), "2026Q3")
    levers, fixed = levers_of(result, "A")
    assert [lever.indicator for lever in levers] == ["gdp"]
    assert [(item.leaf, str(item.reason)) for item in fixed] == [
        ("rated", "a rating is given by others and is not planned")
    ]


def test_a_figure_may_be_fixed_with_its_reason() -> None:
    result = result_of([leaf("gdp"), leaf("tax")])
    why = Phrase("the unit is not ranked, and no figure changes that")
    levers, fixed = levers_of(result, "A", fixed={"tax": why})
    assert [lever.indicator for lever in levers] == ["gdp"]
    assert [(item.leaf, item.reason) for item in fixed] == [("l-tax", why)]


def test_no_figure_of_an_official_statistic_is_worked_towards() -> None:
    kinds = {"gdp": {"kind": "official"}, "tax": {"kind": "dispatch"}}
    result = result_of([leaf("gdp"), leaf("tax")], indicators=kinds)
    levers, fixed = levers_of(result, "A")
    assert [lever.indicator for lever in levers] == ["tax"]
    assert [(item.leaf, str(item.reason).split(":")[0]) for item in fixed] == [
        ("l-gdp", "an official statistic")
    ]
    levers, fixed = levers_of(result, "A", official=())
    assert [lever.indicator for lever in levers] == ["gdp", "tax"]


def test_a_formula_is_tried_for_its_direction() -> None:
    less = {"id": "l", "points": 10, "rule": "min_max", "input": {"formula": "100 - gdp / 2"}}
    levers, _ = levers_of(result_of([less, leaf("tax")]), "C")
    assert [lever.sign for lever in levers if lever.indicator == "gdp"] == [-1]


def test_a_denominator_is_no_aim() -> None:
    per = leaf("gdp") | {"input": {"indicator": "gdp", "transform": "per", "per": "tax"}}
    levers, _ = levers_of(result_of([per]), "A")
    assert [lever.indicator for lever in levers] == ["gdp"]


def test_shares_stay_within_a_hundred_and_nothing_falls_below_zero() -> None:
    percent: dict[str, Any] = {"gdp": {"measure": "%"}, "cases": {}}
    levers, _ = levers_of(
        result_of([leaf("gdp"), leaf("cases", better="low")], indicators=percent), "C"
    )
    for lever in levers:
        assert 0 <= lever.at(lever.most) <= 100


def test_what_a_leaf_reads() -> None:
    when = {"fact": "tax", "op": ">", "value": 1}
    result = result_of([leaf("gdp", when=when, otherwise="zero", missing="zero")])
    assert reads(result.scheme, result.scheme.leaves["l-gdp"]) == {"gdp", "tax"}


def test_steps_are_decimals_of_the_figures() -> None:
    assert step_of(np.array([1.5, 2.25]), 3.0) == 0.01
    assert step_of(np.array([100.0, 250.0]), 40.0) == 1
    assert step_of(np.array([1e6, 2.5e6]), 50_000.0) == 1000
    assert step_of(np.array([3.0, 4.0]), 0.2) == 0.1


def test_changes_end_at_a_gap() -> None:
    held = {"2026Q3": 9.0, "2026Q2": 7.0, "2026Q1": 6.0, "2025Q3": 1.0}

    def values(name: str, period: str) -> object:
        assert name == "x"
        return np.array([held.get(period, np.nan)])

    assert own_changes(values, 0, "x", "2026Q3") == [2.0, 1.0]


def test_a_lever_counts_its_steps_in_decimals() -> None:
    lever = Lever("x", "2026Q3", 0.3, 0.1, 0.3, 0.1, weight=2)
    assert lever.most == 3
    assert lever.at(3) == 0.6
    assert lever.effort_of_step == 2


def test_unknown_unit() -> None:
    with pytest.raises(ValueError, match="Z"):
        levers_of(result_of([leaf("gdp")]), "Z")
