"""Which names of a scheme are figures, so that a data file is read as it is meant."""

from typing import Any

from sanbi.engine.scoring import Scheme


def scheme(**more: Any) -> Scheme:
    leaf = {"id": "a", "input": "gdp", "rule": "direct"}
    head = {"sanbi": 1, "id": "s", "title": "s", "tree": {"id": "root", "children": [leaf]}}
    return Scheme.from_mapping({**head, **more})


def test_a_name_compared_with_a_number_is_an_indicator() -> None:
    gate = {
        "id": "g",
        "require": {"any": [{"fact": "growth", "op": ">=", "value": 0}, {"not": ZONE}]},
        "else": [{"effect": "unranked"}],
    }
    assert scheme(gates=[gate]).used_indicators == ("gdp", "growth")


def test_a_name_compared_with_text_is_a_column_of_the_units() -> None:
    held = scheme(exclusions=[{"when": ZONE}])
    assert held.used_indicators == ("gdp",)
    assert held.expectation.indicators == frozenset({"gdp"})


def test_a_declared_indicator_stays_one_even_so() -> None:
    held = scheme(exclusions=[{"when": ZONE}], indicators={"gdp": {}, "zone": {}})
    assert held.used_indicators == ("gdp", "zone")


ZONE = {"fact": "zone", "op": "==", "value": "hills"}
