"""One leaf and one unit: numbers and parameters as they hold for the unit."""

from fractions import Fraction
from typing import Any

from sanbi.engine.scoring.explain.naming import Naming
from sanbi.engine.scoring.explain.phrasing import Phrasing
from sanbi.engine.scoring.explain.scene import Scene
from sanbi.engine.scoring.explain.substitution.lines import applied_rule
from tests.engine.scoring.explain.small import VALUES, leaf, leaf_result, observed, run

UNITS = [{"unit": unit, "participates": unit != "F"} for unit in VALUES]


def scene(row: int, item: dict[str, Any], **more: Any) -> Scene:
    result = run(item, units=UNITS, **more)
    found = leaf_result(result)
    words = Phrasing("zh")
    applied = applied_rule(result.run, found)
    return Scene(result.run, found, row, applied, words, Naming(result.run, words))


LINEAR = {"type": "linear", "target": "data", "slope": "0.8"}


def test_numbers() -> None:
    held = scene(2, leaf(LINEAR))
    assert (held.unit, held.x, held.target, held.points) == (
        "C",
        Fraction("6.4"),
        9,
        10,
    )
    assert (held.score, held.unrounded, held.lost) == (
        Fraction("7.92"),
        Fraction("7.92"),
        Fraction("2.08"),
    )
    assert held.by_rule
    assert held.population is not None
    assert len(held.population) == 5


def test_parameters_of_the_unit() -> None:
    item = leaf(LINEAR, overrides=[{"unit": "C", "points": "20", "rule": {"slope": "2"}}])
    assert (scene(2, item).params["slope"], scene(2, item).params["base"]) == (2, 20)
    assert (scene(1, item).params["slope"], scene(1, item).params["base"]) == (
        Fraction("0.8"),
        10,
    )
    assert scene(2, item).points == 20


def test_nothing_there() -> None:
    values: dict[str, float | None] = dict.fromkeys(VALUES)
    held = scene(0, leaf("ratio_to_best", missing="redistribute"), observations=observed(values))
    assert (held.x, held.target, held.score, held.unrounded, held.lost) == (None,) * 5
    assert held.population is None
    assert held.came == "missing:redistribute"
    assert not held.by_rule


def test_what_is_measured() -> None:
    item = leaf("direct", input={"indicator": "f", "transform": "completion"})
    held = scene(1, item, indicators={"f": {"name": "投资", "measure": "亿元"}})
    assert (held.subject, held.measured, held.measure) == ("投资", "投资完成率", "%")
    assert scene(1, leaf("direct")).measured == "增速"
    assert (held.among, held.sign) == ("组内", "")
    assert scene(1, leaf("direct", compare_in="all")).among == "全部单位"
