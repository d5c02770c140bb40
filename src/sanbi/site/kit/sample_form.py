"""The form on the kit's page: one field of each sort."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """A form that is never saved."""

    name = forms.CharField(label=_("Name"), help_text=_("As on the official seal."), max_length=40)
    amount = forms.DecimalField(
        label=_("Amount this month"),
        help_text=_("In ten thousand yuan, cumulative since January."),
        min_value=0,
    )
    due = forms.DateField(label=_("Due"), widget=forms.DateInput(attrs={"type": "date"}))
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=[("lead", _("Lead")), ("signed", _("Signed")), ("started", _("Started"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )
    agreed = forms.BooleanField(label=_("The figures agree with the signed sheet"))
