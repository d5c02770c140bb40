"""The lamp of pace: at its limits, and with limits of one's own."""

from __future__ import annotations

import pytest

from sanbi.engine.pacing import pace_lamp


@pytest.mark.parametrize(
    ("done", "asked", "lamp"),
    [
        (0.5, 0.5, "green"),
        (0.4999, 0.5, "yellow"),
        (0.4, 0.5, "yellow"),
        (0.3999, 0.5, "red"),
        (0.0, 0.0, "green"),
        (0.0, 0.1, "red"),
        (1.2, 1.0, "green"),
    ],
)
def test_limits(done: float, asked: float, lamp: str) -> None:
    assert pace_lamp(done, asked) == lamp


def test_limits_of_ones_own() -> None:
    assert pace_lamp(0.45, 0.5, yellow_below=0.9) == "green"
    assert pace_lamp(0.3, 0.5, yellow_below=0.8, red_below=0.6) == "yellow"
