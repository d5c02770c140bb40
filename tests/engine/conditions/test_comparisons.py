from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.conditions.comparisons import read_comparison
from sanbi.engine.conditions.model import Comparison, FactRef
from sanbi.engine.conditions.notes import Notes
from sanbi.engine.conditions.words import OPERATORS


def read(data: dict[object, object]) -> tuple[Comparison | None, list[str]]:
    notes = Notes()
    keys = notes.keys(data, "", ("fact", "op", "value"))
    return read_comparison(notes, data, keys, ""), [fault.path for fault in notes.faults]


@pytest.mark.parametrize(("written", "op"), list(OPERATORS.items()))
def test_every_written_operator(written: str, op: str) -> None:
    values: dict[str, Any] = {"in": [1], "not_in": [1], "between": [1, 2]}
    data: dict[object, object] = {"fact": "x", "op": f" {written} "}
    if op not in ("is_missing", "not_missing"):
        data["value"] = values.get(op, 1)
    found, faults = read(data)
    assert faults == []
    assert found is not None
    assert (found.fact, found.op) == ("x", op)


def test_full_width_operators_are_the_same() -> None:
    assert read({"fact": "x", "op": "＞＝", "value": 1})[0] == Comparison("x", ">=", (Fraction(1),))


def test_several_faults_of_one_comparison_come_together() -> None:
    found, faults = read({"fact": "", "op": "between", "value": ["a", None, 3]})
    assert found is None
    assert faults == ["fact", "value[0]", "value[1]"]


def test_limits_that_are_facts_are_not_compared_beforehand() -> None:
    found, faults = read({"fact": "x", "op": "between", "value": [{"fact": "hi"}, 1]})
    assert faults == []
    assert found == Comparison("x", "between", (FactRef("hi"), Fraction(1)))


def test_the_name_of_a_fact_is_trimmed() -> None:
    assert read({"fact": " x "})[0] == Comparison("x", "==", (True,))
