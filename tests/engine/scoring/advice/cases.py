"""Small cases whose every plan can be tried: units, schemes with one rule or effect, levers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.advice import Goal, Lever, reaches, standing_of, tried
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.faults import DataFaults

PERIOD = "2026Q3"
INDICATORS = ("gdp", "tax", "jobs")
UNITS = ("A", "B", "C", "D", "E", "F")
DIRECT: dict[str, Any] = {"type": "proportional", "target": 60, "cap": "points"}


def figures(seed: int, units: Sequence[str] = UNITS) -> dict[str, dict[str, float]]:
    """Indicator → unit → value: whole numbers from 30 to 60."""
    rng = np.random.default_rng(seed)
    drawn = rng.integers(30, 61, (len(INDICATORS), len(units))).tolist()
    return {
        name: dict(zip(units, map(float, row), strict=True))
        for name, row in zip(INDICATORS, drawn, strict=True)
    }


def data_of(values: dict[str, dict[str, float]], **tables: Any) -> Data:
    """The figures as data of one period."""
    rows = [
        {"unit": unit, "indicator": name, "period": PERIOD, "value": value}
        for name, row in values.items()
        for unit, value in row.items()
    ]
    return Data.from_rows(observations=rows, **tables)


def scheme_of(
    rules: Sequence[Any] = (DIRECT, DIRECT, DIRECT), tree: dict[str, Any] | None = None, **more: Any
) -> Scheme:
    """Three leaves of 40, 30 and 30 points under a sum, each with a rule of its own."""
    leaves = [
        {"id": f"leaf-{name}", "points": points, "input": name, "rule": rule}
        for name, points, rule in zip(INDICATORS, (40, 30, 30), rules, strict=True)
    ]
    root = {"id": "total", "aggregate": "sum", **(tree or {}), "children": leaves}
    if root["aggregate"] != "sum":
        for leaf in leaves:
            leaf["weight"] = leaf["points"]
    return Scheme.from_mapping({"sanbi": 1, "id": "s", "title": "s", "tree": root, **more})


def scored(scheme: Scheme, seed: int = 1, **tables: Any) -> Result:
    """A result of drawn figures."""
    return score(scheme, data_of(figures(seed), **tables), PERIOD)


def levers(result: Result, unit: str, steps: int = 5, step: float = 3) -> tuple[Lever, ...]:
    """A lever for each indicator: some steps up, of efforts that are not alike."""
    place = result.run.position_of(unit)
    return tuple(
        Lever(
            name,
            PERIOD,
            float(result.run.figures.values(name, PERIOD)[place]),
            usual,
            steps * step,
            step,
        )
        for name, usual in zip(INDICATORS, (4.0, 6.5, 9.0), strict=True)
    )


def cheapest(
    result: Result, unit: str, goal: Goal, given: Sequence[Lever], group: str | None = None
) -> float | None:
    """The least effort of all plans there are, each scored; None where none reaches the goal."""
    best: float | None = None
    for steps in product(*(range(lever.most + 1) for lever in given)):
        effort = sum(lever.effort_of_step * n for lever, n in zip(given, steps, strict=True))
        if best is not None and effort >= best:
            continue
        changes = {
            (unit, lever.indicator, lever.period): lever.at(n)
            for lever, n in zip(given, steps, strict=True)
        }
        try:
            found = tried(result, changes)
        except DataFaults:
            continue
        if reaches(standing_of(found, unit, group), goal, result.scheme):
            best = effort
    return best
