"""Small tables in Parquet."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sanbi.engine.scoring.data import Limits, read_data
from sanbi.engine.scoring.faults import DataFaults
from tests.engine.scoring.data.files import noted, refused

FRAME = pl.DataFrame(
    {"unit": ["A", "B"], "indicator": ["gdp", "gdp"], "period": [2026, 2026], "value": [6.4, None]}
)


def write(path: Path, frame: pl.DataFrame = FRAME) -> Path:
    frame.write_parquet(path)
    return path


def test_a_long_file_is_read(tmp_path: Path) -> None:
    data = read_data(write(tmp_path / "observations.parquet"))
    assert data.observations.rows() == [
        ("A", "gdp", "2026", 6.4, None, 1, "", False),
        ("B", "gdp", "2026", None, None, 1, "", False),
    ]
    assert data.place("observations", 0, "value") == "observations.parquet:1 column value"


def test_a_file_of_another_name_is_known_by_its_columns(tmp_path: Path) -> None:
    data = read_data(write(tmp_path / "x.parquet"))
    assert noted(data) == [("x.parquet", "read-as")]


def test_categories_and_single_precision_are_read(tmp_path: Path) -> None:
    frame = FRAME.with_columns(
        pl.col("unit").cast(pl.Categorical), pl.col("value").cast(pl.Float32)
    )
    data = read_data(write(tmp_path / "observations.parquet", frame))
    assert data.observations["value"].to_list() == [6.4, None]


def test_a_folder_holds_one_file_for_each_table(tmp_path: Path) -> None:
    write(tmp_path / "observations.parquet")
    write(tmp_path / "units.parquet", pl.DataFrame({"unit": ["A", "B"], "coef": [1.5, 2.0]}))
    data = read_data(tmp_path)
    assert data.units["coef"].to_list() == [1.5, 2.0]
    assert data.observations.height == 2


@pytest.mark.parametrize(
    ("column", "code"),
    [
        (pl.Series("value", [1.0, float("nan")]), "not-finite"),
        (pl.Series("value", [date(2026, 7, 1)] * 2), "date-number"),
        (pl.Series("value", ["1", "约2"]), "text-in-number"),
        (pl.Series("unit", ["A", None]), "missing-cell"),
    ],
)
def test_faults_have_their_row(tmp_path: Path, column: pl.Series, code: str) -> None:
    path = write(tmp_path / "observations.parquet", FRAME.with_columns(column))
    where = f"observations.parquet:2 column {column.name}"
    assert (where, code) in refused(path)


def test_what_cannot_be_a_table_is_refused(tmp_path: Path) -> None:
    nested = pl.DataFrame({"unit": ["A"], "indicator": ["i"], "value": [[1.0]]})
    assert refused(write(tmp_path / "a.parquet", nested)) == [("a.parquet", "bad-parquet")]
    path = tmp_path / "b.parquet"
    path.write_bytes(b"PAR1" + b"\0" * 100)
    assert refused(path) == [("b.parquet", "bad-parquet")]


def test_a_small_file_that_claims_many_rows_is_refused(tmp_path: Path) -> None:
    frame = pl.DataFrame({"unit": pl.repeat("A", 8_000_000, eager=True)}).with_columns(
        indicator=pl.lit("gdp"), value=pl.lit(1.0)
    )
    path = write(tmp_path / "a.parquet", frame)
    assert path.stat().st_size < 1_000_000
    assert refused(path) == [("a.parquet", "too-many-cells")]


def test_the_limits_hold(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet")
    for limits, code in (
        (Limits(packed=10), "file-too-large"),
        (Limits(columns=3), "too-many-columns"),
        (Limits(cells=7), "too-many-cells"),
        (Limits(unpacked=10), "unpacks-too-large"),
    ):
        assert refused(path, limits=limits) == [("a.parquet", code)]
    assert read_data(path, limits=Limits(cells=8)).observations.height == 2


def test_a_damaged_file_is_refused_or_read(tmp_path: Path) -> None:
    """Whatever byte is damaged: a refusal or data, nothing else."""
    content = write(tmp_path / "a.parquet").read_bytes()
    path = tmp_path / "observations.parquet"
    codes = set()
    for at in range(4, len(content) - 8, 11):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0x5A]) + content[at + 1 :])
        try:
            read_data(path)
        except DataFaults as refusal:
            codes.add(refusal.faults[0].code)
    assert "bad-parquet" in codes
