"""The workbook of a result."""

from __future__ import annotations

from sanbi.engine.scoring.report.excel.planning import plan_workbook
from sanbi.engine.scoring.report.excel.writing import workbook_bytes
from sanbi.engine.scoring.result import Result


def excel_report(result: Result, language: str = "zh") -> bytes:
    """A workbook whose scores are live formulas wherever a worksheet can say the rule."""
    plan = plan_workbook(result, language)
    title = result.scheme.title
    return workbook_bytes(list(plan.sheets), title=title, language=language)
