"""Two packages of one period: the scheme's changes and who moved."""

from fractions import Fraction
from typing import Any

import pytest

from sanbi.engine.integrity import Package, PackageError, read_package
from sanbi.engine.scoring import Scheme, score
from sanbi.engine.scoring.comparing import SchemeChange, compare_packages
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.package import OWN_LIMITS, build_package

VALUES = {"A": (10, 1), "B": (1, 10), "C": (6, 6)}


def packed(weights: tuple[int, int] = (60, 40), period: str = "2026Q3") -> Package:
    leaves: list[dict[str, Any]] = [
        {"id": name, "weight": weight, "input": name, "rule": "direct"}
        for name, weight in zip(("x", "y"), weights, strict=True)
    ]
    tree = {"id": "t", "aggregate": "weighted", "children": leaves}
    scheme = Scheme.from_mapping(
        {"sanbi": 1, "id": "s", "title": "s", "period": period, "precision": 2, "tree": tree}
    )
    rows = [
        {"unit": unit, "indicator": name, "period": period, "value": value}
        for unit, values in VALUES.items()
        for name, value in zip(("x", "y"), values, strict=True)
    ]
    return read_package(build_package(score(scheme, Data.from_rows(observations=rows))), OWN_LIMITS)


def test_same_package_has_no_changes() -> None:
    found = compare_packages(packed(), packed())
    assert (found.changes, found.moved) == ((), ())
    assert [move.before == move.after for move in found.moves] == [True] * 3


def test_changed_weights_are_named_and_the_moves_counted() -> None:
    found = compare_packages(packed((60, 40)), packed((30, 70)))
    assert found.changes == (
        SchemeChange("tree.children[x].weight", "60", "30"),
        SchemeChange("tree.children[y].weight", "40", "70"),
    )
    # Before: A 6.4, B 4.6, C 6. After: A 3.7, B 7.3, C 6.
    assert [(move.unit, move.rose) for move in found.moved] == [("B", 2), ("A", -2)]
    by_unit = {move.unit: move for move in found.moves}
    assert (by_unit["A"].before, by_unit["A"].after) == (Fraction("6.4"), Fraction("3.7"))
    assert by_unit["C"].rose == 0


def test_a_leaf_that_is_new_stands_against_nothing() -> None:
    one, two = packed(), packed()
    files = dict(two.files)
    files["scheme.json"] = files["scheme.json"].replace(b'"leaf": "y"', b'"leaf": "z"')
    found = compare_packages(one, Package(files, two.manifest))
    assert {(c.where, c.before, c.after) for c in found.changes} == {
        ("tree.children[y]", "…", ""),
        ("tree.children[z]", "", "…"),
    }


def test_other_periods_are_refused() -> None:
    with pytest.raises(PackageError, match="2026Q3 and 2026Q2"):
        compare_packages(packed(), packed(period="2026Q2"))
