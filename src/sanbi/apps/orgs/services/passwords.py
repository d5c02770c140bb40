"""Passwords: changed by their owner, set anew by the system administrator."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import User
from sanbi.apps.orgs.rules import can_make_accounts
from sanbi.apps.orgs.services.account_rows import account, own_account
from sanbi.apps.orgs.services.stamps import renew_stamp

CLEAR = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no 0O 1lI i: read from paper
INITIAL_LENGTH = 12


@service("password.change")
def password_change(*, actor: Actor, now: datetime, old: str, new: str) -> User:
    """Change the own password; all other sessions of the account end.

    Raises
    ------
    Refused
        when the old one is wrong (``where`` old), or the new one too weak or the same (new).
    """
    user = own_account(actor)
    if not user.check_password(old):
        raise Refused(_("The present password is not right."), _("Type it again."), "old")
    if old == new:
        raise Refused(_("The new password is the old one."), _("Choose another one."), "new")
    try:
        validate_password(new, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), where="new") from error
    user.set_password(new)
    user.must_change_password = False
    user.password_changed_at = now
    renew_stamp(user)
    user.save(
        update_fields=["password", "must_change_password", "password_changed_at", "session_stamp"]
    )
    tell(user)
    return user


@service("password.reset")
def password_reset(*, actor: Actor, now: datetime, user: int) -> str:
    """Give an account a new initial password; it is returned once and kept nowhere.

    It must be changed at the next sign-in, and all sessions of the account end.
    """
    require(can_make_accounts(actor), who_may=Role.SYSADMIN)
    found = account(user)
    password = initial_password()
    found.set_password(password)
    found.must_change_password = True
    found.password_changed_at = now
    renew_stamp(found)
    found.save()
    tell(found)
    return password


def initial_password() -> str:
    """A password of 12 characters that can be read from paper."""
    return get_random_string(INITIAL_LENGTH, CLEAR)
