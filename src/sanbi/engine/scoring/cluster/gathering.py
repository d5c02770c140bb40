"""Scores on Spark and gathers the rows: the tables are those of a run on one machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.cluster.session import ClusterFaults
from sanbi.engine.scoring.cluster.tasks import (
    FAULT,
    ROWS,
    answer_batch,
    score_tasks,
    task_row,
    task_schema,
)
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.outcome import score_cohort
from sanbi.engine.scoring.faults import Fault
from sanbi.engine.scoring.figures import FigureSource
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.run import prepared
from sanbi.engine.scoring.scheme.scheme import Scheme

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

TABLES = tuple(ROWS)


@dataclass(frozen=True)
class Gathered:
    """One period's tables, as rows of texts in the order of a run on one machine.

    ``result`` holds them where all tables were asked for: its package is that of a local run.
    """

    period: str
    rows: dict[str, list[list[str]]]
    result: Result


def score_on_spark(
    session: SparkSession,
    scheme: Scheme,
    data: Data,
    periods: Sequence[str | None],
    *,
    previous: Any = None,  # noqa: ANN401 - a Result or rows, as `score` takes
    source: FigureSource | None = None,
    tables: Sequence[str] = TABLES,
) -> list[Gathered]:
    """Score every group in every period as a task of its own.

    Parameters
    ----------
    session : of `spark_session`
    scheme, data, previous, source : as `score` takes them; figures come from the data or from a
        dense cube
    periods : periods to score, in the order wanted; None: the scheme's
    tables : names of result tables to bring back; the fewer, the less travels

    Returns
    -------
    list of Gathered, one for each period
        Equal to the local tables, bit by bit.

    Raises
    ------
    DataFaults
        as `score` does.
    ClusterFaults
        where a task failed for another reason than its figures.

    Figures of a group travel once for each period; a scheme that compares all units sends all
    figures to every task.
    """
    runs = [prepared(scheme, data, period, previous, source) for period in periods]
    tasks = [(run, cohort) for run in runs for cohort in run.cohorts]
    rows = [task_row(run, cohort, n, tables) for n, (run, cohort) in enumerate(tasks)]
    answers = _run(session, scheme, rows)
    gathered: list[Gathered] = []
    found: dict[int, dict[str, list[list[str]]]] = {}
    for number, table, _place, cells in answers:
        if table == FAULT:
            _raise_as_here(tasks[number], cells[0])
        found.setdefault(number, {}).setdefault(table, []).append(list(cells))
    for run in runs:
        numbers = [n for n, (own, _cohort) in enumerate(tasks) if own is run]
        held = {
            table: [row for n in numbers for row in found.get(n, {}).get(table, [])]
            for table in tables
        }
        gathered.append(Gathered(run.period, held, _result(run, held)))
    return gathered


def _run(
    session: SparkSession, scheme: Scheme, rows: list[dict[str, Any]]
) -> list[tuple[int, str, int, list[str]]]:
    import pyarrow as pa
    from pyspark.errors import PySparkException
    from pyspark.sql.pandas.types import from_arrow_schema

    tasks = pa.Table.from_pylist(rows, schema=task_schema())
    schema = from_arrow_schema(answer_batch([]).schema)
    work = partial(score_tasks, scheme.text, scheme.name)
    try:
        frame = session.createDataFrame(tasks)
        spread = frame.repartition(max(1, len(rows)), "number")
        table = spread.mapInArrow(work, schema).toArrow()
    except PySparkException as error:
        lines = [line for line in str(error).splitlines() if line.strip()]
        reason = phrase_of(lines[-1].strip() if lines else "")
        hint = "look at the log of the executors; sanbi must be installed where they run"
        message = Phrase("a task on Apache Spark failed: {reason}", reason=reason)
        raise ClusterFaults([Fault("spark", message, hint, "spark")]) from error
    columns = [table.column(name).to_pylist() for name in ("number", "table", "place", "cells")]
    return sorted(zip(*columns, strict=True), key=lambda row: (row[0], row[1], row[2]))


def _raise_as_here(task: tuple[Evaluation, Any], text: str) -> None:
    """Score the group here, so that its faults are told as they always are."""
    run, cohort = task
    score_cohort(run, cohort, {})
    message = Phrase("a task on Apache Spark failed: {reason}", reason=phrase_of(text))
    hint = "the same group was scored here without a fault: compare the versions of sanbi"
    raise ClusterFaults([Fault(cohort.group, message, hint, "spark")])


def _result(run: Evaluation, held: dict[str, list[list[str]]]) -> Result:
    result = Result(run, ())
    for table, rows in held.items():
        result.__dict__[ROWS[table]] = rows  # the cached properties, filled
    return result
