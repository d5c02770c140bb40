from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.scoring.evaluation.context import Evaluation
from tests.engine.scoring.properties.cases import (
    CODES,
    data_of,
    figures,
    leaf,
    listed,
    run,
    scheme_of,
    table_of,
    unrounded,
)

TABLE = {"x": [6.0, 3.0, None, 5.0], "y": [2.0, 0.0, 4.0, None]}
UNITS = [
    {"unit": code, "people": n + 1.0, "region": "山" if n % 2 else "川"}
    for n, code in enumerate(CODES[:4])
]


def drawn(item: Any, precision: int | None = 2, **more: Any) -> list[Any]:
    """The input of a leaf that may lack a value."""
    child = leaf("a", input=item, missing="redistribute")
    return unrounded(run(data_of(UNITS, figures(TABLE)), child, precision=precision, **more), "a")


def test_a_formula_without_one_of_its_names_is_missing() -> None:
    assert drawn({"formula": "x / y"}) == [3, None, None, None]
    assert drawn({"formula": "if(y > 3, y, x)"}) == [6, 3, None, None]  # no short cut


def test_names_are_inputs_then_indicators_then_columns() -> None:
    assert drawn({"formula": "x + people"}) == [7, 5, None, 9]
    named = {"people": {"formula": "100"}}
    assert drawn({"formula": "x + people"}, inputs=named) == [106, 103, None, 105]
    shadowed = {"x": {"indicator": "y"}}
    assert drawn({"formula": "x + 0"}, inputs=shadowed) == [2, 0, 4, None]


def test_a_formula_may_use_a_formula() -> None:
    inputs = {"rate": {"formula": "x / people"}, "double": {"formula": "rate * 2"}}
    assert drawn("double", inputs=inputs) == [12, 3, None, Fraction(5, 2)]


def test_imputation_comes_after_the_transform() -> None:
    item = {"indicator": "x", "transform": "share", "impute": "mean"}
    assert drawn(item) == [
        Fraction(600, 14),
        Fraction(300, 14),
        Fraction(1400, 42),
        Fraction(500, 14),
    ]
    by_region = {"indicator": "x", "impute": {"method": "median", "by": "region"}}
    assert drawn(by_region) == [6, 3, 6, 5]


def test_an_input_is_read_once() -> None:
    scheme = scheme_of(leaf("a", input="x"))
    evaluation = Evaluation(scheme, table_of(TABLE), "2026Q3")
    reader, scope = evaluation.reader, evaluation.everyone
    item = scheme.input_of(scheme.leaves["a"])
    assert item is not None
    assert reader.column(item, "2026Q3", scope) is reader.column(item, "2026Q3", scope)
    assert reader.figure("x", "2026Q3", scope) is reader.figure("x", "2026Q3", scope)
    assert reader.target("x", "2026Q3", scope) is reader.target("x", "2026Q3", scope)


def test_an_unknown_name_is_a_key_error() -> None:
    evaluation = Evaluation(scheme_of(leaf("a")), data_of(UNITS, figures(TABLE)), "2026Q3")
    with pytest.raises(KeyError):
        evaluation.reader.name("z", "2026Q3", evaluation.everyone)
    found = evaluation.reader.name("people", "2026Q3", evaluation.everyone)
    assert listed(found) == [1, 2, 3, 4]


def test_a_period_without_figures_is_empty() -> None:
    evaluation = Evaluation(scheme_of(leaf("a")), table_of(TABLE), "2026Q3")
    assert listed(evaluation.reader.figure("x", "2020", evaluation.everyone)) == [None] * 4
