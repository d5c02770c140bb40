"""The same scheme and data give the same bytes, wherever and however often they are scored."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from sanbi.engine.scoring import Scheme, score, score_periods
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.package import build_package, verify_package
from tests.engine.scoring.properties.cases import (
    CODES,
    SIGNED,
    data_of,
    figures,
    holds_for,
    leaf,
    mapping_of,
    near,
    rectangles,
    scheme_of,
    table_of,
    totals,
)
from tests.engine.scoring.properties.digests import packages

ROOT = Path(__file__).parents[4]
ARITHMETICS = pytest.mark.parametrize("precision", [2, None], ids=["exact", "float64"])
TABLES = rectangles(("a", "b"), SIGNED, most=6)
CHILDREN = [leaf("a", {"type": "z_score", "mean": 60, "sd": 9}), leaf("b", "rank_step", points=40)]


@ARITHMETICS
@holds_for(12, table=TABLES)
def test_scoring_twice_gives_the_same_bytes(precision: int | None, table: Any) -> None:
    text = mapping_of(*CHILDREN, precision=precision)
    once, again = (
        build_package(score(Scheme.from_mapping(text), table_of(table))) for _ in range(2)
    )
    assert once == again


@ARITHMETICS
@holds_for(8, table=TABLES)
def test_a_fresh_package_verifies(precision: int | None, table: Any) -> None:
    found = verify_package(
        build_package(score(scheme_of(*CHILDREN, precision=precision), table_of(table)))
    )
    assert found.identical
    assert found.counts["totals"] == len(table["a"])


@ARITHMETICS
@holds_for(8, table=TABLES, data=st.data())
def test_order_of_rows_changes_no_byte(precision: int | None, table: Any, data: Any) -> None:
    rows = figures(table)
    units = [{"unit": code} for code in CODES[: len(table["a"])]]
    scheme = scheme_of(*CHILDREN, precision=precision)
    straight = Data.from_rows(units=units, observations=rows)
    turned = Data.from_rows(
        units=data.draw(st.permutations(units)), observations=data.draw(st.permutations(rows))
    )
    assert build_package(score(scheme, straight)) == build_package(score(scheme, turned))


PERIODS = ("2026Q1", "2026Q2", "2026Q3")


@ARITHMETICS
@pytest.mark.parametrize("workers", [1, 4])
@holds_for(8, tables=st.tuples(*[rectangles(("a", "b"), SIGNED, least=4, most=4)] * 3))
def test_periods_together_are_periods_one_by_one(
    workers: int, precision: int | None, tables: Any
) -> None:
    rows = [
        row
        for period, table in zip(PERIODS, tables, strict=True)
        for row in figures(table, period=period)
    ]
    data = data_of(CODES[:4], rows)
    scheme = scheme_of(*CHILDREN, precision=precision)
    together = score_periods(scheme, data, PERIODS, workers=workers)
    for period, found in zip(PERIODS, together, strict=True):
        alone = score(scheme, data, period)
        assert found.period == period
        assert found.csv_files() == alone.csv_files()


@holds_for(20, table=TABLES)
def test_float_scores_are_the_exact_ones_rounded_by_nature(table: Any) -> None:
    data = table_of(table)
    exact = score(scheme_of(*CHILDREN, precision=9, round_at=[]), data)
    floats = score(scheme_of(*CHILDREN, precision=None), data)
    assert near([float(value) for value in totals(exact)], totals(floats))


ENVIRONMENTS = [
    {"TZ": "UTC", "PYTHONHASHSEED": "0", "POLARS_MAX_THREADS": "1"},
    {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "12345", "POLARS_MAX_THREADS": "4"},
    {"TZ": "America/New_York", "PYTHONHASHSEED": "999", "OMP_NUM_THREADS": "3", "LC_ALL": "C"},
]


def digests(environment: dict[str, str]) -> str:
    """What another process prints."""
    paths = [str(ROOT / "src"), str(ROOT)]
    held = {**os.environ, **environment, "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-m", "tests.engine.scoring.properties.digests"]
    done = subprocess.run(command, env=held, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_bytes_do_not_depend_on_threads_zone_or_hash_seed() -> None:
    found = [digests(environment) for environment in ENVIRONMENTS]
    assert len(set(found)) == 1
    assert found[0].count("\n") == 2


def test_another_figure_gives_other_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    before = packages()
    monkeypatch.setitem(
        sys.modules["tests.engine.scoring.properties.digests"].TABLE,
        "a",
        [3.6, 9.25, 4.0, 7.7, 7.7, 1.1, 0.3, 9.25, 5.5],
    )
    after = packages()
    assert all(before[name] != after[name] for name in before)
