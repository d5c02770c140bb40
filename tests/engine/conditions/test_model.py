from fractions import Fraction

from sanbi.engine.conditions.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Comparison,
    FactRef,
    Negation,
    Streak,
    Waivable,
    condition_data,
    facts_of,
    parts_of,
)

A, B, C = (Comparison(name, "==", (True,)) for name in "abc")


def test_parts_in_order() -> None:
    assert parts_of(A) == ()
    assert (
        parts_of(AllOf((A, B))) == parts_of(AnyOf((A, B))) == parts_of(AtLeast(1, (A, B))) == (A, B)
    )
    assert parts_of(Negation(A)) == parts_of(Streak(A, 3)) == (A,)
    assert parts_of(Waivable(A, B)) == (A, B)


def test_facts_include_thresholds_and_waivers() -> None:
    condition = Waivable(
        AllOf((Negation(A), Streak(Comparison("x", "<", (FactRef("y"), Fraction(1))), 2))), B
    )
    assert facts_of(condition) == {"a", "b", "x", "y"}


def test_a_deep_condition_needs_no_deep_stack() -> None:
    condition: Negation | Comparison = A
    for _ in range(50_000):
        condition = Negation(condition)
    assert facts_of(condition) == {"a"}


def test_plain_data_of_every_form() -> None:
    number = Comparison("x", "between", (Fraction(-1, 2), FactRef("y")))
    within = {"fact": "x", "op": "between", "value": [{"number": "-0.5"}, {"fact": "y"}]}
    yes = {"fact": "a", "op": "==", "value": True}
    assert condition_data(number) == within
    assert condition_data(Comparison("x", "is_missing")) == {"fact": "x", "op": "is_missing"}
    assert condition_data(AllOf((A, number))) == {"all": [yes, within]}
    assert condition_data(AnyOf((A,))) == {"any": [yes]}
    assert condition_data(Negation(A)) == {"not": yes}
    assert condition_data(AtLeast(1, (A,))) == {"at_least": {"count": 1, "of": [yes]}}
    assert condition_data(Streak(A, 3)) == {"streak": {"of": yes, "at_least": 3}}
    assert condition_data(Waivable(number, A)) == {**within, "waived_by": yes}
