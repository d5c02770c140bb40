"""Files of things: added after they were looked at, withdrawn, never overwritten."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, NotAllowed, Refused
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.attachments import rules_of
from sanbi.apps.orgs.blobs import blob_store
from sanbi.apps.orgs.files import check_upload
from sanbi.apps.orgs.models import Attachment

MOST_FILES = 50


@service("attachment.add")
def attachment_add(
    *,
    actor: Actor,
    now: datetime,
    name: str,
    content: bytes,
    kind: str,
    key: str,
) -> Attachment:
    """Keep a file as proof of a thing, under the unit that the thing says.

    Raises
    ------
    Missing, NotAllowed
        when the actor may not see the thing, or not add to it.
    Refused
        by `check_upload`, or when the thing has 50 files already.
    """
    rules = rules_of(kind)
    if actor.user is None or not rules.may_see(actor, key):
        raise Missing
    if not rules.may_add(actor, key):
        raise NotAllowed
    checked = check_upload(name, content)
    others = Attachment.objects.filter(kind=kind, key=key, withdrawn_at__isnull=True)
    if others.count() >= MOST_FILES:
        raise Refused(
            _("A thing has %(most)s files at most.") % {"most": MOST_FILES},
            _("Withdraw one that is not needed."),
            "file",
        )
    blob = blob_store(checked.content, checked.media_type)
    made = Attachment.objects.create(
        blob=blob,
        name=checked.name,
        unit_id=rules.unit_of(key),
        kind=kind,
        key=key,
        added_by_id=actor.user,
        added_at=now,
    )
    tell(made, of=f"{kind} {key}", sha256=blob.digest, size=blob.size)
    return made


@service("attachment.withdraw")
def attachment_withdraw(*, actor: Actor, now: datetime, attachment: int) -> Attachment:
    """Take a file off its thing; the content and the record of it stay."""
    held = (
        Attachment.objects.select_for_update()
        .filter(pk=attachment, withdrawn_at__isnull=True)
        .first()
    )
    if held is None or not rules_of(held.kind).may_see(actor, held.key):
        raise Missing
    if not rules_of(held.kind).may_add(actor, held.key):
        raise NotAllowed
    held.withdrawn_at = now
    held.save(update_fields=["withdrawn_at"])
    tell(held, of=f"{held.kind} {held.key}", sha256=held.blob_id)
    return held
