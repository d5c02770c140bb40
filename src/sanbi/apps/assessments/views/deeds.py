"""The page of a form that carries out one service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from sanbi.apps.assessments.forms.deeds import DeedForm
from sanbi.apps.audit.errors import Refused
from sanbi.apps.orgs.pages import Request

Crumb = tuple[str, str] | tuple[str]


@dataclass(frozen=True)
class Deed:
    """How the page of a form is worded, and where it leads.

    ``then`` gives the address after the deed from what the service returned.
    """

    heading: Any
    button: Any
    trail: Sequence[Crumb]
    then: Callable[[Any], str]
    lead: Any = ""
    done: Any = ""
    back: str = ""
    danger: bool = False
    template: str = "assessments/form.html"
    more: dict[str, Any] = field(default_factory=dict)


def deed_page(
    request: Request, form_class: type[DeedForm], deed: Deed, **about: object
) -> HttpResponse:
    """Show a form, or carry out its deed and go on; what is refused is shown at its field."""
    posted = request.method == "POST"
    given = (request.POST, request.FILES) if posted else ()
    form = form_class(*given, actor=request.actor, now=request.now, **about)
    if posted and form.is_valid():
        try:
            result = form.carry_out()
        except Refused as error:
            form.refuse(error)
        else:
            if deed.done:
                messages.success(request, str(deed.done))
            return redirect(deed.then(result))
    return render(request, deed.template, {"form": form, "deed": deed, **deed.more})
