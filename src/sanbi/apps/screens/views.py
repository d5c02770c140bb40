"""The home page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from sanbi.apps.orgs.pages import Request, anyone, page


@page(anyone)
def home(request: Request) -> HttpResponse:
    """Show what waits for the actor."""
    return render(request, "screens/home.html")
