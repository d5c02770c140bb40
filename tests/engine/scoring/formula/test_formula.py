import doctest
import pickle
from pathlib import Path
from typing import Any

import yaml

from sanbi.engine.scoring.formula import (
    describe,
    formula,
    ordering,
    parse_formula,
    to_excel,
    to_json,
)
from tests.engine.scoring.formula.arithmetics import Exact, undefined

PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "formula.md"


def example() -> Any:
    blocks = PAGE.read_text(encoding="utf-8").split("```yaml\n# worked example")
    assert len(blocks) == 2
    return yaml.safe_load(blocks[1].partition("\n")[2].partition("```")[0])


def test_every_case_of_the_page() -> None:
    for case in example()["formulas"]:
        made = parse_formula(case["formula"])
        assert str(made) == case["canonical"]
        assert to_json(made) == case["json"]
        assert list(made.names) == case["names"]
        assert to_excel(made, case["cells"].__getitem__) == case["excel"]
        for row in case["values"]:
            figures = {name: parse_number(text) for name, text in row["figures"].items()}
            found = made.evaluate(figures, Exact())
            assert describe(made, row["figures"], "zh") == row["told"]
            if row["value"] == "undefined":
                assert undefined(found)
            else:
                assert found == parse_number(row["value"])


def parse_number(text: str) -> Any:
    return parse_formula(text).evaluate({}, Exact())


def test_the_examples_in_the_docstrings_are_true() -> None:
    for module in (formula, ordering):
        found = doctest.testmod(module)
        assert found.attempted
        assert not found.failed


def test_names_stand_once_in_the_order_written() -> None:
    assert parse_formula("b + a * [c d] - b").names == ("b", "a", "c d")
    assert parse_formula("1 + 2").names == ()


def test_formulas_are_values_and_can_travel_between_processes() -> None:
    one, other = parse_formula("a+b"), parse_formula("（ａ＋ｂ）")
    assert one == other
    assert hash(one) == hash(other)
    assert other.text == "（ａ＋ｂ）"
    longest = parse_formula("+".join("a" * 100))
    assert pickle.loads(pickle.dumps(longest)) == longest  # noqa: S301  our own bytes
