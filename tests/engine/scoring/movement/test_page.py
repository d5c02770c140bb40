"""The worked example of docs/algorithms/movement.md, replayed."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import yaml

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.movement import movement

PAGE = Path(__file__).parents[4] / "docs" / "algorithms" / "movement.md"
EXAMPLE = yaml.safe_load(
    re.findall(r"^```yaml\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)[0]
)


def scored(when: str) -> Result:
    held = EXAMPLE[when]
    rows = [
        {"unit": unit, "indicator": "x", "period": held["period"], "value": value}
        for unit, value in held["x"].items()
    ]
    data = Data.from_rows(observations=rows)
    return score(Scheme.from_mapping(EXAMPLE["scheme"]), data, held["period"])


def test_the_example_is_as_worked_out() -> None:
    found = movement(scored("before"), scored("after"), EXAMPLE["unit"])
    assert list(found.score) == EXAMPLE["score"]
    assert list(found.rank) == EXAMPLE["rank"]
    told = {
        f"{effect.cause.kind} {effect.cause.part}": (effect.score, effect.places)
        for effect in found.effects
    }
    assert told == {
        name: tuple(map(Fraction, numbers)) for name, numbers in EXAMPLE["effects"].items()
    }
