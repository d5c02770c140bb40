"""What would it take: the least effort to a rank, for a group of townships with many leaves.

There is no peer that knows the rules, so a plan is timed beside one scoring of the same group, and
held against the goal that was set for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.measuring import Goal, Ranks, Report, at_most, side_by_side
from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.advice import Advice, advise, levers_of, standing_of, tried
from sanbi.engine.scoring.advice import Goal as Wanted
from sanbi.engine.scoring.data import Data

PERIODS = ("2026Q1", "2026Q2", "2026Q3")
RULES: tuple[Any, ...] = (
    "min_max",
    {"type": "rank_step", "step": "0.03"},
    {"type": "proportional", "target": "60", "cap": "points"},
)
SECONDS = 2.0
SEED = 4


def measure(units: int, leaves: int, runs: int, precision: int | None) -> Report:
    """Time plans for three ranks, from the lower half of a group."""
    result = made_up(units, leaves, precision)
    unit = str(result.ranking.sort("rank")["unit"][units * 3 // 5])
    rank = int(standing_of(result, unit).rank or units)
    goals = {
        f"to rank {wanted}": wanted for wanted in sorted({rank - 2, rank // 2, 1}, reverse=True)
    }
    contenders = {"one scoring": _scoring(result)}
    contenders |= {name: _plan(result, unit, wanted) for name, wanted in goals.items()}
    timings = [side_by_side({name: run}, runs)[0] for name, run in contenders.items()]
    found = [_advice(result, unit, wanted) for wanted in goals.values()]
    slowest = max(timing.median for timing in timings[1:])
    proved = [_proved(result, advice) for advice in found]
    checks = [
        at_most(f"{units} units × {leaves} leaves under {SECONDS:g} s", slowest, SECONDS, "s"),
        Goal("every plan proved by scoring again", f"{sum(proved)} of {len(proved)}", all(proved)),
    ]
    title = f"least effort to a rank, {units} units × {leaves} leaves, precision {precision}"
    return Report(
        title,
        timings,
        checks,
        tuple(_told(*pair) for pair in zip(goals, found, strict=True)),
    )


def made_up(units: int, leaves: int, precision: int | None) -> Result:
    """A group with three quarters of history; three rules in turn, six parts."""
    rng = np.random.default_rng(SEED)
    parts = []
    for part in range(6):
        children = [
            {"id": f"l{n}", "points": 1 + n % 3, "input": f"i{n}", "rule": RULES[n % len(RULES)]}
            for n in range(part, leaves, 6)
        ]
        parts.append({"id": f"part{part}", "aggregate": "sum", "children": children})
    tree = {
        "id": "total",
        "aggregate": "sum",
        "children": [part for part in parts if part["children"]],
    }
    plain = {"sanbi": 1, "id": "advice", "title": "advice", "tree": tree}
    if precision is not None:
        plain["precision"] = precision
    rows = []
    for unit in range(units):
        for n in range(leaves):
            base = 50 + rng.normal(0, 8)
            for period in PERIODS:
                value = round(base + rng.normal(0, 2), 1)
                rows.append(
                    {"unit": f"u{unit:03}", "indicator": f"i{n}", "period": period, "value": value}
                )
    return score(Scheme.from_mapping(plain), Data.from_rows(observations=rows), PERIODS[-1])


def _advice(result: Result, unit: str, rank: int) -> Advice:
    levers, _ = levers_of(result, unit)
    return advise(result, unit, Wanted(rank=rank), levers)


def _plan(result: Result, unit: str, rank: int) -> Callable[[], Ranks]:
    def run() -> Ranks:
        found = _advice(result, unit, rank)
        return np.array([round(found.then.rank or 0)])

    return run


def _scoring(result: Result) -> Callable[[], Ranks]:
    def run() -> Ranks:
        found = tried(result, {})
        return np.asarray(found.outcomes[0].ranks.rank).astype(np.int64)

    return run


def _proved(result: Result, advice: Advice) -> bool:
    found = tried(result, advice.changes)
    return advice.reached and standing_of(found, advice.unit) == advice.then


def _told(name: str, advice: Advice) -> str:
    beyond = advice.effort / advice.bound - 1 if advice.bound else float("inf")
    return (
        f"{name}: {len(advice.moves)} moves, effort {advice.effort:.3f}, at most "
        f"{100 * beyond:.2f} % above the least"
    )
