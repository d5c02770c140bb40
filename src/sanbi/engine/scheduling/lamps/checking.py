"""What is wrong with a condition of a lamp that is well formed as a condition."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from difflib import get_close_matches

from sanbi.engine.conditions import Comparison, Condition, FactRef, facts_of
from sanbi.engine.conditions.model import parts_of
from sanbi.engine.phrases import Phrase
from sanbi.engine.scheduling.faults import SchedulingFault
from sanbi.engine.scheduling.lamps.fact_names import (
    EXCUSED,
    FACTS,
    FLAG,
    LAMP_FACTS,
    fact_of_base,
)
from sanbi.engine.scheduling.lamps.model import Base, Colour, LampRule, Series

COLOUR = "colour"
_BASE_FACTS = {fact_of_base(base, series) for base in Base for series in Series}
_COLOURS = tuple(colour.value for colour in Colour if colour is not Colour.NONE)
_ORDER = (">=", ">", "<=", "<", "between")


def base_faults(rule: LampRule, where: str) -> Iterator[SchedulingFault]:
    """Yield a fault unless the base that is stated is the one that the conditions look at."""
    used: set[str] = set()
    for condition in (rule.yellow, rule.red):
        if condition:
            used |= facts_of(condition) & _BASE_FACTS
    if rule.base is None:
        if used:
            yield SchedulingFault(
                where,
                Phrase("does not say what it is measured against"),
                Phrase("write base: with one of {words}", words=[base.value for base in Base]),
            )
        return
    stated = fact_of_base(rule.base, rule.series)
    if used != {stated}:
        yield SchedulingFault(
            where,
            Phrase(
                "is measured against {base}, and its conditions look at {facts}",
                base=rule.base.value,
                facts=sorted(used) or Phrase("something else"),
            ),
            Phrase("use the fact {fact}, or name another base", fact=stated),
        )


def fact_faults(
    condition: Condition, where: str, lamp_facts: AbstractSet[str] | None
) -> Iterator[SchedulingFault]:
    """Yield a fault for every fact that does not exist or is compared with what it cannot be.

    Parameters
    ----------
    lamp_facts : set of str or None
        Of an overall rule: the colours that it may look at; None: the facts of a project.
    """
    names = set(FACTS) if lamp_facts is None else set(lamp_facts)
    for part in _comparisons(condition):
        unknown = [fact for fact in _facts(part) if fact not in names]
        for fact in unknown:
            yield _unknown(where, fact, names)
        if unknown or part.op in ("is_missing", "not_missing"):
            continue
        kind = COLOUR if lamp_facts is not None else FACTS[part.fact].kind
        unordered = kind in (FLAG, COLOUR) and part.op in _ORDER
        if unordered or not all(_fits(operand, kind) for operand in part.operands):
            yield SchedulingFault(
                where,
                Phrase("{fact} cannot be compared so", fact=part.fact),
                _comparing_hint(kind, part.fact),
            )


def _unknown(where: str, fact: str, names: set[str]) -> SchedulingFault:
    message = Phrase("there is no fact '{fact}'", fact=fact)
    if fact == EXCUSED:
        return SchedulingFault(where, message, Phrase("write waivable: true instead"))
    near = get_close_matches(fact, sorted(names), 1)
    if near:
        return SchedulingFault(where, message, Phrase("did you mean {word}?", word=near[0]))
    return SchedulingFault(where, message, Phrase("use one of {words}", words=sorted(names)))


def _comparisons(condition: Condition) -> list[Comparison]:
    if isinstance(condition, Comparison):
        return [condition]
    return [found for part in parts_of(condition) for found in _comparisons(part)]


def _facts(part: Comparison) -> list[str]:
    return [part.fact, *(other.fact for other in part.operands if isinstance(other, FactRef))]


def _fits(operand: object, kind: str) -> bool:
    if isinstance(operand, FactRef):
        other = FACTS.get(operand.fact) or LAMP_FACTS[operand.fact]
        return (other.kind == FLAG) is (kind == FLAG)
    if kind == COLOUR:
        return operand in _COLOURS
    return isinstance(operand, bool) is (kind == FLAG) and not isinstance(operand, str)


def _comparing_hint(kind: str, fact: str) -> Phrase:
    if kind == COLOUR:
        return Phrase("compare it with == or in and one of {words}", words=_COLOURS)
    if kind == FLAG:
        return Phrase("it is yes or no: write only the fact, or == true or false")
    return Phrase("{fact} is a number: compare it with a number", fact=fact)
