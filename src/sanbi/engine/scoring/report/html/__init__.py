"""The report as one self-contained page: league table, unit sheets, workings, scheme."""

from sanbi.engine.scoring.report.html.page import html_report

__all__ = ["html_report"]
