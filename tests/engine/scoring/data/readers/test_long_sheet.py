"""Sheets whose columns bear the names of the table's columns."""

from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.readers.grid import Grid
from sanbi.engine.scoring.data.readers.long_sheet import read_long
from sanbi.engine.scoring.data.readers.marks import Marks

HEAD: list[object] = ["单位", "指标", "值"]


def grid(*rows: list[object], **marks: object) -> Grid:
    return Grid("数据", "数据", [HEAD, *rows], Marks(**marks))  # type: ignore[arg-type]


def test_columns_and_rows_keep_their_places() -> None:
    faults = FaultList()
    table = read_long(grid([], ["A", "x", 1.0], ["※"], ["B", "x", 2.0]), "observations", faults)
    assert table is not None
    assert table.columns == {"unit": ["A", "B"], "indicator": ["x", "x"], "value": [1.0, 2.0]}
    assert table.origin.place(1, "value").text == "数据!C5"
    assert not faults


def test_marks_outside_the_data_do_not_matter() -> None:
    faults = FaultList()
    sheet = grid(
        ["A", "x", 1.0], [], ["", "", ""],
        merged=[(0, 0, 0, 2), (2, 0, 3, 2), (1, 5, 3, 6)], hidden_rows={0, 2}, hidden_columns={7},
    )  # fmt: skip
    assert read_long(sheet, "observations", faults) is not None
    assert not faults


def test_marks_among_the_data_are_faults() -> None:
    faults = FaultList()
    sheet = grid(["A", "x", 1.0], ["B", "x", 2.0], merged=[(1, 2, 2, 2)], hidden_rows={2})
    read_long(sheet, "observations", faults)
    assert faults


def test_a_table_without_its_columns_is_none() -> None:
    faults = FaultList()
    assert read_long(Grid("数据", "数据", [["单位"]]), "observations", faults) is None
    assert read_long(Grid("数据", "数据", []), "observations", faults) is None
    assert faults
