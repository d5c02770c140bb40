"""Examining a scheme: the worked example, weights that add up, and what is told of a leaf."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.designing import design_of

PAGE = Path(__file__).parents[3] / "docs" / "algorithms" / "designing.md"
EXAMPLE = yaml.safe_load(
    re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)[0]
)


def result_of(scheme: dict[str, Any], figures: dict[str, list[float | None]]) -> Result:
    rows = [
        {"unit": f"U{place}", "indicator": name, "period": "2026Q3", "value": value}
        for name, row in figures.items()
        for place, value in enumerate(row)
        if value is not None
    ]
    return score(Scheme.from_mapping(scheme), Data.from_rows(observations=rows), "2026Q3")


def leaf(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "points": 10, "input": name, "rule": "direct", **more}


def scheme(*leaves: dict[str, Any], **tree: Any) -> dict[str, Any]:
    root = {"id": "total", **tree, "children": list(leaves)}
    return {"sanbi": 1, "id": "s", "title": "s", "tree": root}


def test_the_example_is_as_worked_out() -> None:
    design = design_of(result_of(EXAMPLE["scheme"], EXAMPLE["figures"]))
    assert {w.leaf: w.nominal for w in design.weights} == pytest.approx(EXAMPLE["nominal"])
    assert {w.leaf: w.effective for w in design.weights} == pytest.approx(EXAMPLE["effective"])
    assert [w.leaf for w in design.weights if w.silent] == EXAMPLE["silent"]
    assert [[pair.one, pair.other] for pair in design.pairs] == EXAMPLE["pairs"]


def test_weights_in_effect_add_up_to_one() -> None:
    rng = np.random.default_rng(5)
    figures = {name: rng.uniform(0, 10, 30).round(2).tolist() for name in "abcd"}
    design = design_of(result_of(scheme(*map(leaf, "abcd")), figures))
    assert sum(w.effective for w in design.weights) == pytest.approx(1)
    assert sum(w.nominal for w in design.weights) == pytest.approx(1)
    assert not design.pairs
    assert design.units == 30


def test_a_leaf_against_the_total_and_one_that_is_faint() -> None:
    up = [1.0, 2, 3, 4, 5, 6]
    figures = {
        "a": [9 * x / 6 for x in up],
        "b": [3 - x / 3 for x in up],
        "c": [5, 5, 5, 5, 5, 5.1],
    }
    design = design_of(result_of(scheme(*map(leaf, "abc")), figures))
    found = {w.leaf: w for w in design.weights}
    assert found["b"].effective < 0
    assert found["c"].faint
    assert not found["c"].silent
    assert not found["a"].faint


def test_missing_scores_and_curved_means() -> None:
    lost = leaf("b", missing="redistribute")
    figures: dict[str, list[float | None]] = {"a": [1, 2, 3, 4, 5], "b": [2, None, 4, 6, 8]}
    design = design_of(result_of(scheme(leaf("a"), lost), figures))
    assert [w.leaf for w in design.weights] == ["a", "b"]
    curved = design_of(
        result_of(
            scheme(leaf("a"), leaf("c"), aggregate="geometric"), {"a": [1, 2, 3], "c": [3, 4, 9]}
        )
    )
    assert curved.left_out == ("a", "c")
    assert curved.weights == ()


def test_few_units_make_no_pair() -> None:
    figures: dict[str, list[float | None]] = {"a": [1, 2, 3], "b": [2, 4, 6]}
    assert not design_of(result_of(scheme(leaf("a"), leaf("b")), figures)).pairs
