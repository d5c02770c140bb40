"""Comparisons built by hand, without the reader, are judged alike."""

from fractions import Fraction

import pytest

from sanbi.engine.conditions import Comparison, FactError
from sanbi.engine.conditions.comparing import compare


def test_a_whole_number_in_a_handmade_comparison_is_a_number() -> None:
    made = Comparison("x", ">=", (8,))  # type: ignore[arg-type]
    assert compare(made, {"x": Fraction(8)}) is True
    assert compare(Comparison("x", "<", (Fraction(8),)), {"x": Fraction(8)}) is False


def test_order_of_yes_no_is_refused() -> None:
    with pytest.raises(FactError, match="cannot be compared with >"):
        compare(Comparison("x", ">", (False,)), {"x": True})


def test_unknown_members_leave_membership_open() -> None:
    from sanbi.engine.conditions import FactRef

    made = Comparison("x", "not_in", (Fraction(1), FactRef("y")))
    assert compare(made, {"x": Fraction(1), "y": None}) is False
    assert compare(made, {"x": Fraction(2), "y": None}) is None
    assert compare(made, {"x": Fraction(2), "y": Fraction(3)}) is True
