"""Small schemes of one leaf or a few, to look at single formulas of the workbook."""

from collections.abc import Mapping, Sequence
from typing import Any

from sanbi.engine.scoring import Result, Scheme, score
from sanbi.engine.scoring.data import Data
from sanbi.engine.scoring.report.excel.cells import Cell, Sheet
from sanbi.engine.scoring.report.excel.planning import Plan, plan_workbook

PERIOD = "2026Q1"
NAME_LINE, WHAT_LINE, FIRST = 3, 4, 6


def leaf(rule: Any, **more: Any) -> dict[str, Any]:
    """A leaf 甲 of 10 points over the indicator a."""
    return {"id": "x", "name": "甲", "points": 10, "input": "a", "rule": rule, **more}


def result_of(
    children: Sequence[Mapping[str, Any]],
    values: Mapping[str, Sequence[float | None]],
    tables: Mapping[str, Any] | None = None,
    **scheme: Any,
) -> Result:
    """Score units A, B, C … with these values of indicators; targets are 10."""
    tree = {"id": "t", "name": "合成", "children": list(children), **scheme.pop("tree", {})}
    head = {"sanbi": 1, "id": "s", "title": "办法", "version": "1", "period": PERIOD}
    count = len(next(iter(values.values())))
    units = [{"unit": "ABCDEFGH"[n], "name": f"单位{n + 1}"} for n in range(count)]
    rows = [
        {"unit": "ABCDEFGH"[n], "indicator": code, "period": PERIOD, "value": value, "target": 10}
        for code, listed in values.items()
        for n, value in enumerate(listed)
        if value is not None
    ]
    held = {"units": units, "observations": rows, **(tables or {})}
    return score(
        Scheme.from_mapping({**head, "precision": 2, "tree": tree, **scheme}),
        Data.from_rows(**held),
    )


def plan_of(rule: Any, *values: float | None, **scheme: Any) -> Plan:
    """The workbook of one leaf with this rule."""
    more = scheme.pop("leaf", {})
    return plan_workbook(result_of([leaf(rule, **more)], {"a": values}, **scheme))


def sheet(plan: Plan, name: str) -> Sheet:
    """A sheet by its name."""
    return next(sheet for sheet in plan.sheets if sheet.name == name)


def column(plan: Plan, name: str, head: str, what: str = "") -> list[Cell]:
    """The cells of a column of units, by the head and by what stands below it."""
    held = sheet(plan, name).cells
    places = [
        place
        for (row, place), cell in held.items()
        if row == NAME_LINE
        and cell.value == head
        and (not what or str(held[WHAT_LINE, place].value).startswith(what))
    ]
    return [
        held[row, places[-1]]
        for row in sorted({row for row, _ in held if row >= FIRST})
        if (row, places[-1]) in held
    ]


def formula(plan: Plan, name: str = "计分", head: str = "甲", unit: int = 0, what: str = "") -> str:
    """The formula of one unit."""
    cell = column(plan, name, head, what)[unit]
    assert cell.formula is not None, cell
    return cell.formula


def parameters(plan: Plan) -> dict[str, Any]:
    """Labels and numbers of the sheet of parameters."""
    held = sheet(plan, "参数").cells
    return {
        str(cell.value): held[row, 4].value
        for (row, place), cell in held.items()
        if place == 3 and row > 2 and (row, 4) in held
    }
