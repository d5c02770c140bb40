"""Pages of measures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sanbi.apps.assessments.forms.measures import STEPS, StepForm
from sanbi.apps.assessments.models import Measure
from sanbi.apps.assessments.queries.measure_rules import schemes_with_rules
from sanbi.apps.assessments.queries.measures import measure_for, measures_for
from sanbi.apps.assessments.rules import is_county_leader, is_office, reads_assessments
from sanbi.apps.assessments.views.deeds import Crumb, Deed, deed_page
from sanbi.apps.assessments.views.lists import paged
from sanbi.apps.assessments.views.rounds import home_trail
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing
from sanbi.apps.orgs.pages import Request, page


def decides_measures(actor: Actor) -> bool:
    """Office and leaders of the county."""
    return is_office(actor) or is_county_leader(actor)


def _trail(*more: Crumb) -> list[Crumb]:
    return [*home_trail(), (_("Rewards and accountability"), reverse("measures")), *more]


@page(reads_assessments)
def measures(request: Request) -> HttpResponse:
    """Show the measures that the actor may see."""
    context = {
        "page": paged(request, measures_for(request.actor, state=request.GET.get("state", ""))),
        "states": [("", _("All")), *Measure.State.choices],
        "schemes": schemes_with_rules(request.actor),
        "trail": [*home_trail(), (_("Rewards and accountability"),)],
    }
    return render(request, "assessments/measures.html", context)


@page(reads_assessments)
def measure_one(request: Request, pk: int) -> HttpResponse:
    """Show one measure with its course."""
    shown, log = measure_for(request.actor, pk)
    context = {
        "measure": shown,
        "entries": [
            {
                "when": date_format(localtime(item.at), "Y-m-d H:i"),
                "title": item.to,
                "who": item.by_name,
                "text": f"{item.document} {item.note}".strip(),
            }
            for item in log
        ],
        "steps": [(verb, STEPS[verb].heading) for verb in shown.verbs],
        "trail": _trail((shown.unit_name,)),
    }
    return render(request, "assessments/measure.html", context)


@page(decides_measures)
def measure_do(request: Request, pk: int, verb: str) -> HttpResponse:
    """Take one step of a measure."""
    shown, _log = measure_for(request.actor, pk)
    step = STEPS.get(verb)
    if step is None:
        raise Missing
    back = reverse("measure", args=[pk])
    deed = Deed(
        step.heading,
        step.button,
        _trail((shown.unit_name, back), (step.heading,)),
        lambda _made: back,
        back=back,
        danger=step.danger,
        more={"measure": shown},
    )
    return deed_page(request, StepForm, deed, measure=pk, step=step)
