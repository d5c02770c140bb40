"""What comes in from pages."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.models import Unit, User
from sanbi.apps.orgs.models.people import ROLE_CHOICES


class PasswordForm(forms.Form):
    """The own password, old and new."""

    old = forms.CharField(
        label=_("Present password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )
    new = forms.CharField(
        label=_("New password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters, not only digits, and nothing that is easy to guess."),
        strip=False,
    )
    again = forms.CharField(
        label=_("New password once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean_again(self) -> str:
        """The same as the new one."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError(_("The two new passwords differ. Type both again."))
        return again


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:  # noqa: ANN401
    """A day, chosen from the browser's own calendar."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def open_units() -> QuerySet[Unit]:
    """Units that exist, in the order of the county."""
    return Unit.objects.filter(until__isnull=True).order_by("sequence", "kind", "pinyin")


class UnitForm(forms.Form):
    """A new unit."""

    name = forms.CharField(label=_("Name"), max_length=60)
    short_name = forms.CharField(label=_("Short name"), max_length=20, required=False)
    code = forms.CharField(label=_("Code"), max_length=20)
    kind = forms.ChoiceField(label=_("Kind"), choices=Unit.Kind.choices)
    parent = forms.ModelChoiceField(label=_("Unit above"), queryset=Unit.objects.none())
    statistics_code = forms.CharField(
        label=_("Statistics code"),
        max_length=12,
        required=False,
        help_text=_("The statistics bureau's code of the division; it differs from the next."),
    )
    civil_code = forms.CharField(label=_("Civil affairs code"), max_length=12, required=False)
    since = day_field(_("Exists from"))

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        chosen = cast("forms.ModelChoiceField[Unit]", self.fields["parent"])
        chosen.queryset = open_units()


class UnitNameForm(forms.Form):
    """Another name for a unit."""

    name = forms.CharField(label=_("New name"), max_length=60)
    short_name = forms.CharField(label=_("Short name"), max_length=20, required=False)
    on = day_field(_("From"))
    document = forms.CharField(label=_("Document"), max_length=120, required=False)


class UnitPlaceForm(forms.Form):
    """Another place in the tree."""

    parent = forms.ModelChoiceField(label=_("Unit above"), queryset=Unit.objects.none())
    on = day_field(_("From"))
    document = forms.CharField(label=_("Document"), max_length=120, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        chosen = cast("forms.ModelChoiceField[Unit]", self.fields["parent"])
        chosen.queryset = open_units()


class UnitEndForm(forms.Form):
    """The end of a unit."""

    on = day_field(_("Last day"))
    document = forms.CharField(label=_("Document"), max_length=120, required=False)


class TableForm(forms.Form):
    """A table from a file."""

    file = forms.FileField(label=_("File"), help_text=_("Excel, ODS or CSV, up to 20 MB."))


class PersonForm(forms.Form):
    """An account's person."""

    name = forms.CharField(label=_("Full name"), max_length=40)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none())
    post = forms.CharField(label=_("Post"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=20,
        required=False,
        help_text=_("Only for reminders; lists show it masked."),
    )
    email = forms.EmailField(label=_("Mail"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        chosen = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        chosen.queryset = open_units()


class NewPersonForm(PersonForm):
    """A new account."""

    username = forms.CharField(
        label=_("Account name"),
        max_length=60,
        help_text=_("Use 3 to 60 small letters, digits, dots and hyphens."),
    )
    field_order = [  # noqa: RUF012 - so declared by Django
        "username",
        "name",
        "unit",
        "post",
        "phone",
        "email",
    ]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=120)


class GrantForm(forms.Form):
    """A role for somebody."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLE_CHOICES)
    unit = forms.ModelChoiceField(label=_("For the unit"), queryset=Unit.objects.none())
    since = day_field(_("From"))
    until = day_field(_("Until"), required=False, help_text=_("Empty: until it is ended."))
    reason = forms.CharField(label=_("Reason"), max_length=120, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        chosen = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        chosen.queryset = open_units()


class RoleEndForm(forms.Form):
    """The end of a role."""

    until = day_field(_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=120)


class HandoverForm(forms.Form):
    """Who takes over."""

    taker = forms.ModelChoiceField(label=_("Who takes over"), queryset=User.objects.none())
    on = day_field(_("From"))
    reason = forms.CharField(label=_("Reason"), max_length=120)

    def __init__(self, *args: Any, people: QuerySet[User], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        cast("forms.ModelChoiceField[User]", self.fields["taker"]).queryset = people


class LoanForm(forms.Form):
    """Who stands in, and how long."""

    deputy = forms.ModelChoiceField(label=_("Deputy"), queryset=User.objects.none())
    since = day_field(_("From"))
    until = day_field(_("Until"))
    reason = forms.CharField(
        label=_("Reason"), max_length=120, help_text=_("Such as leave or a business trip.")
    )

    def __init__(self, *args: Any, people: QuerySet[User], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        cast("forms.ModelChoiceField[User]", self.fields["deputy"]).queryset = people


class NoteForm(forms.Form):
    """Why a finding may stay."""

    note = forms.CharField(label=_("Why it may stay so"), max_length=200)


class DayForm(forms.Form):
    """A day of the calendar."""

    day = day_field(_("Day"))
    kind = forms.ChoiceField(
        label=_("It is"),
        required=False,
        choices=[
            ("holiday", _("Holiday")),
            ("workday", _("Workday")),
            ("", _("As in the plain week")),
        ],
    )
    name = forms.CharField(label=_("Holiday's name"), max_length=40, required=False)
    provisional = forms.BooleanField(label=_("Not announced yet"), required=False)


class YearForm(forms.Form):
    """A year of the calendar."""

    year = forms.IntegerField(label=_("Calendar year"), min_value=2000, max_value=2100)


class KeyForm(forms.Form):
    """A key for a program."""

    name = forms.CharField(label=_("Which program uses it"), max_length=60)
    unit = forms.ModelChoiceField(label=_("For the unit"), queryset=Unit.objects.none())
    writes = forms.BooleanField(
        label=_("It may write"), required=False, help_text=_("Without this it only reads.")
    )
    expires_on = day_field(_("Good until"), help_text=_("Within the next 400 days."))

    def __init__(self, *args: Any, units: QuerySet[Unit], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        cast("forms.ModelChoiceField[Unit]", self.fields["unit"]).queryset = units


class GroupingForm(forms.Form):
    """A grouping as text: a line for each group."""

    grouping = forms.CharField(
        label=_("Grouping"), max_length=40, help_text=_("Such as 2026年乡镇分组.")
    )
    groups = forms.CharField(
        label=_("Groups"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("A line for each group: its name, a colon, its units with commas between."),
    )
