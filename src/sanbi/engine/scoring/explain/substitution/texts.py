"""Lines of arithmetic for all units of a leaf, or for one with its inputs marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sanbi.engine.scoring.columns import Index
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.leaves import SCORED, LeafResult
from sanbi.engine.scoring.explain.substitution.expression import formula_text
from sanbi.engine.scoring.explain.substitution.lines import (
    Applied,
    applied_rule,
    completed,
    rule_lines,
)
from sanbi.engine.scoring.explain.substitution.numerals import shown
from sanbi.engine.scoring.explain.substitution.sheet import (
    PRODUCT,
    Sheet,
    bracketed,
    in_brackets,
    narrowed,
)

LISTED = 8  # scores whose mean or minimum is written out
REPLACED = ("group_mean", "group_minimum")


def substituted_texts(run: Evaluation, result: LeafResult) -> list[str]:
    """For each unit one line of arithmetic with the numbers put in.

    The line ends with the unrounded score. Where the rule was not applied it says what stands in
    (``(9 + 7.5) ÷ 2 = 8.25`` for the group's mean); it is empty where nothing does.
    """
    lines = [""] * len(result.state)
    for row, because, chain in rule_pieces(run, result, mark=False):
        lines[row] = completed(because, chain, result.unrounded.values[row])
    for row, state in enumerate(result.came):
        if state != SCORED and result.unrounded.present[row]:
            lines[row] = substitute_text(result, row)
    return lines


def rule_pieces(
    run: Evaluation,
    result: LeafResult,
    chosen: Sequence[int] | None = None,
    *,
    mark: bool,
    applied: Applied | None = None,
) -> list[tuple[int, str, str]]:
    """Position, comparison and chain of each unit that was scored by the rule.

    Parameters
        chosen : positions of the units to write about; all of them when absent.
        mark : whether inputs are wrapped in the marks of `sheet`.
    """
    applied = applied or applied_rule(run, result)
    if applied.context is None:
        return []
    wanted = range(len(result.came)) if chosen is None else chosen
    rows = [row for row in wanted if result.came[row] == SCORED and applied.row_of[row] >= 0]
    if not rows:
        return []
    places = applied.places[rows]
    codes = [run.units[place] for place in result.scope.index[places].tolist()]
    sheet = Sheet(
        run,
        result.leaf,
        result.period,
        narrowed(applied.context, applied.row_of[rows]),
        codes,
        mark,
    )
    times = _times(run, result, applied, sheet, places)
    lines = rule_lines(sheet, result.unrounded.values[rows].tolist(), times)
    return [(row, because, chain) for row, (because, chain) in zip(rows, lines, strict=True)]


def _times(
    run: Evaluation, result: LeafResult, applied: Applied, sheet: Sheet, places: Index
) -> list[tuple[Any, str]] | None:
    """Value and text of the leaf's factor for the units of a sheet."""
    if applied.times is None or result.leaf.times is None:
        return None
    text = formula_text(result.leaf.times)

    def written(name: str) -> list[str]:
        column = run.reader.name(name, result.period, result.scope)
        return [sheet.term(value) for value in column.values[places].tolist()]

    lines = text.filled(written, sheet.size)
    values = np.asarray(applied.times.values)[places].tolist()
    return [
        (value, bracketed(line, text.level, PRODUCT))
        for value, line in zip(values, lines, strict=True)
    ]


def substitute_text(result: LeafResult, row: int) -> str:
    """Write what stands in for a score where the rule was not applied."""
    option = result.came[row].partition(":")[2]
    value = result.unrounded.values[row]
    if option not in REPLACED or result.places is not None:
        return shown(value)
    donors = [
        result.unrounded.values[place]
        for place, state in enumerate(result.came)
        if state == SCORED and result.scope.participates[place]
    ]
    if len(donors) > LISTED or not donors:
        return shown(value)
    listed = [shown(donor) for donor in donors]
    if option == "group_minimum":
        return completed("", f"min({', '.join(listed)})", value)
    terms = " + ".join(in_brackets(text) for text in listed)
    return completed("", f"({terms}) ÷ {len(donors)}", value)
