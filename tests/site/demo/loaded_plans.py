"""What the loaded county shows of plans, peers and good practice."""

from __future__ import annotations

from datetime import datetime

from sanbi.apps.audit.actors import SYSTEM
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.plans.models import Plan, Practice, Takeover
from sanbi.apps.plans.queries.peers import race_of
from sanbi.apps.plans.queries.reviews import outcomes_of, tally_of
from sanbi.apps.plans.queries.trees import tree_of


def check_plans(now: datetime) -> None:
    """Two years: one closed with its review, one that runs, most of it read from data."""
    states = list(Plan.objects.order_by("year").values_list("year", "state"))
    assert states == [(2025, "closed"), (2026, "adopted")]
    last, this = (tree_of(SYSTEM, plan, now) for plan in Plan.objects.order_by("year"))
    assert len(this.rows) == 27
    assert sum(row.node.theme == "battle" for row in this.rows) == 5
    silent = [row.node.title for row in this.rows if row.progress.share is None]
    assert len(silent) == 3  # patents have no target, and a rate is not added up
    assert {row.lamp for row in this.rows} >= {"green", "yellow", "red"}
    counted = tally_of(outcomes_of(last.rows))
    assert counted == {"all": 7, "reached": 4, "near": 1, "missed": 1, "unknown": 1}
    findings = next(row for row in this.rows if row.node.title == "反馈问题整改销号")
    assert {said.link.action.kind for said in findings.said if said.link.action} == {"rectify"}
    race = race_of(Indicator.objects.get(code="fai"), now)
    assert ([peer.name for peer in race.peers], len(race.months)) == (["临江县", "望湖县"], 12)
    assert race.last is not None
    assert Practice.objects.count() == 4
    assert (Takeover.objects.count(), Takeover.objects.exclude(result="").count()) == (4, 2)
