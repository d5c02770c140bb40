"""What people say of documents that seem to tell of one event."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused
from sanbi.apps.audit.given import needed
from sanbi.apps.audit.services import service, tell
from sanbi.apps.documents.models import Kinship
from sanbi.apps.documents.services.receiving import document_locked

Verdict = Kinship.Verdict


@service("document.judge")
def kinship_judge(
    *, actor: Actor, now: datetime, first: int, second: int, verdict: str, why: str = ""
) -> Kinship:
    """Say whether two documents tell of one event; their texts stay apart either way.

    Raises
    ------
    Missing
        when nothing was found between the two.
    Refused
        for another word than ``same`` and ``apart``, and for ``apart`` without a reason.
    """
    one, other = sorted((first, second))
    held = document_locked(actor, one)
    document_locked(actor, other)
    row = Kinship.objects.select_for_update().filter(first=one, second=other).first()
    if row is None:
        raise Missing
    if verdict not in {Verdict.SAME, Verdict.APART}:
        raise Refused(_("There is no such verdict."), _("Choose one of the list."), "verdict")
    row.verdict = verdict
    row.why = needed(why, "why") if verdict == Verdict.APART else why.strip()
    row.at, row.by, row.by_name = now, actor.user, actor.name
    row.save()
    tell(held, other=other, verdict=row.get_verdict_display(), reason=row.why)
    return row
