"""Actions for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sanbi.apps.actions.models import Action, Extension, LookBack, Milestone, State, Step
from tests.apps.factories.orgs import County

AT = datetime(2026, 9, 28, 2, tzinfo=UTC)
FILED_ON, ASSIGNED_ON, DUE_ON = date(2026, 9, 25), date(2026, 9, 28), date(2026, 10, 19)
REPORTED_ON = date(2026, 10, 8)
DEEDS = {
    "filed": "filed",
    "assigned": "assigned",
    "received": "received",
    "progress": "progress",
    "reported": "reported",
    "returned": "returned",
    "verified": "verified",
    "closed": "closed",
    "withdrawn": "withdrawn",
}


def make_action(county: County, state: str = "progress", **fields: Any) -> Action:
    """An action of 青石镇, filed on 25 September, given 15 working days on the 28th.

    In a later state it was reported by `clerk` on 8 October, and closed out on the 9th.
    """
    plain: dict[str, Any] = {
        "number": f"DB-2026-{900 + Action.objects.count()}",
        "kind": "task",
        "title": "完成老旧小区改造扫尾",
        "source": "minutes",
        "lead_unit": county.towns[0],
        "limit": "normal",
        "limit_days": 15,
        "filed_on": FILED_ON,
        "state": state,
    }
    if state != "filed":
        plain |= {"assigned_on": ASSIGNED_ON, "first_due_on": DUE_ON, "due_on": DUE_ON}
    if state in {"reported", "verified", "closed"}:
        plain |= {"reported_on": REPORTED_ON, "reported_by": county.users["clerk"].pk}
    if state in {"verified", "closed"}:
        plain |= {"verified_on": REPORTED_ON, "quality": "good"}
    if state == "closed":
        plain["closed_on"] = date(2026, 10, 9)
    supporting = fields.pop("supporting", [])
    made = Action.objects.create(**{**plain, **fields})
    made.supporting.set(supporting)
    Step.objects.create(
        action=made, deed=DEEDS[state], state=made.state, by=None, by_name="督查室", at=AT
    )
    return made


def make_extension(county: County, action: Action | None = None, **fields: Any) -> Extension:
    """More time that `clerk` asked for, a week from 19 to 26 October."""
    user = county.users["clerk"]
    plain: dict[str, Any] = {
        "action": action or make_action(county),
        "before": DUE_ON,
        "until": date(2026, 10, 26),
        "reason": "雨期影响外墙施工",
        "asked_by": user.pk,
        "asked_by_name": user.name,
        "asked_at": AT,
    }
    return Extension.objects.create(**{**plain, **fields})


def make_look_back(county: County, action: Action | None = None, **fields: Any) -> LookBack:
    """A look back at an action that was closed out, planned for 30 October."""
    plain: dict[str, Any] = {
        "action": action or make_action(county, "closed"),
        "due_on": date(2026, 10, 30),
        "planned_by_name": "督查室",
    }
    return LookBack.objects.create(**{**plain, **fields})


def make_milestone(county: County, action: Action | None = None, **fields: Any) -> Milestone:
    """A milestone on 14 October."""
    plain: dict[str, Any] = {
        "action": action or make_action(county),
        "place": 1,
        "name": "外墙完工",
        "due_on": date(2026, 10, 14),
    }
    return Milestone.objects.create(**{**plain, **fields})


STATES = tuple(State.values)
