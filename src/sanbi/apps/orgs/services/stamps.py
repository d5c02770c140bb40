"""Ending sessions: a new stamp makes every session of an account void at its next request."""

from __future__ import annotations

from django.utils.crypto import get_random_string

from sanbi.apps.orgs.models import User

LENGTH = 32


def renew_stamp(user: User) -> None:
    """Set a new stamp on the object; the caller saves it."""
    user.session_stamp = get_random_string(LENGTH)
