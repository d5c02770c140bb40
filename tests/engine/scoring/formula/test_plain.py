import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.scoring.formula import Formula, FormulaError, from_json, parse_formula, to_json
from tests.engine.scoring.formula.trees import trees


@given(trees())
def test_nested_lists_survive_json_and_give_the_same_formula(tree: Any) -> None:
    formula = Formula(tree, "")
    back = from_json(json.loads(json.dumps(to_json(formula))))
    assert back == formula
    assert parse_formula(back.text) == formula


def test_the_form_is_as_promised() -> None:
    formula = parse_formula("if(not a >= 5% or b < 1, -a * 1.50, round(min(a, b), 2))")
    assert to_json(formula) == [
        "if",
        [
            "or",
            ["not", [">=", ["name", "a"], ["percent", "5"]]],
            ["<", ["name", "b"], ["num", "1"]],
        ],
        ["*", ["neg", ["name", "a"]], ["num", "1.50"]],
        ["round", ["min", ["name", "a"], ["name", "b"]], ["num", "2"]],
    ]
    assert from_json(to_json(formula)) == formula


A, LESS = ["name", "a"], ["<", ["name", "a"], ["name", "a"]]
NESTS: list[Callable[[Any], Any]] = [
    lambda inner: ["neg", inner],
    lambda inner: ["+", inner, A],
    lambda inner: ["/", A, inner],
    lambda inner: ["min", A, inner],
    lambda inner: ["if", LESS, inner, A],
    lambda inner: ["if", LESS, A, inner],
]
CONDITIONS: list[Callable[[Any], Any]] = [
    lambda inner: ["not", inner],
    lambda inner: ["and", inner, LESS],
    lambda inner: ["and", LESS, inner],
    lambda inner: ["or", inner, LESS],
    lambda inner: ["or", LESS, inner],
]


def nested(wrap: Callable[[Any], Any], inner: Any, times: int) -> Any:
    for _ in range(times):
        inner = wrap(inner)
    return inner


@pytest.mark.parametrize("wrap", NESTS)
def test_a_hundred_steps_are_allowed_and_one_more_is_not(wrap: Callable[[Any], Any]) -> None:
    made = from_json(nested(wrap, A, 98))
    assert from_json(to_json(made)) == made
    with pytest.raises(FormulaError, match="the formula is too large; keep to 100 levels"):
        from_json(nested(wrap, A, 100))


@pytest.mark.parametrize("wrap", CONDITIONS)
def test_conditions_nest_as_deep_and_keep_their_parts(wrap: Callable[[Any], Any]) -> None:
    data = ["if", nested(wrap, ["<", A, ["num", "1"]], 97), A, ["num", "2"]]
    assert to_json(from_json(data)) == data
    with pytest.raises(FormulaError, match="too large"):
        from_json(["if", nested(wrap, LESS, 99), A, A])


FAULTS: list[tuple[Any, str]] = [
    (None, "formula: this is not a list that begins with a word"),
    ([], "formula: this is not a list"),
    ([1], "formula: this is not a list"),
    ("a", "formula: this is not a list"),
    (["eval", "1"], "formula: 'eval' gives no number"),
    (["<", A, A], "formula: '<' gives no number"),
    (["num"], 'formula: the text is missing; write ["num", "…"]'),
    (["num", 1.5], "formula: the text is missing"),
    (["num", "1", "2"], "formula: the text is missing"),
    (["num", "1e5"], "formula: '1e5' is not a plain decimal"),
    (["num", "-1"], "formula: '-1' is not a plain decimal"),
    (["num", "1" * 31], "is not a plain decimal"),
    (["name", " a"], "formula: the name is empty or begins or ends with a space"),
    (["neg", A, A], "formula: 2 parts; give 1"),
    (["+", A], "formula: 1 parts; give 2"),
    (["+", A, ["+", A, 3]], "formula[2][2]: this is not a list"),
    (["if", ["<", A, A], A], "formula: 2 parts; give 3"),
    (["if", A, A, A], "formula[1]: 'name' is no comparison"),
    (["if", ["<", A], A, A], "formula[1]: 1 parts; give 2"),
    (["if", ["and", ["<", A, A]], A, A], "formula[1]: 1 parts; give 2"),
    (["if", ["and", ["<", A, A], A], A, A], "formula[1][2]: 'name' is no comparison"),
    (["if", ["not"], A, A], "formula[1]: 0 parts; give 1"),
    (["if", ["not", A], A, A], "formula[1][1]: 'name' is no comparison"),
    (["if", ["and", ["<", A, 3], LESS], A, A], "formula[1][1][2]: this is not a list"),
    (["if", ["or", 3, LESS], A, A], "formula[1][1]: this is not a list"),
    (["if", ["not", 3], A, A], "formula[1][1]: this is not a list"),
    (["if", ["xor", LESS, LESS], A, A], "write >= or another one, and, or, not"),
    (["if", ["<", A, A], A, ["<", A, A]], "formula[3]: '<' gives no number"),
    (["round", A, A], "formula: round needs the number of decimals"),
    (["pow", A, ["num", "1001"]], "formula: the exponent 1001 is too large"),
    (["min"], "formula: min is given 0 of its arguments"),
]


@pytest.mark.parametrize(("data", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_other_data_are_refused_with_their_place(data: Any, said: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        from_json(data)
    assert said in str(refusal.value)
    assert refusal.value.position == 0


def test_endless_data_are_refused() -> None:
    deep: Any = A
    for _ in range(5_000):
        deep = ["neg", deep]
    wide: Any = A
    for _ in range(12):
        wide = ["+", wide, wide]
    for data in (deep, wide):
        with pytest.raises(FormulaError, match="the formula is too large"):
            from_json(data)


@given(
    st.recursive(
        st.sampled_from(["num", "name", "+", "if", "<", "1", "a"]) | st.none(),
        lambda inner: st.lists(inner, max_size=4),
        max_leaves=10,
    )
)
def test_any_data_are_a_formula_or_refused(data: Any) -> None:
    try:
        formula = from_json(data)
    except FormulaError:
        return
    assert to_json(formula) == data
