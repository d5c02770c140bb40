from fractions import Fraction

import pytest

from sanbi.engine.scoring.formula import parse_formula
from sanbi.engine.scoring.formula.nodes import Call, Name, Negative, Number, literal, walk


def test_numbers_are_the_decimals_written() -> None:
    assert Number("0.10").value == Fraction(1, 10)
    assert Number("5", percent=True).value == Fraction(1, 20)


def test_positions_play_no_part_in_equality() -> None:
    assert parse_formula("a+b").root == parse_formula("  a  +  b").root
    assert hash(parse_formula("a+b")) == hash(parse_formula("  a  +  b"))


@pytest.mark.parametrize(
    ("node", "value"),
    [
        (Number("2"), Fraction(2)),
        (Negative(Number("2")), Fraction(-2)),
        (Name("a"), None),
        (Negative(Name("a")), None),
        (Call("abs", (Number("2"),)), None),
    ],
)
def test_a_literal_is_a_number_spelt_out(node: object, value: Fraction | None) -> None:
    assert literal(node) == value


def test_walking_is_parents_first_in_the_order_written() -> None:
    root = parse_formula("if(a > b, c, min(d, -e))").root
    assert [node.name for node, _ in walk(root) if isinstance(node, Name)] == list("abcde")
    assert max(depth for _, depth in walk(root)) == 4
