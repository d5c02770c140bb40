"""The rows of the result tables as texts, in their declared order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from sanbi.engine.integrity import number_text
from sanbi.engine.scoring.arithmetic import Array, Mask, Number
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.leaves import LeafResult
from sanbi.engine.scoring.evaluation.outcome import CohortOutcome
from sanbi.engine.scoring.result.texts import rank_text, score_text, unrounded_text
from sanbi.engine.scoring.scheme.model import Leaf

RANKING = ("unit", "name", "group", "score", "rank", "previous_rank", "rank_change", "gap")
WORKING = (
    "group",
    "unit",
    "leaf",
    "period",
    "inputs",
    "x",
    "target",
    "substituted",
    "unrounded",
    "score",
    "points",
    "lost",
    "state",
)
NODES = ("group", "unit", "node", "period", "unrounded", "score")
ADJUSTMENTS = ("group", "unit", "adjustment", "raw", "score")
GRADES = ("group", "unit", "grade", "effects")
CONSEQUENCES = ("group", "unit", "consequence", "text")
NUMBERS = frozenset(
    {
        "score",
        "rank",
        "previous_rank",
        "rank_change",
        "gap",
        "x",
        "target",
        "unrounded",
        "points",
        "lost",
        "raw",
    }
)
Row = list[str]


def total_digits(run: Evaluation) -> int | None:
    """Decimals of published totals."""
    return run.scheme.precision


def leaf_digits(run: Evaluation, leaf: Leaf) -> int | None:
    """Decimals of a leaf's score."""
    return run.scheme.precision if leaf.precision is None else leaf.precision


def ranking_rows(run: Evaluation, outcomes: Sequence[CohortOutcome]) -> Iterator[Row]:
    """The league table: by group, then place, the unranked last by unit code."""
    digits = total_digits(run)
    for outcome in outcomes:
        published = outcome.scores.published
        if published is None:
            continue
        for place in outcome.ranks.order:
            code = outcome.codes[place]
            rank = float(outcome.ranks.rank[place])
            previous = outcome.previous[place]
            change = "" if previous is None or rank != rank else number_text(previous - rank)  # noqa: PLR0124
            gap = outcome.ranks.gap.at(place)
            yield [
                code,
                run.names[code],
                outcome.cohort.group,
                score_text(published.values[place], digits) if published.present[place] else "",
                rank_text(rank),
                "" if previous is None else number_text(float(previous)),
                change,
                "" if gap is None else score_text(gap, digits),
            ]


def tree_order(run: Evaluation) -> dict[str, int]:
    """Place of each leaf and node in the scheme, items of adjustments after the tree."""
    names = [item.id for item in run.scheme.tree.walk()]
    names += [leaf.id for block in run.scheme.adjustments for leaf in block.items]
    return {name: place for place, name in enumerate(names)}


def _cells(
    outcome: CohortOutcome, keys: list[tuple[str, str]], order: dict[str, int]
) -> Iterator[tuple[int, tuple[str, str]]]:
    ordered = sorted(keys, key=lambda key: (order[key[0]], key[1]))
    for place in range(len(outcome.codes)):
        for key in ordered:
            yield place, key


def working_rows(run: Evaluation, outcomes: Sequence[CohortOutcome]) -> Iterator[Row]:
    """One row for each leaf, unit and period: by group, unit, tree order, period."""
    order = tree_order(run)
    for outcome in outcomes:
        held = {key: _leaf_texts(run, outcome, leaf) for key, leaf in outcome.scores.leaves.items()}
        for place, key in _cells(outcome, list(held), order):
            yield [outcome.cohort.group, outcome.codes[place], *key, *held[key][place]]


def _leaf_texts(run: Evaluation, outcome: CohortOutcome, result: LeafResult) -> list[Row]:
    """The columns inputs … state of one leaf for each unit."""
    # Explanations read results: loaded here, or the two would wait for each other.
    from sanbi.engine.scoring.explain.inputs import input_texts
    from sanbi.engine.scoring.explain.substitution import substituted_texts

    digits = leaf_digits(run, result.leaf)
    inputs = input_texts(run, result.leaf, result.period, outcome.cohort.scope)
    substituted = substituted_texts(run, result)
    size = len(outcome.codes)
    x, unrounded, score = (
        _texts(column.values, column.present, text)
        for column, text in (
            (result.x, unrounded_text),
            (result.unrounded, unrounded_text),
            (result.score, lambda value: score_text(value, digits)),
        )
    )
    if result.takes_no_input:
        x = [""] * size
    target = result.target
    targets = [""] * size
    if target is not None:
        targets = _texts(target.values, target.present, unrounded_text)
    points = [""] * size
    lost = [""] * size
    if result.points is not None:
        if np.ndim(result.points):
            points = [unrounded_text(value) for value in result.points.tolist()]
        else:
            points = [unrounded_text(result.points)] * size
        lost = _texts(
            result.points - result.score.values,
            result.score.present,
            lambda value: score_text(value, digits),
        )
    columns = (inputs, x, targets, substituted, unrounded, score, points, lost, result.state)
    return [list(row) for row in zip(*columns, strict=True)]


def _texts(values: Array, present: Mask, text: Callable[[Number], str]) -> list[str]:
    pairs = zip(values.tolist(), present.tolist(), strict=True)
    return [text(value) if held else "" for value, held in pairs]


def node_rows(run: Evaluation, outcomes: Sequence[CohortOutcome]) -> Iterator[Row]:
    """One row for each node, unit and period."""
    order = tree_order(run)
    digits = total_digits(run)
    for outcome in outcomes:
        for place, key in _cells(outcome, list(outcome.scores.nodes), order):
            node = outcome.scores.nodes[key]
            held = node.score.present[place]
            unrounded = unrounded_text(node.unrounded.values[place]) if held else ""
            score = score_text(node.score.values[place], digits) if held else ""
            yield [outcome.cohort.group, outcome.codes[place], *key, unrounded, score]


def adjustment_rows(run: Evaluation, outcomes: Sequence[CohortOutcome]) -> Iterator[Row]:
    """One row for each adjustment block and unit."""
    digits = total_digits(run)
    for outcome in outcomes:
        for place, code in enumerate(outcome.codes):
            for name, block in outcome.scores.adjustments.items():
                raw = score_text(block.raw[place], digits)
                score = score_text(block.score[place], digits)
                yield [outcome.cohort.group, code, name, raw, score]


def grade_rows(run: Evaluation, outcomes: Sequence[CohortOutcome]) -> Iterator[Row]:
    """Grade and effects of each unit; nothing when the scheme has neither grades nor gates."""
    if run.scheme.grades is None and not run.scheme.gates:
        return
    for outcome in outcomes:
        for place, code in enumerate(outcome.codes):
            grade = outcome.grades[place] or ""
            yield [outcome.cohort.group, code, grade, outcome.effects[place]]


def consequence_rows(run: Evaluation, outcomes: Sequence[CohortOutcome]) -> Iterator[Row]:
    """Rewards and accountability, by group and unit."""
    del run
    for outcome in outcomes:
        for place, name, text in sorted(outcome.consequences):
            yield [outcome.cohort.group, outcome.codes[place], name, text]
