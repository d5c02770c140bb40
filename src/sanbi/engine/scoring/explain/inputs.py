"""Which figures a leaf took, as ``name@period=value`` pairs."""

from __future__ import annotations

from sanbi.engine.scoring.columns import Column, Scope
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.periods import shifted
from sanbi.engine.scoring.result.texts import unrounded_text
from sanbi.engine.scoring.scheme.model import Input, Leaf
from sanbi.engine.scoring.scheme.rule_fields import OWN_NAMES, RULES

PreparedFigure = tuple[str, str, Column]


def input_texts(run: Evaluation, leaf: Leaf, period: str, scope: Scope) -> list[str]:
    """For each unit of a scope the figures that the leaf's input was made of."""
    figures = input_figures(run, leaf, period, scope)
    if not figures:
        return [""] * scope.size
    columns = []
    for name, when, column in figures:
        values, present = column.values.tolist(), column.present.tolist()
        columns.append(
            [
                f"{name}@{when}={unrounded_text(value)}" if held else f"{name}@{when}="
                for value, held in zip(values, present, strict=True)
            ]
        )
    return ["; ".join(pairs) for pairs in zip(*columns, strict=True)]


def input_figures(run: Evaluation, leaf: Leaf, period: str, scope: Scope) -> list[PreparedFigure]:
    """Return the plain figures below a leaf's input: name, period, column."""
    takes = RULES[leaf.rule.type].reads == "input"
    item = run.scheme.input_of(leaf) if takes else None
    found: dict[tuple[str, str], Column] = {}
    if item is not None:
        _gather(run, item, period, scope, found)
    for formula in filter(None, (leaf.times, leaf.rule.params.get("formula"))):
        for name in sorted(set(formula.names) - OWN_NAMES):
            _gather_name(run, name, period, scope, found)
    return [(name, when, column) for (name, when), column in found.items()]


def _gather(
    run: Evaluation,
    item: Input,
    period: str,
    scope: Scope,
    found: dict[tuple[str, str], Column],
) -> None:
    when = period if item.at is None else shifted(period, item.at)
    if item.formula is not None:
        for name in sorted(item.formula.names):
            _gather_name(run, name, when, scope, found)
    else:
        _gather_indicator(run, item, str(item.indicator), when, scope, found)
    if item.coefficient is not None:
        found[item.coefficient, "units"] = run.reader.coefficient(item.coefficient, scope)


def _gather_indicator(
    run: Evaluation,
    item: Input,
    code: str,
    when: str,
    scope: Scope,
    found: dict[tuple[str, str], Column],
) -> None:
    """Add the figures of one indicator that its transform needs."""
    if item.transform != "target":
        found[code, when] = run.reader.figure(code, when, scope)
    if item.transform in {"target", "completion", "pace"}:
        found[f"{code}.target", when] = run.reader.target(code, when, scope)
    before = shifted(when, item.extras["against"]) if "against" in item.extras else ""
    if before:
        found[code, before] = run.reader.figure(code, before, scope)
    if item.transform == "per":
        _gather_name(run, item.extras["per"], when, scope, found)


def _gather_name(
    run: Evaluation, name: str, period: str, scope: Scope, found: dict[tuple[str, str], Column]
) -> None:
    if name in run.scheme.inputs:
        _gather(run, run.scheme.inputs[name], period, scope, found)
    elif run.figures.knows(name):
        found[name, period] = run.reader.figure(name, period, scope)
    else:
        found[name, "units"] = run.reader.coefficient(name, scope)
