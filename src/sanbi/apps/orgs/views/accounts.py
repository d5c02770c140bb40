"""Signing in, and what somebody sets for the own account."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from allauth.socialaccount.providers.openid_connect.views import callback as provider_callback
from allauth.socialaccount.providers.openid_connect.views import login as provider_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as keep_in_cookie
from requests import RequestException

from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.forms import PasswordForm
from sanbi.apps.orgs.pages import Request, anyone, page
from sanbi.apps.orgs.services.passwords import password_change
from sanbi.apps.orgs.services.preferences import preference_set
from sanbi.apps.orgs.services.sessions import session_close_others


class SignIn(LoginView):  # type: ignore[misc]
    """The sign-in page; in the demo it lists the demo's log-ins."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        """What the page shows."""
        shown = super().get_context_data(**more)
        return {**shown, "demo_accounts": _demo_accounts(), "place": settings.SANBI_PLACE}


def _demo_accounts() -> list[Any]:
    if not settings.SANBI_DEMO:
        return []
    try:
        accounts = import_string(settings.SANBI_DEMO_ACCOUNTS)
    except ImportError:
        return []
    return [
        {
            field: getattr(account, field, "")
            for field in ("username", "password", "title", "name", "unit")
        }
        for account in accounts()
    ]


def provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go on to the identity service, by a page that the content policy lets leave the site.

    A form's answer may not lead elsewhere (form-action), a page of its own may.
    """
    try:
        answer: HttpResponse = provider_login(request, provider_id)
    except (RequestException, KeyError):  # it is down, or says nothing of where to sign in
        return render(request, "socialaccount/authentication_error.html", status=503)
    place = answer.headers.get("Location", "")
    if request.method != "POST" or "://" not in place:
        return answer
    return render(request, "socialaccount/going.html", {"place": place})


def provider_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the identity service."""
    if request.GET.get("error") == "access_denied":
        return redirect("socialaccount_login_cancelled")
    answer: HttpResponse = provider_callback(request, provider_id)
    return answer


@page(anyone)
def password(request: Request) -> HttpResponse:
    """Change the own password."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            user = password_change(
                actor=request.actor, now=request.now, old=given["old"], new=given["new"]
            )
        except Refused as error:
            form.add_error(error.where or None, str(error))
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("The password is changed. Other sessions have ended."))
            return redirect("home")
    return render(request, "orgs/password.html", {"form": form})


@require_POST
@page(anyone)
def sessions_end(request: Request) -> HttpResponse:
    """End the other sessions of the own account."""
    user = session_close_others(actor=request.actor, now=request.now)
    update_session_auth_hash(request, user)
    messages.success(request, _("All your other sessions have ended."))
    return redirect("mfa_index")


@require_POST
def language_set(request: HttpRequest) -> HttpResponse:
    """Change the language, also for somebody who is not signed in."""
    return _kept(request, language=request.POST.get("language", ""))


@require_POST
def theme_set(request: HttpRequest) -> HttpResponse:
    """Keep the colours with the account; the page itself has changed them already."""
    kept = _kept(request, theme=request.POST.get("theme", ""))
    return HttpResponse(status=204) if kept.status_code == 302 else kept  # noqa: PLR2004


def _kept(request: HttpRequest, **wanted: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    if actor.user is not None:
        try:
            preference_set(actor=actor, now=request.now, **wanted)  # type: ignore[attr-defined]
        except Refused as error:
            return HttpResponse(str(error), status=400)
    return keep_in_cookie(request)
