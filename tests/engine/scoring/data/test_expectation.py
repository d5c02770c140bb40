"""Names that the scheme knows."""

import polars as pl

from sanbi.engine.scoring.data.expectation import Expectation, check_names
from sanbi.engine.scoring.data.faultlist import FaultList
from sanbi.engine.scoring.data.origin import RowOrigin

EVENTS = pl.DataFrame({"_row": [0, 1], "item": ["bonus", "other"], "kind": ["省级", ""]})


def found(expected: Expectation) -> FaultList:
    faults = FaultList()
    check_names({"events": EVENTS}, {"events": RowOrigin("events")}, expected, faults)
    return faults


def test_what_is_not_known_is_not_checked() -> None:
    assert not found(Expectation())
    assert not found(Expectation(leaves=frozenset()))


def test_an_item_without_kinds_allows_any() -> None:
    assert not found(Expectation(items={"bonus": frozenset(), "other": frozenset()}))
    assert found(Expectation(items={"bonus": frozenset({"国家级"}), "other": frozenset()}))
    assert found(Expectation(items={"bonus": frozenset()}))
