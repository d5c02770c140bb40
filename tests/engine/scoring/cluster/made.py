"""Townships of three counties with rules, gates, ratings and bonus; and a cube of provinces."""

from __future__ import annotations

from typing import Any

import numpy as np

from sanbi.engine.scoring import Scheme
from sanbi.engine.scoring.cubes import CubeFigures, units_of_cube
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.data.cube import Cube

PERIODS = ("2026Q2", "2026Q3")
INDICATORS = ("gdp", "tax", "jobs")


def scheme(**more: Any) -> Scheme:
    """Three leaves and a rating, a bonus, a veto and grades; two decimals."""
    leaves = [
        {"id": "a", "points": 40, "input": "gdp", "rule": "min_max"},
        {"id": "b", "points": 30, "input": "tax", "rule": {"type": "rank_step", "step": 0.1}},
        {
            "id": "c",
            "points": 20,
            "input": {"indicator": "jobs", "transform": "growth", "against": "previous"},
            "rule": {"type": "linear", "target": 3, "slope": 0.5, "limit": 8},
            "missing": "group_mean",
        },
        {"id": "d", "points": 10, "rule": {"type": "rating", "out_of": 10}, "missing": "zero"},
    ]
    item = {"id": "award", "rule": {"type": "events", "each": {"award": 1}}, "missing": "zero"}
    plain: dict[str, Any] = {
        "sanbi": 1,
        "id": "spread",
        "title": "spread",
        "precision": 2,
        "tree": {"id": "total", "aggregate": "sum", "children": leaves},
        "adjustments": [{"id": "plus", "sign": "add", "cap": 3, "items": [item]}],
        "vetoes": [
            {
                "id": "low",
                "when": {"fact": "gdp", "op": "<", "value": 34},
                "then": [{"effect": "cap_total", "to": 60}],
            }
        ],
        "grades": {"by": "quota", "quotas": [{"grade": "A", "share": 0.3}, {"grade": "B"}]},
        **more,
    }
    return Scheme.from_mapping(plain)


def data(groups: int = 3, units: int = 12) -> Data:
    """Units in groups, figures of three quarters, some missing, ratings and awards."""
    rng = np.random.default_rng(8)
    listed, figures, ratings, events = [], [], [], []
    for group in range(groups):
        for number in range(units):
            unit = f"g{group}u{number:02}"
            listed.append({"unit": unit, "name": unit.upper(), "group": f"g{group}"})
            for period in ("2026Q1", *PERIODS):
                for name in INDICATORS:
                    if name == "jobs" and period == "2026Q3" and number == 3:
                        continue
                    value = round(float(rng.uniform(30, 60)), 1)
                    figures.append(
                        {"unit": unit, "indicator": name, "period": period, "value": value}
                    )
            for period in PERIODS:
                rating = int(rng.integers(5, 11))
                ratings.append({"unit": unit, "leaf": "d", "period": period, "rating": rating})
                if number % 4 == 0:
                    events.append(
                        {
                            "unit": unit,
                            "item": "award",
                            "period": period,
                            "kind": "award",
                            "count": 2,
                        }
                    )
    return Data.from_rows(units=listed, observations=figures, ratings=ratings, events=events)


def cube_scheme() -> Scheme:
    """Means of plain values, unrounded: each group can be scored from its own figures."""
    leaves = [
        {"id": f"l{n}", "weight": n + 1, "input": f"i{n}", "rule": "min_max"} for n in range(6)
    ]
    tree = {"id": "total", "aggregate": "weighted", "weights": "relative", "children": leaves}
    return Scheme.from_mapping({"sanbi": 1, "id": "cube", "title": "cube", "tree": tree})


def cube_figures(provinces: int = 4, towns: int = 50) -> tuple[CubeFigures, Data]:
    """A dense cube of towns in provinces, two quarters, six indicators."""
    rng = np.random.default_rng(9)
    units = tuple(f"p{p}t{t:03}" for p in range(provinces) for t in range(towns))
    values = rng.uniform(1, 100, (len(PERIODS), 6, len(units)))
    cube = Cube(units, tuple(f"i{n}" for n in range(6)), PERIODS, values)
    import polars as pl

    plain = units_of_cube(cube)
    grouped = plain.units.with_columns(group=pl.col("unit").str.slice(0, 2))
    from dataclasses import replace

    return CubeFigures(cube), replace(plain, units=grouped)
