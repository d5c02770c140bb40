"""The conditions page and the code tell the same."""

import doctest
from pathlib import Path
from typing import Any

import yaml

from sanbi.engine.conditions import (
    evaluate,
    evaluation,
    facts_of,
    parse_condition,
    parse_waivers,
    reading,
    sentence,
    values,
)

PAGE = Path(__file__).resolve().parents[3] / "docs" / "algorithms" / "conditions.md"


def example() -> Any:
    blocks = PAGE.read_text(encoding="utf-8").split("```yaml\n# worked example")
    assert len(blocks) == 2
    return yaml.safe_load(blocks[1].partition("\n")[2].partition("```")[0])


def test_every_case_of_the_page() -> None:
    page = example()
    condition = parse_condition(page["condition"])
    assert parse_condition(page["chinese"]) == condition
    assert sorted(facts_of(condition)) == sorted(page["facts_of"])
    waivers = parse_waivers(page["waivers"])
    outcomes = set()
    for case in page["cases"]:
        verdict = evaluate(
            condition,
            case["facts"],
            case.get("history", ()),
            waivers,
            unit=case["unit"],
            period=page["period"],
        )
        assert verdict.outcome.value == case["outcome"], case
        assert sentence(verdict, "zh", page["names"]) == case["said"]
        outcomes.add(verdict.outcome)
    assert len(outcomes) == 4


def test_the_examples_in_the_docstrings_are_true() -> None:
    for module in (evaluation, reading, values):
        found = doctest.testmod(module)
        assert found.attempted
        assert not found.failed
