"""report.xlsx: a workbook whose scores an office can check by hand."""

from sanbi.engine.scoring.report.excel.report import excel_report

__all__ = ["excel_report"]
