"""Forms of rectification lists and their problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.categories import LISTS
from sanbi.apps.actions.forms.filing import leaders
from sanbi.apps.actions.list_forms import head_lines, read_heads
from sanbi.apps.actions.models import Problem, ProblemList
from sanbi.apps.actions.services import ListFacts, ProblemFacts
from sanbi.apps.orgs.forms import day_field, open_units
from sanbi.apps.orgs.models import Unit, User


def offer(form: forms.Form, **rows: Any) -> None:  # noqa: ANN401 - querysets of any model
    """Give fields that choose from rows the rows of now."""
    for name, found in rows.items():
        cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = found


class ListForm(forms.Form):
    """What a list says."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title of the list"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind of list"), choices=LISTS)
    issued_by = forms.CharField(label=_("Issued by"), max_length=80)
    document = forms.CharField(label=_("Document number"), max_length=120, required=False)
    issued_on = day_field(_("Issued on"))
    due_on = day_field(_("To be finished by"))
    owner = forms.ModelChoiceField(
        label=_("Unit that checks"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("It strikes problems off. Empty: the supervision office does."),
    )
    heads = forms.CharField(
        label=_("Columns of the superior's form"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Empty: the usual form. Else a line for each column, in order: its head, and which of"
            " the usual columns it is. Such as: 存在问题=问题"
        ),
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        offer(self, owner=open_units())

    def clean_heads(self) -> Sequence[tuple[str, str]]:
        """Return the columns of the lines."""
        try:
            return read_heads(str(self.cleaned_data["heads"]))
        except ValueError as error:
            raise forms.ValidationError(
                _("“%(line)s” names none of the usual columns."), params={"line": error.args[0]}
            ) from error

    def facts(self) -> ListFacts:
        """Return what was said."""
        given = dict(self.cleaned_data)
        given.pop("edition")
        owner = given.pop("owner")
        return ListFacts(**given, owner=owner.pk if owner else None)


def start_of_list(held: ProblemList) -> dict[str, Any]:
    """Return what a list says as the form shows it."""
    plain = ("edition", "title", "kind", "issued_by", "document", "issued_on", "due_on", "owner")
    return {**{name: getattr(held, name) for name in plain}, "heads": head_lines(held.heads)}


class ProblemForm(forms.Form):
    """One problem, typed."""

    finding = forms.CharField(
        label=_("What was found"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    term = forms.ChoiceField(
        label=_("How long it takes"),
        choices=Problem.Term.choices,
        initial=Problem.Term.BY_A_DAY,
        widget=forms.RadioSelect,
    )
    lead_unit = forms.ModelChoiceField(label=_("Lead unit"), queryset=Unit.objects.none())
    leader = forms.ModelChoiceField(
        label=_("Responsible leader"), queryset=User.objects.none(), required=False
    )
    measure = forms.CharField(
        label=_("Measures"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due_on = day_field(_("Due"))
    wanted = forms.CharField(label=_("What strikes it off"), max_length=300)
    supporting = forms.ModelMultipleChoiceField(
        label=_("Supporting units"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        offer(self, lead_unit=open_units(), supporting=open_units(), leader=leaders())

    def facts(self) -> ProblemFacts:
        """Return what was said."""
        given = dict(self.cleaned_data)
        given["lead_unit"] = given["lead_unit"].pk
        given["leader"] = given["leader"].pk if given["leader"] else None
        given["supporting"] = [unit.pk for unit in given["supporting"]]
        return ProblemFacts(**given)


class SpreadForm(forms.Form):
    """Who else looks for the problem at home."""

    text = forms.CharField(
        label=_("What they look for"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    due_on = day_field(_("Due"))
    units = forms.ModelMultipleChoiceField(
        label=_("Units asked"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        offer(self, units=open_units())
