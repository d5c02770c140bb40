"""Tasks: what one group in one period needs, packed as Arrow, and how an executor scores it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from sanbi.engine.scoring.cubes import CubeFigures
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.data.cube import Cube
from sanbi.engine.scoring.evaluation.context import Cohort, Evaluation
from sanbi.engine.scoring.evaluation.outcome import score_cohort
from sanbi.engine.scoring.faults import DataFaults
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.scheme.model import Node
from sanbi.engine.scoring.scheme.scheme import Scheme

if TYPE_CHECKING:
    import pyarrow as pa

FRAMES = ("units", "observations", "ratings", "events", "ballots", "history")
OF_UNITS = ("observations", "ratings", "events", "history")
FAULT = "fault"
# What a unit's own figures alone decide; any other transform may look at everybody.
PLAIN = frozenset({"value", "target", "per"})  # read the period that is scored, and no other
OWN = frozenset({"value", "target", "growth", "increment", "completion", "pace", "per"})


def needs_everyone(scheme: Scheme) -> bool:
    """Whether a group cannot be scored from the figures of its own units alone."""
    if any(leaf.compare_in == "all" for leaf in scheme.leaves.values()) or scheme.electorates:
        return True
    inputs = [scheme.input_of(leaf) for leaf in scheme.leaves.values()]
    for item in (*scheme.inputs.values(), *(one for one in inputs if one is not None)):
        if item.impute or item.treat or item.formula is not None or item.transform not in OWN:
            return True
    return bool(scheme.gates or scheme.exclusions)


def task_row(run: Evaluation, cohort: Cohort, number: int, tables: Sequence[str]) -> dict[str, Any]:
    """One task as a row: its group and period, and the figures as Arrow files."""
    units = pl.Series("unit", [run.units[place] for place in cohort.scope.index.tolist()])
    alone = not needs_everyone(run.scheme)
    row: dict[str, Any] = {
        "number": number,
        "group": cohort.group,
        "period": run.period,
        "tables": list(tables),
    }
    for name in FRAMES:
        frame: pl.DataFrame = getattr(run.data, name)
        if alone and name in {"units", *OF_UNITS}:
            frame = frame.filter(pl.col("unit").is_in(units.implode()))
        row[name] = _packed(frame)
    row |= _cube_row(run, units.to_list() if alone else None)
    return row


def _cube_row(run: Evaluation, units: list[str] | None) -> dict[str, Any]:
    """The part of a dense cube that a task reads; empty where figures come from tables."""
    source = run.source
    if not isinstance(source, CubeFigures):
        return {"cube": b"", "cube_units": [], "cube_indicators": [], "cube_periods": []}
    cube = source.cube
    places = {code: place for place, code in enumerate(cube.units)}
    chosen = [places[code] for code in units] if units is not None else slice(None)
    alone = _reads_one_period(run.scheme)
    held = [p for p in cube.periods if (p == run.period if alone else p <= run.period)]
    rows = [cube.periods.index(label) for label in held]
    values = np.ascontiguousarray(cube.values[rows][:, :, chosen])
    return {
        "cube": values.tobytes(),
        "cube_units": units if units is not None else list(cube.units),
        "cube_indicators": list(cube.indicators),
        "cube_periods": held,
    }


def _reads_one_period(scheme: Scheme) -> bool:
    """Whether no figure of an earlier period is looked at."""
    if any(node.over is not None for node in scheme.tree.walk() if isinstance(node, Node)):
        return False
    if scheme.adjustments or scheme.gates:
        return False
    inputs = [scheme.input_of(leaf) for leaf in scheme.leaves.values()]
    known = [*scheme.inputs.values(), *(one for one in inputs if one is not None)]
    return all(item.transform in PLAIN and item.at is None for item in known)


def score_tasks(
    text: str, name: str, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Score tasks, as an executor does: rows of result tables for each.

    Runs where only an installed sanbi is: the scheme comes as text, the figures with the task.
    """
    scheme = _scheme(text, name)
    for batch in batches:
        for task in batch.to_pylist():
            yield answer_batch(list(_answers(scheme, task)))


@lru_cache(maxsize=4)
def _scheme(text: str, name: str) -> Scheme:
    """A scheme is read once in a process of an executor, however many tasks it is given."""
    return Scheme.from_text(text, name)


def _answers(scheme: Scheme, task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    units, observations, ratings, events, ballots, history = (
        _unpacked(task[frame]) for frame in FRAMES
    )
    data = Data(units, observations, ratings, events, ballots, history)
    run = Evaluation(scheme, data, task["period"], _cube_of(task))
    head = {"number": task["number"]}
    cohort = next(one for one in run.cohorts if one.group == task["group"])
    try:
        outcome = score_cohort(run, cohort, {})
    except DataFaults as error:
        yield {**head, "table": FAULT, "place": 0, "cells": [str(error)]}
        return
    result = Result(run, (outcome,))
    for table in task["tables"]:
        for place, cells in enumerate(rows_of(result, table)):
            yield {**head, "table": table, "place": place, "cells": cells}


def rows_of(result: Result, table: str) -> list[list[str]]:
    """The rows of a result's table by its name in the package."""
    rows: list[list[str]] = getattr(result, ROWS[table])
    return rows


ROWS = {
    "ranking": "ranking_rows",
    "working": "working_rows",
    "nodes": "node_rows",
    "adjustments": "adjustment_rows",
    "grades": "grade_rows",
    "consequences": "consequence_rows",
}


def _cube_of(task: dict[str, Any]) -> CubeFigures | None:
    if not task["cube"]:
        return None
    units, indicators = tuple(task["cube_units"]), tuple(task["cube_indicators"])
    periods = tuple(task["cube_periods"])
    values = np.frombuffer(task["cube"], dtype=np.float64)
    shaped = values.reshape(len(periods), len(indicators), len(units))
    return CubeFigures(Cube(units, indicators, periods, shaped))


def _packed(frame: pl.DataFrame) -> bytes:
    target = BytesIO()
    frame.write_ipc(target, compression="zstd")
    return target.getvalue()


def _unpacked(content: bytes) -> pl.DataFrame:
    return pl.read_ipc(BytesIO(content), use_pyarrow=False)


def task_schema() -> pa.Schema:
    """The columns of tasks."""
    import pyarrow as pa

    texts = pa.list_(pa.string())
    return pa.schema(
        [
            ("number", pa.int32()),
            ("group", pa.string()),
            ("period", pa.string()),
            ("tables", texts),
            *((name, pa.binary()) for name in FRAMES),
            ("cube", pa.binary()),
            ("cube_units", texts),
            ("cube_indicators", texts),
            ("cube_periods", texts),
        ]
    )


def answer_batch(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    """Rows of result tables as one Arrow batch."""
    import pyarrow as pa

    schema = pa.schema(
        [
            ("number", pa.int32()),
            ("table", pa.string()),
            ("place", pa.int32()),
            ("cells", pa.list_(pa.string())),
        ]
    )
    return pa.RecordBatch.from_pylist(rows, schema)
