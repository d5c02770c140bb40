"""The list of faults: order, cap, joined notes."""

import polars as pl
import pytest

from sanbi.engine.scoring.data.faultlist import CAP, FaultList, Place
from sanbi.engine.scoring.faults import DataFaults


def at(row: int, column: int = 0) -> Place:
    return Place((0, row, column), f"表!{row}:{column}")


def test_errors_come_in_reading_order() -> None:
    faults = FaultList()
    for row, column in ((3, 1), (1, 2), (1, 1), (2, 0)):
        faults.add("bad-flag", at(row, column), text="x")
    with pytest.raises(DataFaults) as caught:
        faults.raise_if_any()
    assert [fault.where for fault in caught.value.faults] == [
        "表!1:1",
        "表!1:2",
        "表!2:0",
        "表!3:1",
    ]


def test_errors_beyond_the_cap_are_counted() -> None:
    faults = FaultList("zh")
    for row in range(CAP + 5):
        assert faults.full() == (row >= CAP)
        faults.add("bad-flag", at(row), text="x")
    with pytest.raises(DataFaults) as caught:
        faults.raise_if_any()
    assert len(caught.value.faults) == CAP + 1
    assert caught.value.faults[-1].message == "另有 5 处错误未列出"


def test_no_error_is_no_refusal_and_notes_do_not_refuse() -> None:
    faults = FaultList()
    faults.note("spaces", at(1), text=" a")
    faults.raise_if_any()
    assert not faults
    assert [note.severity for note in faults.notes()] == ["note"]


def test_notes_of_one_kind_and_group_are_joined_at_their_first_place() -> None:
    faults = FaultList()
    for row in (5, 2, 9):
        faults.note("spaces", at(row), group="unit", text=f" {row}")
    faults.note("spaces", at(1), group="indicator", text=" i")
    first, second = faults.notes()
    assert first.where == "表!1:0"
    assert (second.where, second.message) == (
        "表!2:0", "spaces or invisible characters were removed from ' 2' (and 2 more like it)",
    )  # fmt: skip


def test_notes_beyond_the_cap_are_counted() -> None:
    faults = FaultList()
    for row in range(CAP + 7):
        faults.note("spaces", at(row), group=row, text=" x")
    notes = faults.notes()
    assert len(notes) == CAP + 1
    assert notes[-1].message == "and 7 more notes that are not listed"


def test_only_as_many_rows_as_may_be_listed_are_looked_at() -> None:
    faults = FaultList()
    rows = pl.DataFrame({"row": range(CAP + 3)})
    assert faults.listed(rows).height == CAP
    for row in range(CAP):
        faults.add("bad-flag", at(row), text="x")
    assert faults.listed(rows).height == 0
    faults.count()
    with pytest.raises(DataFaults, match=f"and {3 + CAP + 3 + 1} more faults"):
        faults.raise_if_any()
