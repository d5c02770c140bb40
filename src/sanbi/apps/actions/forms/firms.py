"""Forms of firms, policies and requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.categories import REQUESTS
from sanbi.apps.actions.forms.filing import leaders, limit_words
from sanbi.apps.actions.forms.lists import offer
from sanbi.apps.actions.importing.cells import parts_of
from sanbi.apps.actions.models import Firm, Industry, Policy, Size
from sanbi.apps.actions.policies import Match
from sanbi.apps.actions.rulebook import Rules
from sanbi.apps.actions.services import FirmFacts, PolicyFacts
from sanbi.apps.orgs.forms import day_field, open_units
from sanbi.apps.orgs.models import Unit, User

RATINGS = (
    (5, _("Very content")),
    (4, _("Well content")),
    (3, _("Fairly content")),
    (2, _("Not content")),
    (1, _("Not content at all")),
)


class FirmForm(forms.Form):
    """What the register keeps of a firm."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name of the firm"), max_length=80)
    credit_code = forms.CharField(
        label=_("Credit code"), max_length=18, min_length=18, help_text=_("18 signs.")
    )
    township = forms.ModelChoiceField(label=_("Township"), queryset=Unit.objects.none())
    industry = forms.ChoiceField(label=_("Line of business"), choices=Industry.choices)
    size = forms.ChoiceField(label=_("Size of the firm"), choices=Size.choices)
    products = forms.CharField(label=_("Products"), max_length=200, required=False)
    contact_name = forms.CharField(label=_("Contact"), max_length=40, required=False)
    contact_phone = forms.CharField(
        label=_("Telephone"),
        max_length=20,
        required=False,
        help_text=_("Lists and tables show it masked."),
    )
    leader = forms.ModelChoiceField(
        label=_("Responsible leader"), queryset=User.objects.none(), required=False
    )

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        offer(self, township=open_units(), leader=leaders())

    def facts(self) -> FirmFacts:
        """Return what was said."""
        given = dict(self.cleaned_data)
        given.pop("edition")
        given["township"] = given["township"].pk
        given["leader"] = given["leader"].pk if given["leader"] else None
        return FirmFacts(**given)


def start_of_firm(held: Firm) -> dict[str, Any]:
    """Return what is kept of a firm as the form shows it."""
    return {name: getattr(held, name) for name in FirmForm.base_fields}


class MeasureForm(forms.Form):
    """A line of a firm's plan."""

    need = forms.CharField(label=_("What the firm needs"), max_length=300)
    measure = forms.CharField(label=_("What is done about it"), max_length=300)
    unit = forms.ModelChoiceField(label=_("Lead unit"), queryset=Unit.objects.none())
    due_on = day_field(_("Due"))

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        offer(self, unit=open_units())


class MeasureDoneForm(forms.Form):
    """What came of a line of a firm's plan."""

    note = forms.CharField(label=_("What came of it"), max_length=300)


class PolicyForm(forms.Form):
    """What a policy says, and what it is found by."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title of the policy"), max_length=120)
    document = forms.CharField(label=_("Document number"), max_length=120, required=False)
    unit = forms.ModelChoiceField(label=_("Unit that carries it out"), queryset=Unit.objects.none())
    benefit = forms.CharField(label=_("What it gives"), max_length=500)
    conditions = forms.CharField(
        label=_("Conditions"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    industries = forms.MultipleChoiceField(
        label=_("Industries"),
        choices=Industry.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: for all of them."),
    )
    sizes = forms.MultipleChoiceField(
        label=_("Sizes of firms"),
        choices=Size.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: for all of them."),
    )
    keywords = forms.CharField(
        label=_("Words in a request"),
        max_length=300,
        required=False,
        help_text=_("With commas between. A request that holds one of them is shown the policy."),
    )
    valid_from = day_field(_("Holds from"))
    valid_until = day_field(_("Holds until"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        offer(self, unit=open_units())

    def clean_keywords(self) -> Sequence[str]:
        """Return the words."""
        return list(parts_of(str(self.cleaned_data["keywords"])))

    def facts(self) -> PolicyFacts:
        """Return what was said."""
        given = dict(self.cleaned_data)
        given.pop("edition")
        given["unit"] = given["unit"].pk
        return PolicyFacts(**given)


def start_of_policy(held: Policy) -> dict[str, Any]:
    """Return a policy as the form shows it."""
    start = {name: getattr(held, name) for name in PolicyForm.base_fields}
    return {**start, "keywords": "，".join(held.keywords)}


class RequestForm(forms.Form):
    """What a firm asks for."""

    title = forms.CharField(label=_("What the firm asks for"), max_length=120)
    category = forms.ChoiceField(label=_("Sort of request"), choices=REQUESTS)
    content = forms.CharField(
        label=_("In detail"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    said_by = forms.CharField(
        label=_("Who said so, and how"),
        max_length=60,
        required=False,
        help_text=_("Such as: visit on 12 October, general manager."),
    )
    lead_unit = forms.ModelChoiceField(label=_("Lead unit"), queryset=Unit.objects.none())
    limit = forms.ChoiceField(label=_("Class of limits"), required=False)
    due_on = day_field(
        _("Or a day that was stated"), required=False, help_text=_("Then leave the class empty.")
    )

    def __init__(self, *args: Any, rules: Rules, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        offer(self, lead_unit=open_units())
        limits = [(row.key, limit_words(row)) for row in rules.limits]
        cast("forms.ChoiceField", self.fields["limit"]).choices = [("", "—"), *limits]


class AnswerForm(forms.Form):
    """The answer to a firm, perhaps with a policy that fits."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    policy = forms.TypedChoiceField(
        label=_("Policy"), required=False, coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Answer to the firm"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, found: Sequence[Match], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        cast("forms.ChoiceField", self.fields["policy"]).choices = [
            ("", _("no policy")),
            *(
                (match.policy.pk, f"{match.policy.title}（{'；'.join(match.reasons)}）")
                for match in found
            ),
        ]


class RatingForm(forms.Form):
    """What the firm says of the answer."""

    rating = forms.TypedChoiceField(
        label=_("How content is the firm"), choices=RATINGS, coerce=int, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RatingForForm(RatingForm):
    """What the firm says of the answer, as a clerk types it."""

    said_by = forms.CharField(
        label=_("Who said so, and how"),
        max_length=300,
        help_text=_("Such as: by telephone on 12 October, general manager."),
    )


class CodeForm(RatingForm):
    """A rating by the firm itself, with its code."""

    code = forms.CharField(
        label=_("Rating code"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    field_order = ("code", "rating", "text")
