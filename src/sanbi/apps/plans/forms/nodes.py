"""Forms of plans and their nodes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.models import Action
from sanbi.apps.indicators.models import Indicator
from sanbi.apps.orgs.forms import day_field, open_units
from sanbi.apps.orgs.models import Unit, User
from sanbi.apps.plans.models import Level, Node, Theme
from sanbi.apps.plans.queries.choices import leaders
from sanbi.apps.plans.services import NodeFacts
from sanbi.apps.projects.models import Project

_BETWEEN = re.compile(r"[\s,，、;；]+")
PLAIN = (
    "title", "wording", "meeting_text", "meeting_link", "weight", "due_on", "rank_wanted",
    "rank_of", "rank_among", "goal",
)  # fmt: skip


class PlanForm(forms.Form):
    """A new plan."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    title = forms.CharField(label=_("Title"), max_length=80)


class NodeForm(forms.Form):
    """What a node says; a theme has neither aim nor links."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("What is to be reached"), max_length=120)
    theme = forms.ChoiceField(label=_("Kind of theme"), choices=Theme.choices)
    unit = forms.ModelChoiceField(
        label=_("Owner unit"), queryset=Unit.objects.none(), required=False
    )
    leader = forms.ModelChoiceField(
        label=_("Responsible leader"), queryset=User.objects.none(), required=False
    )
    weight = forms.DecimalField(
        label=_("Weight"),
        min_value=0,
        max_digits=6,
        decimal_places=2,
        initial=1,
        help_text=_("Beside its neighbours; 1 where all count alike."),
    )
    due_on = day_field(_("Due"), required=False)
    wording = forms.CharField(
        label=_("Words of the retreat"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    meeting_text = forms.CharField(label=_("Meeting"), required=False, max_length=120)
    meeting_link = forms.CharField(
        label=_("Page of the meeting"),
        required=False,
        max_length=200,
        help_text=_("A page of this site, such as /meetings/3/."),
    )
    rank_wanted = forms.IntegerField(
        label=_("Place wanted"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("3 for one of the first three."),
    )
    rank_of = forms.IntegerField(label=_("Of how many"), required=False, min_value=1, max_value=999)
    rank_among = forms.CharField(
        label=_("Among whom"), required=False, max_length=60, help_text=_("Such as 全市.")
    )
    goal = forms.DecimalField(
        label=_("Number wanted"),
        required=False,
        max_digits=18,
        decimal_places=6,
        help_text=_("In the measure of the one indicator; empty: the county's target."),
    )
    indicators = forms.ModelMultipleChoiceField(
        label=_("Read from indicators"),
        queryset=Indicator.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Hold Ctrl to choose several."),
    )
    projects = forms.CharField(
        label=_("Read from projects"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Their codes, apart by blanks or commas."),
    )
    actions = forms.CharField(
        label=_("Read from actions"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Their numbers, apart by blanks or commas."),
    )
    reason = forms.CharField(
        label=_("Why it is changed"),
        required=False,
        max_length=300,
        help_text=_("Needed: the plan is adopted, and this becomes a new version."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        level: str,
        adopted: bool,
        **more: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(*args, **more)
        aim = ("rank_wanted", "rank_of", "rank_among", "goal")
        gone: tuple[str, ...] = ("theme",)
        if level == Level.THEME:
            gone = (*aim, "indicators", "projects", "actions")
        elif level == Level.MEASURE:
            gone = ("theme", *aim)
        for name in (*gone, *(() if adopted else ("reason",))):
            del self.fields[name]
        offered: dict[str, Callable[[], QuerySet[Any]]] = {"unit": open_units, "leader": leaders}
        if "indicators" in self.fields:
            offered["indicators"] = lambda: Indicator.objects.filter(active=True)
        for name, rows in offered.items():
            cast("forms.ModelChoiceField[Any]", self.fields[name]).queryset = rows()

    def clean_projects(self) -> list[int]:
        """Return the projects that the codes name."""
        return _named(self.cleaned_data["projects"], Project, "code")

    def clean_actions(self) -> list[int]:
        """Return the actions that the numbers name."""
        return _named(self.cleaned_data["actions"], Action, "number")

    def facts(self) -> NodeFacts:
        """Return what was said."""
        given = self.cleaned_data
        return NodeFacts(
            **{name: given[name] for name in PLAIN if name in given},
            theme=given.get("theme", ""),
            unit=given["unit"].pk if given["unit"] else None,
            leader=given["leader"].pk if given["leader"] else None,
            indicators=[item.pk for item in given.get("indicators", ())],
            projects=given.get("projects", ()),
            actions=given.get("actions", ()),
        )


def _named(text: str, model: type[Project | Action], column: str) -> list[int]:
    """Return the keys of what codes name; a code that names nothing is told."""
    codes = list(dict.fromkeys(code for code in _BETWEEN.split(text) if code))
    rows: Any = model.objects.filter(**{f"{column}__in": codes})
    known: dict[str, int] = dict(rows.order_by().values_list(column, "pk"))
    lacking = [code for code in codes if code not in known]
    if lacking:
        raise forms.ValidationError(
            _("There is no “%(code)s”. Look at its page for what it is called."),
            params={"code": lacking[0][:40]},
        )
    return [known[code] for code in codes]


def start_of(node: Node) -> dict[str, Any]:
    """Return a node's facts as the form shows them."""
    links = list(node.links.select_related("project", "action"))
    return {
        **{name: getattr(node, name) for name in (*PLAIN, "theme", "unit", "leader", "edition")},
        "indicators": [link.indicator_id for link in links if link.indicator_id],
        "projects": " ".join(link.project.code for link in links if link.project),
        "actions": " ".join(link.action.number for link in links if link.action),
    }


class WhyForm(forms.Form):
    """A reason, where one is needed."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=_("Why"), required=False, max_length=300)


class EditionForm(forms.Form):
    """The edition that was looked at."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)


class StandingForm(forms.Form):
    """A place of a month."""

    period = forms.CharField(
        label=_("Month of the place"), max_length=7, help_text=_("Such as 2026-09.")
    )
    place = forms.IntegerField(label=_("Place"), min_value=1, max_value=999)
    source = forms.CharField(label=_("Published by"), max_length=120)
    published_on = day_field(_("Published on"))
