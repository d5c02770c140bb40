"""The line of arithmetic of each unit: rule, times, limits, result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from sanbi.engine.scoring.columns import Column, Index
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.evaluation.leaves import (
    LeafFacts,
    LeafResult,
    leaf_facts,
    rule_context,
)
from sanbi.engine.scoring.explain.substitution import (
    expression,
    marks,
    ranks,
    relative,
    targets,
)
from sanbi.engine.scoring.explain.substitution.numerals import equated, shown
from sanbi.engine.scoring.explain.substitution.sheet import (
    ATOM,
    PRODUCT,
    Put,
    Sheet,
    bracketed,
    in_brackets,
    narrowed,
    plain,
)
from sanbi.engine.scoring.rules import RULE_FUNCTIONS, RuleContext

WRITERS: dict[str, Callable[[Sheet], list[Put]]] = {
    "ballot": marks.ballot,
    "direct": targets.direct,
    "distance_to_reference": relative.distance_to_reference,
    "efficacy": relative.efficacy,
    "events": marks.events,
    "formula": expression.formula,
    "goalposts": targets.goalposts,
    "linear": targets.linear,
    "min_max": relative.min_max,
    "percentile": relative.percentile,
    "progressive_bands": targets.progressive_bands,
    "proportional": targets.proportional,
    "rank_bands": ranks.rank_bands,
    "rank_step": ranks.rank_step,
    "rank_table": ranks.rank_table,
    "rank_value": relative.rank_value,
    "rating": marks.rating,
    "ratio_to_best": relative.ratio_to_best,
    "threshold": targets.threshold,
    "value_bands": targets.value_bands,
    "z_score": relative.z_score,
}
ARROW = " → "
UNLIMITED = Fraction(10**30)


@dataclass(frozen=True)
class Applied:
    """A leaf's rule as it was applied to the units of a scope, made again from its outcome.

    ``row_of`` gives the row of the context for each unit of the result, −1 where the rule was not
    applied; ``times`` the values of the leaf's factor over the scope; ``sentences`` keeps what is
    said of the rule, the same for all units whose parameters, full mark and target are the same.
    """

    facts: LeafFacts
    context: RuleContext | None
    row_of: Index
    places: Index
    times: Column | None
    sentences: dict[object, str] = field(default_factory=dict, compare=False)

    @cached_property
    def ends(self) -> tuple[Any, Any]:
        """Least and greatest value of the population; None and None where the rule saw none."""
        if self.context is None:
            return None, None
        return self.context.population.min(), self.context.population.max()


def applied_rule(run: Evaluation, result: LeafResult) -> Applied:
    """Return what the rule of a leaf saw, and where the result's units stand in it."""
    leaf, scope = result.leaf, result.scope
    facts = leaf_facts(run, leaf, result.period, scope)
    context = rule_context(run, leaf, result.period, scope, facts)
    places = np.arange(scope.size) if result.places is None else result.places
    rows = np.where(facts.present, np.cumsum(facts.present) - 1, -1)
    times = None if leaf.times is None else run.reader.formula(leaf.times, result.period, scope)
    return Applied(facts, context, rows[places], places, times)


def limits(sheet: Sheet) -> tuple[Any, Any]:
    """Cap and floor of the rule itself; goalposts clip to 0 and the full mark."""
    params = sheet.context.params
    if sheet.leaf.rule.type == "goalposts":
        if not params["truncate"]:
            return None, None
        return sheet.context.points, sheet.context.constant(Fraction(0))
    if "cap" not in params:
        return None, None
    return sheet.number("cap"), sheet.number("floor")


def _without_limits(sheet: Sheet) -> list[Any]:
    """Return what the rule gives where neither its cap nor its floor holds."""
    changed: dict[str, Any] = {"truncate": False}
    for name in ("cap", "floor"):
        if sheet.context.params.get(name) is not None:
            changed[name] = None
    if sheet.leaf.rule.type == "proportional" and "cap" in changed:
        changed["cap"] = sheet.context.constant(UNLIMITED)  # what an input of zero then gets
    params = {**sheet.context.params, **changed}
    free = replace(sheet.context, params=params)
    return sheet.values(np.asarray(RULE_FUNCTIONS[sheet.leaf.rule.type](free)))


def rule_lines(
    sheet: Sheet, scores: Sequence[Any], times: Sequence[tuple[Any, str]] | None
) -> list[tuple[str, str]]:
    """For each unit of the sheet the comparison that chose (or ""), and the chain of equals.

    Parameters
        scores : unrounded scores of the units.
        times : value and text of the leaf's factor for each unit, or None.
    """
    puts = WRITERS[sheet.leaf.rule.type](sheet)
    bounds = [*limits(sheet), sheet.leaf.cap, sheet.leaf.floor]
    bounds = [sheet.context.constant(b) if isinstance(b, Fraction) else b for b in bounds]
    held = list(zip(*(sheet.values(bound) for bound in bounds), strict=True))
    # A limit that holds is where the score stands; only there is the value without it asked for.
    asked = [row for row, score in enumerate(scores) if times is not None or score in held[row]]
    if not asked:
        return [(put.because, put.text) for put in puts]
    rows = np.array(asked, dtype=np.int64)
    inner = replace(sheet, context=narrowed(sheet.context, rows), codes=[""] * len(asked))
    free = dict(zip(asked, _without_limits(inner), strict=True))
    lines = []
    for row, put in enumerate(puts):
        if row not in free:
            lines.append((put.because, put.text))
            continue
        chain = Chain(sheet, put, free[row] if put.value is None else put.value)
        if not put.final:
            chain.limit(*held[row][:2])
        if times is not None:
            chain.multiply(*times[row])
        chain.limit(*held[row][2:])
        lines.append((put.because, chain.text))
    return lines


class Chain:
    """An expression that grows outwards, and beside it the same with its inner part worked out."""

    def __init__(self, sheet: Sheet, put: Put, value: Any) -> None:  # noqa: ANN401 - a number
        self.sheet, self.value = sheet, value
        self.outer, self.level = put.text, put.level
        self.inner = ""

    def limit(self, cap: Any, floor: Any) -> None:  # noqa: ANN401 - numbers or None
        """Put ``min`` and ``max`` round it where a limit holds."""
        if cap is not None and self.value > cap:
            self._wrap("min", cap)
        if floor is not None and self.value < floor:
            self._wrap("max", floor)

    def _wrap(self, name: str, bound: Any) -> None:  # noqa: ANN401 - a number
        text = shown(bound)
        self.inner = f"{name}({self.inner or shown(self.value)}, {text})"
        alone = self.level == ATOM and self.outer.startswith("(")  # one negative number
        outer = self.outer.strip("()") if alone else self.outer
        self.outer = f"{name}({outer}, {self.sheet.input(text)})"
        self.level = ATOM
        self.value = bound

    def multiply(self, factor: Any, text: str) -> None:  # noqa: ANN401 - a number
        """Multiply by the leaf's factor."""
        inner = self.inner or in_brackets(shown(self.value))
        self.inner = f"{inner} × {in_brackets(shown(factor))}"
        self.outer = f"{bracketed(self.outer, self.level, PRODUCT)} × {text}"
        self.level = PRODUCT
        self.value = self.value * factor

    @property
    def text(self) -> str:
        """Expression and, where it has parts, the same with its inner part worked out."""
        if not self.inner or self.inner == plain(self.outer):
            return self.outer
        return f"{self.outer} = {self.inner}"


def completed(because: str, chain: str, result: Any) -> str:  # noqa: ANN401 - a number
    """Join the whole line: comparison, chain, result."""
    text = shown(result)
    prefix = f"{because}{ARROW}" if because else ""
    if chain.strip("()") == text:
        return f"{prefix}{text}"
    return f"{prefix}{chain}{equated(text)}"
