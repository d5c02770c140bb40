from typing import Any

import pytest

from sanbi.engine.scoring import SchemeFaults
from sanbi.engine.scoring.data.template import TemplatePlan
from sanbi.engine.scoring.scheme.template import template_plan
from tests.engine.scoring.properties.cases import data_of, leaf, scheme_of


def plan(*children: Any, period: str | None = None, **more: Any) -> TemplatePlan:
    """The plan of a scheme of these children."""
    return template_plan(scheme_of(*children, **more), period=period)


def needs(found: TemplatePlan) -> dict[str, tuple[str, ...]]:
    """Indicator → periods; a target is marked with a star."""
    return {item.code + "*" * item.needs_target: item.periods for item in found.indicators}


INPUTS: list[tuple[Any, Any, dict[str, tuple[str, ...]]]] = [
    ("x", "direct", {"x": ("2026Q3",)}),
    ("x", "proportional", {"x*": ("2026Q3",)}),
    ("x", {"type": "proportional", "target": 9}, {"x": ("2026Q3",)}),
    ({"indicator": "x", "transform": "growth"}, "direct", {"x": ("2025Q3", "2026Q3")}),
    (
        {"indicator": "x", "transform": "increment", "against": "previous"},
        "direct",
        {"x": ("2026Q2", "2026Q3")},
    ),
    ({"indicator": "x", "at": "year_ago"}, "direct", {"x": ("2025Q3",)}),
    ({"indicator": "x", "transform": "completion"}, "direct", {"x*": ("2026Q3",)}),
    ({"indicator": "x", "transform": "target"}, "direct", {"x*": ()}),
    (
        {"indicator": "x", "transform": "per", "per": "y"},
        "direct",
        {"x": ("2026Q3",), "y": ("2026Q3",)},
    ),
    ({"formula": "x / y"}, "direct", {"x": ("2026Q3",), "y": ("2026Q3",)}),
    ("k", "direct", {"x": ("2026Q2",)}),
    ("x", {"type": "formula", "formula": "x / z"}, {"x": ("2026Q3",), "z": ("2026Q3",)}),
    ("x", {"type": "proportional", "target": "k"}, {"x": ("2026Q2", "2026Q3")}),
]


@pytest.mark.parametrize(("item", "rule", "found"), INPUTS)
def test_a_template_asks_for_what_inputs_need(item: Any, rule: Any, found: Any) -> None:
    inputs = {"k": {"indicator": "x", "at": "previous"}}
    assert needs(plan(leaf("a", rule, input=item), inputs=inputs)) == found


def test_factors_are_columns_of_the_units_unless_they_are_indicators() -> None:
    found = plan(leaf("a", times="people / x", input="x"))
    assert found.coefficients == ("people",)
    assert needs(found) == {"x": ("2026Q3",)}
    declared = plan(
        leaf("a", input={"formula": "x / people"}),
        indicators={"x": {"name": "产值", "measure": "万元"}},
    )
    assert declared.coefficients == ("people",)
    assert (declared.indicators[0].name, declared.indicators[0].measure) == ("产值", "万元")


def test_coefficients_and_attributes_are_asked_for() -> None:
    item = {"indicator": "x", "coefficient": "hard", "impute": {"method": "mean", "by": "region"}}
    found = plan(leaf("a", input=item), leaf("b", input={"indicator": "y", "impute": "mean"}))
    assert found.coefficients == ("hard",)
    assert found.attributes == ("region",)


def test_parts_of_a_period_are_asked_for() -> None:
    quarters = plan(leaf("a"), root={"over": {"periods": "quarters"}}, period="2026")
    assert needs(quarters) == {"a": ("2026Q1", "2026Q2", "2026Q3", "2026Q4")}
    assert quarters.previous_periods == ("2026Q1", "2026Q2", "2026Q3", "2026Q4")
    labels = plan({"id": "n", "over": {"periods": ["x", "y"]}, "children": [leaf("a")]}, leaf("b"))
    assert needs(labels) == {"a": ("x", "y"), "b": ("2026Q3",)}


def test_a_period_without_parts_is_refused() -> None:
    for period in ("wave-2", "2026-07"):
        with pytest.raises(SchemeFaults) as refusal:
            plan(leaf("a"), root={"over": {"periods": "quarters"}}, period=period)
        assert [fault.where for fault in refusal.value.faults] == ["period"]


def test_a_template_needs_a_period() -> None:
    with pytest.raises(SchemeFaults) as refusal:
        template_plan(scheme_of(leaf("a"), period=...))
    assert len(refusal.value.faults) == 1


def test_marks_events_and_ballots_are_asked_for() -> None:
    found = plan(
        {"id": "r", "points": 20, "rule": {"type": "rating", "assessors": {"甲": 1}}},
        {"id": "s", "points": 20, "rule": {"type": "rating", "out_of": 5}},
        {"id": "b", "rule": {"type": "ballot", "electorate": "e"}},
        electorates={
            "e": {
                "kind": "grade",
                "grades": {"好": 100},
                "classes": {"领导": 1},
                "criteria": {"德": 1},
            }
        },
        adjustments=[
            {
                "id": "j",
                "sign": "add",
                "items": [
                    {
                        "id": "e1",
                        "rule": {"type": "events", "each": {"国家": 3}, "exclude": "讲座"},
                    },
                    {"id": "e2", "rule": {"type": "events", "each": 1, "min_amount": 100}},
                    leaf("i"),
                ],
            }
        ],
        grades={"bands": [{"grade": "优", "min": 90}, {"grade": "良"}]},
    )
    assert [(item.leaf, item.high, item.assessors) for item in found.ratings] == [
        ("r", 20.0, ("甲",)),
        ("s", 5.0, ()),
    ]
    kinds = {item.item: item.kinds for item in found.items}
    assert kinds == {"e1": ("国家", "讲座"), "e2": ()}
    assert found.electorates[0].classes == ("领导",)
    assert found.grades == ("优", "良")
    assert needs(found) == {"i": ("2026Q3",)}


def test_known_units_are_laid_out() -> None:
    data = data_of(
        [{"unit": "B", "name": "乙", "group": "g"}, {"unit": "A", "participates": False}]
    )
    found = template_plan(scheme_of(leaf("a"), groups=[{"id": "g"}]), data)
    assert [(unit.code, unit.participates) for unit in found.units] == [("A", False), ("B", True)]
    assert found.groups == ("g",)


def test_a_formula_may_ask_for_an_input() -> None:
    inputs = {"k": {"indicator": "x", "at": "previous"}}
    assert needs(plan(leaf("a", input={"formula": "k * 2"}), inputs=inputs)) == {"x": ("2026Q2",)}
