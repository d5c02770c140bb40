"""The rules that score an input, each with what the contract promises of it.

``signed`` inputs may be negative; ``scale`` and ``shift`` tell whether other units of measure
(x → k·x, x → x + c, targets and parameters of the same measure moved alike) change nothing;
``low`` and ``high`` bound the score as shares of the full mark; ``ranked`` rules look only at
places.
"""

from dataclasses import dataclass
from typing import Any

from tests.engine.scoring.properties.cases import Plain

W = 10


@dataclass(frozen=True)
class Promise:
    """What a rule promises."""

    name: str
    params: Plain
    signed: bool = False
    target: bool = False
    scale: bool = False
    shift: bool = False
    low: float | None = 0
    high: float | None = W
    ranked: bool = False
    spread: bool = False  # compares with the least and the greatest: rivals never gain
    relative: bool = False
    low_params: Plain | None = None  # parameters where less is better, if they must differ
    high_only: bool = False

    @property
    def digits(self) -> int | None:
        """Digits to which exact scores agree: 30 where the rule takes a root or a logarithm."""
        return 30 if self.name == "z_score" or self.params.get("scale") == "log" else None

    def leaf(self, better: str = "high", **more: Any) -> Plain:
        """The leaf ``a`` with this rule over the indicator ``a``."""
        params = self.params if better == "high" or self.low_params is None else self.low_params
        rule = {"type": self.name, **params}
        return {"id": "a", "points": W, "input": "a", "better": better, "rule": rule, **more}


def _ranked(name: str, **params: Any) -> Promise:
    more = {key: params.pop(key) for key in ("low", "high") if key in params}
    return Promise(
        name, params, signed=True, scale=True, shift=True, ranked=True, relative=True, **more
    )


PROMISES = (
    Promise("proportional", {}, target=True, scale=True),
    Promise("linear", {"slope": 2, "slope_down": 0.5, "step": 3}, signed=True, target=True),
    Promise("linear", {"slope": 1, "whole_steps": True}, signed=True, target=True, shift=True),
    Promise(
        "linear",
        {"tiers": [{"to": 0, "slope": 0.25}, {"from": 0, "to": 9, "slope": 2}], "limit": 6},
        signed=True,
        target=True,
        low=4,
        high=16,
    ),
    Promise(
        "progressive_bands",
        {"band": 5, "max_bands": 3},
        signed=True,
        target=True,
        shift=True,
        low=None,
        high=None,
    ),
    Promise("threshold", {"otherwise": 2}, signed=True, target=True, scale=True, shift=True, low=2),
    Promise("threshold", {"strict": True}, signed=True, target=True, scale=True, shift=True),
    Promise("efficacy", {}, signed=True, scale=True, shift=True, low=6, spread=True, relative=True),
    Promise("efficacy", {"low": -30, "high": 40, "share_base": 0.5}, signed=True),
    Promise("ratio_to_best", {}, scale=True, spread=True, relative=True),
    Promise(
        "min_max",
        {"range": [2, 9]},
        signed=True,
        scale=True,
        shift=True,
        low=2,
        high=9,
        spread=True,
        relative=True,
    ),
    Promise("min_max", {}, signed=True, scale=True, shift=True, spread=True, relative=True),
    Promise(
        "z_score",
        {"mean": 50, "sd": 10},
        signed=True,
        scale=True,
        shift=True,
        low=None,
        high=None,
        relative=True,
    ),
    Promise(
        "z_score",
        {"sample": False},
        signed=True,
        scale=True,
        shift=True,
        low=None,
        high=None,
        relative=True,
    ),
    Promise("goalposts", {"low": -20, "high": 30}, signed=True),
    Promise("goalposts", {"low": 2, "high": 45, "scale": "log"}),
    Promise("direct", {"cap": 7, "floor": -2}, signed=True, low=-2, high=7, high_only=True),
    Promise(
        "value_bands",
        {"bands": [{"min": 20, "points": 10}, {"min": -5, "points": 4.5}], "otherwise": 1},
        signed=True,
        low=1,
        low_params={
            "bands": [{"max": -5, "points": 10}, {"max": 20, "points": 4.5}],
            "otherwise": 1,
        },
    ),
    Promise(
        "distance_to_reference",
        {"reference": 100},
        signed=True,
        relative=True,
        low_params={"reference": -100},
    ),
    Promise(
        "distance_to_reference",
        {"reference": 4, "measure": "ratio"},
        high=None,
        relative=True,
    ),
    Promise(
        "formula",
        {"formula": "points * x / best"},
        low_params={"formula": "points * best / x"},
        scale=True,
        spread=True,
        relative=True,
        low=0,
        high=W,
    ),
    _ranked("rank_step", step=0.1),
    _ranked("rank_step", points_step=1.5, floor=1, ties="dense", low=1),
    _ranked("rank_table", table=[10, 8, 5], beyond=-1, ties="average", low=-5),
    _ranked("rank_table", table=[9, 9, 4], small_group={"at_most": 2, "table": [3, 1]}, high=9),
    _ranked("rank_bands", bands=[{"to": 1, "points": 8}, {"to_share": 0.6, "points": 5}], high=8),
    _ranked("percentile"),
    _ranked("rank_value", low=1, high=12),
    _ranked("rank_value", start=0, ties="average", high=11),
)


def ids(promises: tuple[Promise, ...]) -> list[str]:
    """Names for the test report: several rules stand here with other parameters."""
    return [f"{promise.name}-{PROMISES.index(promise)}" for promise in promises]
