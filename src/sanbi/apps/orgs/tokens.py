"""Keys with which programs of a unit use the API; only a digest of each is kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from sanbi.apps.audit.actors import Actor
from sanbi.apps.orgs.models import Token
from sanbi.apps.orgs.queries.actors import actor_of

MARK = "sanbi_"
SHOWN = 8


@dataclass(frozen=True)
class Secret:
    """A new key: shown once (``text``), then only its digest and first characters are known."""

    text: str
    digest: str
    prefix: str


@dataclass(frozen=True)
class TokenActor:
    """Whom a key stands for: its account's roles for the key's unit alone."""

    actor: Actor
    writes: bool


def new_secret() -> Secret:
    """Return a new key: 256 random bits."""
    text = MARK + secrets.token_urlsafe(32)
    return Secret(text, digest_of(text), text[len(MARK) :][:SHOWN])


def digest_of(text: str) -> str:
    """Return the digest under which a key is found."""
    return hashlib.sha256(text.encode()).hexdigest()


def actor_of_token(text: str, now: datetime) -> TokenActor | None:
    """Return whom a key stands for now; None for one that is unknown, revoked or expired."""
    today: date = timezone.localdate(now)
    token = (
        Token.objects.select_related("user__unit", "unit")
        .filter(digest=digest_of(text), revoked_at__isnull=True, expires_on__gte=today)
        .first()
    )
    if token is None or not token.user.is_active:
        return None
    whole = actor_of(token.user, today)
    grants = tuple(grant for grant in whole.grants if grant.unit == token.unit_id)
    name = f"{whole.name} ({token.name})"
    return TokenActor(Actor(whole.user, name, token.unit_id, token.unit.name, grants), token.writes)
