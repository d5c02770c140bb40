"""Small schemes and data for the tests of the engine, and strategies that draw them.

Data are laid into frames directly: what a file must look like to become data is tested elsewhere,
and a property needs thousands of tables.
"""

import math
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import polars as pl
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.arithmetic import Number
from sanbi.engine.scoring.columns import Column
from sanbi.engine.scoring.data import SCHEMAS, TABLES, Data
from sanbi.engine.scoring.data.schemas import empty_frame, key_of

Plain = dict[str, Any]
Row = Mapping[str, Any]
PERIOD = "2026Q3"
EMPTY = {name: empty_frame(name) for name in TABLES if name != "units"}
KEYS = {name: key_of(name) for name in TABLES}
CODES = tuple(f"U{place}" for place in range(12))
# A longer run: SANBI_EXAMPLES=10 pytest tests/engine/scoring/properties
TIMES = int(os.environ.get("SANBI_EXAMPLES", "1"))


# -- properties ------------------------------------------------------------------------------------
def holds_for(examples: int = 40, **drawn: st.SearchStrategy[Any]) -> Callable[..., Any]:
    """`given`, with a number of examples of one's own.

    The test gets an attribute ``unshrunk``, the same property stopping at its first failure: the
    seeded faults of test_seeded_faults.py need to see that it fails, not the smallest example.
    """

    def decorated(check: Callable[..., None]) -> Callable[..., None]:
        test: Any = settings(max_examples=examples * TIMES)(given(**drawn)(check))
        only = settings(max_examples=examples, phases=[Phase.generate], report_multiple_bugs=False)
        test.unshrunk = only(given(**drawn)(check))
        return test  # type: ignore[no-any-return]

    return decorated


# -- data ------------------------------------------------------------------------------------------
def frame(table: str, rows: Iterable[Row]) -> pl.DataFrame:
    """A clean table of rows; a column that a row lacks takes its default."""
    columns = TABLES[table]
    filled = [
        {name: row.get(name, column.default) for name, column in columns.items()} for row in rows
    ]
    return pl.DataFrame(filled, schema=dict(SCHEMAS[table]), orient="row")


def data_of(
    units: Sequence[Row] | Sequence[str],
    observations: Iterable[Row] = (),
    **tables: Iterable[Row],
) -> Data:
    """Data of units (codes, or rows that may have further columns) and other tables."""
    rows = [{"unit": unit} if isinstance(unit, str) else dict(unit) for unit in units]
    whole = frame("units", [{"name": row["unit"], **row} for row in rows])
    for extra in dict.fromkeys(key for row in rows for key in row if key not in TABLES["units"]):
        whole = whole.with_columns(pl.Series(extra, [row.get(extra) for row in rows]))
    stated = {"observations": list(observations)} | {k: list(v) for k, v in tables.items()}
    rest = {name: frame(name, rows).sort(KEYS[name]) for name, rows in stated.items() if rows}
    return Data(whole.sort("unit"), **{**EMPTY, **rest})


def figures(
    values: Mapping[str, Sequence[float | None]],
    targets: Mapping[str, Sequence[float | None]] | None = None,
    period: str = PERIOD,
) -> list[Plain]:
    """Observations of U0, U1 … from one list for each indicator; None = not reported."""
    aims = targets or {}
    return [
        {
            "unit": CODES[place],
            "indicator": name,
            "period": period,
            "value": value,
            "target": aims.get(name, ())[place] if name in aims else None,
        }
        for name, column in values.items()
        for place, value in enumerate(column)
        if value is not None or name in aims
    ]


def table_of(
    values: Mapping[str, Sequence[float | None]],
    targets: Mapping[str, Sequence[float | None]] | None = None,
    **tables: Iterable[Row],
) -> Data:
    """Data of units U0, U1 … with these figures."""
    count = max((len(column) for column in values.values()), default=0)
    return data_of(CODES[:count], figures(values, targets), **tables)


# -- schemes ---------------------------------------------------------------------------------------
def leaf(code: str, rule: object = "direct", **more: Any) -> Plain:
    """A leaf that takes the indicator of its own name."""
    return {"id": code, "input": code.lower(), "rule": rule, **more}


def mapping_of(*children: Plain, **more: Any) -> Plain:
    """A scheme's mapping; keys of the root node stand under ``root``."""
    root = more.pop("root", {})
    top = {"sanbi": 1, "id": "t", "title": "t", "period": PERIOD, "precision": 2}
    tree = {"id": "total", "children": list(children), **root}
    return {key: v for key, v in {**top, "tree": tree, **more}.items() if v is not ...}


def scheme_of(*children: Plain, **more: Any) -> Scheme:
    """A scheme of leaves and nodes; ``precision=None`` computes in float64."""
    return Scheme.from_mapping(mapping_of(*children, **more))


def run(data: Data, *children: Plain, **more: Any) -> Result:
    """Score data by a scheme of these children."""
    return score(scheme_of(*children, **more), data)


# -- what came out ---------------------------------------------------------------------------------
def listed(column: Column) -> list[Number]:
    """A column as a list over the units, None where there is nothing."""
    return [column.at(place) for place in range(len(column.present))]


def unrounded(result: Result, code: str, period: str = PERIOD) -> list[Number]:
    """The unrounded scores of a leaf in the first cohort, in code order."""
    return listed(result.outcomes[0].scores.leaves[code, period].unrounded)


def scores(result: Result, code: str, period: str = PERIOD) -> list[Number]:
    """The scores of a leaf in the first cohort, in code order."""
    return listed(result.outcomes[0].scores.leaves[code, period].score)


def node_values(result: Result, code: str = "total", period: str = PERIOD) -> list[Number]:
    """The unrounded values of a node in the first cohort, in code order."""
    return listed(result.outcomes[0].scores.nodes[code, period].unrounded)


def totals(result: Result) -> list[Number]:
    """The published totals of the first cohort, in code order."""
    published = result.outcomes[0].scores.published
    assert published is not None
    return listed(published)


def ranks(result: Result, cohort: int = 0) -> list[float | None]:
    """The ranks of a cohort, in code order; None without a rank."""
    found = result.outcomes[cohort].ranks.rank.tolist()
    return [None if math.isnan(rank) else rank for rank in found]


def near(one: Sequence[Number], other: Sequence[Number], digits: int | None = None) -> bool:
    """Whether two lists agree: floats within 1e-9 relative, exact numbers exactly.

    With ``digits``, exact numbers within 10^-digits: a root or logarithm has 40 digits, and sums
    of them fewer.
    """
    slack = 0 if digits is None else Fraction(1, 10**digits)
    if len(one) != len(other):
        return False
    for a, b in zip(one, other, strict=True):
        if a is None or b is None:
            if a is not b:
                return False
        elif isinstance(a, float) or isinstance(b, float):
            if abs(float(a) - float(b)) > 1e-9 * max(1.0, abs(float(a)), abs(float(b))):
                return False
        elif abs(a - b) > slack:
            return False
    return True


# -- strategies ------------------------------------------------------------------------------------
def hundredths(low: int, high: int) -> st.SearchStrategy[float]:
    """Figures with two decimals, as an office writes them."""
    return st.integers(low * 100, high * 100).map(lambda whole: whole / 100)


POSITIVE = st.one_of(hundredths(1, 60), st.integers(1, 9).map(float))
SIGNED = st.one_of(hundredths(-60, 60), st.integers(-4, 4).map(float))


def columns(
    figure: st.SearchStrategy[float] = POSITIVE, least: int = 1, most: int = 7
) -> st.SearchStrategy[list[float]]:
    """Figures of an indicator over some units, ties among them."""
    return st.lists(figure, min_size=least, max_size=most)


def rectangles(
    names: Sequence[str],
    figure: st.SearchStrategy[float | None] = POSITIVE,
    least: int = 1,
    most: int = 6,
) -> st.SearchStrategy[dict[str, list[float | None]]]:
    """Figures of several indicators over the same units."""

    def of(size: int) -> st.SearchStrategy[dict[str, list[float | None]]]:
        column = st.lists(figure, min_size=size, max_size=size)
        return st.tuples(*[column] * len(names)).map(
            lambda held: dict(zip(names, held, strict=True))
        )

    return st.integers(least, most).flatmap(of)


def exact(figure: float) -> Fraction:
    """The decimal that a figure stands for."""
    return Fraction(repr(figure))
