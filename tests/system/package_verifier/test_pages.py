"""Every hand-worked example of docs/algorithms, recomputed by the checker."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from package_verifier.faults import RefusedError
from tests.system.package_verifier.authored import canonical, tables
from tests.system.package_verifier.outcomes import Outcome, outcome

PAGES = Path(__file__).resolve().parents[3] / "docs" / "algorithms"
EXAMPLE = re.compile(r"```yaml\n# worked example: (.*?)\n(.*?)```", re.DOTALL)
LEAST_EXAMPLES = 60
RANKING_KEYS = {"totals": "score", "ranks": "rank", "previous_ranks": "previous_rank",
                "rank_changes": "rank_change", "gaps": "gap"}  # fmt: skip
CHECKED = {"scores", "unrounded", "states", "nodes", "adjustments", "grades", "consequences",
           *RANKING_KEYS}  # fmt: skip


def _examples() -> dict[str, Any]:
    found = {}
    for page in sorted(PAGES.glob("*.md")):
        for title, body in EXAMPLE.findall(page.read_text("utf-8")):
            example = yaml.safe_load(body)
            if "scheme" in example and "units" in example:
                found[f"{page.stem}: {title}"] = example
    return found


EXAMPLES = _examples()


def _recomputed(example: Any) -> Outcome:
    scheme = canonical(example["scheme"])
    earlier = {row["period"] for row in example.get("history", [])}
    run = {"previous_period": max(earlier, default=None)}
    return outcome(scheme, example["units"], run, **tables(example))


def _assert_has(found: dict[str, Any], expected: dict[str, Any], what: str) -> None:
    for unit, value in expected.items():
        assert found[unit] == ("" if value is None else str(value)), f"{what}, {unit}"


def test_the_pages_have_examples() -> None:
    assert len(EXAMPLES) >= LEAST_EXAMPLES


@pytest.mark.parametrize("name", [n for n, e in EXAMPLES.items() if "refused" in e["expected"]])
def test_refused_example_is_refused(name: str) -> None:
    with pytest.raises(RefusedError):
        _recomputed(EXAMPLES[name])


@pytest.mark.parametrize("name", [n for n, e in EXAMPLES.items() if "refused" not in e["expected"]])
def test_page_example_is_recomputed(name: str) -> None:
    example = EXAMPLES[name]
    found = _recomputed(example)
    expected = example["expected"]
    period = str(example["scheme"]["period"])
    for column, key in (("score", "scores"), ("unrounded", "unrounded"), ("state", "states")):
        for title, values in expected.get(key, {}).items():
            leaf, _, at = title.partition("@")
            _assert_has(found.leaf(leaf, column, at or period), values, f"{column} of {title}")
    for node, values in expected.get("nodes", {}).items():
        _assert_has(found.node(node, "unrounded", period), values, f"node {node}")
    for block, values in expected.get("adjustments", {}).items():
        _assert_has(found.column("adjustments", "score", block), values, f"block {block}")
    for key, column in RANKING_KEYS.items():
        _assert_has(found.ranking(column), expected.get(key, {}), column)
    _assert_has(found.grades(), expected.get("grades", {}), "grade")
    for unit, listed in expected.get("consequences", {}).items():
        rows = found.files["result/consequences.csv"].rows
        assert [row.key[2] for row in rows if row.key[1] == unit] == listed
    assert set(expected) <= CHECKED
