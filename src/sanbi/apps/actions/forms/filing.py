"""Forms for what an action says: filing, changing, splitting, rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.categories import CATEGORIES
from sanbi.apps.actions.models import Action, Card, Kind, Source
from sanbi.apps.actions.rulebook import Audience, Limit, Rule, Rules
from sanbi.apps.actions.services import Facts, Mark, Part
from sanbi.apps.audit.actors import Role
from sanbi.apps.orgs.forms import day_field, open_units
from sanbi.apps.orgs.models import Unit, User

_PART = re.compile(
    r"\s*(?P<unit>[^，,]+?)\s*[，,]\s*(?P<day>\d{4}-\d{2}-\d{2})\s*[，,]\s*(?P<title>.+?)\s*"
)
_MARK = re.compile(r"\s*(?P<day>\d{4}-\d{2}-\d{2})\s*[，,]\s*(?P<name>.+?)\s*")
_LIMIT = re.compile(
    r"\s*(?P<key>[a-z]{1,12})\s+(?P<least>\d{1,4})(?:-(?P<most>\d{1,4}))?\s+(?P<name>.+?)\s*"
)
_RULE = re.compile(r"\s*(?P<days>[-+]?\d{1,4})\s+(?P<to>[a-z_,]+)(?:\s+(?P<card>[a-z]+))?\s*")


def leaders() -> QuerySet[User]:
    """Return those who may answer for an action: leaders."""
    found = User.objects.filter(
        is_active=True, appointments__role=Role.LEADER, appointments__until__isnull=True
    )
    return found.order_by("pinyin", "username").distinct()


def category_choices() -> list[Any]:
    """Return the categories of all kinds, in groups."""
    groups = [
        (Kind(kind).label, [(f"{kind}:{key}", words) for key, words in rows])
        for kind, rows in CATEGORIES.items()
    ]
    return [("", "—"), *groups]


class FactsForm(forms.Form):
    """What an action says."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    project = forms.IntegerField(widget=forms.HiddenInput, required=False)
    obstacle = forms.IntegerField(widget=forms.HiddenInput, required=False)
    follows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("What is to be done"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind of action"), choices=Kind.choices)
    category = forms.ChoiceField(
        label=_("List or line"),
        required=False,
        help_text=_("For rectifications, risks and requests."),
    )
    lead_unit = forms.ModelChoiceField(label=_("Lead unit"), queryset=Unit.objects.none())
    limit = forms.ChoiceField(label=_("Class of limits"), required=False)
    limit_days = forms.IntegerField(
        label=_("Working days"),
        required=False,
        min_value=1,
        max_value=366,
        help_text=_("Only where the class leaves a choice."),
    )
    due_on = day_field(
        _("Or a day that was stated"), required=False, help_text=_("Then leave the class empty.")
    )
    source = forms.ChoiceField(label=_("Source of the action"), choices=Source.choices)
    source_text = forms.CharField(
        label=_("Title and number of the source"), max_length=200, required=False
    )
    quote = forms.CharField(
        label=_("Words of the source"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    content = forms.CharField(
        label=_("In detail"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    wanted = forms.CharField(label=_("What closes it out"), required=False, max_length=300)
    leader = forms.ModelChoiceField(
        label=_("Responsible leader"), queryset=User.objects.none(), required=False
    )
    supporting = forms.ModelMultipleChoiceField(
        label=_("Supporting units"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    assign = forms.BooleanField(
        label=_("Assign it at once"),
        required=False,
        help_text=_("Its limit begins today, and its units are told."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        rules: Rules,
        new: bool = True,
        **more: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(*args, **more)
        if not new:
            del self.fields["assign"]
        offered = {"lead_unit": open_units, "supporting": open_units, "leader": leaders}
        for name, rows in offered.items():
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = rows()
        cast("forms.ChoiceField", self.fields["category"]).choices = category_choices()
        cast("forms.ChoiceField", self.fields["limit"]).choices = [
            ("", "—"),
            *((row.key, limit_words(row)) for row in rules.limits),
        ]

    def clean_category(self) -> str:
        """Return the category without its kind, which must be the action's."""
        kind, _colon, key = str(self.cleaned_data["category"]).partition(":")
        if key and kind != self.cleaned_data.get("kind"):
            raise forms.ValidationError(_("This category belongs to another kind."))
        return key

    def facts(self) -> Facts:
        """Return what was said."""
        given = self.cleaned_data
        plain = ("kind", "title", "limit", "limit_days", "due_on", "content", "wanted", "category")
        named = ("source", "source_text", "quote", "project", "obstacle", "follows")
        return Facts(
            **{name: given[name] for name in (*plain, *named)},
            lead_unit=given["lead_unit"].pk,
            supporting=[unit.pk for unit in given["supporting"]],
            leader=given["leader"].pk if given["leader"] else None,
        )


def limit_words(limit: Limit) -> str:
    """Return a class of limits with its days."""
    days = str(limit.most) if limit.fixed else f"{limit.least}–{limit.most}"
    return str(_("%(name)s, %(days)s working days")) % {"name": limit.name, "days": days}


def start_of(action: Action) -> dict[str, Any]:
    """Return an action's facts as the form shows them."""
    stated = action.due_on if action.limit_days is None else None
    return {
        **{
            name: getattr(action, name)
            for name in (
                "edition", "title", "kind", "lead_unit", "limit", "limit_days", "source",
                "source_text", "quote", "content", "wanted", "leader",
            )
        },
        "project": action.project_id,
        "obstacle": action.obstacle_id,
        "follows": action.follows_id,
        "category": f"{action.kind}:{action.category}" if action.category else "",
        "due_on": stated,
        "supporting": [unit.pk for unit in action.supporting.all()],
    }  # fmt: skip


class _LinesForm(forms.Form):
    """A form with lines, each read by a pattern."""

    def lines(self, field: str, pattern: re.Pattern[str]) -> list[Mapping[str, str]]:
        """Return the parts of each line.

        Raises ValidationError with the number of the first line that does not fit.
        """
        found: list[Mapping[str, str]] = []
        for number, line in enumerate(str(self.cleaned_data[field]).splitlines(), start=1):
            if not line.strip():
                continue
            match = pattern.fullmatch(line)
            if match is None:
                raise _misfit(number)
            found.append(match.groupdict())
        return found


def _misfit(number: int) -> forms.ValidationError:
    return forms.ValidationError(
        _("Line %(number)d does not read as the line above the box says."),
        params={"number": number},
    )


def _day(text: str, number: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _misfit(number) from error


class SplitForm(_LinesForm):
    """The parts of an action, a line each."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    parts = forms.CharField(
        label=_("Parts"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "A line for each: unit, day, what is to be done. Such as: 松涛镇，2026-10-30，完成外墙"
        ),
    )

    def clean_parts(self) -> Sequence[Part]:
        """Return the parts of the lines; a unit is named in full, or by its short name."""
        units = {name: unit.pk for unit in open_units() for name in (unit.name, unit.short)}
        found = []
        for number, line in enumerate(self.lines("parts", _PART), start=1):
            if line["unit"] not in units:
                raise forms.ValidationError(
                    _("Line %(number)d names no unit: “%(unit)s”."),
                    params={"number": number, "unit": line["unit"]},
                )
            title = line["title"][:120]
            found.append(Part(units[line["unit"]], title, _day(line["day"], number)))
        return found


class MilestonesForm(_LinesForm):
    """The milestones that are still to come, a line each."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    rows = forms.CharField(
        label=_("Milestones"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("A line for each: day, what is reached. Such as: 2026-10-30，外墙完工"),
    )

    def clean_rows(self) -> Sequence[Mark]:
        """Return the milestones of the lines."""
        return [
            Mark(line["name"][:80], _day(line["day"], number))
            for number, line in enumerate(self.lines("rows", _MARK), start=1)
        ]


class RulesForm(_LinesForm):
    """Limits, reminders and cards, a line each."""

    limits = forms.CharField(
        label=_("Classes of limits"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("A line each: key, working days, name. Such as: urgent 1-5 紧急批示"),
    )
    reminders = forms.CharField(
        label=_("Reminders and cards"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_(
            "A line each: working days after the due date (before it with a minus), to whom"
            " (unit, supporting, unit_leader, responsible, supervisor, county), and perhaps"
            " a card. Such as: 1 unit,unit_leader yellow"
        ),
    )
    near_days = forms.IntegerField(
        label=_("Yellow from so many working days before"), min_value=0, max_value=30
    )
    valid_from = day_field(_("Holds from"))

    def clean_limits(self) -> Sequence[Limit]:
        """Return the classes of the lines."""
        return [
            Limit(
                line["key"],
                line["name"][:40],
                int(line["least"]),
                int(line["most"] or line["least"]),
            )
            for line in self.lines("limits", _LIMIT)
        ]

    def clean_reminders(self) -> Sequence[Rule]:
        """Return the reminders of the lines."""
        found = []
        for number, line in enumerate(self.lines("reminders", _RULE), start=1):
            to = tuple(part for part in line["to"].split(",") if part)
            card = line["card"] or ""
            if not set(to) <= set(Audience.values) or card not in {"", *Card.Colour.values}:
                raise _misfit(number)
            found.append(Rule(int(line["days"]), to, card))
        return found


def rule_lines(rules: Rules) -> dict[str, Any]:
    """Return rules as the form takes them."""
    limits = [
        f"{row.key} {row.least if row.fixed else f'{row.least}-{row.most}'} {row.name}"
        for row in rules.limits
    ]
    reminders = [f"{row.days} {','.join(row.to)} {row.card}".rstrip() for row in rules.reminders]
    return {
        "limits": "\n".join(limits),
        "reminders": "\n".join(reminders),
        "near_days": rules.near_days,
    }
