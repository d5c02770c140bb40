"""Remarks on reports."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.indicators.models import Comment, DatasetLine
from sanbi.apps.indicators.rules import can_comment
from sanbi.apps.indicators.services.locking import report_locked

LONGEST = 500


@service("comment.add")
def comment_add(
    *, actor: Actor, now: datetime, report: int, text: str, indicator: int | None = None
) -> Comment:
    """Remark on a report, or on one of its lines; in any state.

    Raises
        NotAllowed  unless the actor works with the report.
        Refused  for an empty or too long text.
        Missing  for a report that the actor does not see, or a line that it does not have.
    """
    held = report_locked(actor, report)
    require(can_comment(actor, held), _("who reports, signs, checks or locks it"))
    if (
        indicator is not None
        and not DatasetLine.objects.filter(dataset=held.dataset_id, indicator=indicator).exists()
    ):
        raise Missing
    plain = text.strip()
    if not plain:
        raise Refused(_("This is empty."), _("Write one sentence."), "text")
    if len(plain) > LONGEST:
        raise Refused(
            _("The remark is longer than %(most)s characters.") % {"most": LONGEST},
            _("Make it shorter."),
            "text",
        )
    comment = Comment.objects.create(
        report=held, indicator_id=indicator, text=plain, by=actor.user, by_name=actor.name, at=now
    )
    tell(held, comment=comment.pk, indicator=indicator)
    return comment
