"""A county's round: 20 units × 60 leaves of many rules, exact, inside Python and as a command."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.measuring import Goal, Report, Timing, at_most
from sanbi.engine.scoring import Scheme, score
from sanbi.engine.scoring.data import Data

UNITS, LEAVES = 20, 60
INSIDE_MS, COMMAND_S = 50, 1.5
RULES: tuple[dict[str, Any], ...] = (
    {"type": "proportional", "target": 100},
    {"type": "linear", "target": 90, "slope": 0.5, "cap": 120},
    {"type": "efficacy"},
    {"type": "ratio_to_best"},
    {"type": "rank_step", "step": 0.03},
    {"type": "min_max"},
)


def scheme_mapping() -> dict[str, Any]:
    """Return 60 leaves in 6 nodes, two decimals, half up."""
    nodes = [
        {
            "id": f"node{group}",
            "children": [
                {"id": f"leaf{k:02d}", "points": 10, "input": f"i{k:02d}", "rule": RULES[k % 6]}
                for k in range(group * 10, group * 10 + 10)
            ],
        }
        for group in range(LEAVES // 10)
    ]
    tree = {"id": "total", "children": nodes}
    head = {"sanbi": 1, "id": "round", "title": "三比三看", "period": "2026Q3", "precision": 2}
    return {**head, "tree": tree}


def observations() -> list[dict[str, object]]:
    """Return made-up figures of two decimals by a fixed seed."""
    rng = np.random.default_rng(3)
    return [
        {
            "unit": f"U{unit:02d}",
            "indicator": f"i{k:02d}",
            "period": "2026Q3",
            "value": round(float(rng.uniform(60, 130)), 2),
        }
        for k in range(LEAVES)
        for unit in range(UNITS)
    ]


def measure(runs: int) -> Report:
    """Time one round inside Python, then the command from a cold start."""
    scheme, data = (
        Scheme.from_mapping(scheme_mapping()),
        Data.from_rows(observations=observations()),
    )

    def ranking() -> object:
        return score(scheme, data).ranking

    def working() -> object:
        result = score(scheme, data)
        return result.ranking, result.working

    timings = [
        _timed("score and league table", ranking, max(runs, 5)),
        _timed("with the working of every leaf", working, max(runs, 5)),
    ]
    goals = [at_most("under 50 ms inside Python", timings[0].median * 1000, INSIDE_MS, "ms")]
    notes = []
    command = cold_command(runs)
    if command is None:
        notes.append("the command `sanbi score` is not there yet: skipped")
    else:
        timings.append(command)
        seconds = median(command.seconds)
        met = seconds <= COMMAND_S and not command.note
        spent = f"{seconds:.2f} s, of the processor {median(command.cpu):.2f} s"
        goals.append(Goal("command cold under 1.5 s", command.note or spent, met))
    return Report(f"{UNITS} units × {LEAVES} leaves, exact, two decimals", timings, goals, notes)


def _timed(name: str, run: Callable[[], object], runs: int) -> Timing:
    timing = Timing(name)
    run()
    for _ in range(runs):
        start = time.perf_counter()
        run()
        timing.seconds.append(time.perf_counter() - start)
    return timing


def cold_command(runs: int) -> Timing | None:
    """Time `sanbi score` with all five outputs as a command; None where there is none.

    Beside the clock stand processor seconds (user and system), which other work changes less.
    """
    program = Path(sys.executable).with_name("sanbi")
    if (
        not program.exists()
        or subprocess.run(
            [str(program), "score", "--help"], check=False, capture_output=True
        ).returncode
    ):
        return None
    timing = Timing("sanbi score, cold")
    with tempfile.TemporaryDirectory() as folder:
        scheme, data = Path(folder) / "scheme.yaml", Path(folder) / "data"
        scheme.write_text(json.dumps(scheme_mapping(), ensure_ascii=False), encoding="utf-8")
        data.mkdir()
        with (data / "observations.csv").open("w", encoding="utf-8", newline="") as file:
            rows = observations()
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        for turn in range(runs):
            out = Path(folder) / f"out{turn}"
            start, spent = time.perf_counter(), _children_cpu()
            done = subprocess.run(
                [str(program), "score", str(scheme), str(data), "-o", str(out)],
                check=False,
                capture_output=True,
                text=True,
            )
            timing.seconds.append(time.perf_counter() - start)
            timing.cpu.append(_children_cpu() - spent)
            if done.returncode:
                reason = (done.stderr.strip().splitlines() or [""])[-1]
                timing.note = f"failed with status {done.returncode}: {reason}"
    return timing


def _children_cpu() -> float:
    """Processor seconds of the programs that were started and have ended."""
    spent = os.times()
    return spent.children_user + spent.children_system
