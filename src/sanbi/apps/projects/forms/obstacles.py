"""Forms of obstacles and of their clock."""

from __future__ import annotations

import re
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.forms import day_field, open_units
from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.escalation import Answerable, Level, levels_of
from sanbi.apps.projects.forms.register import EditionForm
from sanbi.apps.projects.models import Ladder, ObstacleKind

_LINE = re.compile(r"\s*(?P<days>[0-9]{1,4})\s+(?P<role>[a-z_]+)(?:\s+(?P<name>.+?))?\s*")


class _WithUnit(forms.Form):
    unit = forms.ModelChoiceField(label=_("Unit that must act"), queryset=Unit.objects.none())

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        cast("forms.ModelChoiceField[Any]", self.fields["unit"]).queryset = open_units()


class RaiseForm(_WithUnit):
    """A new obstacle."""

    title = forms.CharField(label=_("What stands in the way"), max_length=120)
    kind = forms.ChoiceField(label=_("Sort of obstacle"), choices=ObstacleKind.choices)
    detail = forms.CharField(
        label=_("In detail"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    wanted = forms.CharField(label=_("What would solve it"), required=False, max_length=300)
    field_order = ("title", "kind", "unit")


class WordsForm(EditionForm):
    """A step that needs words."""

    text = forms.CharField(
        label=_("In words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )


class VerifyForm(EditionForm):
    """A step that may have words."""

    text = forms.CharField(label=_("Note"), required=False, max_length=300)


class HandOnForm(_WithUnit, WordsForm):
    """Another unit, and why."""


class LadderForm(forms.Form):
    """Who must act at each level, for how many days."""

    name = forms.CharField(label=_("Name"), max_length=60)
    levels = forms.CharField(
        label=_("Levels"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "A line each: days, a blank, who must act (unit, unit_leader, responsible or county),"
            " and perhaps a name, such as: 7 unit 责任部门."
        ),
    )
    working_days = forms.BooleanField(label=_("Count working days only"), required=False)
    valid_from = day_field(_("Holds from"))

    def clean_levels(self) -> tuple[Level, ...]:
        """Return the levels of the lines."""
        found = []
        for number, line in enumerate(str(self.cleaned_data["levels"]).splitlines(), start=1):
            if not line.strip():
                continue
            match = _LINE.fullmatch(line)
            if match is None or match["role"] not in Answerable.values:
                raise forms.ValidationError(
                    _("Line %(number)d is not days, a blank, and who must act."),
                    params={"number": number},
                )
            found.append(Level(match["role"], int(match["days"]), match["name"] or ""))
        return tuple(found)


def level_lines(ladder: Ladder) -> str:
    """Return the levels of a ladder as the form takes them."""
    return "\n".join(
        f"{level.days} {level.role} {level.name}".rstrip() for level in levels_of(ladder)
    )
