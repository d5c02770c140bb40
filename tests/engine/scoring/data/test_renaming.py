"""Former codes: renamed, renamed twice, merged, split."""

import polars as pl
import pytest

from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.origin import RowOrigin
from sanbi.engine.scoring.data.renaming import Renaming, read_renaming


def renaming(**formerly: str) -> Renaming:
    units = pl.DataFrame(
        {"_row": range(len(formerly)), "unit": list(formerly), "formerly": list(formerly.values())}
    )
    return read_renaming(units, RowOrigin("units"), FaultList())


@pytest.mark.parametrize(
    ("formerly", "renamed", "dissolved"),
    [
        ({"N": "O"}, {"O": "N"}, {}),
        ({"N": "O > P"}, {"O": "N", "P": "N"}, {}),
        ({"N": "O；P"}, {}, {"O": "N", "P": "N"}),
        ({"N": "O", "M": "O"}, {}, {"O": "N, M"}),
        ({"N": "O>P;Q"}, {}, {"O": "N", "P": "N", "Q": "N"}),
        ({"N": "", "M": " ; "}, {}, {}),
    ],
)
def test_what_former_codes_say(
    formerly: dict[str, str], renamed: dict[str, str], dissolved: dict[str, str]
) -> None:
    found = renaming(**formerly)
    assert (found.renamed, found.dissolved) == (renamed, dissolved)


def test_rows_are_replaced_or_left_out_with_one_note_for_each_code() -> None:
    frame = pl.DataFrame({"_row": [0, 1, 2, 3], "unit": ["O", "X", "O", "N"]})
    faults = FaultList()
    found = Renaming({"O": "N"}, {"X": "Y"}).apply("history", frame, RowOrigin("history"), faults)
    assert found["unit"].to_list() == ["N", "N", "N"]
    assert [(note.where, note.code) for note in faults.notes()] == [
        ("history[0].unit", "renamed"), ("history[1].unit", "not-carried-over"),
    ]  # fmt: skip
    assert faults.notes()[0].message.startswith("2 rows")


def test_nothing_to_rename_changes_nothing() -> None:
    frame = pl.DataFrame({"_row": [0], "unit": ["O"]})
    assert Renaming().apply("history", frame, RowOrigin("history"), FaultList()) is frame
