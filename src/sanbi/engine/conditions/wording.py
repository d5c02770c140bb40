"""Conditions and verdicts in Chinese and English sentences."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from sanbi.engine.conditions.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Comparison,
    Condition,
    FactRef,
    Negation,
    Operand,
    Streak,
)
from sanbi.engine.conditions.phrases import PHRASES, Phrases
from sanbi.engine.conditions.values import FactValue, number_text
from sanbi.engine.conditions.verdict import Reason, Verdict

Language = Literal["zh", "en"]


def condition_text(
    condition: Condition, language: Language = "zh", names: Mapping[str, str] | None = None
) -> str:
    """Return the condition as a clause, such as `gdp_growth 不低于 8,且 total 低于 60`.

    Parameters
        condition : Condition
        language : "zh" | "en"
        names : fact → the name that readers know; facts not in it keep their own.
    """
    return _Writer(PHRASES[language], names or {}).clause(condition)


def sentence(
    verdict: Verdict, language: Language = "zh", names: Mapping[str, str] | None = None
) -> str:
    """Return the verdict as a sentence with the figures that decided it.

    Parameters
        verdict : Verdict
        language : "zh" | "en"
        names : fact → the name that readers know; facts not in it keep their own.
    """
    phrases = PHRASES[language]
    writer = _Writer(phrases, names or {})
    reasons = phrases.semicolon.join(writer.reason(reason) for reason in verdict.reasons)
    text = f"{phrases.verdicts[verdict.outcome.value]}{phrases.colon}{reasons}"
    if verdict.waiver:
        text += phrases.semicolon + phrases.waiver.format(
            reason=verdict.waiver.reason, approver=verdict.waiver.approver
        )
    return text + phrases.stop


class _Writer:
    def __init__(self, phrases: Phrases, names: Mapping[str, str]) -> None:
        self.phrases = phrases
        self.names = names

    def clause(self, condition: Condition) -> str:
        phrases = self.phrases
        match condition:
            case Comparison():
                return self.comparison(condition)
            case AllOf(parts):
                return phrases.all_join.join(self.part(part) for part in parts)
            case AnyOf(parts):
                return phrases.any_join.join(self.part(part) for part in parts)
            case Negation(part):
                return phrases.negation.format(part=self.clause(part))
            case AtLeast(count, parts):
                listed = phrases.semicolon.join(self.part(part) for part in parts)
                return phrases.at_least.format(count=count, size=len(parts), parts=listed)
            case Streak(part, length):
                return phrases.streak.format(count=length, part=self.part(part))
            case _:
                text, waived_by = self.part(condition.part), self.clause(condition.by)
                return phrases.waivable.format(part=text, by=waived_by)

    def part(self, condition: Condition) -> str:
        text = self.clause(condition)
        return text if isinstance(condition, Comparison | Negation) else self.phrases.group(text)

    def comparison(self, condition: Comparison) -> str:
        fact = self.name(condition.fact)
        if condition.op == "==" and isinstance(condition.operands[0], bool):
            kind = "yes" if condition.operands[0] else "no"
            return self.phrases.operators[kind].format(fact=fact)
        values = [self.operand(operand) for operand in condition.operands]
        template = self.phrases.operators[condition.op]
        if condition.op == "between":
            return template.format(fact=fact, low=values[0], high=values[1])
        return template.format(fact=fact, value=self.phrases.list_join.join(values))

    def reason(self, reason: Reason) -> str:
        phrases = self.phrases
        before = phrases.periods_ago(reason.periods_ago)
        clause = phrases.quoted.format(clause=self.comparison(reason.condition))
        if not reason.recorded:
            return f"{before}{clause}{phrases.not_recorded}"
        seen = phrases.list_join.join(self.seen(name, value) for name, value in reason.observed)
        outcome = phrases.outcomes[reason.outcome.value]
        return f"{before}{clause}{outcome}{phrases.bracketed.format(text=seen)}"

    def seen(self, name: str, value: FactValue | None) -> str:
        if value is None:
            return self.phrases.seen_missing.format(fact=self.name(name))
        return self.phrases.seen.format(fact=self.name(name), value=self.value(value))

    def operand(self, operand: Operand) -> str:
        return self.name(operand.fact) if isinstance(operand, FactRef) else self.value(operand)

    def value(self, value: FactValue) -> str:
        if isinstance(value, bool):
            return self.phrases.yes if value else self.phrases.no
        return value if isinstance(value, str) else number_text(Fraction(value))

    def name(self, fact: str) -> str:
        return self.names.get(fact, fact)
