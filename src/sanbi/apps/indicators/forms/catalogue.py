"""Forms of the catalogue and the data sets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.indicators.drafts import CheckDraft, DatasetDraft, IndicatorDraft, LineDraft
from sanbi.apps.indicators.models import Dataset, DatasetLine, DatasetUnit, Indicator
from sanbi.apps.indicators.models.catalogue import Frequency, Kind
from sanbi.apps.orgs.models import Unit

EXTRA_LINES = 3


def owners_for(actor: Actor) -> Any:  # noqa: ANN401 - a query set
    """Return the units in whose name the actor keeps the catalogue."""
    units = Unit.objects.filter(kind=Unit.Kind.DEPARTMENT)
    if actor.has(Role.OFFICE):
        return units
    return units.filter(pk__in=actor.units_as(Role.BUREAU))


class IndicatorForm(forms.Form):
    """An indicator, without its checks."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=40)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    measure = forms.CharField(
        label=gettext_lazy("Unit of measure"), max_length=20, help_text="万元 · 个 · % · 亩"
    )
    topic = forms.CharField(label=gettext_lazy("Topic"), max_length=40, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of figure"),
        choices=Kind.choices,
        help_text=gettext_lazy(
            "A statistic is released by its bureau and never typed by townships. "
            "A dispatch figure is the unit's own working number."
        ),
    )
    accumulation = forms.ChoiceField(
        label=gettext_lazy("What a value means"), choices=Indicator.Accumulation.choices
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Direction"), choices=Indicator.Direction.choices
    )
    frequency = forms.ChoiceField(
        label=gettext_lazy("Frequency"),
        choices=Frequency.choices,
    )
    decimals = forms.IntegerField(
        label=gettext_lazy("Decimals"), min_value=0, max_value=6, initial=0
    )
    owner = forms.ModelChoiceField(label=gettext_lazy("Owner"), queryset=Unit.objects.none())
    part_of = forms.ModelChoiceField(
        label=gettext_lazy("Part of"),
        queryset=Indicator.objects.none(),
        required=False,
        help_text=gettext_lazy("The indicator that this one adds up to, with the other parts."),
    )
    purpose = forms.CharField(
        label=gettext_lazy("Purpose"),
        max_length=200,
        help_text=gettext_lazy("What it decides. A figure without a purpose is not asked for."),
    )
    reported_where = forms.CharField(
        label=gettext_lazy("Already reported"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Where the units hand it in already; it could be imported."),
    )
    definition = forms.CharField(
        label=gettext_lazy("Definition"), required=False, widget=forms.Textarea
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners_for(actor)  # type: ignore[attr-defined]
        self.fields["part_of"].queryset = Indicator.objects.filter(active=True)  # type: ignore[attr-defined]

    def draft(self, checks: tuple[CheckDraft, ...] = ()) -> IndicatorDraft:
        """Return what the service takes; only after `is_valid`."""
        plain = dict(self.cleaned_data)
        part_of = plain.pop("part_of")
        return IndicatorDraft(
            **{**plain, "owner": plain["owner"].pk},
            part_of=part_of.pk if part_of else None,
            checks=checks,
        )

    @staticmethod
    def initial_of(indicator: Indicator) -> dict[str, Any]:
        """Return an indicator as the form's first values."""
        plain = {
            name: getattr(indicator, name)
            for name in IndicatorForm.base_fields
            if name not in {"owner", "part_of"}
        }
        return {**plain, "owner": indicator.owner_id, "part_of": indicator.part_of_id}


class DatasetForm(forms.Form):
    """A data set: its clock, its units, and its lines in order."""

    code = forms.CharField(label=gettext_lazy("Code"), max_length=40)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    owner = forms.ModelChoiceField(label=gettext_lazy("Owner"), queryset=Unit.objects.none())
    reporter = forms.ChoiceField(
        label=gettext_lazy("Who fills it in"), choices=Dataset.Reporter.choices
    )
    frequency = forms.ChoiceField(
        label=gettext_lazy("Frequency"),
        choices=Frequency.choices,
    )
    due_day = forms.IntegerField(
        label=gettext_lazy("Due, days after the period"), min_value=1, max_value=60, initial=10
    )
    due_time = forms.TimeField(label=gettext_lazy("Due at"), initial="17:30")
    purpose = forms.CharField(label=gettext_lazy("Purpose"), max_length=200, required=False)
    active = forms.BooleanField(label=gettext_lazy("In use"), required=False, initial=True)
    units = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Units"),
        queryset=Unit.objects.exclude(parent=None),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        actor: Actor,
        lines: int = 0,
        **kwargs: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners_for(actor)  # type: ignore[attr-defined]
        known = [
            ("", "—"),
            *[
                (str(item.pk), f"{item.name}（{item.measure}）")
                for item in Indicator.objects.filter(active=True)
            ],
        ]
        self.places = range(1, lines + EXTRA_LINES + 1)
        for place in self.places:
            self.fields[f"line{place}"] = forms.ChoiceField(
                label=_("Line %(place)s") % {"place": place}, choices=known, required=False
            )
            self.fields[f"heading{place}"] = forms.CharField(
                label=_("Heading"),
                max_length=40,
                required=False,
                widget=forms.TextInput(attrs={"class": "plain-field"}),
            )
            self.fields[f"required{place}"] = forms.BooleanField(
                label=_("Required"), required=False, initial=True
            )
            self.fields[f"imported{place}"] = forms.BooleanField(
                label=_("Imported"), required=False
            )

    def rows(self) -> list[dict[str, Any]]:
        """Return the bound fields of each line, for the template."""
        names = ("line", "heading", "required", "imported")
        return [{name: self[f"{name}{place}"] for name in names} for place in self.places]

    def draft(self) -> DatasetDraft:
        """Return what the service takes; only after `is_valid`."""
        data = self.cleaned_data
        plain = (
            "code",
            "name",
            "reporter",
            "frequency",
            "due_day",
            "due_time",
            "purpose",
            "active",
        )
        return DatasetDraft(
            **{name: data[name] for name in plain},
            owner=data["owner"].pk,
            lines=tuple(
                LineDraft(
                    int(data[f"line{n}"]),
                    data[f"heading{n}"],
                    data[f"required{n}"],
                    data[f"imported{n}"],
                )
                for n in self.places
                if data[f"line{n}"]
            ),
            units=tuple(unit.pk for unit in data["units"]),
        )

    @staticmethod
    def initial_of(dataset: Dataset) -> dict[str, Any]:
        """Return a data set as the form's first values."""
        plain = (
            "code",
            "name",
            "reporter",
            "frequency",
            "due_day",
            "due_time",
            "purpose",
            "active",
        )
        found: dict[str, Any] = {name: getattr(dataset, name) for name in plain}
        found["owner"] = dataset.owner_id
        found["units"] = list(
            DatasetUnit.objects.filter(dataset=dataset).values_list("unit_id", flat=True)
        )
        for place, line in enumerate(DatasetLine.objects.filter(dataset=dataset), start=1):
            found |= {
                f"line{place}": str(line.indicator_id),
                f"heading{place}": line.heading,
                f"required{place}": line.required,
                f"imported{place}": line.imported,
            }
        return found
