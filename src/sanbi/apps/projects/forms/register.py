"""Forms of the register: what a project is, and whether it is in the register."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.forms import day_field, open_units
from sanbi.apps.orgs.models import Unit, User
from sanbi.apps.projects.facts import Facts
from sanbi.apps.projects.importing import split_tags
from sanbi.apps.projects.models import Entry, Origin, Project, Sort

UNITS = ("unit", "owner_unit", "lead_unit", "departments")
PEOPLE = ("leader", "owner")
GROUPS = (
    (_("What it is"), ("name", "code", "sort", "lead_on", "total_wan", "content", "tags")),
    (
        _("Who answers for it"),
        ("unit", "leader", "lead_unit", "departments", "owner_unit", "owner"),
    ),
    (
        _("Days, money and place"),
        ("start_on", "due_on", "investor", "origin", "location", "longitude", "latitude"),
    ),
    (
        _("What it needs and brings"),
        ("land_mu", "energy_tce", "emission_t", "funds_wan", "jobs", "tax_wan"),
    ),
)
"""Heading → fields, those of a new project included."""


def money_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DecimalField:  # noqa: ANN401 - lazy
    """Return a field for 万元 with two decimals."""
    return forms.DecimalField(
        label=label, required=required, max_digits=16, decimal_places=2, help_text=help_text
    )


class FactsForm(forms.Form):
    """What a project is."""

    name = forms.CharField(label=_("Name of the project"), max_length=120)
    code = forms.CharField(label=_("Code"), max_length=40)
    sort = forms.ChoiceField(label=_("Project sort"), choices=Sort.choices)
    unit = forms.ModelChoiceField(
        label=_("Township or zone that answers for it"), queryset=Unit.objects.none()
    )
    total_wan = money_field(_("Total investment, 万元"), required=True)
    content = forms.CharField(
        label=_("What is built"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    start_on = day_field(_("Start of work, planned"), required=False)
    due_on = day_field(_("Production, planned"), required=False)
    investor = forms.CharField(label=_("Investor"), required=False, max_length=120)
    origin = forms.ChoiceField(
        label=_("Money comes from"), choices=Origin.choices, initial=Origin.PRIVATE
    )
    owner_unit = forms.ModelChoiceField(
        label=_("Who builds it"), queryset=Unit.objects.none(), required=False
    )
    lead_unit = forms.ModelChoiceField(
        label=_("Department in charge"), queryset=Unit.objects.none(), required=False
    )
    departments = forms.ModelMultipleChoiceField(
        label=_("Departments that support it"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    leader = forms.ModelChoiceField(
        label=_("Responsible leader"), queryset=User.objects.none(), required=False
    )
    owner = forms.ModelChoiceField(
        label=_("Person who owns it"), queryset=User.objects.none(), required=False
    )
    land_mu = money_field(_("Land, 亩"))
    energy_tce = money_field(_("Energy, tons of coal equivalent a year"))
    emission_t = money_field(_("Emissions, tons a year"))
    funds_wan = money_field(_("Public funds, 万元"))
    jobs = forms.IntegerField(label=_("Jobs"), required=False, min_value=0)
    tax_wan = money_field(_("Tax a year, 万元"))
    location = forms.CharField(label=_("Building site"), required=False, max_length=200)
    longitude = forms.DecimalField(
        label=_("Longitude"), required=False, max_digits=9, decimal_places=6
    )
    latitude = forms.DecimalField(
        label=_("Latitude"), required=False, max_digits=9, decimal_places=6
    )
    tags = forms.CharField(
        label=_("Tags"),
        required=False,
        max_length=220,
        help_text=_("With commas between, such as 省重点，专项债."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        units, people = open_units(), User.objects.filter(is_active=True).order_by("pinyin", "id")
        for name in (*UNITS, *PEOPLE):
            chosen = cast("forms.ModelChoiceField[Any]", self.fields[name])
            chosen.queryset = people if name in PEOPLE else units

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return its fields under their headings."""
        return [
            (heading, [self[name] for name in names if name in self.fields])
            for heading, names in GROUPS
        ]

    def facts(self) -> Facts:
        """Return what was typed, as plain values."""
        data = self.cleaned_data
        plain: dict[str, Any] = {
            name: value.pk if isinstance(value, Unit | User) else value
            for name, value in data.items()
            if name in Facts.__dataclass_fields__
        }
        plain["departments"] = tuple(sorted(unit.pk for unit in data["departments"]))
        plain["tags"] = split_tags(data["tags"])
        return Facts(**plain)


class NewProjectForm(FactsForm):
    """A new project."""

    lead_on = day_field(_("A lead since"))
    field_order = ("name", "code", "sort", "unit", "total_wan", "lead_on")


class EditionForm(forms.Form):
    """A form that knows which edition was looked at."""

    edition = forms.IntegerField(widget=forms.HiddenInput)


class ChangeForm(FactsForm, EditionForm):
    """Another description."""


class ReasonForm(EditionForm):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class EntryForm(EditionForm):
    """Whether the statistics bureau counts the project."""

    entry = forms.ChoiceField(label=_("In the statistics"), choices=Entry.choices)
    on = day_field(_("Since"), required=False, help_text=_("Needed once it is entered."))


def initial_of(project: Project) -> dict[str, Any]:
    """Return the fields of a form as the project stands."""
    names = (name for name in Facts.__dataclass_fields__ if name not in {"tags", "departments"})
    values = {name: getattr(project, name) for name in names}
    shown = {k: _short(v) if isinstance(v, Decimal) else v for k, v in values.items()}
    return {
        **shown,
        "tags": "，".join(project.tags),
        "departments": list(project.departments.all()),
        "edition": project.edition,
    }


def _short(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
