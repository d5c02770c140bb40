"""Which comparisons decided a verdict."""

from collections.abc import Iterator

from sanbi.engine.conditions.model import (
    AllOf,
    AtLeast,
    Comparison,
    Condition,
    Negation,
    Streak,
    Waivable,
    parts_of,
)
from sanbi.engine.conditions.verdict import Outcome, Reason, Trace


def decisive(trace: Trace) -> tuple[Reason, ...]:
    """Return the comparisons that made the outcome what it is, in the order written.

    A conjunction that is true needs all its parts; one that is false is explained by its false
    parts, one that is unknown by its unknown parts. A waived outcome is explained by what made it
    true and by what waives it.
    """
    without_waivers = trace.outcome is Outcome.WAIVED
    return tuple(dict.fromkeys(_reasons(trace, bare=without_waivers)))


def _reasons(trace: Trace, *, bare: bool) -> Iterator[Reason]:
    condition = trace.condition
    if not trace.recorded:
        for comparison in _comparisons(condition):
            yield Reason(comparison, trace.outcome, (), trace.periods_ago, recorded=False)
    elif isinstance(condition, Comparison):
        yield Reason(condition, trace.outcome, trace.observed, trace.periods_ago)
    elif isinstance(condition, Waivable):
        yield from _of_waivable(trace, bare=bare)
    else:
        for part in _telling(trace, bare=bare):
            yield from _reasons(part, bare=bare)


def _telling(trace: Trace, *, bare: bool) -> tuple[Trace, ...]:
    truth = trace.bare if bare else trace.held
    match trace.condition:
        case Negation():
            return trace.parts
        case AllOf() | Streak():
            needs_all = truth is True
        case AtLeast():
            needs_all = False
        case _:
            needs_all = truth is False
    if needs_all:
        return trace.parts
    return tuple(part for part in trace.parts if (part.bare if bare else part.held) is truth)


def _of_waivable(trace: Trace, *, bare: bool) -> Iterator[Reason]:
    part, by = trace.parts
    waives = by.held is True
    if bare or (part.bare is True and waives):
        yield from _reasons(part, bare=True)
        if part.bare is True and waives:
            yield from _reasons(by, bare=False)
        return
    if part.held is trace.held:
        yield from _reasons(part, bare=False)
    if by.held is None and trace.held is None:
        yield from _reasons(by, bare=False)
    if waives and part.held is None:  # whatever the part may turn out to be, it has no effect
        yield from _reasons(by, bare=False)


def _comparisons(condition: Condition) -> Iterator[Comparison]:
    if isinstance(condition, Comparison):
        yield condition
    for part in parts_of(condition):
        yield from _comparisons(part)
