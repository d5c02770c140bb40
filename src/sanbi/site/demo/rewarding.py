"""Rewards and accountability: two rules over runs, and what they proposed of each final round."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from sanbi.apps.assessments.models import Round, RoundState, Scheme
from sanbi.apps.assessments.services import measure_rules_save, measures_propose
from sanbi.apps.assessments.services.measures import RuleText
from sanbi.engine.calendar import Period
from sanbi.site.demo.desk import Desk, Happening, moment
from sanbi.site.demo.rounds import SCHEME
from sanbi.site.demo.story import ROUNDS

RULES = (
    RuleText(
        "末三位且未达标",
        "组内后三位且重点项目投资不足阶段目标97.5%",
        "notice",
        {
            "all": [
                {"fact": "rank_from_bottom", "op": "<=", "value": 3},
                {"fact": "share.项目投资", "op": "<", "value": 97.5},
            ]
        },
        "书面提醒，一个月内报送整改情况",
    ),
    RuleText(
        "连续两轮末位",
        "连续两轮组内末位",
        "talk",
        {"streak": {"of": {"fact": "rank_from_bottom", "op": "==", "value": 1}, "at_least": 2}},
        "约谈乡镇主要负责人",
    ),
)
"""What the office laid down with the scheme; both only propose."""


def rewarding(desk: Desk) -> Iterator[Happening]:
    """Yield the rules, and two days after each round the proposals; people take all steps."""
    yield Happening(moment(date(2025, 10, 16), 10), partial(_lay_down, desk))
    for code in ROUNDS:
        on = Period.parse(code).end + timedelta(days=32)
        yield Happening(moment(on, 9), partial(_propose, desk, code))


def _lay_down(desk: Desk, now: datetime) -> None:
    scheme = Scheme.objects.get(code=SCHEME).pk
    measure_rules_save(actor=desk.named("office"), now=now, scheme=scheme, rules=RULES)


def _propose(desk: Desk, code: str, now: datetime) -> None:
    held = Round.objects.get(code=code)
    if held.state == RoundState.FINAL:
        measures_propose(actor=desk.named("office"), now=now, round=held.pk)
