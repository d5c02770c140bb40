"""Entries of the audit for second factors.

allauth tells of these by its own signals and by nothing else; no app of ours sends any.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa import signals
from django.http import HttpRequest
from django.utils import timezone

from sanbi.apps.orgs.models import User
from sanbi.apps.orgs.queries import actor_of
from sanbi.apps.orgs.services.sessions import factor_change
from sanbi.apps.orgs.sign_in.codes import begin_after_set_up


def listen() -> None:
    """Record each change of a second factor."""
    signals.authenticator_added.connect(_added, dispatch_uid="sanbi")
    signals.authenticator_removed.connect(_removed, dispatch_uid="sanbi")
    signals.authenticator_reset.connect(_reset, dispatch_uid="sanbi")


def _added(request: HttpRequest, user: User, authenticator: Any, **_more: object) -> None:  # noqa: ANN401
    begin_after_set_up(authenticator)
    _record(request, user, "added", authenticator)


def _removed(request: HttpRequest, user: User, authenticator: Any, **_more: object) -> None:  # noqa: ANN401
    _record(request, user, "removed", authenticator)


def _reset(request: HttpRequest, user: User, authenticator: Any, **_more: object) -> None:  # noqa: ANN401
    _record(request, user, "reset", authenticator)


def _record(request: HttpRequest, user: User, what: str, authenticator: Any) -> None:  # noqa: ANN401
    now = request.now  # type: ignore[attr-defined]
    factor_change(
        actor=actor_of(user, timezone.localdate(now)),
        now=now,
        user=user.pk,
        what=what,
        kind=str(authenticator.type),
    )
