"""Coming and going: each sign-in, refusal, lock and sign-out is one entry of the audit."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import User
from sanbi.apps.orgs.services.account_rows import own_account
from sanbi.apps.orgs.services.stamps import renew_stamp

LONGEST_NAME = 60


@service("session.open")
def session_open(*, actor: Actor, now: datetime, address: str, how: str) -> None:
    """Record that somebody signed in, from which address, by password, passkey or provider."""
    del now
    tell(own_account(actor, lock=False), address=address, how=how)


@service("session.refuse")
def session_refuse(*, actor: Actor, now: datetime, username: str, address: str) -> None:
    """Record a sign-in that failed. The name is kept as it was typed, the password never."""
    del actor, now
    name = username[:LONGEST_NAME]
    tell(User.objects.filter(username=name.lower()).first(), username=name, address=address)


@service("session.lock")
def session_lock(*, actor: Actor, now: datetime, username: str, address: str, until: str) -> None:
    """Record that an account takes no more attempts until a moment."""
    del actor, now
    name = username[:LONGEST_NAME]
    found = User.objects.filter(username=name.lower()).first()
    tell(found, username=name, address=address, until=until)


@service("session.close")
def session_close(*, actor: Actor, now: datetime, why: str = "signed out") -> None:
    """Record that a session ended: signed out, idle, or at its longest."""
    del now
    tell(own_account(actor, lock=False), why=why)


@service("session.close-others")
def session_close_others(*, actor: Actor, now: datetime) -> User:
    """End all sessions of the own account; the caller renews the one at hand."""
    del now
    user = own_account(actor)
    renew_stamp(user)
    user.save(update_fields=["session_stamp"])
    tell(user)
    return user


@service("factor.change")
def factor_change(*, actor: Actor, now: datetime, user: int, what: str, kind: str) -> None:
    """Record that a second factor was added, removed or reset."""
    del now
    if actor.user != user:
        raise Refused(_("Only the person concerned changes a second factor."))
    tell(own_account(actor, lock=False), what=what, kind=kind)
