"""The worked example of docs/algorithms/robustness.md, replayed."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.robustness import (
    Assumptions,
    DirichletWeights,
    leave_each_out,
    robustness,
)

PAGE = Path(__file__).parents[4] / "docs" / "algorithms" / "robustness.md"
EXAMPLE = yaml.safe_load(
    re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)[0]
)


def scored() -> Result:
    observations = [
        {"unit": unit, "indicator": name, "period": "2026Q3", "value": value}
        for name, values in EXAMPLE["figures"].items()
        for unit, value in zip(EXAMPLE["units"], values, strict=True)
    ]
    units = [{"unit": unit} for unit in EXAMPLE["units"]]
    data = Data.from_rows(units=units, observations=observations)
    return score(Scheme.from_mapping(EXAMPLE["scheme"]), data)


def test_ranks_and_what_leaving_out_does() -> None:
    result = scored()
    outcome = result.outcomes[0]
    ranks = dict(zip(outcome.codes, map(int, outcome.ranks.rank), strict=True))
    assert ranks == EXAMPLE["ranks"]
    found, kept = leave_each_out(result)
    assert kept == []
    told = {row.leaf: {"ranks": row.ranks, "moved": row.moved} for row in found}
    assert told == EXAMPLE["without"]


def test_one_is_ahead_as_often_as_worked_out() -> None:
    """With two equal weights a Dirichlet law of concentration 2 gives an even share."""
    found = robustness(
        scored(), Assumptions(weights=DirichletWeights(2)), replications=20_000, seed=4
    )
    one, other = EXAMPLE["ahead"]["of"]
    expected = 1 - float(Fraction(EXAMPLE["ahead"]["from"]))
    assert found.standing.ahead(one, other) == pytest.approx(expected, abs=0.01)
