"""Judges conditions of the scheme for each unit of a scope."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from sanbi.engine.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    FactError,
    Negation,
    Outcome,
    Streak,
    Verdict,
    Waivable,
    evaluate,
    facts_of,
)
from sanbi.engine.phrases import Phrase, phrase_of
from sanbi.engine.scoring.arithmetic import Mask
from sanbi.engine.scoring.columns import Column, Scope
from sanbi.engine.scoring.evaluation.context import Evaluation
from sanbi.engine.scoring.faults import DataFaults, Fault, place_words
from sanbi.engine.scoring.marks import event_counts
from sanbi.engine.scoring.periods import shifted

FactValues = Sequence[object]
HISTORY_FACTS = {"total": "score", "rank": "rank", "grade": "grade"}


def applies(
    run: Evaluation, condition: Condition, unknown: str, period: str, scope: Scope, where: str
) -> Mask:
    """Where a condition over inputs holds; ``unknown`` says what a missing fact means."""
    verdicts = judge(run, condition, period, scope, {})
    return settled(run, verdicts, unknown, scope, where)


def settled(
    run: Evaluation, verdicts: Sequence[Verdict], unknown: str, scope: Scope, where: str
) -> Mask:
    """Verdicts as a mask: unknown counts as met (pass), not met (fail), or refuses the data."""
    result = np.zeros(len(verdicts), dtype=bool)
    faults = []
    for place, verdict in enumerate(verdicts):
        if verdict.outcome is Outcome.TRUE:
            result[place] = True
        elif verdict.outcome is Outcome.UNKNOWN:
            result[place] = unknown == "pass"
            if unknown == "error":
                faults.append(_unknown_fault(run, verdict, scope, place, where))
    if faults:
        raise DataFaults(faults)
    return result


def _unknown_fault(
    run: Evaluation, verdict: Verdict, scope: Scope, place: int, where: str
) -> Fault:
    code = run.units[scope.index[place]]
    names = sorted(
        {name for trace in verdict.trace.walk() for name, value in trace.observed if value is None}
    )
    message = Phrase(
        "a condition ({where}) cannot be decided: {facts} is missing",
        where=place_words(where),
        facts=names or [Phrase("history")],
    )
    hint = "fill it in, or let the condition say unknown: pass or fail"
    return Fault(
        Phrase("{unit} {name}", unit=code, name=run.names[code]), message, hint, "unknown-condition"
    )


def judge(
    run: Evaluation,
    condition: Condition,
    period: str,
    scope: Scope,
    known: Mapping[str, FactValues],
    group: str = "",
) -> list[Verdict]:
    """A verdict for each unit; ``known`` holds facts that are no inputs (scores, ranks)."""
    names = sorted(facts_of(condition))
    now = _facts(run, names, period, scope, known)
    past, label = [], period
    for _ in range(_depth(condition) - 1):
        label = shifted(label, "previous")
        if not label:
            break
        past.append(
            _facts(run, names, label, scope, _history_facts(run, names, label, scope, group))
        )
    past.reverse()
    verdicts = []
    try:
        for place in range(scope.size):
            facts = {name: values[place] for name, values in now.items()}
            history = [{name: values[place] for name, values in item.items()} for item in past]
            code = run.units[scope.index[place]]
            verdicts.append(evaluate(condition, facts, history, unit=code, period=period))
    except FactError as error:
        hint = "compare numbers with numbers, words with words"
        raise DataFaults([Fault("condition", phrase_of(error), hint, "fact")]) from error
    return verdicts


def _depth(condition: Condition) -> int:
    """How many periods a condition looks at."""
    if isinstance(condition, Streak):
        return condition.at_least - 1 + _depth(condition.part)
    if isinstance(condition, Negation):
        return _depth(condition.part)
    if isinstance(condition, Waivable):
        return max(_depth(condition.part), _depth(condition.by))
    if isinstance(condition, AllOf | AnyOf | AtLeast):
        return max((_depth(part) for part in condition.parts), default=1)
    return 1


def _facts(
    run: Evaluation, names: list[str], period: str, scope: Scope, known: Mapping[str, FactValues]
) -> dict[str, FactValues]:
    facts: dict[str, FactValues] = {}
    for name in names:
        if name in known:
            facts[name] = known[name]
        elif name.startswith("events."):
            counts = event_counts(run.data.events, name.removeprefix("events."), period)
            codes = [run.units[place] for place in scope.index.tolist()]
            facts[name] = [counts.get(code, Fraction(0)) for code in codes]
        elif name in run.attributes and name not in run.coefficients:
            texts = run.attributes[name]
            facts[name] = [texts[place] for place in scope.index.tolist()]
        else:
            facts[name] = _number_fact(run, name, period, scope)
    return facts


def _number_fact(run: Evaluation, name: str, period: str, scope: Scope) -> FactValues:
    try:
        if name.startswith("x."):
            leaf = run.scheme.leaves[name.removeprefix("x.")]
            item = run.scheme.input_of(leaf)
            if item is None:
                return [None] * scope.size
            return fact_values(run.reader.column(item, period, scope))
        return fact_values(run.reader.name(name, period, scope))
    except KeyError:
        return [None] * scope.size


def fact_values(column: Column) -> list[object]:
    """A column as facts, None where there is none."""
    values = column.values.tolist()
    return [v if p else None for v, p in zip(values, column.present.tolist(), strict=True)]


def _worse(placed: list[float], rank: float) -> int:
    return len(placed) - bisect_right(placed, rank)


def _history_facts(
    run: Evaluation, names: list[str], period: str, scope: Scope, group: str
) -> dict[str, FactValues]:
    """Totals, ranks and grades of an earlier period, from the history table."""
    wanted = [name for name in names if name in HISTORY_FACTS or name == "rank_from_bottom"]
    if not wanted:
        return {}
    table = run.data.history
    rows = table.filter(table["period"] == period).to_dicts()
    held = {row["unit"]: row for row in rows if row["group"] in {"", group}}
    codes = [run.units[place] for place in scope.index.tolist()]
    placed = sorted(row["rank"] for row in held.values() if row["rank"] is not None)
    facts: dict[str, FactValues] = {}
    for name in wanted:
        column = HISTORY_FACTS.get(name, "rank")
        found = [held[code][column] if code in held else None for code in codes]
        if name == "rank_from_bottom":
            found = [None if rank is None else 1 + _worse(placed, rank) for rank in found]
        facts[name] = [value if value != "" else None for value in found]
    return facts
