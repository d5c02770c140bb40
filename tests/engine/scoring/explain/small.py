"""Small schemes and data for tests of explanations: one leaf, a few units, written out."""

from collections.abc import Mapping, Sequence
from typing import Any

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.evaluation.leaves import LeafResult
from sanbi.engine.scoring.explain import LeafExplanation, explain_leaf
from sanbi.engine.scoring.explain.substitution import substituted_texts

PERIOD = "2026Q3"
Row = Mapping[str, Any]
NAMED = [{"unit": unit, "name": f"{unit}镇", "k": 2} for unit in "ABCDEF"]
RATE = {"f": {"name": "增速", "measure": "%"}}
POSITIVE = {"A": 12.5, "B": 10.0, "C": 6.4, "D": 6.4, "E": 0.3, "F": 25.0}
# Values of the indicator `f`, with a tie, a negative, a zero, and one that meets the target.
VALUES: dict[str, float] = {"A": 12.5, "B": 10.0, "C": 6.4, "D": 6.4, "E": 0.0, "F": -3.2}
TARGETS: dict[str, float] = {"A": 10.0, "B": 10.0, "C": 9.0, "D": 8.0, "E": 4.0, "F": 5.0}


def observed(
    values: Mapping[str, float | None] | None = None,
    targets: Mapping[str, float] | None = None,
    indicator: str = "f",
    **more: Any,
) -> list[dict[str, Any]]:
    """Rows of observations of one indicator."""
    held = VALUES if values is None else values
    goals = TARGETS if targets is None else targets
    return [
        {
            "unit": unit,
            "indicator": indicator,
            "period": PERIOD,
            "value": value,
            "target": goals.get(unit),
            **more,
        }
        for unit, value in held.items()
    ]


def scheme_of(*leaves: Row, precision: int | None = 2, **more: Any) -> Scheme:
    """A scheme whose tree has these leaves."""
    content: dict[str, Any] = {
        "sanbi": "1",
        "id": "small",
        "title": "小考核",
        "version": "3",
        "period": PERIOD,
        "tree": {"id": "total", "name": "总分", "children": [dict(leaf) for leaf in leaves]},
        **more,
    }
    if precision is not None:
        content["precision"] = str(precision)
    return Scheme.from_mapping(content)


def run(
    *leaves: Row,
    observations: Sequence[Row] | None = None,
    units: Sequence[Row] | None = None,
    precision: int | None = 2,
    tables: Mapping[str, Sequence[Row]] | None = None,
    **more: Any,
) -> Result:
    """Score the leaves over six units, or over those that are given."""
    rows = observed() if observations is None else observations
    who = [{"unit": unit, "name": f"{unit}镇"} for unit in VALUES] if units is None else units
    data = Data.from_rows(units=who, observations=rows, **(tables or {}))
    return score(scheme_of(*leaves, precision=precision, **more), data)


def leaf(rule: Any, **more: Any) -> dict[str, Any]:
    """A leaf `l` of 10 points over the indicator `f`."""
    return {"id": "l", "name": "增速", "points": "10", "input": "f", "rule": rule, **more}


def leaf_result(result: Result, name: str = "l") -> LeafResult:
    """The outcome of a leaf in the first cohort."""
    return result.outcomes[0].scores.leaves[name, result.period]


def lines(result: Result, name: str = "l") -> dict[str, str]:
    """Unit → line of arithmetic, in the first cohort."""
    texts = substituted_texts(result.run, leaf_result(result, name))
    return dict(zip(result.outcomes[0].codes, texts, strict=True))


def told(result: Result, unit: str, name: str = "l", language: Any = "zh") -> LeafExplanation:
    """The explanation of a leaf."""
    return explain_leaf(result, unit, name, language=language)


def step(result: Result, unit: str, which: Any, language: Any = "zh", name: str = "l") -> str:
    """One of the five lines as text."""
    return told(result, unit, name, language).line(which).text


def rule_said(rule: Any, language: Any = "zh", unit: str = "C", **more: Any) -> str:
    """What is said of a rule over the growth rate of named units."""
    result = run(leaf(rule, **more), units=NAMED, indicators=RATE)
    return step(result, unit, "rule", language)
