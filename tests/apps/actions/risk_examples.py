"""One example for each service of risks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sanbi.apps.actions import services
from sanbi.apps.actions.services import DangerFacts, IncidentFacts
from tests.apps.audit.examples import Deed, Example, Prepare
from tests.apps.factories.orgs import County
from tests.apps.factories.risks import make_danger, make_incident


def danger_facts(county: County, **more: Any) -> DangerFacts:
    """A danger of 青石镇."""
    plain: dict[str, Any] = {
        "line": "safety",
        "title": "尾矿库排洪沟淤塞",
        "place": "北沟尾矿库",
        "found_on": date(2026, 10, 8),
        "found_by": "安全检查组",
        "lead_unit": county.towns[0].pk,
        "wanted": "清淤并通过专家复核",
        "limit": "normal",
    }
    return DangerFacts(**{**plain, **more})


def incident_facts(county: County, **more: Any) -> IncidentFacts:
    """A general accident at work in 青石镇."""
    plain: dict[str, Any] = {
        "unit": county.towns[0].pk,
        "line": "safety",
        "grade": "general",
        "title": "采石场物体打击事故",
        "happened_on": date(2026, 8, 12),
        "deaths": 1,
        "document": "云政安委〔2026〕9号",
    }
    return IncidentFacts(**{**plain, **more})


def report(**more: Any) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        said = danger_facts(county, **more)
        return lambda: services.danger_report(actor=county.actor("clerk"), now=now, facts=said)

    return deed


def grade(key: str) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        row = make_danger(county, grade="")
        return lambda: services.danger_grade(
            actor=county.actor("supervisor"), now=now, action=row.action_id, grade=key, why="判定"
        )

    return deed


def record(**more: Any) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        said = incident_facts(county, **more)
        return lambda: services.incident_record(
            actor=county.actor("supervisor"), now=now, facts=said
        )

    return deed


def decide(name: str, who: str, state: str, **given: Any) -> Prepare:
    def deed(county: County, now: datetime) -> Deed:
        row = make_incident(county, state)
        service = getattr(services, f"incident_{name}")
        return lambda: service(actor=county.actor(who), now=now, incident=row.pk, **given)

    return deed


EXAMPLES = {
    "danger.report": Example(done=report(), refused=report(line="song")),
    "danger.grade": Example(done=grade("major"), refused=grade("tiny")),
    "incident.record": Example(done=record(), refused=record(deaths=3)),
    "incident.confirm": Example(
        done=decide("confirm", "office", "recorded"),
        refused=decide("confirm", "supervisor", "recorded"),
    ),
    "incident.withdraw": Example(
        done=decide("withdraw", "office", "confirmed", why="认定有误"),
        refused=decide("withdraw", "office", "withdrawn", why="认定有误"),
    ),
}
