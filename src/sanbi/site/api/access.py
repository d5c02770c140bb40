"""Who calls the API: a program with a unit's key, or a page of somebody signed in."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import NotAllowed
from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.tokens import actor_of_token

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class KeyAccess(HttpBearer):
    """``Authorization: Bearer sanbi_…``; a key that only reads is refused for anything else."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return whom the key stands for."""
        asked = cast("Request", request)
        found = actor_of_token(token, asked.now)
        if found is None:
            return None
        if request.method not in READING and not found.writes:
            raise NotAllowed("this key only reads", "a key that writes")
        asked.actor = found.actor
        return found.actor


class SessionAccess(APIKeyCookie):
    """The session of a page; unsafe methods need the token against forgery."""

    param_name = "sessionid"

    def _get_key(self, request: HttpRequest) -> str | None:
        """The session's cookie; without one there is nothing to forge."""
        return super()._get_key(request) if self.param_name in request.COOKIES else None

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Return who is signed in."""
        del key
        actor = cast("Request", request).actor
        return actor if actor.user is not None else None


ACCESS: list[Any] = [KeyAccess(), SessionAccess(csrf=True)]
