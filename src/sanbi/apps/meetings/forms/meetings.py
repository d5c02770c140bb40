"""Forms of meetings, their cycle, agenda, attendance and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanbi.apps.audit.actors import Role
from sanbi.apps.meetings.models import (
    AgendaItem,
    Cycle,
    Invitation,
    ItemKind,
    Presence,
    Sort,
    Theme,
    Venue,
)
from sanbi.apps.meetings.services import Facts, ItemFacts
from sanbi.apps.orgs.forms import day_field, open_units
from sanbi.apps.orgs.models import Unit, User
from sanbi.apps.projects.models import Project

CHAIRS = (Role.LEADER, Role.OFFICE, Role.SUPERVISOR)


def moment_field(label: Any) -> forms.DateTimeField:  # noqa: ANN401 - lazy
    """Return a field for a local moment, chosen from the browser's own calendar."""
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


def units_field(label: Any) -> forms.ModelMultipleChoiceField[Unit]:  # noqa: ANN401 - lazy
    """Return a field for several units, each a box to tick."""
    return forms.ModelMultipleChoiceField(
        label=label, queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )


def chairs() -> QuerySet[User]:
    """Return those who may chair: leaders, the office, the supervision office."""
    found = User.objects.filter(
        is_active=True, appointments__role__in=CHAIRS, appointments__until__isnull=True
    )
    return found.order_by("pinyin", "username").distinct()


class WithUnits(forms.Form):
    """A form whose fields of units and people offer those that are open."""

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        offered = {"units": open_units, "bureaus": open_units, "unit": open_units, "chair": chairs}
        for name, rows in offered.items():
            if name in self.fields:
                cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = rows()


class MeetingForm(WithUnits):
    """When, where, who chairs, who is invited."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    series = forms.IntegerField(widget=forms.HiddenInput, required=False)
    slot_on = forms.DateField(widget=forms.HiddenInput, required=False)
    sort = forms.ChoiceField(label=_("Kind of meeting"), choices=Sort.choices, required=False)
    title = forms.CharField(label=_("Title"), max_length=80)
    begins_at = moment_field(_("Begins"))
    place = forms.CharField(label=_("Venue"), max_length=80)
    chair = forms.ModelChoiceField(label=_("Chaired by"), queryset=User.objects.none())
    units = units_field(_("Units invited"))

    def facts(self) -> Facts:
        """Return what was said."""
        given = self.cleaned_data
        return Facts(
            given["title"],
            given["begins_at"],
            given["place"],
            given["chair"].pk,
            [unit.pk for unit in given["units"]],
            given["sort"] or Sort.DISPATCH,
        )


class SeriesForm(WithUnits):
    """How often a meeting comes round."""

    title = forms.CharField(label=_("Title"), max_length=80)
    cycle = forms.ChoiceField(label=_("How often"), choices=Cycle.choices)
    day = forms.IntegerField(
        label=_("On which day"),
        min_value=1,
        max_value=20,
        help_text=_(
            "Every week: the weekday, 1 for Monday. Else the working day of the month, or of each"
            " half of it: 2 is the second working day."
        ),
    )
    begins = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=_("Venue"), max_length=80)
    chair = forms.ModelChoiceField(label=_("Chaired by"), queryset=User.objects.none())
    units = units_field(_("Units invited"))


class ReasonForm(forms.Form):
    """Why something is called off."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=_("Why"), max_length=300)


class ItemForm(WithUnits):
    """An item of the agenda."""

    title = forms.CharField(label=_("Matter"), max_length=120)
    why = forms.CharField(
        label=_("Why it is on the agenda"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    project = forms.ModelChoiceField(
        label=_("Project"), queryset=Project.objects.none(), required=False
    )
    unit = forms.ModelChoiceField(
        label=_("Unit that speaks"), queryset=Unit.objects.none(), required=False
    )
    speaker = forms.CharField(label=_("Who speaks"), required=False, max_length=40)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=240, initial=5)
    kind = forms.ChoiceField(
        label=_("Kind of item"), choices=[("", "—"), *ItemKind.choices], required=False
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=[("", "—"), *Theme.choices], required=False)
    venue = forms.ModelChoiceField(
        label=_("Speaks from"), queryset=Venue.objects.none(), required=False, empty_label="—"
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        projects: QuerySet[Project] | None = None,
        venues: QuerySet[Venue] | None = None,
        **more: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(*args, **more)
        if venues is not None:
            cast("forms.ModelChoiceField[Any]", self.fields["venue"]).queryset = venues
        if projects is None:
            del self.fields["project"]
        else:
            cast("forms.ModelChoiceField[Any]", self.fields["project"]).queryset = projects

    def facts(self) -> ItemFacts:
        """Return what was said."""
        given = self.cleaned_data
        project, unit = given.get("project"), given["unit"]
        return ItemFacts(
            given["title"],
            given["why"],
            project.pk if project else None,
            unit.pk if unit else None,
            given["speaker"],
            given["minutes"],
            given["kind"],
            given["theme"],
            given["venue"].pk if given["venue"] else None,
        )


class AttendanceForm(forms.Form):
    """Who came, a pair of fields for each unit."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        invitations: Sequence[Invitation],
        **more: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(*args, **more)
        self.invitations = invitations
        for row in invitations:
            self.fields[f"presence_{row.unit_id}"] = forms.ChoiceField(
                label=row.unit.name, choices=Presence.choices, initial=row.presence
            )
            self.fields[f"person_{row.unit_id}"] = forms.CharField(
                label=_("Who came"), required=False, max_length=40, initial=row.person
            )

    def lines(self) -> list[tuple[Invitation, forms.BoundField, forms.BoundField]]:
        """Return each unit with its two fields."""
        return [
            (row, self[f"presence_{row.unit_id}"], self[f"person_{row.unit_id}"])
            for row in self.invitations
        ]

    def rows(self) -> dict[int, tuple[str, str]]:
        """Return what was noted, by unit."""
        given = self.cleaned_data
        return {
            row.unit_id: (given[f"presence_{row.unit_id}"], given[f"person_{row.unit_id}"])
            for row in self.invitations
        }


class DecisionForm(WithUnits):
    """What was decided, who must act, until when."""

    item = forms.ModelChoiceField(
        label=_("On which item"), queryset=AgendaItem.objects.none(), required=False
    )
    text = forms.CharField(
        label=_("What was decided"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    unit = forms.ModelChoiceField(label=_("Unit that must act"), queryset=Unit.objects.none())
    working_days = forms.IntegerField(
        label=_("Working days"), min_value=1, max_value=366, required=False, initial=5
    )
    due_on = day_field(
        _("or by this day"), required=False, help_text=_("Say one of the two; empty the other.")
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        items: QuerySet[AgendaItem],
        **more: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(*args, **more)
        cast("forms.ModelChoiceField[Any]", self.fields["item"]).queryset = items


class CloseForm(forms.Form):
    """The end of a meeting."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    remarks = forms.CharField(
        label=_("What the chair asked for in the end"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NoteForm(forms.Form):
    """How a decision was carried out."""

    note = forms.CharField(
        label=_("How it was carried out"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def ordered(text: str, rows: Iterable[int], move: str) -> list[int]:
    """Return keys in the order that was asked for.

    Parameters
    ----------
    text : keys with commas, as a dragged list sends them; empty where a button was pressed.
    rows : the keys as they stand.
    move : ``up:7`` or ``down:7`` of a button.
    """
    if text:
        return [int(part) for part in text.split(",") if part.strip().isdecimal()]
    found = list(rows)
    way, _colon, key = move.partition(":")
    if not key.isdecimal() or int(key) not in found:
        return found
    at = found.index(int(key))
    to = max(at - 1, 0) if way == "up" else min(at + 1, len(found) - 1)
    found.insert(to, found.pop(at))
    return found
