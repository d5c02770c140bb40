"""Forms of hidden dangers and incidents."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.categories import BOTTOM_LINES
from sanbi.apps.actions.forms.filing import limit_words
from sanbi.apps.actions.forms.lists import offer
from sanbi.apps.actions.models import Danger, Incident
from sanbi.apps.actions.rulebook import Rules
from sanbi.apps.actions.services import DangerFacts, IncidentFacts
from sanbi.apps.orgs.forms import day_field, open_units
from sanbi.apps.orgs.models import Unit


class DangerForm(forms.Form):
    """A danger that was found."""

    line = forms.ChoiceField(label=_("Bottom line"), choices=BOTTOM_LINES)
    title = forms.CharField(label=_("What is dangerous"), max_length=120)
    place = forms.CharField(label=_("Place"), max_length=120)
    found_on = day_field(_("Found on"))
    found_by = forms.CharField(label=_("Found by"), max_length=80)
    content = forms.CharField(
        label=_("In detail"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    lead_unit = forms.ModelChoiceField(
        label=_("Unit that rectifies it"), queryset=Unit.objects.none()
    )
    limit = forms.ChoiceField(label=_("Class of limits"), required=False)
    due_on = day_field(
        _("Or a day that was stated"), required=False, help_text=_("Then leave the class empty.")
    )
    wanted = forms.CharField(label=_("What closes it out"), max_length=300)

    def __init__(self, *args: Any, rules: Rules, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        offer(self, lead_unit=open_units())
        limits = [(row.key, limit_words(row)) for row in rules.limits]
        cast("forms.ChoiceField", self.fields["limit"]).choices = [("", "—"), *limits]

    def facts(self) -> DangerFacts:
        """Return what was said."""
        given = dict(self.cleaned_data)
        given["lead_unit"] = given["lead_unit"].pk
        return DangerFacts(**given)


class GradeForm(forms.Form):
    """How grave a danger is."""

    grade = forms.ChoiceField(
        label=_("How grave"), choices=Danger.Grade.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(label=_("Reason"), max_length=300)


class IncidentForm(forms.Form):
    """What happened."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    line = forms.ChoiceField(label=_("Bottom line"), choices=BOTTOM_LINES)
    grade = forms.ChoiceField(
        label=_("How grave"), choices=Incident.Grade.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("What happened there"), max_length=120)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    happened_on = day_field(_("Happened on"))
    deaths = forms.IntegerField(label=_("Deaths"), min_value=0, max_value=9999, initial=0)
    injured = forms.IntegerField(label=_("Injured"), min_value=0, max_value=9999, initial=0)
    loss_wan = forms.DecimalField(
        label=_("Direct loss, 万元"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        initial=0,
    )
    document = forms.CharField(
        label=_("Document that found it"), max_length=120, help_text=_("Title and number.")
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        offer(self, unit=open_units())

    def facts(self) -> IncidentFacts:
        """Return what was said."""
        given = dict(self.cleaned_data)
        given["unit"] = given["unit"].pk
        return IncidentFacts(**given)


class ConfirmForm(forms.Form):
    """A confirmation needs no words."""


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("Reason"), max_length=300)
