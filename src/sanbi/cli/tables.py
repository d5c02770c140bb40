"""The league table on a terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from sanbi.engine.scoring import Result
    from sanbi.engine.scoring.evaluation.outcome import CohortOutcome

HEADS = {
    "zh": ("名次", "单位", "得分", "比上期", "距上一名", "等次"),
    "en": ("rank", "unit", "score", "change", "gap", "grade"),
}
MOST_ROWS = 60
MOST_PRECISION = 9  # of a scheme
SHOWN_DECIMALS = 6


def league_text(result: Result, language: str, most_groups: int | None = None) -> str:
    """League tables of the groups, the first ones or all, the long ones cut with a note."""
    from rich.console import Console

    console = Console(file=io.StringIO(), width=100, force_terminal=False)
    for outcome in result.outcomes[:most_groups]:
        console.print(_table(result, outcome, language))
        hidden = len(outcome.codes) - MOST_ROWS
        if hidden > 0:
            words = {
                "zh": f"……另有 {hidden} 个单位，见 ranking.csv",
                "en": f"… {hidden} more in ranking.csv",
            }
            console.print(words[language])
    file = console.file
    return file.getvalue().rstrip() if isinstance(file, io.StringIO) else ""


def _table(result: Result, outcome: CohortOutcome, language: str) -> Table:
    from rich import box
    from rich.table import Table

    title = f"{result.scheme.title} · {result.period}"
    if len(result.outcomes) > 1 or result.scheme.groups:
        title += f" · {outcome.cohort.name}"
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left")
    heads = HEADS[language]
    graded = result.scheme.grades is not None
    for place, head in enumerate(heads if graded else heads[:-1]):
        table.add_column(head, justify="left" if place in {1, 5} else "right", no_wrap=True)
    grades = dict(zip(outcome.codes, outcome.grades, strict=True))
    rows = [row for row in result.ranking_rows if row[2] == outcome.cohort.group]
    for unit, name, _, score, rank, _, change, gap in rows[:MOST_ROWS]:
        cells = [rank or "—", name, short(score), change_text(change, language), short(gap)]
        table.add_row(*cells, *([grades[unit] or "—"] if graded else []))
    return table


def short(figure: str) -> str:
    """A published figure whole; of an unrounded one as much as the terminal can show."""
    if not figure:
        return "—"
    _, _, decimals = figure.partition(".")
    return figure if len(decimals) <= MOST_PRECISION else f"{float(figure):.{SHOWN_DECIMALS}f}"


def change_text(change: str, language: str) -> str:
    """▲升2, ▽降1, 持平; nothing where there is no earlier rank."""
    if not change:
        return "—"
    places = float(change)
    if places == 0:
        return "持平" if language == "zh" else "="
    size = f"{abs(places):g}"
    if language == "zh":
        return f"▲升{size}" if places > 0 else f"▽降{size}"
    return f"▲{size}" if places > 0 else f"▽{size}"
