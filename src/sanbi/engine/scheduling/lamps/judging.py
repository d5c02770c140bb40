"""What the lamps of a project show in a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sanbi.engine.calendar import Period
from sanbi.engine.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Comparison,
    Condition,
    FactValue,
    Negation,
    Outcome,
    Streak,
    Verdict,
    Waivable,
    evaluate,
    exact_value,
    facts_of,
)
from sanbi.engine.conditions.kleene import Truth
from sanbi.engine.scheduling.lamps.fact_names import EXCUSED
from sanbi.engine.scheduling.lamps.model import (
    OVERALL,
    Colour,
    Judgement,
    LampReading,
    LampRule,
    LampRules,
    LampWaiver,
)

Timeline = Sequence[Mapping[str, object]]
ORDER: Final = (Colour.RED, Colour.YELLOW, Colour.NONE, Colour.GREEN)
"""From worst to best; what is not known is worse than green and better than a known fault."""

_EXCUSE = Comparison(EXCUSED, "==", (True,))


def judge(
    rules: LampRules,
    facts: Mapping[str, object],
    history: Timeline = (),
    waivers: Sequence[LampWaiver] = (),
    *,
    month: Period,
) -> Judgement:
    """Read every lamp of one project in one month, and the overall colour.

    Red is asked first, then yellow; green needs both to be false. Where a missing fact leaves a
    condition open, a lamp that is certainly yellow is yellow, and any other is to be judged 待评.
    A waiver keeps its months from counting: the lamp does not light in them, and a streak that
    runs through them is broken. It has no effect on a lamp that the rules do not let anyone waive.

    Parameters
    ----------
    rules : LampRules
    facts : mapping of name to value
        Of this month, as `start_facts` and the others return them, in one mapping.
    history : sequence of mappings
        The facts of the months before, oldest first; the last is the month just before. A month
        without data stands there as an empty mapping.
    waivers : sequence of LampWaiver
        Approved ones only.
    month : Period
        The month of ``facts``.

    Returns
    -------
    Judgement

    Raises
    ------
    FactError
        when a fact is of another kind than its condition expects.
    """
    judge_lamp = _Judge((*history, facts), waivers, month)
    lamps: dict[str, LampReading] = {}
    left_out: list[str] = []
    for key, rule in rules.lamps.items():
        reading = judge_lamp.read(rule)
        if reading is None:
            left_out.append(key)
        else:
            lamps[key] = reading
    return Judgement(month, lamps, _overall(rules, lamps), tuple(left_out))


def months_looked_at(rules: LampRules) -> int:
    """How many months the conditions look at, the month that is judged among them.

    `judge` needs one less of them as ``history``.
    """
    conditions = (c for rule in rules.lamps.values() for c in (rule.applies, rule.yellow, rule.red))
    return max(map(_longest_streak, conditions), default=1)


@dataclass(frozen=True)
class _Judge:
    timeline: Timeline
    waivers: Sequence[LampWaiver]
    month: Period

    def read(self, rule: LampRule) -> LampReading | None:
        """The reading of a lamp; None where it does not apply."""
        own = self._waivers_of(rule)
        timeline = self._excused(rule, own)
        applies = _verdict(rule.applies, timeline)
        if applies and applies.outcome is Outcome.FALSE:
            return None
        red = _verdict(_excusable(rule.red), timeline)
        yellow = _verdict(_excusable(rule.yellow), timeline)
        colour = _colour(applies, _held(red), _held(yellow))
        bare = _colour(applies, _bare(red), _bare(yellow))
        facts = {name: exact_value(self.timeline[-1].get(name)) for name in _names(rule)}
        return LampReading(
            rule.lamp, colour, bare, rule, facts, yellow, red, applies,
            waivers=own if rule.waivable else (),
            refused=() if rule.waivable else own,
        )  # fmt: skip

    def _waivers_of(self, rule: LampRule) -> tuple[LampWaiver, ...]:
        """The decisions that reach a month which the conditions of the lamp look at."""
        longest = max(_longest_streak(part) for part in (rule.yellow, rule.red))
        months = [self.month.previous(back) for back in range(longest)]
        return tuple(
            waiver
            for waiver in self.waivers
            if any(waiver.covers(rule.lamp, month) for month in months)
        )

    def _excused(self, rule: LampRule, waivers: Sequence[LampWaiver]) -> Timeline:
        last = len(self.timeline) - 1
        return [
            {
                **facts,
                EXCUSED: rule.waivable
                and any(w.covers(rule.lamp, self.month.previous(last - at)) for w in waivers),
            }
            for at, facts in enumerate(self.timeline)
        ]


def _verdict(condition: Condition | None, timeline: Timeline) -> Verdict | None:
    return None if condition is None else evaluate(condition, timeline[-1], timeline[:-1])


def _held(verdict: Verdict | None) -> Truth:
    return verdict.trace.held if verdict else False


def _bare(verdict: Verdict | None) -> Truth:
    return verdict.trace.bare if verdict else False


def _colour(applies: Verdict | None, red: Truth, yellow: Truth) -> Colour:
    if applies and applies.outcome is Outcome.UNKNOWN:
        return Colour.NONE
    if red:
        return Colour.RED
    if yellow:
        return Colour.YELLOW
    return Colour.GREEN if red is False and yellow is False else Colour.NONE


def _excusable(condition: Condition | None) -> Condition | None:
    """The condition, of which nothing counts in a month that is excused."""
    return None if condition is None else Waivable(_streaks_excusable(condition), _EXCUSE)


def _streaks_excusable(condition: Condition) -> Condition:
    match condition:
        case Comparison() | Negation():
            return condition  # an excuse inside "not" would light the lamp instead
        case Streak(part, length):
            return Streak(Waivable(_streaks_excusable(part), _EXCUSE), length)
        case AllOf(parts):
            return AllOf(tuple(map(_streaks_excusable, parts)))
        case AnyOf(parts):
            return AnyOf(tuple(map(_streaks_excusable, parts)))
        case AtLeast(count, parts):
            return AtLeast(count, tuple(map(_streaks_excusable, parts)))
        case _:
            return Waivable(_streaks_excusable(condition.part), condition.by)


def _longest_streak(condition: Condition | None) -> int:
    """How many months a condition looks at, this one among them."""
    match condition:
        case None | Comparison():
            return 1
        case Streak(part, length):
            return length - 1 + _longest_streak(part)
        case Negation(part):
            return _longest_streak(part)
        case Waivable(part, by):
            return max(_longest_streak(part), _longest_streak(by))
        case _:
            return max(map(_longest_streak, condition.parts))


def _names(rule: LampRule) -> list[str]:
    conditions = (rule.applies, rule.yellow, rule.red)
    names = {name for condition in conditions if condition for name in facts_of(condition)}
    return sorted(names | ({rule.size} if rule.size else set()))


def _overall(rules: LampRules, lamps: Mapping[str, LampReading]) -> LampReading:
    held: dict[str, FactValue | None] = _lamp_facts(rules, lamps, bare=False)
    bare: dict[str, FactValue | None] = _lamp_facts(rules, lamps, bare=True)
    rule = LampRule(OVERALL, rules.overall.yellow, rules.overall.red)
    if rules.overall.is_worst:
        colour = _worst(reading.colour for reading in lamps.values())
        return LampReading(
            OVERALL, colour, _worst(reading.bare for reading in lamps.values()), rule, held,
            worst=_showing(lamps, colour),
        )  # fmt: skip
    red, yellow = _verdict(rule.red, [held]), _verdict(rule.yellow, [held])
    colour = _colour(None, _held(red), _held(yellow))
    unwaived = _colour(
        None, _held(_verdict(rule.red, [bare])), _held(_verdict(rule.yellow, [bare]))
    )
    return LampReading(
        OVERALL, colour, unwaived, rule, held, yellow, red, worst=_showing(lamps, colour)
    )


def _lamp_facts(
    rules: LampRules, lamps: Mapping[str, LampReading], *, bare: bool
) -> dict[str, FactValue | None]:
    """The colours as texts; a lamp to be judged is missing, one that does not apply is green."""
    facts: dict[str, FactValue | None] = {}
    for key in rules.lamps:
        colour = Colour.GREEN
        if key in lamps:
            colour = lamps[key].bare if bare else lamps[key].colour
        facts[f"{key}_lamp"] = None if colour is Colour.NONE else colour.value
    return facts


def _worst(colours: Iterable[Colour]) -> Colour:
    seen = set(colours)
    return next((colour for colour in ORDER if colour in seen), Colour.NONE)


def _showing(lamps: Mapping[str, LampReading], colour: Colour) -> tuple[LampReading, ...]:
    return tuple(reading for reading in lamps.values() if reading.colour is colour)
