"""One contender in a process of its own: from a long Parquet file to the ranks of every period.

    python -m benchmarks.cold_contender NAME FILE INDICATORS STARTED

prints as JSON the seconds from STARTED (a reading of the monotonic clock by the parent, before it
started this process) to the ranks, the peak memory, and a fingerprint of the ranks by period and
unit. Putting the ranks into that order, which only the comparison needs, is not timed.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

Rows = Callable[[], "np.ndarray"]  # the ranks [period, unit], put in order afterwards


def is_low(number: int) -> bool:
    """Say whether less is better (as in index_task, which this process need not import)."""
    return number % 3 == 2


def weights_of(indicators: int) -> dict[str, float]:
    """Return the weight of each indicator."""
    raw = {f"ind{number:03d}": 1.0 + number % 9 for number in range(indicators)}
    whole = sum(raw.values())
    return {name: weight / whole for name, weight in raw.items()}


def sanbi(path: str, indicators: int) -> Rows:
    """Stream the file into an array, score each period."""
    import numpy as np

    from benchmarks.index_task import scheme_of
    from sanbi.engine.scoring import score_periods
    from sanbi.engine.scoring.cubes import CubeFigures, units_of_cube
    from sanbi.engine.scoring.data.cube import read_cube

    cube = read_cube(path)
    scheme, data, source = scheme_of(indicators), units_of_cube(cube), CubeFigures(cube)
    results = score_periods(scheme, data, cube.periods, source=source)
    ranks = [result.outcomes[0].ranks.rank for result in results]
    return lambda: np.asarray(ranks, dtype=np.int64)


def polars(path: str, indicators: int) -> Rows:
    """Scan the file with the streaming engine, keys as categories (faster than text)."""
    import polars as pl

    value, lo, hi = pl.col("value"), pl.col("lo"), pl.col("hi")
    keys = pl.col("unit", "indicator", "period").cast(pl.Categorical)
    lazy = pl.scan_parquet(path).with_columns(keys)
    ends = lazy.group_by("indicator", "period").agg(lo=value.min(), hi=value.max())
    distance = pl.when("low").then(hi - value).otherwise(value - lo)
    ranked = (
        lazy.join(
            ends.join(_polars_weights(indicators), on="indicator"), on=["indicator", "period"]
        )
        .group_by("unit", "period")
        .agg(score=(distance / (hi - lo) * pl.col("weight")).sum())
        .select("unit", "period", rank=pl.col("score").rank("min", descending=True).over("period"))
        .collect(engine="streaming")
    )

    def rows() -> np.ndarray:
        ordered = ranked.with_columns(pl.col("unit", "period").cast(pl.String)).sort(
            "period", "unit"
        )
        periods = ordered["period"].n_unique()
        return ordered["rank"].cast(pl.Int64).to_numpy().reshape(periods, -1)

    return rows


def _polars_weights(indicators: int) -> pl.LazyFrame:
    import polars as pl

    held = weights_of(indicators)
    low = [is_low(number) for number in range(indicators)]
    table = {"indicator": list(held), "weight": list(held.values()), "low": low}
    return pl.LazyFrame(table).with_columns(pl.col("indicator").cast(pl.Categorical))


def duckdb(path: str, indicators: int) -> Rows:
    """One statement over the file."""
    import duckdb as database
    import numpy as np

    connection = database.connect()
    connection.execute("create table weights (indicator varchar, weight double, low boolean)")
    table = [(name, w, is_low(k)) for k, (name, w) in enumerate(weights_of(indicators).items())]
    connection.executemany("insert into weights values (?, ?, ?)", table)
    query = f"""
        create table ranked as
        with ends as (
            select indicator, period, min(value) lo, max(value) hi from '{path}' group by all),
        scored as (
            select unit, period,
                sum(case when low then hi - value else value - lo end / (hi - lo) * weight) score
            from '{path}' join ends using (indicator, period) join weights using (indicator)
            group by all)
        select unit, period, rank() over (partition by period order by score desc) as rank
        from scored
    """
    connection.execute(query)

    def rows() -> np.ndarray:
        query = "select period, rank from ranked order by period, unit"
        held = connection.execute(query).fetchnumpy()
        periods = len(set(held["period"].tolist()))
        return np.asarray(held["rank"], np.int64).reshape(periods, -1)

    return rows


CONTENDERS = {
    "sanbi": sanbi,
    "Polars": polars,
    "DuckDB": duckdb,
}


def main() -> None:
    """Run the contender that is named and print what the parent needs."""
    name, path, indicators, started = sys.argv[1:]
    rows = CONTENDERS[name](path, int(indicators))
    seconds, cpu, peak = time.monotonic() - float(started), time.process_time(), peak_mb()
    ranks = rows()
    fingerprint = hashlib.sha256(ranks.astype("int64").tobytes()).hexdigest()
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak_mb": peak, "ranks": fingerprint}))


def peak_mb() -> float:
    """Return the highest resident memory so far in MB.

    The kernel's own record for a process that ends counts the parent's memory before the program
    was loaded too; this one begins with the program.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this kernel does not tell the peak of a process")


if __name__ == "__main__":
    main()
