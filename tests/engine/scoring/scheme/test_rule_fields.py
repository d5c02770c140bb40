from typing import Any

import pytest

from sanbi.engine.scoring.rules import RULE_FUNCTIONS
from sanbi.engine.scoring.scheme.rule_fields import RULES, RuleKind
from tests.engine.scoring.properties.cases import leaf, scheme_of
from tests.engine.scoring.scheme.written import leaf_faults

AT = "tree.children[0].rule"


def test_every_rule_can_be_computed() -> None:
    assert set(RULES) == set(RULE_FUNCTIONS)


def test_forms_of_a_rule() -> None:
    def params(rule: Any) -> Any:
        held = scheme_of(leaf("a", rule, points=10)).leaves["a"].rule
        return held.type, {key: value for key, value in held.params.items() if value is not None}

    whole = params("efficacy")
    for same in ("功效系数", {"type": "efficacy"}, {"类型": "功效系数"}, {"方法": "efficacy"}):
        assert params(same) == whole
    assert params({"type": "events", "each": 2})[1]["each"] == 2
    assert params({"type": "events", "each": {"国家": 2}})[1]["each"] == {"国家": 2}


BAD: list[tuple[Any, list[tuple[str, str]]]] = [
    ("lineer", [(AT, "choice")]),
    ({"slope": 1}, [(AT, "missing-key")]),
    ({"type": "lineer"}, [(f"{AT}.type", "unknown-rule")]),
    ({"type": ["linear"]}, [(f"{AT}.type", "unknown-rule")]),
    ({"type": "linear", "方法": "linear", "slope": 1}, [(f"{AT}.方法", "duplicate-key")]),
    ({"type": "linear", "slop": 1}, [(f"{AT}.slop", "unknown-key")]),
    ({"type": "linear", "slope": 1, "step": 0}, [(f"{AT}.step", "range")]),
    ({"type": "events", "each": {"国家": "viel"}}, [(f"{AT}.each.国家", "number")]),
    ({"type": "events", "each": "viel"}, [(f"{AT}.each", "number")]),
    ({"type": "goalposts"}, [(AT, "missing-key"), (AT, "missing-key")]),
    ({"type": "min_max", "range": [0, "none"]}, [(f"{AT}.range", "span")]),
    ({"type": "rank_table", "table": []}, [(f"{AT}.table", "list-short")]),
]


@pytest.mark.parametrize(("rule", "found"), BAD)
def test_rules_that_cannot_be_read(rule: Any, found: list[tuple[str, str]]) -> None:
    assert leaf_faults(rule) == found


def test_a_stand_in_says_that_it_is_one() -> None:
    assert RuleKind().stand_in["@broken"]
