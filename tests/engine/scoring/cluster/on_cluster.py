"""Checks on a cluster of two worker processes, run as a program of its own.

The Java that Spark starts, and its connections, then end with the program, and no test beside it
meets them.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sanbi.engine.scoring import score
from sanbi.engine.scoring.cluster import ClusterFaults, score_on_spark, spark_session
from sanbi.engine.scoring.faults import DataFaults
from sanbi.engine.scoring.package import build_package
from tests.engine.scoring.cluster.made import PERIODS, cube_figures, cube_scheme, data, scheme

SOURCE = Path(__file__).parents[4] / "src"


def main() -> int:
    """Run every check on one cluster, and name those that held."""
    session = spark_session(
        "local-cluster[2,1,1024]",
        {"spark.executorEnv.PYTHONPATH": str(SOURCE), "spark.executor.memory": "900m"},
    )
    for check in CHECKS:
        check(session)
        sys.stdout.write(f"held: {check.__name__}\n")
    session.stop()
    return 0


def two_worker_processes(session: Any) -> None:
    assert _workers(session) == 2


def _workers(session: Any) -> int:
    """Processes that work, without the driver's."""

    def pids(batches: Any) -> Any:
        import os
        import time

        import pyarrow as pa

        for batch in batches:
            time.sleep(0.5)
            parent = [os.getppid()] * batch.num_rows
            yield pa.RecordBatch.from_pydict({"pid": pa.array(parent, pa.int64())})

    spread = session.range(8).repartition(8)
    rows = spread.mapInArrow(pids, "pid long").collect()
    return len({row.pid for row in rows})


def packages_are_equal(session: Any) -> None:
    made, by = data(), scheme()
    gathered = score_on_spark(session, by, made, PERIODS)
    assert [one.period for one in gathered] == list(PERIODS)
    for one in gathered:
        here = score(by, made, one.period)
        assert build_package(one.result) == build_package(here)
        assert one.rows["ranking"] == here.ranking_rows
        assert len(one.rows["working"]) == len(here.working_rows) > 100


def history_travels(session: Any) -> None:
    made, by = data(), scheme()
    before = score(by, made, PERIODS[0])
    (there,) = score_on_spark(session, by, made, [PERIODS[1]], previous=before)
    here = score(by, made, PERIODS[1], previous=before)
    assert there.result.csv_files() == here.csv_files()
    assert here.ranking["rank_change"].is_not_null().any()


def unrounded_scores_of_a_cube(session: Any) -> None:
    source, units = cube_figures()
    by = cube_scheme()
    gathered = score_on_spark(session, by, units, PERIODS, source=source, tables=("ranking",))
    for one in gathered:
        here = score(by, units, one.period, source=source)
        assert set(one.rows) == {"ranking"}
        assert one.rows["ranking"] == here.ranking_rows  # closer than 1e-12: the same texts


def faults_are_told_as_always(session: Any) -> None:
    made = data()
    holes = made.observations.filter(
        ~((made.observations["unit"] == "g1u05") & (made.observations["indicator"] == "tax"))
    )
    broken = replace(made, observations=holes)
    with pytest.raises(DataFaults) as here:
        score(scheme(), broken, PERIODS[1])
    with pytest.raises(DataFaults) as there:
        score_on_spark(session, scheme(), broken, [PERIODS[1]])
    assert set(map(str, there.value.faults)) <= set(map(str, here.value.faults))
    assert "g1u05" in str(there.value)


def a_task_that_breaks_is_told(session: Any) -> None:
    odd = replace(scheme(), text="this is no scheme")
    with pytest.raises(ClusterFaults, match="a task on Apache Spark failed"):
        score_on_spark(session, odd, data(), [PERIODS[1]])


CHECKS = (
    two_worker_processes,
    packages_are_equal,
    history_travels,
    unrounded_scores_of_a_cube,
    faults_are_told_as_always,
    a_task_that_breaks_is_told,
)

if __name__ == "__main__":
    sys.exit(main())
