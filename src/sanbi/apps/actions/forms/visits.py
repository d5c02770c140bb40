"""Forms of field visits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.forms.lists import offer
from sanbi.apps.actions.models import Firm
from sanbi.apps.actions.services import VisitFacts
from sanbi.apps.orgs.forms import day_field, open_units
from sanbi.apps.orgs.models import Unit


class VisitForm(forms.Form):
    """Who went where, and what was found."""

    on = day_field(_("Day"))
    unit = forms.ModelChoiceField(label=_("Unit visited"), queryset=Unit.objects.none())
    firm = forms.ModelChoiceField(
        label=_("Firm visited"), queryset=Firm.objects.none(), required=False
    )
    place = forms.CharField(label=_("Place"), max_length=120)
    people = forms.CharField(label=_("Who went"), max_length=200)
    topic = forms.CharField(label=_("What it was about"), max_length=120)
    findings = forms.CharField(
        label=_("Findings of the visit"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A line for each. Each can become an action."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        offer(self, unit=open_units(), firm=Firm.objects.order_by("name"))

    def clean_findings(self) -> Sequence[str]:
        """Return the lines."""
        return str(self.cleaned_data["findings"]).splitlines()

    def facts(self) -> VisitFacts:
        """Return what was said."""
        given = dict(self.cleaned_data)
        given["unit"] = given["unit"].pk
        given["firm"] = given["firm"].pk if given["firm"] else None
        return VisitFacts(**given)
