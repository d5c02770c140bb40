"""The workbook of a result."""

from __future__ import annotations

from sanbi.engine.scoring.report.excel.cells import Sheet
from sanbi.engine.scoring.report.excel.planning import plan_workbook
from sanbi.engine.scoring.report.excel.values import MOST_COLUMNS, ValueBook
from sanbi.engine.scoring.report.excel.words import Words
from sanbi.engine.scoring.result import Result
from sanbi.engine.scoring.scheme.rule_fields import RULES

LIVE_CELLS = 200_000
LIVE_COMPARISONS = 100_000_000  # some ten seconds of a spreadsheet's recalculation


def excel_report(result: Result, language: str = "zh") -> bytes:
    """A workbook whose scores are live formulas wherever a worksheet can say the rule.

    Change a figure or a parameter and scores, totals, ranks, grades and the league table follow.
    What no formula can say stands as a grey constant with the reason as comment. Each formula
    carries the engine's value, so that a viewer that does not recalculate shows the true number.

    The time to write grows with units × leaves; the time that a spreadsheet needs to recalculate
    also with the square of a group's units, since each place is found by comparing with all. A
    result with more than 200,000 scores, or 100 million such comparisons, is written as values.

    Parameters
    ----------
    result : Result
        Of `score`.
    language : str
        ``zh`` or ``en``.

    Returns
    -------
    bytes, an .xlsx file; the same result gives the same bytes.

    Raises
    ------
    ValueError
        for another language.

    Source      docs/mechanisms/report-excel.md
    """
    from sanbi.engine.scoring.report.excel.writing import workbook_bytes  # needs xlsxwriter

    title = result.scheme.title
    sheets: list[Sheet]
    if fits_formulas(result):
        sheets = list(plan_workbook(result, language).sheets)
    else:
        sheets = ValueBook(result, Words(language)).sheets()
    return workbook_bytes(sheets, title=title, language=language)


def fits_formulas(result: Result) -> bool:
    """Whether a spreadsheet can be expected to hold and recalculate the formulas."""
    leaves = [leaf.leaf for leaf in result.outcomes[0].scores.leaves.values()]
    units = sum(len(outcome.codes) for outcome in result.outcomes)
    if units * len(leaves) > LIVE_CELLS:
        return False
    figures = len(result.scheme.used_indicators) + len(leaves)
    if 4 * figures + len(result.outcomes[0].scores.nodes) > MOST_COLUMNS:
        return False
    compared = 10 + sum(RULES[leaf.rule.type].relative for leaf in leaves)
    squares = sum(len(outcome.codes) ** 2 for outcome in result.outcomes)
    if any(leaf.compare_in == "all" for leaf in leaves):
        squares = len(result.run.units) ** 2
    return compared * squares <= LIVE_COMPARISONS
