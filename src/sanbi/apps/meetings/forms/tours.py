"""Forms of observation tours."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanbi.apps.meetings.forms.meetings import WithUnits, moment_field, units_field
from sanbi.apps.meetings.models import Verdict
from sanbi.apps.meetings.services import StopFacts, TourFacts
from sanbi.apps.projects.models import Project

SAID = [(value, label) for value, label in Verdict.choices if value != Verdict.WAITING]


class TourForm(WithUnits):
    """When a tour begins, where, and who screens."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=80)
    begins_at = moment_field(_("Sets out"))
    start_place = forms.CharField(label=_("Sets out from"), max_length=80)
    bureaus = units_field(_("Bureaus that screen the projects"))

    def facts(self) -> TourFacts:
        """Return what was said."""
        given = self.cleaned_data
        bureaus = [unit.pk for unit in given["bureaus"]]
        return TourFacts(given["title"], given["begins_at"], given["start_place"], bureaus)


def _minutes(label: Any) -> forms.IntegerField:  # noqa: ANN401 - lazy
    return forms.IntegerField(label=label, min_value=0, max_value=600, initial=15)


class StopForm(forms.Form):
    """A stop: which project, how long, why all the same."""

    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.none())
    travel_minutes = _minutes(_("Minutes of travel to it"))
    stay_minutes = _minutes(_("Minutes there"))
    focus = forms.CharField(label=_("What is looked at"), required=False, max_length=300)
    shown_before_why = forms.CharField(
        label=_("Why it is shown again"),
        required=False,
        max_length=300,
        help_text=_("Needed only for a project that another tour shows."),
    )
    unfit_why = forms.CharField(
        label=_("Why it is shown although a bureau calls it unfit"), required=False, max_length=300
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        projects: QuerySet[Project] | None = None,
        **more: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(*args, **more)
        if projects is None:
            del self.fields["project"]
        else:
            del self.fields["unfit_why"]
            cast("forms.ModelChoiceField[Any]", self.fields["project"]).queryset = projects

    def facts(self) -> StopFacts:
        """Return what was said."""
        return StopFacts(
            **{name: value for name, value in self.cleaned_data.items() if name != "project"}
        )


class ScreenForm(forms.Form):
    """What a bureau says of a stop."""

    verdict = forms.ChoiceField(label=_("Fit to be shown?"), choices=SAID, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=300, help_text=_("Needed where it is unfit.")
    )
