"""The worked example of docs/algorithms/advice.md, replayed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sanbi.engine.scoring import Scheme, score
from sanbi.engine.scoring.advice import Goal, Lever, advise
from sanbi.engine.scoring.data import Data

PAGE = Path(__file__).parents[4] / "docs" / "algorithms" / "advice.md"
EXAMPLE = yaml.safe_load(
    re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)[0]
)
PERIOD = "2026Q3"


def test_the_example_is_as_worked_out() -> None:
    rows = [
        {"unit": unit, "indicator": name, "period": PERIOD, "value": value}
        for name, row in EXAMPLE["figures"].items()
        for unit, value in row.items()
    ]
    data = Data.from_rows(observations=rows)
    result = score(Scheme.from_mapping(EXAMPLE["scheme"]), data, PERIOD)
    unit = EXAMPLE["unit"]
    levers = [
        Lever(
            item["indicator"],
            PERIOD,
            EXAMPLE["figures"][item["indicator"]][unit],
            item["usual"],
            item["limit"],
            item["step"],
        )
        for item in EXAMPLE["levers"]
    ]
    found = advise(result, unit, Goal(rank=EXAMPLE["goal"]), levers)
    assert {move.lever.indicator: move.to for move in found.moves} == EXAMPLE["moves"]
    assert found.effort == pytest.approx(EXAMPLE["effort"])
    assert found.least
    assert (found.now.score, found.then.score) == (62, pytest.approx(74.4))
    first = advise(result, unit, Goal(rank=1), levers)
    assert first.effort == pytest.approx(3.0)
