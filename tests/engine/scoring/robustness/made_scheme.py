"""A small scheme and its data, for studies of robustness: a mean over a mean and a sum."""

from __future__ import annotations

import copy
from typing import Any

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data

Plain = dict[str, Any]
UNITS = ("A", "B", "C", "D", "E", "F")
FIGURES: dict[str, list[float | None]] = {  # one unit a column; None = not reported
    "p": [3, 9, 4, 7, 7, 1],
    "q": [20, None, 60, 45, 44, 80],
    "r": [0.5, 0.7, 0.35, 0.2, 0.25, 0.9],
    "s": [8, 8.5, 5, 6, 6.5, 2],
}


def leaf(code: str, **more: Any) -> Plain:
    return {"id": code, "input": code, "rule": "min_max", **more}


def plain(**more: Any) -> Plain:
    left = {
        "id": "left",
        "weight": 2,
        "aggregate": "weighted",
        "weights": "relative",
        "children": [leaf("p", weight=1), leaf("q", weight=3)],
    }
    right = {
        "id": "right",
        "weight": 1,
        "aggregate": "sum",
        "children": [
            leaf("r", points=60, better="low"),
            leaf("s", points=40),
        ],
    }
    return {
        "sanbi": 1,
        "id": "firm",
        "title": "firm",
        "period": "2026",
        "missing": "redistribute",
        "tree": {
            "id": "total",
            "aggregate": "weighted",
            "weights": "relative",
            "children": [left, right],
        },
        **more,
    }


def scheme(**more: Any) -> Scheme:
    return Scheme.from_mapping(plain(**more))


def data() -> Data:
    observations = [
        {"unit": code, "indicator": name, "period": "2026", "value": value}
        for name, values in FIGURES.items()
        for code, value in zip(UNITS, values, strict=True)
        if value is not None
    ]
    return Data.from_rows(units=[{"unit": code} for code in UNITS], observations=observations)


def scored() -> Result:
    return score(scheme(), data())


def rewritten(weights: dict[str, float], points: dict[str, float], source: Plain) -> Scheme:
    """The scheme with other weights and points written into it."""
    changed = copy.deepcopy(source)

    def walk(item: Plain) -> None:
        if item["id"] in weights:
            item["weight"] = weights[item["id"]]
        if item["id"] in points:
            item["points"] = points[item["id"]]
        for child in item.get("children", ()):
            walk(child)

    walk(changed["tree"])
    return Scheme.from_mapping(changed)


def erring(errors: dict[tuple[str, str], tuple[float, ...]]) -> Data:
    """The data with relative errors multiplied in by hand."""
    observations = []
    for name, values in FIGURES.items():
        drawn = errors.get((name, "2026"), (0.0,) * len(UNITS))
        for code, value, error in zip(UNITS, values, drawn, strict=True):
            if value is not None:
                observations.append(
                    {
                        "unit": code,
                        "indicator": name,
                        "period": "2026",
                        "value": value * (1 + error),
                    }
                )
    return Data.from_rows(units=[{"unit": code} for code in UNITS], observations=observations)
