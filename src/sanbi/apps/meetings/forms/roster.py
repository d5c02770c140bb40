"""Forms of venues, the roster and who came."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.importing.cells import UnfitError
from sanbi.apps.meetings.models import Attendee, Meeting, Presence, Venue, VenueRole, VoterClass
from sanbi.apps.meetings.rosters import phone
from sanbi.apps.meetings.services import AttendeeFacts, VenueFacts

NOTED = [pair for pair in Presence.choices if pair[0] != Presence.UNKNOWN]


class VenueForm(forms.Form):
    """A venue."""

    name = forms.CharField(label=_("Name of the venue"), max_length=40)
    place = forms.CharField(label=_("Where it is"), max_length=80)
    main = forms.BooleanField(label=_("Main venue"), required=False)
    wall_m = forms.DecimalField(
        label=_("Width of the wall screen, metres"),
        required=False,
        min_value=0,
        max_digits=5,
        decimal_places=2,
        help_text=_("From it follows how large the signs on the screens must be."),
    )

    def facts(self) -> VenueFacts:
        """Return what was said."""
        return VenueFacts(**self.cleaned_data)


def start_of_venue(row: Venue) -> dict[str, Any]:
    """Return a venue as its form shows it."""
    start = {name: getattr(row, name) for name in ("name", "place", "wall_m")}
    return {**start, "main": row.role == VenueRole.MAIN}


class AttendeeForm(forms.Form):
    """A person on the roster."""

    name = forms.CharField(label=_("Full name"), max_length=40)
    unit_name = forms.CharField(label=_("Unit"), max_length=80)
    post = forms.CharField(label=_("Post"), max_length=60, required=False)
    venue = forms.ModelChoiceField(
        label=_("Which venue"), queryset=Venue.objects.none(), required=False, empty_label="—"
    )
    voter_class = forms.ChoiceField(
        label=_("Evaluates as"), choices=[("", "—"), *VoterClass.choices], required=False
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=20,
        required=False,
        help_text=_("Seen on this page alone, by those who call the meeting."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        venues: QuerySet[Venue],
        **more: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(*args, **more)
        cast("forms.ModelChoiceField[Venue]", self.fields["venue"]).queryset = venues

    def clean_phone(self) -> str:
        """Return the number, or say why it is none."""
        given: str = self.cleaned_data["phone"]
        try:
            return phone(given) if given else ""
        except UnfitError as unfit:
            raise ValidationError(f"{unfit.message} {unfit.hint}") from unfit

    def facts(self) -> AttendeeFacts:
        """Return what was said."""
        given = self.cleaned_data
        venue = given["venue"].pk if given["venue"] else None
        return AttendeeFacts(**{**given, "venue": venue})


def start_of_attendee(row: Attendee) -> dict[str, Any]:
    """Return a person as the form shows it."""
    names = ("name", "unit_name", "post", "voter_class", "phone")
    return {**{name: getattr(row, name) for name in names}, "venue": row.venue_id}


class EarlierForm(forms.Form):
    """Another meeting, whose roster is taken over."""

    earlier = forms.ModelChoiceField(label=_("Meeting"), queryset=Meeting.objects.none())

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        meetings: QuerySet[Meeting],
        **more: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(*args, **more)
        cast("forms.ModelChoiceField[Meeting]", self.fields["earlier"]).queryset = meetings


class ScanForm(forms.Form):
    """The code of a card, scanned or typed."""

    code = forms.CharField(
        label=_("Code of the card"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )


class NoteArrivalForm(forms.Form):
    """How the people who are ticked are noted."""

    presence = forms.ChoiceField(label=_("Note as"), choices=NOTED)
    why = forms.CharField(label=_("Why it is corrected"), max_length=200, required=False)
