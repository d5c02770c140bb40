"""Keys for programs: made, shown once, revoked."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing, NotAllowed, Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import Token
from sanbi.apps.orgs.rules import can_appoint, does_business
from sanbi.apps.orgs.tokens import new_secret

LONGEST_DAYS = 400


@service("token.make")
def token_make(
    *, actor: Actor, now: datetime, name: str, unit: int, writes: bool, expires_on: date
) -> tuple[Token, str]:
    """Make a key for a unit for which the actor holds a role; its text is returned once.

    Raises
    ------
    Refused
        for a day that has passed or lies more than 400 days ahead, or a name that says nothing.
    """
    require(does_business(actor))
    own = {grant.unit for grant in actor.grants if not grant.lent_by}
    if actor.user is None or unit not in own:
        raise NotAllowed(_("A key stands for a unit for which you hold a role."))
    today = timezone.localdate(now)
    if not name.strip():
        raise Refused(_("Say which program uses the key."), where="name")
    if expires_on < today or (expires_on - today).days > LONGEST_DAYS:
        raise Refused(
            _("A key is good until a day within the next %(days)s days.") % {"days": LONGEST_DAYS},
            where="expires_on",
        )
    secret = new_secret()
    token = Token.objects.create(
        name=name,
        user_id=actor.user,
        unit_id=unit,
        digest=secret.digest,
        prefix=secret.prefix,
        writes=writes,
        created_at=now,
        expires_on=expires_on,
    )
    tell(token, prefix=secret.prefix, unit=unit, writes=writes, expires_on=expires_on)
    return token, secret.text


@service("token.revoke")
def token_revoke(*, actor: Actor, now: datetime, token: int) -> Token:
    """Take a key back: its owner, or the security administrator."""
    held = Token.objects.select_for_update().filter(pk=token).first()
    if held is None or not (held.user_id == actor.user or can_appoint(actor)):
        raise Missing
    if held.revoked_at is not None:
        raise Refused(_("The key was taken back already."))
    held.revoked_at = now
    held.save(update_fields=["revoked_at"])
    tell(held, prefix=held.prefix)
    return held
