"""Rows that repeat a key."""

import polars as pl
import pytest

from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.origin import RowOrigin
from sanbi.engine.scoring.data.repeats import refuse_duplicates
from sanbi.engine.scoring.faults import DataFaults


def observations(*rows: tuple[str | None, int]) -> pl.DataFrame:
    return pl.DataFrame(
        {"_row": range(len(rows)), "unit": [unit for unit, _ in rows],
         "indicator": ["i"] * len(rows), "period": ["2026"] * len(rows),
         "version": [version for _, version in rows], "revised": [False] * len(rows)}
    )  # fmt: skip


def test_a_duplicate_names_the_first_of_its_key_and_every_later_one() -> None:
    faults = FaultList()
    frame = observations(("A", 1), ("B", 1), ("A", 1), ("A", 1))
    kept = refuse_duplicates("observations", frame, RowOrigin("observations"), faults)
    assert kept["unit"].to_list() == ["A", "B"]
    with pytest.raises(DataFaults) as caught:
        faults.raise_if_any()
    assert [fault.where for fault in caught.value.faults] == [
        "observations[2].unit", "observations[3].unit",
    ]  # fmt: skip
    assert all("first at observations[0].unit" in fault.message for fault in caught.value.faults)


def test_cells_that_were_refused_are_no_duplicates_of_each_other() -> None:
    faults = FaultList()
    frame = observations((None, 1), (None, 1))
    refuse_duplicates("observations", frame, RowOrigin("observations"), faults)
    assert not faults


def test_the_highest_version_stays_in_whatever_order() -> None:
    for rows in ([("A", 3), ("A", 1), ("A", 2)], [("A", 1), ("A", 2), ("A", 3)]):
        faults = FaultList()
        frame = observations(*rows)
        kept = refuse_duplicates("observations", frame, RowOrigin("observations"), faults)
        assert kept["version"].to_list() == [3]
        assert kept["revised"].to_list() == [True]
        assert len(faults.notes()) == 1
        assert "(and 1 more" in faults.notes()[0].message


def test_a_high_version_alone_is_no_revision() -> None:
    faults = FaultList()
    frame = observations(("A", 2), ("B", 1), ("B", 2), ("C", 3))
    kept = refuse_duplicates("observations", frame, RowOrigin("observations"), faults)
    assert dict(kept.select("unit", "revised").rows()) == {"A": False, "B": True, "C": False}


def test_a_table_that_nobody_gave_is_left_alone() -> None:
    frame = observations(("A", 1), ("A", 1))
    assert refuse_duplicates("observations", frame, None, FaultList()) is frame
