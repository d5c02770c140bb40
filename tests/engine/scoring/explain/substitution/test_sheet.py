"""The context of a rule, narrowed to the units that are written about."""

from fractions import Fraction

import numpy as np

from sanbi.engine.scoring.arithmetic import EXACT
from sanbi.engine.scoring.explain.substitution.sheet import (
    ATOM,
    PRODUCT,
    SUM,
    added,
    bracketed,
    in_brackets,
    narrowed,
    plain,
)
from sanbi.engine.scoring.rules import RuleContext


def context() -> RuleContext:
    numbers = [Fraction(3), Fraction(-1), Fraction(7)]
    return RuleContext(
        x=EXACT.array(numbers),
        population=EXACT.array(numbers),
        high=True,
        points=EXACT.array([Fraction(10), Fraction(20), Fraction(30)]),
        target=None,
        params={"table": [Fraction(1), Fraction(2)], "cap": EXACT.array(numbers), "word": "points"},
        arithmetic=EXACT,
        names=lambda name: EXACT.array([Fraction(len(name))] * 3),
    )


def test_narrowed_keeps_the_population_and_lists() -> None:
    held = narrowed(context(), np.array([2, 0]))
    assert held.x.tolist() == [7, 3]
    assert held.points.tolist() == [30, 10]
    assert held.params["cap"].tolist() == [7, 3]
    assert held.params["table"] == [1, 2]
    assert held.params["word"] == "points"
    assert held.target is None
    assert held.population.tolist() == [3, -1, 7]
    assert held.names is not None
    assert held.names("ab").tolist() == [2, 2]
    assert held.places("competition").tolist() == [1, 2]


def test_pieces_of_text() -> None:
    assert bracketed("a + b", SUM, PRODUCT) == "(a + b)"
    assert bracketed("a × b", PRODUCT, PRODUCT) == "a × b"
    assert bracketed("a", ATOM, PRODUCT) == "a"
    assert added([(1, "b"), (-1, "c")], "a") == "a + b − c"
    assert added([], "a") == "a"
    assert in_brackets("−3") == "(−3)"
    assert in_brackets("3") == "3"
    assert in_brackets("\ue000−3\ue001", "−3") == "(\ue000−3\ue001)"
    assert plain("\ue0008\ue001 − 2") == "8 − 2"
