"""The worked examples of the pages on pace, replayed."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from sanbi.engine.pacing import Series, break_down, forecast, layers, seasonal_profile


def example(repo: Path, page: str) -> Any:
    text = (repo / "docs/algorithms" / f"{page}.md").read_text("utf-8")
    return yaml.safe_load(re.findall(r"^```yaml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[0])


def test_the_profile_is_as_worked_out(repo: Path) -> None:
    told = example(repo, "seasonal-profile")
    profile = seasonal_profile(Series(told["years"]), told["before"])
    for month, share in told["expected"].items():
        assert profile.progress(month) == pytest.approx(share, abs=1e-12)
    assert profile.lowest[2] == told["lowest"][2]
    assert profile.highest[2] == told["highest"][2]


def test_the_breakdown_is_as_worked_out(repo: Path) -> None:
    told = example(repo, "target-breakdown")
    keys = [(key["weight"], key["sizes"]) for key in told["keys"]]
    parts = break_down(Decimal(told["target"]), keys, told["decimals"])
    assert {part.name: int(part.amount) for part in parts} == told["expected"]
    held = [(name, [Decimal(str(target)) for target in row]) for name, row in told["layers"]]
    for at, layer in enumerate(layers(held)):
        for figure, key in ((layer.raised, "raised"), (layer.raised_in_all, "raised_in_all")):
            expected = told[key][at]
            assert (figure is None) == (expected is None)
            if figure is not None:
                assert float(figure) == pytest.approx(expected, abs=5e-6)


def test_the_forecast_is_as_worked_out(repo: Path) -> None:
    told = example(repo, "forecast")
    made = forecast(Series(told["years"]), 2026, 6)
    low, high = made.interval(0.8)
    expected = told["expected"]
    assert made.quantile(0.5) == pytest.approx(expected["middle"], abs=2e-3)
    assert low == pytest.approx(expected["low"], abs=2e-3)
    assert high == pytest.approx(expected["high"], abs=2e-3)
    assert made.below(135) == pytest.approx(expected["below_135"], abs=2e-4)
    assert made.chance(135) is None
