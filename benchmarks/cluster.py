"""Scoring on Spark: one core against two, beside the same cohorts scored in this process.

Each contender on Spark runs in a process of its own, since a session keeps its cores. Starting
the session is not timed: a cluster runs already.

    python -m benchmarks.cluster             41,000 units in 31 groups × 100 indicators × 12 months
    python -m benchmarks.cluster --quick     small: shows that it works
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from sanbi.engine.scoring import Scheme, score_periods
from sanbi.engine.scoring.cubes import CubeFigures, units_of_cube
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.data.cube import Cube

FULL = (31, 1_323, 100, 12)
QUICK = (4, 20, 5, 2)
MILLION = 1e6


def panel(provinces: int, towns: int, indicators: int, months: int) -> tuple[CubeFigures, Data]:
    """Invented figures of towns in provinces."""
    rng = np.random.default_rng(7)
    units = tuple(f"p{p:02}t{t:04}" for p in range(provinces) for t in range(towns))
    codes = tuple(f"i{n:03}" for n in range(indicators))
    periods = tuple(f"2026-{month:02}" for month in range(1, months + 1))
    cube = Cube(units, codes, periods, rng.uniform(1, 100, (months, indicators, len(units))))
    plain = units_of_cube(cube)
    grouped = plain.units.with_columns(group=pl.col("unit").str.slice(0, 3))
    return CubeFigures(cube), replace(plain, units=grouped)


def scheme_of(indicators: int) -> Scheme:
    """A weighted mean of min-max leaves."""
    leaves = [
        {"id": f"l{n:03}", "weight": 1 + n % 9, "input": f"i{n:03}", "rule": "min_max"}
        for n in range(indicators)
    ]
    tree = {"id": "total", "aggregate": "weighted", "weights": "relative", "children": leaves}
    return Scheme.from_mapping({"sanbi": 1, "id": "spread", "title": "spread", "tree": tree})


def timed(size: tuple[int, int, int, int], master: str) -> tuple[float, list[list[list[str]]]]:
    """Seconds, and the ranking rows of every month."""
    source, data = panel(*size)
    by = scheme_of(size[2])
    months = list(source.cube.periods)
    if not master:
        start = time.perf_counter()
        results = score_periods(by, data, months, source=source, workers=1)
        rows = [result.ranking_rows for result in results]
        return time.perf_counter() - start, rows
    from sanbi.engine.scoring.cluster import score_on_spark, spark_session

    settings = {
        "spark.driver.memory": "6g",
        "spark.driver.maxResultSize": "2g",
        "spark.executorEnv.PYTHONPATH": str(Path(__file__).parents[1] / "src"),
    }
    session = spark_session(master, settings)
    warm, plain = panel(2, 5, size[2], 1)
    score_on_spark(session, by, plain, warm.cube.periods, source=warm, tables=("ranking",))
    start = time.perf_counter()
    gathered = score_on_spark(session, by, data, months, source=source, tables=("ranking",))
    spent = time.perf_counter() - start
    session.stop()
    return spent, [one.rows["ranking"] for one in gathered]


def contender(size: tuple[int, int, int, int], master: str) -> tuple[float, str]:
    """Run a contender in a process of its own: seconds, and a digest of its ranks."""
    command = [sys.executable, "-m", "benchmarks.cluster", "--one", master or "here"]
    done = subprocess.run(
        [*command, "--size", *map(str, size)], capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return float(told["seconds"]), str(told["digest"])


def main() -> int:
    """Time all contenders and print them; 1 where two rank otherwise."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--size", nargs=4, type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        return _alone(tuple(given.size), "" if given.one == "here" else given.one)
    size = QUICK if given.quick else FULL
    provinces, towns, indicators, months = size
    cells = provinces * towns * indicators * months
    print(
        f"{provinces * towns:,} units in {provinces} groups × {indicators} × {months}: "
        f"{cells:,} cells"
    )
    found = {
        "one process, one thread": contender(size, ""),
        "Spark, one core": contender(size, "local[1]"),
        "Spark, two cores": contender(size, "local[2]"),
    }
    first = next(iter(found.values()))
    for name, (seconds, _digest) in found.items():
        each = seconds / cells * MILLION
        print(
            f"  {name:26}{seconds:8.2f} s {seconds / first[0]:6.2f} ×   "
            f"{each:.3f} s a million cells"
        )
    one, two = found["Spark, one core"][0], found["Spark, two cores"][0]
    print(f"  two cores against one: {one / two:.2f} × as fast")
    same = len({digest for _seconds, digest in found.values()}) == 1
    print(f"  ranks and scores equal in all: {'yes' if same else 'NO'}")
    return 0 if same else 1


def _alone(size: tuple[int, ...], master: str) -> int:
    from hashlib import sha256

    seconds, rows = timed((size[0], size[1], size[2], size[3]), master)
    digest = sha256(json.dumps(rows).encode()).hexdigest()
    print(json.dumps({"seconds": seconds, "digest": digest}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
