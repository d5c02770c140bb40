"""A base that is stated is the base that is used; a fact is compared with what it can be."""

from typing import Any

import pytest

from sanbi.engine.conditions import parse_condition
from sanbi.engine.scheduling.lamps.checking import base_faults, fact_faults
from sanbi.engine.scheduling.lamps.model import Base, LampRule, Series

BEHIND = parse_condition({"fact": "behind_plan_points", "op": ">", "value": 30})
INVESTED = parse_condition({"fact": "investment_behind_plan_points", "op": ">", "value": 30})


def test_a_base_is_of_its_series() -> None:
    plan = Base.POINTS_OF_PLAN
    assert list(base_faults(LampRule("progress", red=BEHIND, base=plan), "x")) == []
    invested = LampRule("progress", red=INVESTED, base=plan, series=Series.INVESTMENT)
    assert list(base_faults(invested, "x")) == []
    (fault,) = base_faults(LampRule("progress", red=INVESTED, base=plan), "lamps.progress")
    assert str(fault) == (
        "lamps.progress: is measured against points_of_plan, and its conditions look at "
        "investment_behind_plan_points — use the fact behind_plan_points, or name another base"
    )


@pytest.mark.parametrize(
    ("data", "sound"),
    [
        ({"fact": "started"}, True),
        ({"fact": "started", "op": "==", "value": 1}, False),
        ({"fact": "started", "op": "==", "value": {"fact": "entered"}}, True),
        ({"fact": "started", "op": "==", "value": {"fact": "done_pct"}}, False),
        ({"fact": "done_pct", "op": ">", "value": {"fact": "planned_pct"}}, True),
        ({"fact": "done_pct", "op": ">", "value": {"fact": "started"}}, False),
        ({"fact": "done_pct", "op": "in", "value": ["a"]}, False),
        ({"fact": "done_pct", "op": "between", "value": [1, 2]}, True),
        ({"fact": "start_lamp", "op": "==", "value": "red"}, False),
        ({"not": {"any": [{"fact": "started"}, {"fact": "done_pct"}]}}, False),
    ],
)
def test_facts_of_a_project(data: Any, sound: bool) -> None:
    assert (list(fact_faults(parse_condition(data), "x", None)) == []) is sound


@pytest.mark.parametrize(
    ("data", "sound"),
    [
        ({"fact": "start_lamp", "op": "==", "value": "red"}, True),
        ({"fact": "start_lamp", "op": "in", "value": ["red", "yellow"]}, True),
        ({"fact": "start_lamp", "op": "==", "value": {"fact": "entry_lamp"}}, True),
        ({"fact": "start_lamp", "op": "==", "value": "none"}, False),
        ({"fact": "start_lamp"}, False),
        ({"fact": "obstacle_lamp", "op": "==", "value": "red"}, False),
        ({"fact": "started"}, False),
    ],
)
def test_facts_of_an_overall_rule(data: Any, sound: bool) -> None:
    lamps = {"start_lamp", "entry_lamp"}
    assert (list(fact_faults(parse_condition(data), "x", lamps)) == []) is sound
