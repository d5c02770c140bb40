"""Whole columns: types, defaults, and further columns of units."""

import polars as pl
import pytest

from sanbi.engine.scoring.data.columns import clean_table, numbers
from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.origin import RawTable, RowOrigin
from sanbi.engine.scoring.faults import DataFaults


def table(name: str, *, typed: bool = True, **columns: object) -> RawTable:
    return RawTable(name, columns, RowOrigin(name), typed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cells",
    [
        ["1.5", "", None, "-2"],
        [1.5, "", None, -2],
        pl.Series([1.5, None, None, -2.0]),
        pl.Series(["1.5", "", None, "-2"]),
    ],
)
@pytest.mark.parametrize("typed", [True, False])
def test_a_column_of_numbers_is_the_same_from_every_kind_of_file(
    cells: list[object] | pl.Series, typed: bool
) -> None:
    faults = FaultList()
    found = numbers(table("observations", typed=typed, value=cells), "value", cells, faults)
    assert found.to_list() == [1.5, None, None, -2.0]
    assert not faults


def test_numbers_stored_as_text_are_noted_once_and_counted() -> None:
    cells = ["1", 2.0, "3", "4"]
    faults = FaultList()
    numbers(table("observations", value=cells), "value", cells, faults)
    (note,) = faults.notes()
    assert note.where == "observations[0].value"
    assert note.message.endswith("(and 2 more like it)")


def test_what_is_not_finite_in_a_typed_column_is_refused() -> None:
    faults = FaultList()
    cells = pl.Series([1.0, float("nan"), float("inf"), None])
    numbers(table("observations", value=cells), "value", cells, faults)
    with pytest.raises(DataFaults) as caught:
        faults.raise_if_any()
    assert [fault.where for fault in caught.value.faults] == [
        "observations[1].value", "observations[2].value",
    ]  # fmt: skip


def test_a_table_gets_every_column_and_numbered_rows() -> None:
    faults = FaultList()
    frame = clean_table(table("events", unit=["A", "B"], item=["x", "y"], count=[None, 2]), faults)
    assert frame.columns == [
        "_row", "unit", "item", "period", "kind", "count", "amount", "document", "note",
    ]  # fmt: skip
    assert frame["_row"].to_list() == [0, 1]
    assert frame["count"].to_list() == [1.0, 2.0]
    assert frame["amount"].to_list() == [None, None]
    assert not faults


@pytest.mark.parametrize(
    ("cells", "dtype"),
    [
        (["1", "2"], pl.Float64),
        (["1", "", "x"], pl.Float64),  # half of them numbers: x is a slip
        (["1", "x", "y"], pl.String),
        (["01", "2"], pl.String),
        (["0.5", "0"], pl.Float64),
        ([None, ""], pl.String),
        ([True, False], pl.String),
        (pl.Series([1, 2]), pl.Float64),
        (pl.Series([None, None], dtype=pl.Float64), pl.String),
    ],
)
def test_further_columns_of_units_are_what_most_cells_are(
    cells: list[object] | pl.Series, dtype: pl.DataType
) -> None:
    unit = [f"U{number}" for number in range(len(cells))]
    frame = clean_table(table("units", unit=unit, further=cells), FaultList())
    assert frame.schema["further"] == dtype
