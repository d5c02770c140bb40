"""The page that shows every part in every state: what a new page is put together from."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from sanbi.apps.orgs.pages import Request, anyone, page
from sanbi.site.kit import samples
from sanbi.site.kit.sample_form import SampleForm


@page(anyone)
def kit(request: Request) -> HttpResponse:
    """Show the parts over invented figures; `?wrong=1` shows the form with mistakes."""
    form = SampleForm(samples.WRONG_ENTRIES) if request.GET.get("wrong") == "1" else SampleForm()
    shown = Paginator(range(1, 161), 16).get_page(request.GET.get("page"))
    context = samples.everything() | {"form": form, "shown": shown}
    return render(request, "kit/page.html", context)
