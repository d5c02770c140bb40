"""One cohort in memory: Sanbi beside scikit-criteria, pymcdm, pandas, Polars, DuckDB, NumPy.

Each contender starts from the table as it likes to have it in memory, and ends at the ranks in
unit order.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

import duckdb
import numpy as np
import pandas as pd
import polars as pl
from pymcdm.methods import WSM
from pymcdm.normalizations import minmax_normalization
from skcriteria import mkdm
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.pipelines import mkpipe
from skcriteria.preprocessing.invert_objectives import NegateMinimize
from skcriteria.preprocessing.scalers import MinMaxScaler

from benchmarks.index_task import Dense, is_low, made_up, ranks_by_numpy, scheme_of, units_of
from benchmarks.index_task import weights_of as weights
from benchmarks.measuring import Ranks, Report, no_slower, side_by_side
from sanbi.engine.scoring import score
from sanbi.engine.scoring.data import Data

PEERS = ("scikit-criteria", "pymcdm", "pandas", "Polars", "DuckDB")


def measure(units: int, indicators: int, runs: int) -> Report:
    """Time all contenders on units × indicators."""
    dense = made_up(units, indicators, 1)
    contenders = {
        "sanbi": sanbi_of(dense),
        "sanbi, from tables": sanbi_from_tables(dense),
        "NumPy, by hand": lambda: ranks_by_numpy(dense.cube[0]),
        "pandas": pandas_of(dense),
        "Polars": polars_of(dense),
        "DuckDB": duckdb_of(dense),
        "pymcdm": pymcdm_of(dense),
        "scikit-criteria": scikit_of(dense),
    }
    timings = side_by_side(contenders, runs)
    title = f"{units:,} units × {indicators} indicators in memory, to ranks"
    goal = no_slower(timings, "sanbi", PEERS, "no slower than the fastest peer")
    notes = (
        "'from tables' starts from the checked long tables instead of arrays",
        "NumPy by hand knows no missing data, tree, ties or working",
    )
    return Report(title, timings, [goal], notes)


def sanbi_of(dense: Dense) -> Callable[[], Ranks]:
    """Score from float64 arrays."""
    scheme, data, period = scheme_of(len(dense.indicators)), units_of(dense.units), dense.labels[0]

    def run() -> Ranks:
        return np.asarray(
            score(scheme, data, period, source=dense).outcomes[0].ranks.rank, np.int64
        )

    return run


def sanbi_from_tables(dense: Dense) -> Callable[[], Ranks]:
    """Score from the clean tables that the readers give."""
    scheme, period = scheme_of(len(dense.indicators)), dense.labels[0]
    rows = [
        {"unit": unit, "indicator": name, "period": period, "value": float(value)}
        for name, values in zip(dense.indicators, dense.cube[0], strict=True)
        for unit, value in zip(dense.units, values, strict=True)
    ]
    data = Data.from_rows(units=[{"unit": unit} for unit in dense.units], observations=rows)

    def run() -> Ranks:
        return np.asarray(score(scheme, data, period).outcomes[0].ranks.rank, np.int64)

    return run


def pandas_of(dense: Dense) -> Callable[[], Ranks]:
    """A frame of units × indicators."""
    frame = pd.DataFrame(dense.cube[0].T.copy(), columns=list(dense.indicators))
    weight = pd.Series(weights(len(dense.indicators)), index=frame.columns)
    low = [name for number, name in enumerate(frame.columns) if is_low(number)]

    def run() -> Ranks:
        normalised = (frame - frame.min()) / (frame.max() - frame.min())
        normalised[low] = 1 - normalised[low]
        return (
            (normalised * weight).sum(axis=1).rank(ascending=False, method="min").to_numpy("int64")
        )

    return run


def polars_of(dense: Dense) -> Callable[[], Ranks]:
    """A frame with a column for each indicator."""
    names = dense.indicators
    frame = pl.DataFrame(dict(zip(names, dense.cube[0], strict=True)))
    terms = []
    for number, (name, weight) in enumerate(zip(names, weights(len(names)), strict=True)):
        x = pl.col(name)
        distance = x.max() - x if is_low(number) else x - x.min()
        terms.append(distance / (x.max() - x.min()) * weight)
    ranked = pl.sum_horizontal(terms).rank("min", descending=True).alias("rank")

    def run() -> Ranks:
        return frame.lazy().select(ranked).collect()["rank"].cast(pl.Int64).to_numpy()

    return run


def duckdb_of(dense: Dense) -> Callable[[], Ranks]:
    """A table in an in-memory database."""
    names = dense.indicators
    connection = duckdb.connect()
    held = pl.DataFrame({"unit": dense.units, **dict(zip(names, dense.cube[0], strict=True))})
    connection.register("held", held.to_arrow())
    connection.execute("create table figures as select * from held")
    ends = ", ".join(f"min({n}) lo_{n}, max({n}) hi_{n}" for n in names)
    terms = " + ".join(
        f"({f'hi_{n} - {n}' if is_low(k) else f'{n} - lo_{n}'}) / (hi_{n} - lo_{n}) * {float(w)!r}"
        for k, (n, w) in enumerate(zip(names, weights(len(names)), strict=True))
    )
    query = f"""
        with ends as (select {ends} from figures),
        scored as (select unit, {terms} as score from figures, ends)
        select rank() over (order by score desc) as rank from scored order by unit
    """

    def run() -> Ranks:
        return np.asarray(connection.execute(query).fetchnumpy()["rank"], np.int64)

    return run


def pymcdm_of(dense: Dense) -> Callable[[], Ranks]:
    """A matrix of alternatives × criteria."""
    matrix = dense.cube[0].T.copy()
    method = WSM(minmax_normalization)
    types = np.array([-1 if is_low(number) else 1 for number in range(matrix.shape[1])])
    weight = weights(matrix.shape[1])

    def run() -> Ranks:
        return np.asarray(method.rank(method(matrix, weight, types)), np.int64)

    return run


def scikit_of(dense: Dense) -> Callable[[], Ranks]:
    """A decision matrix and a pipeline."""
    count = len(dense.indicators)
    objectives = [min if is_low(number) else max for number in range(count)]
    matrix = mkdm(dense.cube[0].T.copy(), objectives, weights=weights(count))
    pipe = mkpipe(NegateMinimize(), MinMaxScaler(target="matrix"), WeightedSumModel())

    def run() -> Ranks:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return np.asarray(pipe.evaluate(matrix).rank_, np.int64)

    return run
