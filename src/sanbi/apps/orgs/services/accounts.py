"""Accounts: made, changed, closed and opened again, alone or as a whole roster."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from axes.models import AccessAttempt
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.audit.services import service, tell
from sanbi.apps.orgs.models import Unit, User
from sanbi.apps.orgs.pinyin import person_key
from sanbi.apps.orgs.rules import can_appoint, can_make_accounts
from sanbi.apps.orgs.services.account_rows import account
from sanbi.apps.orgs.services.passwords import initial_password
from sanbi.apps.orgs.services.stamps import renew_stamp

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,58}[a-z0-9]")


@dataclass(frozen=True)
class Person:
    """An account to make."""

    username: str
    name: str
    unit: int
    post: str = ""
    phone: str = ""
    email: str = ""
    password: str = ""


@dataclass(frozen=True)
class NewAccount:
    """An account made, with its initial password; shown once."""

    user: User
    password: str


@service("account.create")
def accounts_create(*, actor: Actor, now: datetime, people: Sequence[Person]) -> list[NewAccount]:
    """Make accounts, each with an initial password that must be changed at the first sign-in.

    An account whose password is given keeps it; that is for the demo.

    Raises
    ------
    Refused
        for a name that is taken, given twice or badly formed, or a unit that is closed; none of
        the accounts is made then.
    """
    require(can_make_accounts(actor), who_may=Role.SYSADMIN)
    _check_people(people)
    made = []
    given = {person.password for person in people} - {""}
    # A demo gives a hundred accounts one password, in clear on its sign-in page: one hash will do.
    hashes = {password: make_password(password) for password in given}
    for person in people:
        password = person.password or initial_password()
        user = User(
            username=person.username,
            name=person.name,
            pinyin=person_key(person.name),
            unit_id=person.unit,
            post=person.post,
            phone=person.phone,
            email=person.email,
            password=hashes.get(password) or make_password(password),
            must_change_password=not person.password,
            created_at=now,
        )
        renew_stamp(user)
        made.append(NewAccount(user, password))
    User.objects.bulk_create([item.user for item in made])
    tell(
        made[0].user if len(made) == 1 else None,
        accounts=[item.user.username for item in made],
    )
    return made


@service("account.change")
def account_change(
    *,
    actor: Actor,
    now: datetime,
    user: int,
    name: str,
    unit: int,
    post: str = "",
    phone: str = "",
    email: str = "",
) -> User:
    """Change name, home unit, post and ways to reach somebody. Roles stay as they are."""
    del now
    require(can_make_accounts(actor), who_may=Role.SYSADMIN)
    held = account(user)
    _check_unit(unit)
    before = _fields(held)
    held.name, held.pinyin, held.unit_id = name, person_key(name), unit
    held.post, held.phone, held.email = post, phone, email
    held.save(update_fields=["name", "pinyin", "unit", "post", "phone", "email"])
    after = _fields(held)
    # The audit says which fields changed; telephone numbers themselves stay out of it.
    changed = sorted(field for field, value in after.items() if before[field] != value)
    tell(held, changed=changed)
    return held


@service("account.close")
def account_close(*, actor: Actor, now: datetime, user: int, reason: str) -> User:
    """Close an account: its sessions end, and nobody signs in by it. What it did stays."""
    del now
    require(can_make_accounts(actor), who_may=Role.SYSADMIN)
    held = account(user)
    if not held.is_active:
        raise Refused(_("The account is closed already."))
    if held.pk == actor.user:
        raise Refused(_("Nobody closes the own account."), _("Ask another administrator."))
    if not reason.strip():
        raise Refused(_("Say why the account is closed."), where="reason")
    held.is_active = False
    renew_stamp(held)
    held.save(update_fields=["is_active", "session_stamp"])
    tell(held, reason=reason)
    return held


@service("account.open")
def account_open(*, actor: Actor, now: datetime, user: int, reason: str) -> User:
    """Open a closed account again."""
    del now
    require(can_make_accounts(actor), who_may=Role.SYSADMIN)
    held = account(user)
    if held.is_active:
        raise Refused(_("The account is open."))
    held.is_active = True
    renew_stamp(held)
    held.save(update_fields=["is_active", "session_stamp"])
    tell(held, reason=reason)
    return held


@service("account.unlock")
def account_unlock(*, actor: Actor, now: datetime, user: int) -> User:
    """Let an account that was locked after wrong passwords be tried again at once."""
    del now
    require(can_appoint(actor), who_may=Role.SECADMIN)
    held = account(user)
    forgotten, _rows = AccessAttempt.objects.filter(username=held.username).delete()
    tell(held, attempts=forgotten)
    return held


def _check_people(people: Sequence[Person]) -> None:
    if not people:
        raise Refused(_("There is nobody in the list."))
    names = [person.username for person in people]
    taken = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    open_units = set(Unit.objects.filter(until__isnull=True).values_list("pk", flat=True))
    for place, person in enumerate(people, start=1):
        where = f"{place}"
        if not USERNAME.fullmatch(person.username):
            raise Refused(
                _("The account name “%(name)s” is not well formed.") % {"name": person.username},
                _("Use 3 to 60 small letters, digits, dots and hyphens."),
                where,
            )
        if person.username in taken or names.count(person.username) > 1:
            raise Refused(
                _("The account name %(name)s is taken.") % {"name": person.username},
                _("Choose another one."),
                where,
            )
        if not person.name.strip():
            raise Refused(_("The person needs a name."), where=where)
        if person.unit not in open_units:
            raise Refused(_("The unit is unknown or closed."), where=where)


def _check_unit(key: int) -> None:
    if not Unit.objects.filter(pk=key, until__isnull=True).exists():
        raise Refused(_("The unit is unknown or closed."), where="unit")


def _fields(user: User) -> dict[str, object]:
    return {
        "name": user.name,
        "unit": user.unit_id,
        "post": user.post,
        "phone": user.phone,
        "email": user.email,
    }
