from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring.scheme.kinds.basic import (
    REQUIRED,
    UNREADABLE,
    Choice,
    Day,
    Flag,
    Kind,
    Name,
    Number,
    Text,
    Whole,
    decimal_of,
    suggestion,
)
from sanbi.engine.scoring.scheme.source import FaultList, spot_of

WORDS = Choice({"high": ("高优", "越高越好"), "low": ()}, "direction")


def read(kind: Kind, value: Any) -> Any:
    """What a kind reads, or the code of the fault that it notes."""
    faults = FaultList()
    found = kind.read(spot_of(value), faults)
    assert (found is UNREADABLE) == bool(faults.faults)
    return faults.faults[0].code if faults.faults else found


READ: list[tuple[Kind, Any, Any]] = [
    (Number(), "12.50", Fraction(25, 2)),
    (Number(), 0.1, Fraction(1, 10)),
    (Number(), "１２", Fraction(12)),  # full-width digits
    (Number(), "−3", Fraction(-3)),  # a minus sign
    (Number(), "1e3", Fraction(1000)),
    (Number(), "1e9999", "number"),
    (Number(), "5%", "number"),
    (Number(), "abc%", "number"),
    (Number(), "1/2", "number"),
    (Number(), "nan", "number"),
    (Number(), "1_000", "number"),
    (Number(), [1], "number"),
    (Number(), True, "number"),
    (Number(minimum=Fraction(0)), -1, "range"),
    (Number(minimum=Fraction(0)), 0, Fraction(0)),
    (Number(maximum=Fraction(1)), "1.01", "range"),
    (Number(above=Fraction(0)), 0, "range"),
    (Number(above=Fraction(0)), "0.01", Fraction(1, 100)),
    (Whole(0, 9), 9, 9),
    (Whole(0, 9), "9.0", 9),
    (Whole(0, 9), 10, "whole"),
    (Whole(0, 9), "1.5", "whole"),
    (Whole(0, 9), "x", "whole"),
    (Whole(0, 9), {"a": 1}, "whole"),
    (Text(), " 县 ", "县"),
    (Text(), 3, "3"),
    (Text(), ["a"], "text"),
    (Text(), True, "text"),
    (Name(), "产值-1.a_b", "产值-1.a_b"),
    (Name(), "ＡＢ", "AB"),
    (Name(), "a b", "id"),
    (Name(), "-a", "id"),
    (Name(), "", "id"),
    (Name(), {}, "text"),
    (Flag(), True, True),
    (Flag(), "是", True),
    (Flag(), "no", False),
    (Flag(), "否", False),
    (Flag(), "maybe", "flag"),
    (WORDS, "low", "low"),
    (WORDS, "越高越好", "high"),
    (WORDS, " ｈｉｇｈ ", "high"),
    (WORDS, "hihg", "choice"),
    (WORDS, ["high"], "choice"),
    (Day(), "2026-02-28", date(2026, 2, 28)),
    (Day(), "2026-02-29", "day"),
    (Day(), "28.2.2026", "day"),
]


@pytest.mark.parametrize(("kind", "value", "found"), READ)
def test_what_a_kind_reads(kind: Kind, value: Any, found: Any) -> None:
    assert read(kind, value) == found


PLAIN: list[tuple[Kind, Any, Any]] = [
    (Number(), Fraction(5, 2), "2.5"),
    (Number(), None, None),
    (Whole(), 3, 3),
    (Text(), "a", "a"),
    (Name(), "a", "a"),
    (Flag(), True, True),
    (WORDS, "low", "low"),
    (Day(), date(2026, 1, 2), "2026-01-02"),
    (Day(), None, None),
]


@pytest.mark.parametrize(("kind", "value", "plain"), PLAIN)
def test_what_a_kind_writes(kind: Kind, value: Any, plain: Any) -> None:
    assert kind.plain(value) == plain


def test_percent_signs_get_the_number_that_is_meant() -> None:
    faults = FaultList()
    Number().read(spot_of("12.5％"), faults)
    assert "0.125" in str(faults.faults[0].hint)
    assert "12.5" in str(faults.faults[0].hint)


def test_bounds_stand_in_the_schema() -> None:
    held = Number(Fraction(0), Fraction(1), Fraction(-1)).schema()
    assert held == {"type": "number", "minimum": 0.0, "maximum": 1.0, "exclusiveMinimum": -1.0}


def test_a_suggestion_names_the_nearest_word_else_those_alike() -> None:
    assert "'linear'" in str(suggestion("lineer", ["linear", "events"]))
    text = str(suggestion("xyz", ["linear", "events", "线性加减", ""]))
    assert "events, linear" in text
    assert "线性" not in text
    assert "线性加减" in str(suggestion("无", ["linear", "线性加减"]))


def test_decimals_are_what_people_write() -> None:
    assert decimal_of(" +.5 ") == Fraction(1, 2)
    assert decimal_of("5.") == 5
    assert decimal_of("0x10") is None


def test_signs_have_a_name() -> None:
    assert repr(REQUIRED) == "REQUIRED"
