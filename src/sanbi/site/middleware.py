"""Headers of every answer."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sanbi.apps.audit.live_events import live_origin

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
NEVER_KEPT = "no-store, private"

Answer = Callable[[HttpRequest], HttpResponse]


MEGABYTE = 1024 * 1024
MOST = 22 * MEGABYTE  # the largest file, and the fields beside it
MOST_FIGURES = 202 * MEGABYTE
FEEDS = ("/indicators/feeds/new/", "/api/v1/feeds")


def bounded(answer: Answer) -> Answer:
    """Refuse a body that is larger than any file that is taken, before it is read."""

    def respond(request: HttpRequest) -> HttpResponse:
        most = MOST_FIGURES if request.path in FEEDS else MOST
        said = str(request.META.get("CONTENT_LENGTH") or "0")
        if not said.isascii() or not said.isdigit() or int(said[:20]) > most:
            text = _("Larger than %(most)s MB: nothing of it was kept. Send a smaller file.")
            return HttpResponse(
                text % {"most": most // MEGABYTE - 2}, "text/plain; charset=utf-8", status=413
            )
        return answer(request)

    return respond


def _live(request: HttpRequest) -> str:
    """Let pages ask the live service where it has a port of its own."""
    origin = live_origin(request)
    return f"; connect-src 'self' {origin}" if origin else ""


def headers(answer: Answer) -> Answer:
    """Add the content policy: nothing inline, nothing from elsewhere; keep no page of a person."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY + _live(request))
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", NEVER_KEPT)
        return response

    return respond
