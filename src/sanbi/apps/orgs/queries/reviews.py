"""Accounts that deserve a second look: stale, over-powered, or left behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.orgs.models import Appointment, Review, User
from sanbi.apps.orgs.queries.people import current
from sanbi.apps.orgs.rules import ADMINISTRATORS, can_read_accounts

STALE = timedelta(days=90)
KEPT = timedelta(days=180)
MANY_UNITS = 5


@dataclass(frozen=True)
class Finding:
    """What is odd about an account, and when somebody last found it in order."""

    user: User
    kind: str
    review: Review | None


def findings_for(actor: Actor, now: datetime, on: date) -> list[Finding]:
    """Open accounts with something odd, by pinyin; those reviewed within 180 days come last."""
    if not can_read_accounts(actor):
        return []
    held: dict[int, list[Appointment]] = {}
    for item in current(on):
        held.setdefault(item.user_id, []).append(item)
    reviews = {
        (review.user_id, review.kind): review
        for review in Review.objects.filter(at__gte=now - KEPT).order_by("at")
    }
    users = User.objects.filter(is_active=True).select_related("unit").order_by("pinyin")
    found = [
        Finding(user, kind, reviews.get((user.pk, kind)))
        for user in users
        for kind in _odd(user, held.get(user.pk, []), now)
    ]
    return sorted(found, key=lambda finding: finding.review is not None)


def _odd(user: User, held: list[Appointment], now: datetime) -> Iterable[str]:
    roles = {Role(item.role) for item in held}
    if user.last_login is None and now - user.created_at > STALE:
        yield "never"
    elif user.last_login is not None and now - user.last_login > STALE:
        yield "stale"
    if len(roles & ADMINISTRATORS) > 1:
        yield "administrators"
    if roles & ADMINISTRATORS and roles - ADMINISTRATORS:
        yield "mixed"
    if roles >= {Role.OFFICE, Role.AUDITOR}:
        yield "judge"
    if len({item.unit_id for item in held}) >= MANY_UNITS:
        yield "many"
    if user.unit is not None and user.unit.until is not None:
        yield "ended"
    if not roles:
        yield "idle"
    if user.must_change_password and now - user.created_at > STALE:
        yield "initial"
