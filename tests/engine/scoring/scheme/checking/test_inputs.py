import pytest

from tests.engine.scoring.properties.cases import leaf, scheme_of
from tests.engine.scoring.scheme.written import faults_with, leaf_faults


def test_formulas_do_not_go_in_circles() -> None:
    inputs = {"p": {"formula": "q + 1"}, "q": {"formula": "x * p"}, "r": {"formula": "x"}}
    found = faults_with(leaf("a", input="p"), inputs=inputs)
    assert found == [("inputs.p", "formula-cycle")]
    assert faults_with(leaf("a"), inputs={"p": {"formula": "p"}}) == [("inputs.p", "formula-cycle")]
    scheme_of(
        leaf("a", input="p"),
        inputs={"p": {"formula": "q + r"}, "q": {"formula": "r"}, "r": {"formula": "x"}},
    )


def test_a_declared_list_of_indicators_is_complete() -> None:
    scheme_of(leaf("a", input="gdp"), indicators={"gdp": {}})
    found = faults_with(
        leaf("a", input="gpd"),
        leaf("b", input="k"),
        indicators={"gdp": {}},
        inputs={"k": {"indicator": "dgp"}},
    )
    assert found == [
        ("inputs.k", "unknown-indicator"),
        ("tree.children[0].input", "unknown-indicator"),
    ]


def test_formulas_may_use_columns_of_the_units_beside_declared_indicators() -> None:
    scheme_of(leaf("a", input={"formula": "gdp / people"}), indicators={"gdp": {}})


@pytest.mark.parametrize("name", ["x", "best", "worst", "mean", "count", "target"])
def test_a_formula_rule_needs_an_input_for_what_it_uses(name: str) -> None:
    rule = {"type": "formula", "formula": f"points * {name}"}
    assert leaf_faults(rule, input=...) == [("tree.children[0]", "formula-input")]
    scheme_of(leaf("a", rule))


def test_a_formula_rule_of_its_own_names_needs_no_input() -> None:
    free = {key: v for key, v in leaf("a").items() if key != "input"}
    scheme_of({**free, "rule": {"type": "formula", "formula": "points / 2 + gdp"}})
    scheme_of({**free, "rule": {"type": "formula", "formula": "points * target", "target": 3}})


def test_a_formula_that_cannot_be_read_is_a_fault_and_no_crash() -> None:
    found = faults_with(leaf("a"), inputs={"half": {"formula": "1 / a.b"}})
    assert found == [("inputs.half.formula", "formula")]
