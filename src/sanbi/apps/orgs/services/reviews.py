"""Marking an odd account as looked at."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import Review
from sanbi.apps.orgs.models.reviews import FINDING_WORDS
from sanbi.apps.orgs.rules import can_appoint
from sanbi.apps.orgs.services.account_rows import account


@service("account.review")
def account_review(*, actor: Actor, now: datetime, user: int, kind: str, note: str) -> Review:
    """Leave a finding as it is, with a reason; it comes up again after 180 days."""
    require(can_appoint(actor), who_may=Role.SECADMIN)
    if actor.user is None:
        raise Missing
    held = account(user)
    if kind not in FINDING_WORDS:
        raise Refused(_("This finding is unknown."), where="kind")
    if not note.strip():
        raise Refused(_("Say why it may stay so."), where="note")
    made = Review.objects.create(user=held, kind=kind, at=now, by_id=actor.user, note=note)
    tell(held, kind=kind, note=note)
    return made
