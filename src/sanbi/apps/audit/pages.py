"""The frame of a page: who may open it, and how a refusal is told.

Every view of the platform is made with `page`; the access test fails for one that is not.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused, require

Rule = Callable[[Actor], bool]


class Request(HttpRequest):
    """A request after the middleware: with its actor and its moment."""

    actor: Actor
    now: datetime


View = Callable[..., HttpResponseBase]


def page(may: Rule) -> Callable[[View], View]:
    """Make a function a page: only for those whom the rule lets in.

    Nobody signed in: to the sign-in page. `NotAllowed`: 403. `Missing`: 404. `Refused` by a form
    that did not catch it: back to where it came from with the message, or the message with
    status 400 (409 for `Conflict`) to a script.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
            asked = cast("Request", request)
            if asked.actor.user is None:
                return redirect_to_login(request.get_full_path())
            try:
                require(may(asked.actor))
                return view(asked, *args, **kwargs)
            except NotAllowed as error:
                return render(request, "403.html", {"error": error}, status=403)
            except Missing as error:
                raise Http404(str(error)) from error
            except Refused as error:
                return _refusal(request, error)

        answer.sanbi_page = may  # type: ignore[attr-defined]
        return answer

    return decorate


def public(view: View) -> View:
    """Make a function a page that nobody has to sign in for; it changes nothing.

    `Missing`: 404. A voter in a hall has a card, and no account.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        if request.method not in {"GET", "HEAD"}:
            return HttpResponse(status=405)
        try:
            return view(cast("Request", request), *args, **kwargs)
        except Missing as error:
            raise Http404(str(error)) from error

    answer.sanbi_page = everybody  # type: ignore[attr-defined]
    answer.sanbi_public = True  # type: ignore[attr-defined]
    return answer


def everybody(actor: Actor) -> bool:
    """Whoever asks, signed in or not."""
    del actor
    return True


def anyone(actor: Actor) -> bool:
    """Everybody who is signed in."""
    return actor.user is not None


def _refusal(request: HttpRequest, error: Refused) -> HttpResponse:
    status = 409 if isinstance(error, Conflict) else 400
    back = request.META.get("HTTP_REFERER", "")
    scripted = "HX-Request" in request.headers
    if request.method == "POST" and not scripted and _is_own(request, back):
        messages.error(request, str(error))
        return redirect(back)
    template = "kit/refusal.html" if scripted else "400.html"
    return render(request, template, {"error": error}, status=status)


def _is_own(request: HttpRequest, url: str) -> bool:
    return bool(url) and url_has_allowed_host_and_scheme(
        url, {request.get_host()}, require_https=request.is_secure()
    )
