"""A formula is written once and filled in for every unit."""

import pytest

from sanbi.engine.scoring.explain.substitution.expression import FormulaText, formula_text
from sanbi.engine.scoring.explain.substitution.sheet import ATOM, PRODUCT, SUM
from sanbi.engine.scoring.formula import parse_formula
from tests.engine.scoring.explain.small import leaf, lines, run


@pytest.mark.parametrize(
    ("text", "pieces", "names", "level"),
    [
        ("8 - (9 - x) * 0.8", ("8 − (9 − ", ") × 0.8"), ("x",), SUM),
        ("a * b", ("", " × ", ""), ("a", "b"), PRODUCT),
        ("-a", ("−", ""), ("a",), SUM),
        ("max(a, 2)", ("max(", ", 2)"), ("a",), ATOM),
        ("增速 + 增速", ("", " + ", ""), ("增速", "增速"), SUM),
        ("7", ("7",), (), ATOM),
    ],
)
def test_pieces(text: str, pieces: tuple[str, ...], names: tuple[str, ...], level: int) -> None:
    assert formula_text(parse_formula(text)) == FormulaText(pieces, names, level)


def test_filled_for_each_unit() -> None:
    text = formula_text(parse_formula("a + b * a"))
    columns = {"a": ["1", "2"], "b": ["(−3)", "4"]}
    assert text.filled(columns.__getitem__, 2) == ["1 + (−3) × 1", "2 + 4 × 2"]


def test_names_of_the_rule_and_of_the_data() -> None:
    rule = {
        "type": "formula",
        "target": "data",
        "formula": "points * (x - worst) / (best - worst) + mean - mean + count - count"
        " + k - target",
        "cap": "none",
        "floor": "none",
    }
    units = [{"unit": unit, "k": 2} for unit in "ABCDEF"]
    assert lines(run(leaf(rule), units=units))["B"] == (
        "10 × (10 − (−3.2)) ÷ (12.5 − (−3.2)) + 5.35 − 5.35 + 6 − 6 + 2 − 10 ≈ 0.407643"
    )
