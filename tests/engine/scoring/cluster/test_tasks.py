"""Tasks carry just what a group needs, and are scored where nothing else is known."""

from __future__ import annotations

import pyarrow as pa
import pytest

from sanbi.engine.scoring import Scheme, score
from sanbi.engine.scoring.cluster.tasks import (
    FRAMES,
    ROWS,
    needs_everyone,
    score_tasks,
    task_row,
    task_schema,
)
from sanbi.engine.scoring.run import prepared
from tests.engine.scoring.cluster.made import PERIODS, cube_figures, cube_scheme, data, scheme


def answers(by: Scheme, rows: list[dict[str, object]]) -> dict[str, list[list[str]]]:
    batch = pa.RecordBatch.from_pylist(rows, task_schema())
    found: dict[str, list[list[str]]] = {}
    for answer in score_tasks(by.text, by.name, iter([batch])):
        for row in answer.to_pylist():
            found.setdefault(row["table"], []).append(row["cells"])
    return found


@pytest.mark.parametrize("period", PERIODS)
def test_tasks_of_all_groups_make_the_tables(period: str) -> None:
    by, made = scheme(), data()
    run = prepared(by, made, period)
    rows = [task_row(run, cohort, n, list(ROWS)) for n, cohort in enumerate(run.cohorts)]
    found = answers(by, rows)
    here = score(by, made, period)
    for table, name in ROWS.items():
        assert found.get(table, []) == getattr(here, name)


def test_a_group_takes_its_own_figures_alone_where_that_is_enough() -> None:
    source, units = cube_figures(provinces=4, towns=10)
    by = cube_scheme()
    assert not needs_everyone(by)
    run = prepared(by, units, PERIODS[1], None, source)
    row = task_row(run, run.cohorts[2], 0, ["ranking"])
    assert row["cube_units"] == [f"p2t{t:03}" for t in range(10)]
    assert len(row["cube"]) == 6 * 10 * 8  # of the one period that is read
    here = score(by, units, PERIODS[1], source=source)
    own = [cells for cells in here.ranking_rows if cells[2] == "p2"]
    assert answers(by, [row])["ranking"] == own


@pytest.mark.parametrize(
    ("more", "everyone"),
    [
        ({}, False),
        ({"compare_in": "all"}, True),
        ({"input": {"indicator": "i0", "transform": "share"}}, True),
        ({"input": {"indicator": "i0", "transform": "growth", "against": "year_ago"}}, False),
    ],
)
def test_what_needs_everyones_figures(more: dict[str, object], everyone: bool) -> None:
    leaf = {"id": "l", "points": 10, "input": "i0", "rule": "min_max", **more}
    tree = {"id": "total", "children": [leaf]}
    by = Scheme.from_mapping({"sanbi": 1, "id": "s", "title": "s", "tree": tree})
    assert needs_everyone(by) is everyone


def test_frames_are_those_of_data() -> None:
    assert all(hasattr(data(1, 2), name) for name in FRAMES)
