"""How many cells are live: every computed cell has one, and constants are few and known."""

import pytest

from sanbi.engine.scoring import Result
from sanbi.engine.scoring.report.excel.planning import Plan, plan_workbook
from tests.engine.scoring.report.excel import cases

# Cells that do not follow, by example; each with its reason on the sheet of notes.
CONSTANTS = {
    "schemes-s14-structures": 7,  # ballots with a trimmed mean
    "asem": 2_499,  # outliers are treated point by point
}
PAGE_CONSTANTS = {
    "ballot": 5,  # trimmed mean; several criteria on one ballot
    "exclusions": 1,  # a unit that is excluded
    "gates": 1,  # a fact that is missing
    "grades": 1,  # a gate on a grade
    "imputation": 6,  # medians
    "outliers": 70,
    "vetoes": 1,  # a fact that is missing
}
EXAMPLES = {**cases.example_results()}


def held(plan: Plan, role: str) -> int:
    """Cells of a role, live or constant."""
    return plan.counts[role, True] + plan.counts[role, False]


def constants(plan: Plan) -> int:
    return sum(count for (_, live), count in plan.counts.items() if not live)


@pytest.mark.parametrize("name", EXAMPLES)
def test_only_known_cells_are_constants(name: str) -> None:
    assert constants(plan_workbook(EXAMPLES[name])) == CONSTANTS.get(name, 0)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_published_figure_has_a_computed_cell(name: str) -> None:
    result: Result = EXAMPLES[name]
    plan = plan_workbook(result)
    units = len(result.ranking_rows)
    assert held(plan, "score") == len(result.working_rows)
    assert held(plan, "node") == len(result.node_rows)
    assert held(plan, "adjustment") == 2 * len(result.adjustment_rows)
    assert held(plan, "total") == 2 * units
    assert held(plan, "rank") == held(plan, "change") == held(plan, "ranked") == units
    assert held(plan, "grade") == (units if result.scheme.grades is not None else 0)
    assert plan.counts["score", False] == plan.counts["node", False] == 0


def test_only_known_cells_of_the_pages_are_constants() -> None:
    found: dict[str, int] = {}
    for name, result in cases.page_results().items():
        count = constants(plan_workbook(result))
        if count:
            page = name.partition("-")[2]
            found[page] = found.get(page, 0) + count
    assert found == PAGE_CONSTANTS
