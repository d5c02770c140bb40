"""The cube of a long Parquet file: the same array whatever the order, encoding and threads."""

import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.make_long_parquet import ENCODINGS, write_long_parquet
from sanbi.engine.scoring.data.cube import Cube, read_cube
from sanbi.engine.scoring.faults import DataFaults

ROWS = {
    "unit": ["B", "A", "A", "B"],
    "indicator": ["gdp", "gdp", "pop", "pop"],
    "period": ["2026Q3"] * 4,
    "value": [1.0, 2.0, 3.0, 4.0],
}


def write(path: Path, columns: dict[str, Any] | pa.Table, rows_per_group: int = 2) -> Path:
    table = columns if isinstance(columns, pa.Table) else pa.table(columns)
    pq.write_table(table, path, row_group_size=rows_per_group)
    return path


def refused(path: Path, **options: Any) -> tuple[str, str]:
    with pytest.raises(DataFaults) as caught:
        read_cube(path, **options)
    (fault,) = caught.value.faults
    assert fault.where == path.name
    assert fault.hint
    return fault.code, fault.message


def pivoted(path: Path) -> tuple[list[str], np.ndarray]:
    """Return the units and the array that Polars makes of the file."""
    frame = pl.read_parquet(path).with_columns(pl.col("unit", "period").cast(pl.String))
    wide = frame.pivot("indicator", index=["period", "unit"], values="value").sort("period", "unit")
    units = sorted(set(wide["unit"]))
    indicators = sorted(set(wide.columns) - {"period", "unit"})
    planes = [
        pl.DataFrame({"unit": units})
        .join(part, on="unit", how="left")
        .select(indicators)
        .to_numpy()
        .T
        for _, part in wide.group_by("period", maintain_order=True)
    ]
    return units, np.array(planes)


def test_a_small_cube(tmp_path: Path) -> None:
    cube = read_cube(write(tmp_path / "a.parquet", ROWS))
    assert cube.units == ("A", "B")
    assert cube.indicators == ("gdp", "pop")
    assert cube.periods == ("2026Q3",)
    assert cube.values.tolist() == [[[2.0, 1.0], [3.0, 4.0]]]
    assert cube.values.flags.c_contiguous


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("workers", [1, 2, 3])
def test_every_encoding_and_number_of_threads_gives_the_same(
    tmp_path: Path, encoding: str, workers: int
) -> None:
    path = tmp_path / "a.parquet"
    write_long_parquet(
        path, units=300, indicators=7, periods=3, seed=5, encoding=encoding, rows_per_group=500
    )
    cube = read_cube(path, workers=workers)
    units, expected = pivoted(path)
    assert list(cube.units) == units
    assert cube.values.shape == (3, 7, 300)
    np.testing.assert_array_equal(cube.values, expected)


def test_the_test_file_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_long_parquet(tmp_path / name, units=20, indicators=3, periods=2, seed=9)
    write_long_parquet(tmp_path / "c", units=20, indicators=3, periods=2, seed=8)
    first, second, other = (pl.read_parquet(tmp_path / name) for name in "abc")
    assert first.equals(second)
    assert not first.equals(other)


def test_units_that_appear_late_make_the_cube_grow(tmp_path: Path) -> None:
    """Sorted by unit, every row group brings new ones; and the last is the first by code."""
    path = tmp_path / "a.parquet"
    write_long_parquet(path, units=200, indicators=3, periods=2)
    frame = pl.read_parquet(path).sort("unit", "period", "indicator", descending=True)
    write(path, frame.to_arrow(), rows_per_group=7)
    cube = read_cube(path)
    assert list(cube.units) == sorted(cube.units)
    np.testing.assert_array_equal(cube.values, pivoted(path)[1])


@settings(max_examples=40)
@given(st.data())
def test_gaps_are_missing_and_rows_may_stand_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    keys = [(u, i, p) for u in "ABC" for i in ("x", "y") for p in ("2025", "2026")]
    chosen = data.draw(st.lists(st.sampled_from(keys), unique=True, min_size=1))
    values = data.draw(
        st.lists(st.none() | st.floats(-1e9, 1e9), min_size=len(chosen), max_size=len(chosen))
    )
    path = tmp_path_factory.mktemp("cube") / "a.parquet"
    columns = dict(
        zip(("unit", "indicator", "period"), map(list, zip(*chosen, strict=True)), strict=True)
    )
    write(path, {**columns, "value": pa.array(values, pa.float64())}, rows_per_group=3)
    cube = read_cube(path)
    expected = dict(zip(chosen, values, strict=True))
    for p, period in enumerate(cube.periods):
        for i, indicator in enumerate(cube.indicators):
            for u, unit in enumerate(cube.units):
                right = expected.get((unit, indicator, period))
                found = cube.values[p, i, u]
                assert math.isnan(found) if right is None else found == right


def test_indicators_and_periods_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    write_long_parquet(path, units=5, indicators=4, periods=3, rows_per_group=10)
    whole = read_cube(path)
    part = read_cube(path, indicators=["ind002", "ind000", "none"], periods=["2025年2月"])
    assert part.indicators == ("ind000", "ind002", "none")
    assert part.periods == ("2025-02",)
    np.testing.assert_array_equal(part.values[0, :2], whole.values[1, [0, 2]])
    assert np.isnan(part.values[0, 2]).all()


def test_columns_may_have_other_names_and_types(tmp_path: Path) -> None:
    table = pa.table(
        {
            "code": pa.array([330326, 330327], pa.int64()),
            "item": pa.array(["gdp", "gdp"]).dictionary_encode(),
            "year": pa.array([2026, 2026], pa.int16()),
            "x": pa.array([0.1, 2.5], pa.float32()),
            "other": [["a"], ["b"]],
        }
    )
    path = write(tmp_path / "a.parquet", table)
    cube = read_cube(path, unit="code", indicator="item", period="year", value="x")
    assert cube.units == ("330326", "330327")
    assert cube.periods == ("2026",)
    assert cube.values.ravel().tolist() == [0.1, 2.5]


def test_whole_numbers_are_values_too(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {**ROWS, "value": [1, 2, 3, None]})
    np.testing.assert_array_equal(read_cube(path).values, [[[2, 1], [3, math.nan]]])


@pytest.mark.parametrize("rows_per_group", [1, 2, 8])
def test_duplicates_are_refused_and_named(tmp_path: Path, rows_per_group: int) -> None:
    columns = {name: [*cells, cells[1]] for name, cells in ROWS.items()}
    columns["value"][-1] = 99.0
    path = write(tmp_path / "a.parquet", columns, rows_per_group)
    assert refused(path) == (
        "duplicate-rows",
        "row 5 repeats the key of row 2 (A, gdp, 2026Q3); 1 rows repeat a key in all",
    )


def test_a_duplicate_without_value_is_a_duplicate(tmp_path: Path) -> None:
    columns = {name: [*cells, cells[1]] for name, cells in ROWS.items()}
    columns["value"][-1] = None
    assert refused(write(tmp_path / "a.parquet", columns))[0] == "duplicate-rows"


def test_two_spellings_of_one_period_are_a_duplicate(tmp_path: Path) -> None:
    columns = {**ROWS, "unit": ["A"] * 4, "indicator": ["gdp"] * 4,
               "period": ["2026Q1", "2026Q2", "2026Q3", "2026年一季度"]}  # fmt: skip
    code, message = refused(write(tmp_path / "a.parquet", columns))
    assert code == "duplicate-rows"
    assert "row 4 repeats the key of row 1" in message


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_values_that_are_not_finite_are_refused(tmp_path: Path, bad: float) -> None:
    path = write(tmp_path / "a.parquet", {**ROWS, "value": [1.0, 2.0, 3.0, bad]})
    assert refused(path) == ("row-not-finite", f"row 4: {bad} is not a finite number")
    path = write(tmp_path / "b.parquet", {**ROWS, "value": [1.0, 2.0, None, bad]})
    assert refused(path)[0] == "row-not-finite"


def test_empty_keys_are_refused_with_their_row(tmp_path: Path) -> None:
    for name in ("unit", "indicator", "period"):
        path = write(tmp_path / "a.parquet", {**ROWS, name: [*ROWS[name][:3], None]})
        assert refused(path) == ("empty-key", f"row 4: {name} is empty")
        path = write(tmp_path / "a.parquet", {**ROWS, name: [*ROWS[name][:3], " "]})
        assert refused(path)[0] == "bad-key"


def test_what_is_no_period_or_number_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {**ROWS, "period": ["2026Q5"] * 4})
    assert refused(path) == ("bad-key", "'2026Q5' in the column period is no code or period")
    path = write(tmp_path / "a.parquet", {**ROWS, "value": ["1", "2", "3", "约4"]})
    assert refused(path)[0] == "no-numbers"


def test_missing_columns_and_files_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", ROWS)
    assert refused(path, value="x") == ("missing-parquet-column", "there is no column 'x'")
    path.write_bytes(b"PAR1 nothing")
    assert refused(path)[0] == "bad-parquet"
    assert refused(tmp_path / "none.parquet")[0] == "no-file"


def test_a_cube_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", ROWS)
    assert refused(path, max_cells=3) == ("cube-too-large", "the file needs 4 cells, more than 3")
    assert read_cube(path, max_cells=4).values.size == 4


def test_a_file_without_rows_is_an_empty_cube(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", pa.table(ROWS).slice(0, 0))
    cube = read_cube(path)
    assert cube.values.shape == (0, 0, 0)
    assert isinstance(cube, Cube)


def test_reading_does_not_load_pandas(tmp_path: Path) -> None:
    """Arrow loads it on the slightest occasion, and that takes longer than the reading."""
    path = write(tmp_path / "a.parquet", {**ROWS, "value": [1.0, None, 3.0, 4.0]})
    program = (
        "import sys; from sanbi.engine.scoring.data.cube import read_cube; "
        f"read_cube({str(path)!r}); sys.exit('pandas' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_a_damaged_file_is_refused_or_read(tmp_path: Path) -> None:
    """Whatever byte is damaged: a refusal or a cube, nothing else."""
    content = write(tmp_path / "a.parquet", ROWS).read_bytes()
    path = tmp_path / "b.parquet"
    codes = set()
    for at in range(4, len(content) - 8, 7):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0x5A]) + content[at + 1 :])
        try:
            read_cube(path)
        except DataFaults as refusal:
            codes.add(refusal.faults[0].code)
    assert "bad-parquet" in codes
