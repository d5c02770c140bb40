from typing import Any

import pytest
from hypothesis import given, settings

from sanbi.engine.scoring.formula import Formula, parse_formula
from tests.engine.scoring.formula.trees import trees


@settings(max_examples=400)
@given(trees())
def test_a_printed_formula_reads_back_to_the_same_tree(tree: Any) -> None:
    formula = Formula(tree, "")
    assert parse_formula(str(formula)) == formula


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("((a))+(b*c)", "a + b * c"),
        ("a-(b-c)", "a - (b - c)"),
        ("a-(b+c)-d", "a - (b + c) - d"),
        ("a/(b*c)", "a / (b * c)"),
        ("(a/b)*c", "a / b * c"),
        ("a*-b", "a * (-b)"),
        ("(-a)*b", "(-a) * b"),
        ("-(a*b)", "-(a * b)"),
        ("-a+b", "-a + b"),
        ("a--b", "a - (-b)"),
        ("[a]+[b c]", "a + [b c]"),
        ("[if]+[且]+[1a]", "[if] + [且] + [1a]"),
        ("1.50*5%", "1.50 * 5%"),
        ("if((a>b or b>c)and c>a,1,2)", "if((a > b or b > c) and c > a, 1, 2)"),
        ("if(a>b or(b>c and c>a),1,2)", "if(a > b or b > c and c > a, 1, 2)"),
        ("if(not(a>b and b>c),1,2)", "if(not (a > b and b > c), 1, 2)"),
        ("if(not(not a>b),1,2)", "if(not not a > b, 1, 2)"),
        ("if(a>b and(b>c and c>a),1,2)", "if(a > b and (b > c and c > a), 1, 2)"),
    ],
)
def test_brackets_stand_where_they_are_needed(written: str, printed: str) -> None:
    assert str(parse_formula(written)) == printed
