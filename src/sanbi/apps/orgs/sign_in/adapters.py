"""What allauth asks of the site: nobody signs up, and every coming and going is recorded."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from sanbi.apps.audit.actors import NOBODY, Actor
from sanbi.apps.orgs.models import User
from sanbi.apps.orgs.queries import actor_of
from sanbi.apps.orgs.services.sessions import (
    session_close,
    session_lock,
    session_open,
    session_refuse,
)
from sanbi.apps.orgs.sign_in.limits import account_name, address_of

OPENED, SEEN = "sanbi_opened", "sanbi_seen"
OTHERS = "socialaccount/messages/account_connected_other.txt"
YEAR = 31_536_000  # seconds


class SignInAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local accounts: a name and a password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: the system administrator makes accounts."""
        del request
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that asks."""
        return address_of(request)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        """No mail: the county's network may have none; the audit keeps what happened."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401
        """Remember whether the account was locked before this attempt.

        allauth would count failures here too, in the memory of each process; django-axes counts
        them in the database, and an unlocked account is then unlocked everywhere.
        """
        request.sanbi_locked = not AxesProxyHandler.is_allowed(request, credentials)  # type: ignore[attr-defined]

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401
        """Record the failure; attempts at an account that is locked already are not even tried."""
        if getattr(request, "sanbi_locked", False):
            return
        told = {
            "actor": _acting(request),
            "now": request.now,  # type: ignore[attr-defined]
            "username": account_name(request, credentials),
            "address": address_of(request),
        }
        if getattr(request, "axes_locked_out", False):
            until = request.now + settings.AXES_COOLOFF_TIME  # type: ignore[attr-defined]
            session_lock(**told, until=until.isoformat(timespec="seconds"))
        else:
            session_refuse(**told)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Say that the account is closed, to somebody who knows its password."""
        now = request.now  # type: ignore[attr-defined]
        session_refuse(
            actor=NOBODY, now=now, username=user.get_username(), address=address_of(request)
        )
        messages.error(request, _("This account is closed. Ask the system administrator."))
        return redirect("account_login")

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Open the session; the entry comes first, so that no session is without one."""
        if not isinstance(user, User):
            raise TypeError("an account of the site signs in")
        now = request.now  # type: ignore[attr-defined]
        actor = actor_of(user, timezone.localdate(now))
        how = request.session.get("account_authentication_methods") or []
        session_open(
            actor=actor,
            now=now,
            address=address_of(request),
            how=" + ".join(str(step.get("type") or step.get("method")) for step in how),
        )
        super().login(request, user)
        request.session[OPENED] = request.session[SEEN] = int(now.timestamp())

    def logout(self, request: HttpRequest) -> None:
        """Close the session."""
        if isinstance(request.user, User):
            actor = actor_of(request.user, timezone.localdate(request.now))  # type: ignore[attr-defined]
            session_close(actor=actor, now=request.now)  # type: ignore[attr-defined]
        super().logout(request)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **more: Any) -> HttpResponse:  # noqa: ANN401
        """Go on in the language and colours that the account keeps."""
        response: HttpResponse = super().post_login(request, user, **more)
        language, theme = getattr(user, "language", ""), getattr(user, "theme", "")
        if language:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax"
            )
        if theme:
            response.set_cookie("sanbi_theme", theme, max_age=YEAR, samesite="Lax")
        return response

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,  # noqa: ANN401
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """No notice at each step, for the page shows who is signed in; but one of a refusal."""
        del args, kwargs
        route = request.resolver_match.url_name if request.resolver_match else ""
        if level == messages.ERROR and route == "mfa_login_webauthn":
            messages.error(request, _("This passkey is not known here, or was removed."))
        elif message_template == OTHERS:
            messages.error(request, _("This identity belongs to another account here already."))


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors, named after the place."""

    def get_totp_issuer(self) -> str:
        """The name that an authenticator app shows."""
        return f"Sanbi {settings.SANBI_PLACE}".strip()

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()


def _acting(request: HttpRequest) -> Actor:
    # A failed check of the password of somebody who is signed in counts as that person's deed.
    user = getattr(request, "user", None)
    if isinstance(user, User):
        return actor_of(user, timezone.localdate(request.now))  # type: ignore[attr-defined]
    return NOBODY
