"""Pages of the rules that propose measures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.assessments.forms.measure_rules import STARTER, RuleForm
from sanbi.apps.assessments.measure_texts import checked, fact_names, written
from sanbi.apps.assessments.models import MeasureRule, Scheme
from sanbi.apps.assessments.queries.measure_rules import (
    reading_language,
    rule_for,
    rule_scheme,
    rules_for,
)
from sanbi.apps.assessments.rules import is_office, sees_all_measures
from sanbi.apps.assessments.views.deeds import Crumb, Deed, deed_page
from sanbi.apps.assessments.views.rounds import home_trail
from sanbi.apps.orgs.pages import Request, page


def _trail(*more: Crumb) -> list[Crumb]:
    return [*home_trail(), (_("Schemes"), reverse("schemes")), *more]


@page(sees_all_measures)
def measure_rules(request: Request, pk: int) -> HttpResponse:
    """Show the rules of a scheme, each with its condition in words."""
    scheme = rule_scheme(request.actor, pk)
    context = {
        "scheme": scheme,
        "rules": rules_for(request.actor, scheme),
        "may_edit": is_office(request.actor),
        "trail": _trail((scheme.title,), (_("Rules of measures"),)),
    }
    return render(request, "assessments/measure_rules.html", context)


@page(is_office)
def measure_rule_new(request: Request, pk: int) -> HttpResponse:
    """Add a rule."""
    return _form(request, rule_scheme(request.actor, pk), None, _("Add a rule"))


@page(is_office)
def measure_rule_edit(request: Request, pk: int) -> HttpResponse:
    """Change a rule."""
    rule = rule_for(request.actor, pk)
    return _form(request, rule.scheme, rule, rule.name)


@page(is_office)
def measure_rule_check(request: Request, pk: int) -> HttpResponse:
    """Say what a condition means as it is typed; the answer is a part of the page."""
    names = fact_names(rule_scheme(request.actor, pk))
    said = checked(request.POST.get("condition", ""), reading_language(), names)
    return render(request, "assessments/measure_rule_said.html", {"said": said})


def _form(request: Request, scheme: Scheme, rule: MeasureRule | None, heading: str) -> HttpResponse:
    back, names = reverse("measure-rules", args=[scheme.pk]), fact_names(scheme)
    typed = request.POST.get("condition") or (written(rule.condition) if rule else STARTER)
    deed = Deed(
        heading,
        _("Save the rule"),
        _trail((scheme.title,), (_("Rules of measures"), back), (heading,)),
        lambda _made: back,
        done=_("Saved."),
        back=back,
        template="assessments/measure_rule.html",
        more={
            "scheme": scheme,
            "said": checked(typed, reading_language(), names),
            "facts": sorted(names.items()),
        },
    )
    return deed_page(request, RuleForm, deed, scheme=scheme, rule=rule)
