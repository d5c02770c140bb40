"""Forms of lists that follow from a result: seats and awards."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbi.apps.orgs.chosen import units_by_name
from sanbi.apps.orgs.models import Unit

MOST_UNITS = 500
_AWARD = re.compile(r"^(?P<name>.{1,40}?)[\s:：×x*]+(?P<number>\d{1,3})$")


class RankingForm(forms.Form):
    """Units, the best first, a line each."""

    ranking = forms.CharField(
        label=gettext_lazy("Units in the order of the result"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("A unit a line, the best first."),
    )

    def clean_ranking(self) -> list[str]:
        """Return the names of the units, or say which line is wrong."""
        lines = [line.strip() for line in self.cleaned_data["ranking"].splitlines()]
        known, found = units_by_name(), []
        names = dict(Unit.objects.filter(pk__in=known.values()).values_list("pk", "name"))
        for number, line in enumerate(lines, start=1):
            if not line:
                continue
            if line not in known:
                raise ValidationError(
                    _("Line %(number)d: there is no unit “%(name)s”.")
                    % {"number": number, "name": line[:40]}
                )
            name = names[known[line]]
            if name in found:
                raise ValidationError(
                    _("Line %(number)d: “%(name)s” stands there twice.")
                    % {"number": number, "name": name}
                )
            found.append(name)
        return found[:MOST_UNITS]


class SeatingForm(RankingForm):
    """How the hall is seated."""

    in_a_row = forms.IntegerField(
        label=gettext_lazy("Seats in a row"), min_value=1, max_value=100, initial=12
    )


class CeremonyForm(RankingForm):
    """What is awarded."""

    awards = forms.CharField(
        label=gettext_lazy("Awards"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("An award a line with its number, the highest first: 一等奖 1"),
    )

    def clean_awards(self) -> list[tuple[str, int]]:
        """Return name and number of each award, or say which line is wrong."""
        found: list[tuple[str, int]] = []
        for number, line in enumerate(self.cleaned_data["awards"].splitlines(), start=1):
            if not line.strip():
                continue
            read = _AWARD.match(line.strip())
            if read is None or not int(read["number"]):
                raise ValidationError(
                    _("Line %(number)d: write the award and its number, such as 一等奖 1.")
                    % {"number": number}
                )
            found.append((read["name"].strip(), int(read["number"])))
        return found

    def clean(self) -> None:
        """Refuse more awards than units."""
        given = self.cleaned_data
        wanted = sum(number for _name, number in given.get("awards", []))
        if "ranking" in given and wanted > len(given["ranking"]):
            self.add_error("awards", _("There are more awards than units."))
