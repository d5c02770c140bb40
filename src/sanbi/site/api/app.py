"""Puts the apps' routers together and turns refusals into answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from sanbi import __version__
from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused
from sanbi.site.api.access import ACCESS
from sanbi.site.api.indicators import router as indicators
from sanbi.site.api.orgs import router as orgs
from sanbi.site.api.reports import router as reports
from sanbi.site.api.rounds import router as rounds

api = NinjaAPI(
    title="Sanbi 三比",
    version=__version__,
    description="Figures, reports, feeds and results. Every list is paged and scoped to the key.",
    urls_namespace="api",
    docs_url=None,
    auth=ACCESS,
)
api.add_router("", orgs)
api.add_router("", indicators)
api.add_router("", reports)
api.add_router("", rounds)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 - ninja's type
    status = 409 if isinstance(error, Conflict) else 400
    body = {"error": str(error.message), "hint": str(error.hint), "where": error.where}
    return api.create_response(request, body, status=status)


@api.exception_handler(NotAllowed)
def _not_allowed(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 - ninja's type
    body = {"error": str(error.message) or "not allowed", "who_may": str(error.who_may)}
    return api.create_response(request, body, status=403)


@api.exception_handler(Missing)
def _missing(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 - ninja's type
    del error
    return api.create_response(request, {"error": "not found"}, status=404)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 - ninja's type
    faults = [
        {"where": ".".join(str(part) for part in fault["loc"]), "message": fault["msg"]}
        for fault in error.errors
    ]
    return api.create_response(
        request, {"error": "the request is not as described", "faults": faults}, status=422
    )
