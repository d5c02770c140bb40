"""Hidden dangers and incidents for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from sanbi.apps.actions.models import Danger, Incident
from tests.apps.factories.actions import make_action
from tests.apps.factories.orgs import County


def make_danger(county: County, state: str = "progress", **fields: Any) -> Danger:
    """A danger of 青石镇, graded general; further fields are those of its action."""
    names = ("place", "found_by", "grade", "grade_why", "graded_on")
    own = {name: fields.pop(name) for name in names if name in fields}
    plain: dict[str, Any] = {
        "kind": "risk",
        "category": "safety",
        "title": "尾矿库排洪沟淤塞",
        "source": "inspection",
    }
    grade = {"grade": "general", "graded_on": date(2026, 9, 29)}
    if own.get("grade") == "":
        grade = {}
    return Danger.objects.create(
        action=make_action(county, state, **{**plain, **fields}),
        **{
            "place": "北沟尾矿库",
            "found_on": date(2026, 9, 24),
            "found_by": "县应急管理局",
            "by_name": "督查室",
            **grade,
            **own,
        },
    )


def make_incident(county: County, state: str = "confirmed", **fields: Any) -> Incident:
    """A general accident at work in 青石镇 on 12 August with one dead, recorded by `supervisor`."""
    plain: dict[str, Any] = {
        "unit": county.towns[0],
        "line": "safety",
        "grade": "general",
        "title": "采石场物体打击事故",
        "happened_on": date(2026, 8, 12),
        "deaths": 1,
        "document": "云政安委〔2026〕9号",
        "state": state,
        "recorded_by": county.users["supervisor"].pk,
        "recorded_by_name": "supervisor",
    }
    if state != "recorded":
        plain |= {"decided_by": county.users["office"].pk, "decided_by_name": "office"}
    return Incident.objects.create(**{**plain, **fields})
