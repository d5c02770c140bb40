"""The ground of a measure as a person would say it: period, place, figure and limit."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import groupby
from typing import TypeGuard

from sanbi.engine.calendar import Period, PeriodError
from sanbi.engine.conditions import Outcome, Reason, Verdict, sentence
from sanbi.engine.conditions.values import number_text

PLACES = {
    "rank": ("第 {} 名", "前 {} 名之内"),
    "rank_from_bottom": ("倒数第 {} 名", "末 {} 名之内"),
}
LIMITS = {">=": "达到", ">": "高于", "<=": "不高于", "<": "低于"}


def ground_words(verdict: Verdict, names: Mapping[str, str], period: str) -> str:
    """Return what decided a verdict that is met, in Chinese, period by period.

    A condition that has no plain words (a negation, one fact against another) is told clause by
    clause, as the working of the scheme tells it.
    """
    told = [(reason.periods_ago, _plain(reason, names)) for reason in verdict.reasons]
    if not told or not all(text for _ago, text in told):
        return sentence(verdict, "zh", names)
    parts = []
    for ago, texts in groupby(told, key=lambda pair: pair[0]):
        parts.append(f"{_when(period, ago)}：{'；'.join(text for _ago, text in texts)}")
    return "。".join(parts) + "。"


def _plain(reason: Reason, names: Mapping[str, str]) -> str:
    """Return one comparison in words; empty where there are none for it."""
    held = reason.condition
    if reason.outcome is not Outcome.TRUE or not reason.recorded or len(held.operands) != 1:
        return ""
    limit, seen = held.operands[0], dict(reason.observed).get(held.fact)
    name = names.get(held.fact, held.fact)
    if isinstance(limit, str) and held.op == "==":
        return f"{name}为{limit}"
    if not _is_number(limit) or not _is_number(seen):
        return ""
    if held.fact in PLACES:
        return _place(held.fact, held.op, Fraction(seen), Fraction(limit))
    sign = "%" if held.fact.startswith("share.") else ""
    if held.op == "==":
        return f"{name} {number_text(Fraction(seen))}{sign}"
    if held.op not in LIMITS:
        return ""
    figure, edge = number_text(Fraction(seen)), number_text(Fraction(limit))
    return f"{name} {figure}{sign}，{LIMITS[held.op]} {edge}{sign}"


def _place(fact: str, op: str, seen: Fraction, limit: Fraction) -> str:
    at, within = PLACES[fact]
    text = at.format(number_text(seen))
    if op == "==" or (op == "<=" and limit == 1):
        return text
    return f"{text}（{within.format(number_text(limit))}）" if op == "<=" else ""


def _is_number(value: object) -> TypeGuard[Fraction]:
    return isinstance(value, Fraction | int) and not isinstance(value, bool)


def _when(label: str, ago: int) -> str:
    """Return the period that lies so many rounds back, by its name where it has one."""
    try:
        period = Period.parse(label)
        for _count in range(ago):
            period = period.previous()
    except PeriodError:
        return ("本期", "上一期")[ago] if ago < 2 else f"前第 {ago} 期"  # noqa: PLR2004
    return period.label_zh()
