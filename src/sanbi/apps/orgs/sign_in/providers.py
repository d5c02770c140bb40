"""Signing in through the county's identity service, by OpenID Connect.

An account here is known by the service's own, lasting identifier of a person. The two are joined by
the person, who is signed in with a password; or at the first visit by a claim that the county says
holds account names (`SANBI_OIDC_CLAIM`). An address of mail joins nothing: whoever can choose it
there would choose an account here.
"""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount import signals
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from sanbi.apps.audit.actors import NOBODY, SYSTEM
from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.models import Unit, User
from sanbi.apps.orgs.queries import actor_of
from sanbi.apps.orgs.services.accounts import USERNAME, Person, accounts_create
from sanbi.apps.orgs.services.passwords import initial_password
from sanbi.apps.orgs.services.sessions import factor_change, session_refuse
from sanbi.apps.orgs.sign_in.limits import address_of

FORBIDDEN = 403
LONGEST = 40


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who may come in through the identity service."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ANN401
        """Nobody signs up: an account is joined or made below, or there is none."""
        del request, sociallogin
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """No mail; the audit keeps it."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:  # noqa: ANN401
        """Let in whom the site knows; show everybody else what to do."""
        joins = sociallogin.state.get("process") == AuthProcess.CONNECT
        if sociallogin.is_existing or joins:
            return
        claims = _claims(sociallogin)
        user = _named(claims, sociallogin.account.provider) or _made(request, claims)
        if user is None:
            raise ImmediateHttpResponse(_unknown(request, claims))
        sociallogin.connect(request, user)
        joined(request, user)


def joined(request: HttpRequest, user: User, what: str = "added") -> None:
    """Record that an account was joined with an identity, or parted from it."""
    now = request.now  # type: ignore[attr-defined]
    actor = actor_of(user, timezone.localdate(now))
    factor_change(actor=actor, now=now, user=user.pk, what=what, kind="provider")


def listen() -> None:
    """Record what a person joins and parts on the own page; allauth tells of it by signals."""
    signals.social_account_added.connect(_added, dispatch_uid="sanbi")
    signals.social_account_removed.connect(_removed, dispatch_uid="sanbi")


def _added(request: HttpRequest, sociallogin: Any, **_more: object) -> None:  # noqa: ANN401
    if request.user.is_authenticated:  # else it is joined at a first visit, and recorded there
        joined(request, sociallogin.user)


def _removed(request: HttpRequest, socialaccount: Any, **_more: object) -> None:  # noqa: ANN401
    joined(request, socialaccount.user, "removed")


def _claims(sociallogin: Any) -> dict[str, Any]:  # noqa: ANN401
    kept = sociallogin.account.extra_data
    return dict(kept.get("userinfo") or kept.get("id_token") or kept)


def _name(claims: dict[str, Any]) -> str:
    claim = settings.SANBI_OIDC_CLAIM
    return str(claims.get(claim, "")).strip().lower() if claim else ""


def _named(claims: dict[str, Any], provider: str) -> User | None:
    """Return the account of the claimed name, unless it is joined with another identity."""
    name = _name(claims)
    user = User.objects.filter(username=name).first() if name else None
    if user and SocialAccount.objects.filter(user=user, provider=provider).exists():
        return None
    return user


def _made(request: HttpRequest, claims: dict[str, Any]) -> User | None:
    """Make an account without any role, where the county wants that."""
    name, home = _name(claims), Unit.objects.filter(parent__isnull=True, until__isnull=True).first()
    if not settings.SANBI_OIDC_CREATE or home is None or not USERNAME.fullmatch(name):
        return None
    full = str(claims.get("name") or name)[:LONGEST]
    person = Person(name, full, home.pk, password=initial_password())
    try:
        made = accounts_create(actor=SYSTEM, now=request.now, people=[person])  # type: ignore[attr-defined]
    except Refused:
        return None
    return made[0].user


def _unknown(request: HttpRequest, claims: dict[str, Any]) -> Any:  # noqa: ANN401
    name = str(_name(claims) or claims.get("name") or claims.get("sub", ""))
    now = request.now  # type: ignore[attr-defined]
    session_refuse(actor=NOBODY, now=now, username=name, address=address_of(request))
    return render(request, "socialaccount/unknown.html", {"name": name}, status=FORBIDDEN)
