"""Forms by which a bulletin is composed, written and sent on its way."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments.models import Round
from sanbi.apps.assessments.rules import SHOWN
from sanbi.apps.audit.actors import Actor
from sanbi.apps.bulletins.models import Kind, Sort
from sanbi.apps.bulletins.queries.meetings import meetings_closed
from sanbi.apps.bulletins.services import Facts
from sanbi.apps.meetings.models import Meeting
from sanbi.apps.orgs.forms import day_field


def rounds_published() -> QuerySet[Round]:
    """Return the rounds of which a bulletin can tell."""
    return Round.objects.filter(state__in=SHOWN, current_run__isnull=False)


class ComposeForm(forms.Form):
    """What a new bulletin is about."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    round = forms.ModelChoiceField(
        label=_("Round"),
        queryset=Round.objects.none(),
        required=False,
        help_text=_("A supervision notice needs none."),
    )
    meeting = forms.ModelChoiceField(
        label=_("Meeting"),
        queryset=Meeting.objects.none(),
        required=False,
        help_text=_("For a meeting's report: one that was held and closed."),
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        required=False,
        help_text=_("Left empty, it follows from the kind and the round."),
    )
    as_of = day_field(_("Projects counted to"), required=False)

    def __init__(self, actor: Actor, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        closed = cast("forms.ModelChoiceField[Meeting]", self.fields["meeting"])
        closed.queryset = meetings_closed(actor)
        field = cast("forms.ModelChoiceField[Round]", self.fields["round"])
        field.queryset = rounds_published()


class EditionForm(forms.Form):
    """A form that knows which state of the bulletin was looked at."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)


class HeadForm(EditionForm):
    """Title, number's series, issuer, recipients, copies, head."""

    title = forms.CharField(label=_("Title"), max_length=120)
    series = forms.CharField(label=_("Code in the number"), max_length=12)
    issuer = forms.CharField(label=_("Issued by"), max_length=60)
    recipients = forms.CharField(label=_("Sent to"), max_length=200, required=False)
    copies = forms.CharField(label=_("Copies to"), max_length=200, required=False)
    red_head = forms.BooleanField(label=_("With a red head"), required=False)

    def facts(self) -> Facts:
        """Return what was said."""
        given = dict(self.cleaned_data)
        given.pop("edition", None)
        return Facts(**given)


class SectionForm(EditionForm):
    """Heading and own text of a section."""

    heading = forms.CharField(label=_("Heading"), max_length=60, required=False)
    text = forms.CharField(
        label=_("Own text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A figure of this bulletin is named by its key in braces."),
    )


class NewSectionForm(SectionForm):
    """The same with the sort, for a section that is added."""

    sort = forms.ChoiceField(label=_("What it says"), choices=Sort.choices, initial=Sort.TEXT)
    field_order = ("edition", "sort", "heading", "text")


class ReasonForm(EditionForm):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
