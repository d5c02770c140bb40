"""Tables put together: the same cleaning, whatever made them."""

import pytest

from sanbi.engine.scoring.data.assembly import assemble
from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.origin import RawTable, RowOrigin
from sanbi.engine.scoring.faults import DataFaults


def raw(table: str, /, **columns: list[object]) -> RawTable:
    return RawTable(table, columns, RowOrigin(table))


def test_every_table_is_there_and_keeps_the_numbers_of_its_rows() -> None:
    table = raw("observations", unit=["B", "A"], indicator=["x", "x"], value=[1, 2])
    frames, origins = assemble([table], "2026Q3", FaultList())
    assert list(origins) == ["observations"]
    assert frames["observations"].select("unit", "_row").rows() == [("A", 1), ("B", 0)]
    assert frames["units"]["unit"].to_list() == ["A", "B"]
    assert frames["history"].height == 0


def test_only_rows_without_period_take_the_scheme_period() -> None:
    table = raw("events", unit=["A", "A"], item=["x", "y"], period=["", "2025"])
    frames, _ = assemble([table], "2026Q3", FaultList())
    assert frames["events"]["period"].to_list() == ["2026Q3", "2025"]


def test_names_beside_codes_are_compared() -> None:
    units = raw("units", unit=["A", "B"], name=["甲", ""])
    table = RawTable(
        "ratings", {"unit": ["A", "B", "A"], "leaf": ["l", "l", "m"], "rating": [1, 1, 1]},
        RowOrigin("ratings"), checks={"name": ["甲", "随意", "乙"]},
    )  # fmt: skip
    faults = FaultList()
    assemble([units, table], None, faults)
    with pytest.raises(DataFaults, match=r"ratings\[2\]\.unit: the name '乙'"):
        faults.raise_if_any()


def test_the_order_of_rows_that_share_a_key_does_not_depend_on_the_file() -> None:
    rows = {"unit": ["A"] * 3, "leaf": ["l"] * 3, "rating": [3, 1, 2]}
    back = {name: cells[::-1] for name, cells in rows.items()}
    first, second = (
        assemble([raw("ratings", **cells)], None, FaultList())[0]["ratings"].drop("_row")
        for cells in (rows, back)
    )
    assert first.equals(second)
