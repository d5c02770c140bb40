"""Forms of draws and contributions."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.meetings.forms.meetings import WithUnits, units_field
from sanbi.apps.meetings.models import Theme
from sanbi.apps.orgs.forms import day_field


class DrawForm(WithUnits):
    """From whom speakers are drawn, and how many."""

    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices)
    wanted = forms.IntegerField(label=_("How many speak"), min_value=1, max_value=50, initial=2)
    minutes = forms.IntegerField(label=_("Minutes for each"), min_value=1, max_value=240, initial=8)
    units = units_field(_("Drawn from"))
    why = forms.CharField(
        label=_("Why it is drawn again"),
        required=False,
        max_length=200,
        help_text=_("Only where this theme was drawn before; both draws are kept."),
    )


class AskForm(WithUnits):
    """Who is asked for a contribution, until when."""

    due_on = day_field(_("To be handed in by"))
    units = units_field(_("Units"))


class HandInForm(forms.Form):
    """A contribution's text."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Or add the file below first, and hand it in without a text."),
    )


class ExcuseForm(forms.Form):
    """Why a unit is let off."""

    why = forms.CharField(label=_("Why it is let off"), max_length=200)
