"""The site's routes, the kit's page, and small pages that answer as a test wants them to."""

import time

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template import Context, RequestContext, Template
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from sanbi.site.urls import urlpatterns as site_urls

PAGE = """{% extends "base.html" %}{% load kit %}{% block heading %}Parts{% endblock %}
{% block content %}{{ sent }}
<div id="slow">{% loading "Counting" 1 3 url="/test/part/" %}</div>
<button id="post" data-hx-post="/test/echo/" data-hx-target="#out">Post</button>
<button id="evil" data-hx-get="/test/part/" data-hx-vals="js:{hit: window.hit = 1}"
  data-hx-on:click="window.hit = 2">Evil</button>
<div id="out"></div>
<form id="up" method="post" enctype="multipart/form-data" action="/test/upload/">{% csrf_token %}
{% upload "file" "File" limit_mb=1 required=False %}<button>Send</button></form>
<form id="once" method="post" action="/test/count/">{% csrf_token %}<button>Count</button></form>
<form id="draft" data-draft="test" method="get">{% draft_offer %}
<input name="a" aria-label="A"></form>
{% endblock %}"""
seen: list[str] = []


def page(request: HttpRequest) -> HttpResponse:
    """A page with the parts that talk to the server."""
    sent = request.GET.get("sent", "")
    return HttpResponse(Template(PAGE).render(RequestContext(request, {"sent": sent})))


def part(request: HttpRequest) -> HttpResponse:
    """What a waiting part is replaced by."""
    del request
    return HttpResponse(Template('<p id="done">Counted</p>').render(Context()))


def echo(request: HttpRequest) -> HttpResponse:
    """Say how it was asked; the token was checked before."""
    return HttpResponse(f"<p>{request.method} {request.headers.get('HX-Request')}</p>")


def upload(request: HttpRequest) -> HttpResponse:
    """Take a file by its name: `refuse` in it is refused with a reason."""
    file = request.FILES["file"]
    if "refuse" in str(file.name):
        return JsonResponse({"message": "第 3 行没有单位。"}, status=400)
    return redirect(f"/test/?sent={file.name}-{file.size}")


def count(request: HttpRequest) -> HttpResponse:
    """Count how often a form arrives; slow enough for a second press."""
    seen.append(str(request.method))
    time.sleep(0.5)
    return HttpResponse(f"{len(seen)}")


def forbidden(_request: HttpRequest) -> HttpResponse:
    """Refuse."""
    raise PermissionDenied


def suspicious(_request: HttpRequest) -> HttpResponse:
    """Refuse as unreadable."""
    raise SuspiciousOperation


def broken(_request: HttpRequest) -> HttpResponse:
    """Break."""
    raise RuntimeError("broken on purpose")


urlpatterns = [
    *[route for route in site_urls if str(route.pattern) != "kit/"],
    path("kit/", include("sanbi.site.kit.urls")),
    path("test/", page),
    path("test/part/", part),
    path("test/echo/", echo),
    path("test/upload/", upload),
    path("test/count/", csrf_exempt(count)),
    path("test/forbidden/", forbidden),
    path("test/suspicious/", suspicious),
    path("test/broken/", broken),
]
