"""Forms of the steps in the life of an action."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.models import Card, LookBack, Quality
from sanbi.apps.orgs.forms import day_field


class EditionForm(forms.Form):
    """A step that needs no words."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


class WordsForm(EditionForm):
    """A step that needs words."""

    text = forms.CharField(
        label=_("In words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )


class NoteForm(EditionForm):
    """A step that may have words."""

    text = forms.CharField(label=_("Note"), required=False, max_length=500)


class VerifyForm(EditionForm):
    """How well it was done."""

    quality = forms.ChoiceField(
        label=_("How well it was done"), choices=Quality.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where it was done poorly."),
    )


class CloseForm(NoteForm):
    """Close out, perhaps with a look back."""

    look_back_on = day_field(
        _("Look back on"), required=False, help_text=_("Empty: no look back is planned.")
    )


class ReopenForm(WordsForm):
    """Why it is taken up again, and until when."""

    due_on = day_field(_("Due"))


class TimeForm(EditionForm):
    """More time, and why."""

    until = day_field(_("Until"))
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )


class DecideForm(forms.Form):
    """Whether more time is given."""

    approve = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Give more time")), ("no", _("Refuse more time"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=300, help_text=_("A refusal needs a reason.")
    )


class RemindForm(forms.Form):
    """Words for the lead unit."""

    text = forms.CharField(
        label=_("In words"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class CardForm(RemindForm):
    """A card, and why."""

    colour = forms.ChoiceField(
        label=_("Card"), choices=Card.Colour.choices, widget=forms.RadioSelect
    )
    field_order = ("colour", "text")


class PlanForm(forms.Form):
    """When it is looked back at."""

    due_on = day_field(_("Look back on"))


class FoundForm(forms.Form):
    """What a look back found."""

    outcome = forms.ChoiceField(
        label=_("What was found"), choices=LookBack.Outcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("In words"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )
    due_on = day_field(
        _("To be dealt with until"), required=False, help_text=_("Where it came back.")
    )


class DoneForm(forms.Form):
    """A milestone is reached."""

    note = forms.CharField(label=_("Note"), required=False, max_length=300)
