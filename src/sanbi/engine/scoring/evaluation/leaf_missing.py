"""What stands in for a score that is missing or does not apply (docs/algorithms/missing.md)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

import numpy as np

from sanbi.engine.phrases import Phrase
from sanbi.engine.scoring.arithmetic import Mask, Number
from sanbi.engine.scoring.columns import Column, Scope, holds_everywhere
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.faults import DataFaults, Fault
from sanbi.engine.scoring.scheme.model import Input, Leaf

SCORED = "scored"


@lru_cache(maxsize=64)
def all_scored(size: int) -> tuple[str, ...]:
    """The states of a leaf that was scored for every unit, kept once for all such leaves."""
    return (SCORED,) * size


@lru_cache(maxsize=64)
def nobody(size: int) -> Mask:
    """The mask of no unit, made once for all leaves of this size and not to be written to."""
    mask = np.zeros(size, dtype=bool)
    mask.setflags(write=False)
    return mask


def completed(
    run: Evaluation,
    leaf: Leaf,
    period: str,
    scope: Scope,
    raw: Column,
    points: Number,
    applicable: Mask,
) -> tuple[Column, Column, tuple[str, ...], Mask]:
    """Not-applicable and missing outcomes put in: unrounded, score, states, left out."""
    if raw.complete and holds_everywhere(applicable):
        return raw, raw, all_scored(scope.size), nobody(scope.size)
    hole = applicable & ~raw.present
    plain = applicable & raw.present
    missing = leaf.missing
    if hole.any() and missing == "error":
        needed = hole & scope.participates
        if needed.any():
            raise DataFaults(_missing_faults(run, leaf, period, scope, needed))
        missing = "leave_out"  # who does not take part need not report
    values = raw.values.copy()
    counted = plain.copy()
    left_out = np.zeros(scope.size, dtype=bool)
    state = np.array([SCORED] * scope.size, dtype=object)
    for mask, option, word in (
        (~applicable, leaf.otherwise, "not_applicable"),
        (hole, missing, "missing"),
    ):
        if not mask.any():
            continue
        name = "fixed" if isinstance(option, Mapping) else str(option)
        state[mask] = f"{word}:{name}"
        left_out |= mask & (name == "leave_out")
        if name not in {"redistribute", "leave_out"}:
            values[mask] = _substitute(run, option, raw, plain & scope.participates, points, mask)
            counted |= mask
    return Column(values, counted), Column(values, counted), tuple(state.tolist()), left_out


def _substitute(
    run: Evaluation,
    option: Number,
    raw: Column,
    donors: Mask,
    points: Number,
    mask: Mask,
) -> Number:
    a = run.arithmetic
    if isinstance(option, Mapping):
        return a.constant(option["fixed"])
    known = raw.values[donors]
    if option == "zero" or not len(known):
        zero_or_full = points if option == "full" else a.constant(Fraction(0))
        return zero_or_full[mask] if np.ndim(zero_or_full) else zero_or_full
    if option == "full":
        return points[mask] if np.ndim(points) else points
    return known.min() if option == "group_minimum" else a.total(known) / len(known)


def _missing_faults(
    run: Evaluation, leaf: Leaf, period: str, scope: Scope, hole: Mask
) -> list[Fault]:
    item = run.scheme.input_of(leaf)
    what = item.indicator if isinstance(item, Input) and item.indicator else leaf.id
    hint = "fill it in, or let the leaf say missing: zero, group_mean, redistribute …"
    faults = []
    for place in np.flatnonzero(hole):
        code = run.units[scope.index[place]]
        where = Phrase(
            "{unit} {name}, {what}, {period}",
            unit=code,
            name=run.names[code],
            what=what,
            period=period,
        )
        message = Phrase(
            "a value that leaf '{leaf}' ({name}) needs is missing", leaf=leaf.id, name=leaf.name
        )
        faults.append(Fault(where, message, hint, "missing-value"))
    return faults
