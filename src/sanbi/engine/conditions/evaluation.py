"""Judging a condition by facts, history and waivers, in three-valued logic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sanbi.engine.conditions.comparing import compare
from sanbi.engine.conditions.faults import ConditionError, FactError, Fault
from sanbi.engine.conditions.kleene import Truth, all_true, any_true, enough_true, negated
from sanbi.engine.conditions.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Comparison,
    Condition,
    FactRef,
    Negation,
    Streak,
    Waivable,
    Waiver,
)
from sanbi.engine.conditions.reasons import decisive
from sanbi.engine.conditions.values import FactValue, exact_value
from sanbi.engine.conditions.verdict import Outcome, Trace, Verdict
from sanbi.engine.phrases import Phrase


def evaluate(
    condition: Condition,
    facts: Mapping[str, object],
    history: Sequence[Mapping[str, object]] = (),
    waivers: Sequence[Waiver] = (),
    unit: str | None = None,
    period: str | None = None,
    *,
    record_begins: bool = False,
) -> Verdict:
    """Judge a condition for one unit in one period.

    Kleene's three values: a comparison with a missing fact is unknown; `all` is false as soon as
    a part is false, else unknown if a part is; `any` mirrors it; `not` unknown is unknown. A part
    that is true but waived counts as false, and where that alone turns the whole from true to
    false the outcome is WAIVED.

    Parameters
        condition : Condition
        facts : name → value as `exact_value` takes it; absent or None is missing.
        history : the facts of the periods before, oldest first; the last is the period just
            before. A period without data stands there as an empty mapping.
        waivers : decisions on this whole condition; the first that fits unit and period counts.
            They reach this period only, not the earlier periods of a streak.
        unit, period : str, whose verdict this is; needed where a waiver names one.
        record_begins : bool, True says that nothing existed before the history given, so that a
            streak longer than it is false instead of unknown.
    Returns
        Verdict
    Raises
        FactError  when a fact cannot be compared as the condition asks (text with number).
        ConditionError  when a waiver names a unit or period and the caller does not.
    Source      docs/algorithms/conditions.md §2; pattern of domain practice: penalties are a
        conjunction (bottom k and target unmet, or k times running), with exemptions
    >>> low = Comparison("rank_from_bottom", "<=", (3,))
    >>> evaluate(AllOf((low, Comparison("target_met", "==", (False,)))),
    ...          {"rank_from_bottom": 2, "target_met": False}).outcome.value
    'true'
    """
    timeline = (*history, facts)
    judge = _Judge(timeline, record_begins=record_begins)
    trace = judge.judge(condition, len(timeline) - 1)
    waiver = _fitting(waivers, unit, period)
    if trace.outcome is Outcome.TRUE and waiver:
        return Verdict(Outcome.WAIVED, decisive(trace), trace, waiver)
    return Verdict(trace.outcome, decisive(trace), trace)


def _fitting(waivers: Sequence[Waiver], unit: str | None, period: str | None) -> Waiver | None:
    for place, waiver in enumerate(waivers):
        for name, wanted, given in (
            ("unit", waiver.unit, unit),
            ("period", waiver.period, period),
        ):
            if wanted is not None and given is None:
                raise ConditionError(
                    (
                        Fault(
                            f"waivers[{place}].{name}",
                            Phrase(
                                "the waiver is for {wanted}, and the {name} judged is not given",
                                wanted=wanted,
                                name=name,
                            ),
                            Phrase("evaluate with {name}=…", name=name),
                        ),
                    )
                )
    for waiver in waivers:
        if waiver.unit in (None, unit) and waiver.period in (None, period):
            return waiver
    return None


@dataclass(frozen=True)
class _Judge:
    timeline: Sequence[Mapping[str, object]]
    record_begins: bool

    def judge(self, condition: Condition, at: int) -> Trace:
        ago = len(self.timeline) - 1 - at
        match condition:
            case Comparison():
                return self._comparison(condition, at, ago)
            case Streak(part, length):
                return self._streak(condition, part, length, at)
            case Waivable(part, by):
                return self._waivable(condition, (self.judge(part, at), self.judge(by, at)), ago)
            case Negation(part):
                judged = self.judge(part, at)
                return Trace(
                    condition, negated(judged.bare), negated(judged.held), ago, parts=(judged,)
                )
            case _:
                parts = tuple(self.judge(part, at) for part in condition.parts)
                return self._several(condition, parts, ago)

    @staticmethod
    def _several(condition: AllOf | AnyOf | AtLeast, parts: tuple[Trace, ...], ago: int) -> Trace:
        def truth(values: list[Truth]) -> Truth:
            match condition:
                case AllOf():
                    return all_true(values)
                case AnyOf():
                    return any_true(values)
                case _:
                    return enough_true(condition.count, values)

        bare, held = truth([p.bare for p in parts]), truth([p.held for p in parts])
        return Trace(condition, bare, held, ago, parts=parts)

    @staticmethod
    def _waivable(condition: Waivable, parts: tuple[Trace, Trace], ago: int) -> Trace:
        part, by = parts
        held = all_true((part.held, negated(by.held)))
        return Trace(condition, part.bare, held, ago, parts=parts)

    def _streak(self, condition: Streak, part: Condition, length: int, at: int) -> Trace:
        judged: list[Trace] = []
        for back in range(length):
            if at - back >= 0:
                judged.append(self.judge(part, at - back))
                if judged[-1].held is False and judged[-1].bare is False:
                    break  # broken: what lies before cannot mend it
            else:
                truth = False if self.record_begins else None
                ago = len(self.timeline) - 1 - at + back
                judged.append(Trace(part, truth, truth, ago, recorded=False))
                break
        bare, held = all_true(t.bare for t in judged), all_true(t.held for t in judged)
        ago = len(self.timeline) - 1 - at
        return Trace(condition, bare, held, ago, parts=tuple(judged))

    def _comparison(self, condition: Comparison, at: int, ago: int) -> Trace:
        names = [condition.fact]
        names += [other.fact for other in condition.operands if isinstance(other, FactRef)]
        values = {name: self._fact(name, at) for name in names}
        truth = compare(condition, values)
        return Trace(condition, truth, truth, ago, tuple(values.items()))

    def _fact(self, name: str, at: int) -> FactValue | None:
        try:
            return exact_value(self.timeline[at].get(name))
        except FactError as fault:
            raise FactError(Phrase("{name}: {message}", name=name, message=fault)) from fault
