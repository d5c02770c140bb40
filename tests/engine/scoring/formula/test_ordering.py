from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbi.engine.scoring.formula import FormulaCycle, dependencies, parse_formula


def order(**texts: str) -> tuple[str, ...]:
    return dependencies({name: parse_formula(text) for name, text in texts.items()})


def test_each_formula_comes_after_those_it_uses() -> None:
    assert order(c="a + b", b="a * x", a="y") == ("a", "b", "c")
    assert order(a="x", b="x") == ("a", "b")
    assert order() == ()


@pytest.mark.parametrize(
    ("texts", "cycle"),
    [
        ({"a": "a + 1"}, ("a", "a")),
        ({"a": "b", "b": "a"}, ("a", "b", "a")),
        ({"x": "a", "a": "b", "b": "c", "c": "a + d", "d": "1"}, ("a", "b", "c", "a")),
    ],
)
def test_a_cycle_is_named_round(texts: dict[str, str], cycle: tuple[str, ...]) -> None:
    with pytest.raises(FormulaCycle) as refusal:
        order(**texts)
    assert refusal.value.cycle == cycle
    assert str(refusal.value) == (
        f"These formulas need each other: {' → '.join(cycle)}; "
        "take one of the names out of one of them"
    )


@given(st.lists(st.sets(st.integers(0, 7)), min_size=1, max_size=8))
def test_an_order_exists_exactly_where_no_cycle_does(uses: list[set[int]]) -> None:
    formulas = {
        f"f{i}": parse_formula(" + ".join(f"f{j}" for j in sorted(used)) or "1")
        for i, used in enumerate(uses)
    }
    try:
        found = dependencies(formulas)
    except FormulaCycle as refusal:
        steps = refusal.cycle
        assert steps[0] == steps[-1]
        for here, following in pairwise(steps):
            assert following in formulas[here].names
    else:
        place = {name: number for number, name in enumerate(found)}
        assert sorted(found) == sorted(formulas)
        for name, formula in formulas.items():
            assert all(place[used] < place[name] for used in formula.names if used in formulas)


def test_a_long_chain_needs_no_deep_stack() -> None:
    formulas = {f"f{i}": parse_formula(f"f{i + 1} + 1") for i in range(20_000)}
    assert dependencies(formulas)[0] == "f19999"
