"""Rows of accounts as services take them: locked, or missing."""

from __future__ import annotations

from collections.abc import Iterable

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.models import User


def own_account(actor: Actor, *, lock: bool = True) -> User:
    """Return the actor's own account.

    Raises
    ------
    Missing
        when nobody is signed in.
    """
    if actor.user is None:
        raise Missing
    return account(actor.user, lock=lock)


def account(key: int, *, lock: bool = True) -> User:
    """Return an account, its row locked unless told otherwise.

    Raises
    ------
    Missing
        when there is none.
    """
    rows = User.objects.select_for_update() if lock else User.objects.all()
    found = rows.filter(pk=key).first()
    if found is None:
        raise Missing
    return found


def accounts(keys: Iterable[int]) -> dict[int, User]:
    """Return accounts by primary key, locked in its order; unknown ones are left out."""
    rows = User.objects.select_for_update().filter(pk__in=list(keys)).order_by("pk")
    return {user.pk: user for user in rows}
