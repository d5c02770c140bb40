"""Forms of polls, their roll and paper."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanbi.apps.ballots.models import Poll, PollClass, PollKind
from sanbi.apps.ballots.services import ClassFacts, PollFacts
from sanbi.apps.orgs.forms import open_units
from sanbi.apps.orgs.models import Unit

GRADES = "好 100\n较好 85\n一般 70\n较差 60"
CLASSES = "县领导 40 部门\n部门 30\n乡镇 30"


def lines_of(text: str) -> list[list[str]]:
    """Return the words of each line that has any; commas part words as blanks do."""
    plain = text.replace("，", " ").replace(",", " ").replace("、", " ")
    return [line.split() for line in plain.splitlines() if line.strip()]


def number_of(text: str) -> Decimal:
    """Return a number; raise ValidationError for anything else."""
    try:
        found = Decimal(text)
    except InvalidOperation as error:
        raise ValidationError(_now("“%(text)s” is no number.") % {"text": text}) from error
    if not found.is_finite():
        raise ValidationError(_now("“%(text)s” is no number.") % {"text": text})
    return found


def pairs_of(text: str) -> list[tuple[str, Decimal]]:
    """Return (name, number) of each line."""
    found = []
    for words in lines_of(text):
        if len(words) != 2:  # noqa: PLR2004 - a name and a number
            raise ValidationError(_now("Write a name and a number in each line."))
        found.append((words[0], number_of(words[1])))
    return found


class PollForm(forms.Form):
    """What a poll is."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=80)
    period = forms.CharField(label=_("Period"), max_length=16, help_text=_("Such as 2026Q3."))
    kind = forms.ChoiceField(
        label=_("Kind of ballot"), choices=PollKind.choices, initial=PollKind.GRADE
    )
    grades = forms.CharField(
        label=_("Grades and their points"),
        widget=forms.Textarea(attrs={"rows": 4}),
        initial=GRADES,
        required=False,
        help_text=_("One in a line, the best first; for grade ballots only."),
    )
    criteria = forms.CharField(
        label=_("Criteria and their weights"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("One in a line; empty for one mark a unit."),
    )
    classes = forms.CharField(
        label=_("Classes of voters and their weights"),
        widget=forms.Textarea(attrs={"rows": 4}),
        initial=CLASSES,
        help_text=_(
            "One in a line: name, weight, and for a small class the one that its ballots are"
            " counted with when they are fewer than five."
        ),
    )
    subjects = forms.ModelMultipleChoiceField(
        label=_("Units on the paper"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    whole = forms.BooleanField(
        label=_("A ballot must mark every unit"), required=False, initial=True
    )
    own_counts = forms.BooleanField(label=_("People may mark their own unit"), required=False)
    trim = forms.IntegerField(
        label=_("Highest and lowest marks dropped at each end"),
        min_value=0,
        max_value=50,
        initial=0,
    )
    quorum = forms.IntegerField(
        label=_("Quorum, percent of the roll"), min_value=0, max_value=100, initial=50
    )
    electorate = forms.CharField(
        label=_("Name in the scheme"),
        max_length=40,
        required=False,
        help_text=_("The scheme's electorate that counts this poll; empty for none."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        towns = open_units().filter(kind=Unit.Kind.TOWNSHIP)
        self.fields["subjects"].queryset = towns if towns.exists() else open_units()  # type: ignore[attr-defined]  # a field of models

    def clean_grades(self) -> list[tuple[str, Decimal]]:
        """Return (name, points) of each grade."""
        return pairs_of(self.cleaned_data["grades"])

    def clean_criteria(self) -> list[tuple[str, Decimal]]:
        """Return (name, weight) of each criterion."""
        return pairs_of(self.cleaned_data["criteria"])

    def clean_classes(self) -> list[ClassFacts]:
        """Return the classes."""
        found = []
        for words in lines_of(self.cleaned_data["classes"]):
            if len(words) not in (2, 3):
                raise ValidationError(_now("Write a name and a weight in each line."))
            found.append(ClassFacts(words[0], number_of(words[1]), *words[2:]))
        return found

    def facts(self) -> PollFacts:
        """Return what was said."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "edition"}
        given["subjects"] = [unit.pk for unit in given["subjects"]]
        return PollFacts(**given)


def initial_of(poll: Poll) -> Mapping[str, Any]:
    """Return what a poll is, as its form shows it."""
    plain = ("edition", "title", "period", "kind", "whole", "own_counts", "trim", "quorum")
    classes = poll.classes.select_related("counted_with")
    return {
        **{name: getattr(poll, name) for name in plain},
        "electorate": poll.electorate,
        "grades": "\n".join(f"{name} {points}" for name, points in poll.grades),
        "criteria": "\n".join(f"{name} {weight}" for name, weight in poll.criteria),
        "classes": "\n".join(
            " ".join(
                [row.name, f"{row.weight:f}".rstrip("0").rstrip(".")]
                + ([row.counted_with.name] if row.counted_with else [])
            )
            for row in classes
        ),
        "subjects": [row.unit_id for row in poll.subjects.all()],
    }


class RollForm(forms.Form):
    """A roll, as a file or pasted."""

    file = forms.FileField(label=_("Excel or CSV table"), required=False)
    text = forms.CharField(
        label=_("Or pasted from a table"),
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": "姓名\t测评组\t单位\t职务\t会场"}),
        required=False,
    )


class ReasonForm(forms.Form):
    """Why something is done."""

    why = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea)


class SheetsForm(forms.Form):
    """How many sheets of which class are printed."""

    poll_class = forms.ModelChoiceField(
        label=_("Class of voters"), queryset=PollClass.objects.none()
    )
    count = forms.IntegerField(label=_("Sheets"), min_value=1, max_value=5000, initial=20)

    def __init__(self, poll: Poll, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        self.fields["poll_class"].queryset = poll.classes.all()  # type: ignore[attr-defined]  # a field of models


class SheetNumberForm(forms.Form):
    """The number of a sheet."""

    number = forms.CharField(label=_("Number at the foot of the sheet"), max_length=9)


class CountForm(forms.Form):
    """A number of sheets."""

    count = forms.IntegerField(label=_("Sheets that did not come back"), min_value=0)
