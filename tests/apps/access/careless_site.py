"""A site with every fault that the walk must find, to show that it does."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from sanbi.apps.orgs.models import Attachment
from sanbi.apps.orgs.pages import Request, anyone, page
from sanbi.apps.orgs.rules import can_see_unit


def bare(request: HttpRequest) -> HttpResponse:
    """Not a page."""
    return HttpResponse("open to all")


@page(anyone)
def unscoped(request: Request) -> HttpResponse:
    """A list that forgets to ask whose rows they are."""
    return HttpResponse("\n".join(Attachment.objects.values_list("name", flat=True)))


@page(anyone)
def scoped(request: Request) -> HttpResponse:
    """The same list, right."""
    rows = Attachment.objects.values_list("name", "unit_id")
    return HttpResponse("\n".join(name for name, unit in rows if can_see_unit(request.actor, unit)))


@csrf_exempt
@page(anyone)
def forgeable(request: Request) -> HttpResponse:
    """A change without the token."""
    return HttpResponse(status=204)


urlpatterns = [
    path("bare/", bare, name="bare"),
    path("unscoped/", unscoped, name="unscoped"),
    path("scoped/", scoped, name="scoped"),
    path("forgeable/", forgeable, name="forgeable"),
    path("forgotten/", scoped, name="forgotten"),
    path("nameless/", scoped),
    path("accounts/", include("sanbi.apps.orgs.account_urls")),
]
