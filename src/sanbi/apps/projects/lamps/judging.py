"""What the lamps of projects show in a month: by what is known, or again by what was kept.

The reading of the lamp ``overall`` keeps all facts of its month, those of the months before that
the rules look at, and the waivers: `judged_again` needs nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sanbi.apps.projects.lamps.facts import facts_of
from sanbi.apps.projects.lamps.known import Known
from sanbi.apps.projects.lamps.rulebook import read
from sanbi.apps.projects.models import LampReading, LampRules, LampWaiver
from sanbi.engine.calendar import Period
from sanbi.engine.scheduling.lamps import (
    OVERALL,
    Judgement,
    facts_data,
    facts_from,
    judge,
    months_looked_at,
)
from sanbi.engine.scheduling.lamps import LampReading as Lit
from sanbi.engine.scheduling.lamps import LampWaiver as Excuse

FactsByMonth = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Grounds:
    """What a judgement rests on, as it is kept: plain facts of the month and of those before."""

    month: str
    facts: Mapping[str, Any]
    history: FactsByMonth
    waivers: Sequence[Mapping[str, str]] = ()

    def content(self) -> dict[str, Any]:
        """Return it for the JSON column of the reading ``overall``."""
        return {
            "facts": dict(self.facts),
            "history": {month: dict(facts) for month, facts in self.history.items()},
            "waivers": [dict(row) for row in self.waivers],
        }


def grounds_of(
    known: Known,
    rules: LampRules,
    month: str,
    kept: FactsByMonth,
    waivers: Iterable[LampWaiver] = (),
) -> Grounds:
    """Return what the lamps of a month rest on.

    Parameters
    ----------
    kept : month → facts that earlier readings were made of; a month that is not among them is
        looked up as the register tells it now.
    waivers : approved ones of the project
    """
    at = Period.parse(month)
    history = {}
    for back in range(months_looked_at(read(rules)) - 1, 0, -1):
        before = at.previous(back)
        label = str(before)
        history[label] = kept.get(label) or facts_data(facts_of(known, before))
    said = [waiver_data(row) for row in waivers]
    return Grounds(month, facts_data(facts_of(known, at)), history, said)


def waiver_data(waiver: LampWaiver) -> dict[str, str]:
    """Return an approved waiver as the judgement keeps it."""
    return {
        "lamp": waiver.lamp,
        "first": waiver.first_period,
        "last": waiver.last_period,
        "reason": waiver.reason,
        "approver": waiver.decided_by_name,
    }


def judged(rules: LampRules, grounds: Grounds) -> Judgement:
    """Return what every lamp shows, and why."""
    months = sorted(grounds.history)
    return judge(
        read(rules),
        facts_from(grounds.facts),
        [facts_from(grounds.history[month]) for month in months],
        [_excuse(row) for row in grounds.waivers],
        month=Period.parse(grounds.month),
    )


def judged_again(overall: LampReading) -> Judgement:
    """Return the judgement that a kept reading of ``overall`` tells of, from what it keeps."""
    kept = overall.facts
    grounds = Grounds(overall.period, kept["facts"], kept["history"], kept["waivers"])
    return judged(overall.rules, grounds)


def readings_of(
    project: int, rules: LampRules, grounds: Grounds, judgement: Judgement
) -> list[LampReading]:
    """Return the rows of a judgement, the lamp ``overall`` first; not saved, without a version."""
    rows = [judgement.overall, *judgement.lamps.values()]
    return [_row(project, rules, grounds, lit) for lit in rows]


def same(one: Iterable[LampReading], other: Iterable[LampReading]) -> bool:
    """Whether two readings of a month say the same of every lamp, for the same reasons."""
    return {_said(row) for row in one} == {_said(row) for row in other}


def _said(row: LampReading) -> tuple[object, ...]:
    figures = json.dumps(row.facts, sort_keys=True, ensure_ascii=False)
    return (row.lamp, row.colour, row.bare, row.size, row.reason, row.rules_id, figures)


def _row(project: int, rules: LampRules, grounds: Grounds, lit: Lit) -> LampReading:
    return LampReading(
        project_id=project,
        period=grounds.month,
        lamp=lit.lamp,
        colour=lit.colour.value,
        bare=lit.bare.value,
        waived=lit.waived,
        size=lit.size("zh"),
        size_en=lit.size("en"),
        reason=lit.reason("zh"),
        reason_en=lit.reason("en"),
        facts=grounds.content() if lit.lamp == OVERALL else facts_data(lit.facts),
        rules=rules,
    )


def _excuse(row: Mapping[str, str]) -> Excuse:
    first, last = Period.parse(row["first"]), Period.parse(row["last"])
    return Excuse(row["lamp"], first, last, row["reason"], row["approver"])
