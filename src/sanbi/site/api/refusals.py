"""Turns whatever stops an operation into the one shape of a refusal."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from sanbi.apps.audit.errors import Conflict, Missing, NotAllowed, Refused

BAD_INPUT, STATE = 422, 409


def status_of(error: Refused) -> int:
    """422 where a field is to be mended, 409 where the state of the thing forbids it."""
    if isinstance(error, Conflict):
        return STATE
    return BAD_INPUT if error.where else STATE


def body(error: object, hint: object = "", where: object = "", faults: Any = ()) -> dict[str, Any]:  # noqa: ANN401 - plain mappings
    """Return the one shape of a refusal."""
    return {"error": str(error), "hint": str(hint), "where": str(where), "faults": list(faults)}


def tell_refusals(api: NinjaAPI) -> None:
    """Have the API answer every refusal in the one shape."""

    @api.exception_handler(Refused)
    def _refused(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 - ninja's type
        said = body(error.message, error.hint, error.where)
        return api.create_response(request, said, status=status_of(error))

    @api.exception_handler(NotAllowed)
    def _not_allowed(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 - the same
        hint = f"who may: {error.who_may}" if str(error.who_may) else ""
        return api.create_response(request, body(error.message or "not allowed", hint), status=403)

    @api.exception_handler(Missing)
    @api.exception_handler(Http404)
    def _missing(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 - the same
        del error
        said = body("not found", "look at the list: it holds what the key may see")
        return api.create_response(request, said, status=404)

    @api.exception_handler(AuthenticationError)
    def _unknown(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 - the same
        del error
        said = body(
            "the key is unknown, revoked or expired",
            "send `Authorization: Bearer sanbi_…` with a key that is good today",
            "Authorization",
        )
        return api.create_response(request, said, status=401)

    @api.exception_handler(HttpError)
    def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 - the same
        return api.create_response(request, body(str(error)), status=error.status_code)

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 - the same
        faults = [
            {"where": ".".join(str(part) for part in fault["loc"]), "message": fault["msg"]}
            for fault in error.errors
        ]
        where = faults[0]["where"] if faults else ""
        said = body(
            "the request is not as described", "the description says what fits", where, faults
        )
        return api.create_response(request, said, status=BAD_INPUT)
