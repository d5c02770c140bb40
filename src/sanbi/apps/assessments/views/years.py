"""The page on which a new year begins."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.assessments.forms.years import YearForm
from sanbi.apps.assessments.rules import is_office
from sanbi.apps.assessments.views.deeds import Deed, deed_page
from sanbi.apps.assessments.views.rounds import home_trail
from sanbi.apps.orgs.pages import Request, page


@page(is_office)
def year_copy(request: Request) -> HttpResponse:
    """Show what a new year would take over, and copy it once that is confirmed."""
    back = reverse("schemes")
    deed = Deed(
        _("Begin a new year"),
        _("Copy it"),
        [*home_trail(), (_("Schemes"), back), (_("Begin a new year"),)],
        lambda made: reverse("scheme-edit", args=[made.pk]) if made else back,
        done=_("Copied. Look through the drafts before you use them."),
        back=back,
        template="assessments/year_copy.html",
        more={"plan": _asked(request).plan()},
    )
    return deed_page(request, YearForm, deed)


@page(is_office)
def year_plan(request: Request) -> HttpResponse:
    """Say what would be copied for the years as they are typed; a part of the page."""
    return render(request, "assessments/year_plan.html", {"plan": _asked(request).plan()})


def _asked(request: Request) -> YearForm:
    given = (request.POST,) if request.method == "POST" else ()
    return YearForm(*given, actor=request.actor, now=request.now)
