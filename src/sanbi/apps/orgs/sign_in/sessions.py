"""Rules of a session: how long it lasts, and what comes before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from sanbi.apps.orgs.models import User
from sanbi.apps.orgs.pages import Request
from sanbi.apps.orgs.services.sessions import session_close
from sanbi.apps.orgs.sign_in.adapters import OPENED, SEEN

FACTOR = "sanbi_factor"
STEP = 60  # seconds after which a session notes again that it is used: not one write a request
FREE = frozenset({"account_login", "account_logout", "set_language", "theme-set"})
PASSWORD_ROUTE = "account_change_password"  # noqa: S105 - a route
FACTOR_ROUTES = frozenset(
    {
        "account_reauthenticate",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_reauthenticate_webauthn",
    }
)

Answer = Callable[[HttpRequest], HttpResponse]


class SessionRules:
    """End sessions that are idle or too old; ask first for a new password or a second factor."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, unless the session has run out."""
        asked = cast("Request", request)
        if isinstance(request.user, User):
            why = _over(asked)
            if why:
                return _ended(asked, why)
        return self.answer(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Any,  # noqa: ANN401 - Django's own type
        args: Any,  # noqa: ANN401
        kwargs: Any,  # noqa: ANN401
    ) -> HttpResponse | None:
        """Lead to what must be done first."""
        del view, args, kwargs
        route = request.resolver_match.url_name if request.resolver_match else ""
        user = request.user
        if not isinstance(user, User) or route in FREE:
            return None
        if user.must_change_password:
            return None if route == PASSWORD_ROUTE else redirect(PASSWORD_ROUTE)
        if route in FACTOR_ROUTES or not _lacks_factor(cast("Request", request), user):
            return None
        messages.warning(request, _("Your role needs a second factor. Set one up to go on."))
        return redirect("mfa_index")


def _over(request: Request) -> str:
    """Why the session has run out: "idle", "old", or "" when it has not."""
    now = int(request.now.timestamp())
    opened = request.session.setdefault(OPENED, now)
    seen = request.session.setdefault(SEEN, now)
    if now - opened > settings.SANBI_SESSION_LONGEST:
        return "old"
    if now - seen > settings.SANBI_SESSION_IDLE:
        return "idle"
    if now - seen >= STEP:
        request.session[SEEN] = now
    return ""


def _ended(request: Request, why: str) -> HttpResponse:
    session_close(actor=request.actor, now=request.now, why=why)
    logout(request)
    messages.info(request, _("You were signed out, because the session had run out."))
    if "HX-Request" in request.headers:
        # The page shows what it has; the sign-in replaces it whole.
        return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
    kept = request.get_full_path() if request.method == "GET" else "/"
    return redirect_to_login(kept)


def _lacks_factor(request: Request, user: User) -> bool:
    if request.session.get(FACTOR):
        return False
    wanted = {role.value for role in request.actor.roles} & set(settings.SANBI_SECOND_FACTOR)
    if not wanted:
        return False
    has = is_mfa_enabled(user)
    if has:
        request.session[FACTOR] = True
    return not has
