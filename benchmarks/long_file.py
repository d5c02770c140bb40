"""A long Parquet file of millions of rows, each contender in a cold process, to ranks."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.cold_contender import CONTENDERS
from benchmarks.make_long_parquet import write_long_parquet
from benchmarks.measuring import (
    DifferentRanksError,
    Report,
    Timing,
    at_most,
    no_slower,
    rotated,
)

ROOT = Path(__file__).resolve().parent.parent
PEERS = ("Polars", "DuckDB")
MEMORY_LIMIT_MB = 4096


def measure(units: int, indicators: int, periods: int, runs: int) -> Report:
    """Time all contenders on a file of units × indicators × periods rows."""
    path = file_of(units, indicators, periods)
    timings = {name: Timing(name) for name in CONTENDERS}
    answers: dict[str, str] = {}
    path.read_bytes()  # into the page cache, for all alike
    for turn in range(runs):
        for name in rotated(list(CONTENDERS), turn):
            answer = run_cold(name, path, indicators)
            timings[name].seconds.append(float(str(answer["seconds"])))
            timings[name].cpu.append(float(str(answer["cpu"])))
            timings[name].peak_mb.append(float(str(answer["peak_mb"])))
            answers[name] = str(answer["ranks"])
            if len(set(answers.values())) > 1:
                raise DifferentRanksError(f"the ranks differ: {answers}")
    rows, size = units * indicators * periods, path.stat().st_size / 1e6
    shape = f"{units:,} units × {indicators} indicators × {periods} periods"
    title = f"{shape} ({rows:,} rows, {size:,.0f} MB), one shuffled Parquet file, cold, to ranks"
    held = list(timings.values())
    goals = [
        no_slower(held, "sanbi", PEERS, "no slower than the faster of Polars and DuckDB"),
        at_most("peak memory under 4,096 MB", max(timings["sanbi"].peak_mb), MEMORY_LIMIT_MB, "MB"),
    ]
    return Report(
        title, held, goals, ("the file is in the page cache; time counts from the start",)
    )


def file_of(units: int, indicators: int, periods: int) -> Path:
    """Return the test file, written on first use and kept under var/."""
    path = ROOT / "var" / "bench" / f"long-{units}x{indicators}x{periods}.parquet"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        write_long_parquet(half, units=units, indicators=indicators, periods=periods)
        half.rename(path)
    return path


def run_cold(name: str, path: Path, indicators: int) -> dict[str, object]:
    """Run one contender in a new process and return its answer.

    Raises
    ------
    RuntimeError
        when the process fails.
    """
    command = [sys.executable, "-m", "benchmarks.cold_contender", name, str(path), str(indicators)]
    done = subprocess.run(
        [*command, repr(time.monotonic())], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{name} ended with status {done.returncode}: {done.stderr[-2000:]}")
    answer: dict[str, object] = json.loads(done.stdout)
    return answer
