"""What comes in from pages about factors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.allocation.book import Basis, Book, Rules, months_from
from sanbi.apps.projects.allocation.book_table import MOST_MONTHS
from sanbi.apps.projects.allocation.cells import names

BASES = (
    (Basis.NONE.value, _("Townships are not weighed")),
    (Basis.EQUAL.value, _("Equal shares")),
    (Basis.NEED.value, _("By what their projects ask for")),
    (Basis.GIVEN.value, _("By shares that are given below")),
)
GROUPS = (
    (
        _("Points of a project"),
        ("invest", "tax", "jobs", "class_1", "class_2", "class_3"),
    ),
    (
        _("Months and changes"),
        ("first", "horizon", "spare", "late", "frozen", "stability"),
    ),
    (
        _("Balance of the townships"),
        ("shared", "basis", "shares", "least", "most", "penalty"),
    ),
    (_("Projects that depend on each other"), ("exclusions", "prerequisites", "reason")),
)
"""Heading → fields."""
_MONTH = r"[12][0-9]{3}-(0[1-9]|1[0-2])"


def number(label: Any, help_text: Any = "", *, most: float = 1e6, least: float = 0) -> Any:  # noqa: ANN401
    """A number from 0."""
    return forms.FloatField(
        label=label, min_value=least, max_value=most, help_text=help_text, required=True
    )


class RulesForm(forms.Form):
    """The months that the book covers, weights, and rules."""

    first = forms.RegexField(_MONTH, label=_("First month"), help_text=_("Such as 2027-01."))
    horizon = forms.IntegerField(label=_("Number of months"), min_value=1, max_value=MOST_MONTHS)
    invest = number(_("Points for each 亿元 of investment"))
    tax = number(_("Points for each 100 万元 of tax a year"))
    jobs = number(_("Points for each 100 jobs"))
    class_1 = number(_("Weight of priority 1"), most=100)
    class_2 = number(_("Weight of priority 2"), most=100)
    class_3 = number(_("Weight of priority 3"), most=100)
    late = number(_("Share of the points lost for each month late"), most=1)
    spare = forms.IntegerField(
        label=_("Months late that are allowed"), min_value=0, max_value=MOST_MONTHS
    )
    frozen = forms.IntegerField(
        label=_("Frozen months"),
        min_value=0,
        max_value=MOST_MONTHS,
        help_text=_("First months in which the plan in force stays as it is."),
    )
    stability = number(
        _("Share of the points lost by a change"),
        _("For a project that is moved or left out against the plan in force."),
        most=1,
    )
    shared = forms.CharField(label=_("Factor that is shared fairly"), max_length=30)
    basis = forms.ChoiceField(label=_("Shares of townships"), choices=BASES)
    shares = forms.CharField(
        label=_("Given shares"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A line each: township and a number, such as: 青石镇 30."),
    )
    least = number(_("A township gets at least so many times its share"), most=100)
    most = number(_("and at most"), most=100)
    penalty = number(_("Points lost for each unit that a township gets too little"))
    exclusions = forms.CharField(
        label=_("Of these at most one"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A line for each site: codes of the projects, such as: P1、P2."),
    )
    prerequisites = forms.CharField(
        label=_("One before the other"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A line each: infrastructure, plant, months between, such as: P1 P7 2."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return the fields under the headings that they stand under."""
        return [(heading, [self[name] for name in names_]) for heading, names_ in GROUPS]

    def clean_shares(self) -> dict[str, float]:
        """Return unit's code → share."""
        units = {unit.name: unit.code for unit in Unit.objects.filter(until__isnull=True)}
        found: dict[str, float] = {}
        for line in str(self.cleaned_data["shares"]).splitlines():
            if not line.strip():
                continue
            match = re.fullmatch(r"\s*(\S+)\s+([0-9.]{1,12})%?\s*", line)
            if match is None or match[1] not in {*units, *units.values()}:
                raise forms.ValidationError(
                    _("“%(line)s” is not a township, a blank and a number."),
                    params={"line": line.strip()[:40]},
                )
            found[units.get(match[1], match[1])] = float(match[2])
        return found

    def clean_exclusions(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups."""
        lines = str(self.cleaned_data["exclusions"]).splitlines()
        groups = tuple(names(line.replace(" ", "，")) for line in lines if line.strip())
        if any(len(group) < 2 for group in groups):  # noqa: PLR2004 - one cannot exclude itself
            raise forms.ValidationError(_("A line needs two projects at least."))
        return groups

    def clean_prerequisites(self) -> tuple[tuple[str, str, int], ...]:
        """Return (infrastructure, plant, months)."""
        found = []
        for line in str(self.cleaned_data["prerequisites"]).splitlines():
            if not line.strip():
                continue
            parts = line.split()
            if len(parts) != 3 or not parts[2].isdecimal() or int(parts[2]) > MOST_MONTHS:  # noqa: PLR2004
                raise forms.ValidationError(
                    _("“%(line)s” is not two projects and a number of months."),
                    params={"line": line.strip()[:40]},
                )
            found.append((parts[0], parts[1], int(parts[2])))
        return tuple(found)

    def clean(self) -> dict[str, Any]:
        """The least share is not above the most."""
        given = super().clean() or self.cleaned_data
        if given.get("least", 0) > given.get("most", 1e9):
            self.add_error("most", str(_("This is less than the least.")))
        return given

    def book(self, held: Book) -> Book:
        """Return the book with these rules; amounts stay with their months."""
        given = self.cleaned_data
        plain = set(Rules.__dataclass_fields__) - {"classes"}
        rules = Rules(
            classes=(given["class_1"], given["class_2"], given["class_3"]),
            **{name: given[name] for name in plain},
        )
        labels = months_from(given["first"], given["horizon"])
        supplies = tuple(
            replace(item, **_moved(item.months, item.keeps, held.months, labels))
            for item in held.supplies
        )
        return Book(given["first"], supplies, rules)


def _moved(
    months: tuple[float, ...], keeps: Mapping[int, float], old: list[str], new: list[str]
) -> dict[str, Any]:  # fmt: skip
    """Amounts and expiries of months that both cover, at their new places."""
    known = dict(zip(old, months, strict=True))
    expiries = {old[at]: share for at, share in keeps.items()}
    return {
        "months": tuple(known.get(label, 0.0) for label in new),
        "keeps": {at: expiries[label] for at, label in enumerate(new) if at and label in expiries},
    }


def rules_initial(book: Book, version: int, names_of: dict[str, str]) -> dict[str, Any]:
    """Return what the form shows of a book; ``names_of`` are unit codes with their names."""
    rules = book.rules
    lines = [f"{names_of.get(code, code)} {share:g}" for code, share in rules.shares.items()]
    shown = {name: getattr(rules, name) for name in Rules.__dataclass_fields__}
    return {
        **shown,
        "first": book.first,
        "horizon": book.horizon,
        **{f"class_{place}": weight for place, weight in enumerate(rules.classes, start=1)},
        "shares": "\n".join(lines),
        "exclusions": "\n".join("、".join(group) for group in rules.exclusions),
        "prerequisites": "\n".join(f"{a} {b} {lag}" for a, b, lag in rules.prerequisites),
        "seen": version,
    }


class AskForm(forms.Form):
    """How long the search may take."""

    seconds = forms.IntegerField(
        label=_("Seconds at most"),
        min_value=1,
        max_value=600,
        initial=30,
        help_text=_("With few projects it takes less than two. The gap is shown in any case."),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class ProposeForm(forms.Form):
    """A word to whoever decides."""

    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class DecideForm(forms.Form):
    """Yes or no."""

    approve = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Approve: the plan is in force")), ("no", _("Turn it down"))],
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Needed to turn it down."),
    )


class FixForm(forms.Form):
    """Months of a project's milestones that are fixed."""

    by_hand = forms.ChoiceField(
        label=_("What this is"),
        choices=[
            ("no", _("Granted already")),
            ("yes", _("An override by hand: its cost is shown in each plan")),
        ],
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        nodes: list[tuple[str, str]],
        months: list[str],
        **more: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **more)
        self.keys = [key for key, _name in nodes]
        choices = [("", _("Not fixed")), *((label, label) for label in months)]
        fields = {
            f"month_{key}": forms.ChoiceField(label=name, choices=choices, required=False)
            for key, name in nodes
        }
        self.fields = {**fields, **self.fields}

    def months(self) -> dict[str, str]:
        """Return milestone → month of those that are fixed."""
        given = {key: self.cleaned_data.get(f"month_{key}", "") for key in self.keys}
        return {key: label for key, label in given.items() if label}
