from typing import Any

import pytest

from sanbi.engine.scoring.scheme.input_fields import EXTRAS, InputKind
from sanbi.engine.scoring.scheme.kinds import UNREADABLE
from sanbi.engine.scoring.scheme.source import FaultList, spot_of
from tests.engine.scoring.properties.cases import leaf, scheme_of
from tests.engine.scoring.scheme.written import leaf_faults

AT = "tree.children[0].input"


def read(value: Any) -> Any:
    """What the kind makes of a value without faults."""
    faults = FaultList()
    found = InputKind().read(spot_of(value), faults)
    assert faults.faults == []
    return {k: v for k, v in found.items() if k != "@" and v is not None}


def test_forms_of_an_input() -> None:
    assert read("gdp") == {"name?": "gdp"}
    assert read({"use": "k"}) == {"name?": "k"}
    assert read({"indicator": "gdp"}) == {"indicator": "gdp", "transform": "value"}
    assert read({"指标": "gdp", "变换": "人均", "每": "people"})["per"] == "people"
    assert set(read({"formula": "a / b"})) == {"formula"}
    assert read({"公式": "a", "乘系数": "k"})["coefficient"] == "k"


DEFAULTS: dict[str, dict[str, Any]] = {
    "growth": {"against": "year_ago"},
    "increment": {"against": "year_ago"},
    "change": {"against": "year_ago"},
    "rank_change": {"against": "previous"},
    "pace": {"basis": "difference"},
}


@pytest.mark.parametrize("transform", sorted(EXTRAS))
def test_transforms_have_their_own_keys(transform: str) -> None:
    needed = {"per": {"per": "q"}, "streak": {"op": ">=", "than": 1}}.get(transform, {})
    found = read({"indicator": "p", "transform": transform, **needed})
    for key, value in DEFAULTS.get(transform, {}).items():
        assert found[key] == value
    assert leaf_faults(input={"indicator": "p", "transform": transform, **needed, "basiss": 1}) == [
        (f"{AT}.basiss", "unknown-key")
    ]


BAD: list[tuple[Any, str]] = [
    ({"indicator": "p", "transform": "grwth"}, f"{AT}.transform choice"),
    ({"transform": "growth"}, f"{AT} missing-key"),
    ({"indicator": "p", "transform": "per"}, f"{AT} missing-key"),
    ({"indicator": "p", "impute": "mode"}, f"{AT}.impute choice"),
    ({"indicator": "p", "impute": {"by": "all"}}, f"{AT}.impute missing-key"),
    ({"indicator": "p", "impute": 3.5}, f"{AT}.impute choice"),
    ({"indicator": "p", "impute": ["mean"]}, f"{AT}.impute object"),
    ({"indicator": "p", "treat": {"skew": -1}}, f"{AT}.treat.skew range"),
    ({"indicator": "p", "at": "tomorrow"}, f"{AT}.at choice"),
    ("a b", f"{AT} id"),
    ([1], f"{AT} text"),
]


@pytest.mark.parametrize(("value", "found"), BAD)
def test_inputs_that_cannot_be_read(value: Any, found: str) -> None:
    assert [" ".join(fault) for fault in leaf_faults(input=value)] == [found]


def test_an_unreadable_input_of_a_named_one() -> None:
    assert InputKind().read(spot_of({"use": "a b"}), FaultList()) is UNREADABLE


def test_canonical_forms() -> None:
    scheme = scheme_of(
        leaf("a", input="k"),
        leaf("b", input={"formula": "p"}),
        leaf(
            "c",
            input={
                "indicator": "p",
                "transform": "per",
                "per": "q",
                "impute": {"method": "mean", "by": "全体"},
            },
        ),
        inputs={"k": {"indicator": "p", "name": "rate"}},
    )
    tree = scheme.plain()["tree"]["children"]
    assert tree[0]["input"] == {"use": "k"}
    assert tree[1]["input"]["formula"] == ["name", "p"]
    assert (tree[2]["input"]["scale"], tree[2]["input"]["impute"]["by"]) == ("1", "all")
