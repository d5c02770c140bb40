"""Forms of nodes: a template, what is said of a node, and what happened to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.forms import TableForm, day_field, open_units
from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.chains import chains
from sanbi.apps.projects.forms.register import EditionForm
from sanbi.apps.projects.forms.stages import FILES
from sanbi.apps.projects.models import Node
from sanbi.apps.projects.proof import Sent
from sanbi.apps.projects.services import NodeFacts

CALENDARS = (
    ("approval", _("Working days")),
    ("construction", _("Construction days")),
    ("natural", _("Calendar days")),
)


class ChainForm(EditionForm):
    """Which template, from which day on."""

    chain = forms.ChoiceField(label=_("Template"))
    start = day_field(_("First day"))

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        self.fields["chain"].choices = [(row.code, row.name) for row in chains()]  # type: ignore[attr-defined]


class SeenForm(forms.Form):
    """Which version was looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ChainTableForm(TableForm, SeenForm):
    """A template from a table."""

    name = forms.CharField(label=_("Name of the template"), max_length=80)


class NodeForm(EditionForm):
    """Who must act, within how many days, by which proof."""

    unit = forms.ModelChoiceField(
        label=_("Unit that must act"), queryset=Unit.objects.none(), required=False
    )
    duration = forms.IntegerField(label=_("Limit in days"), min_value=0, max_value=2000)
    calendar = forms.ChoiceField(label=_("Counted in"), choices=CALENDARS)
    due_on = day_field(_("Due date of this node alone"), required=False)
    proof = forms.CharField(label=_("Proof that it needs"), required=False, max_length=120)
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        self.fields["unit"].queryset = open_units()  # type: ignore[attr-defined]

    def facts(self) -> NodeFacts:
        """Return what was said."""
        given = dict(self.cleaned_data)
        unit = given.pop("unit")
        given.pop("edition")
        return NodeFacts(unit=unit.pk if unit else None, **given)


class BeginForm(forms.Form):
    """Since when."""

    on = day_field(_("Since"))


class FinishForm(forms.Form):
    """When it was finished, by which proof."""

    on = day_field(_("Finished on"))
    note = forms.CharField(label=_("Note"), required=False, max_length=300)

    def __init__(self, *args: Any, node: Node, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        self.fields["files"] = forms.FileField(
            label=node.proof or str(_("Proof")),
            required=False,
            help_text=_("Needed.") if node.proof else _("If there is one."),
            widget=forms.ClearableFileInput(attrs={"accept": FILES}),
        )

    def sent(self) -> list[Sent]:
        """Return the file."""
        file = self.cleaned_data.get("files")
        return [Sent(str(file.name), file.read())] if file else []


class ReplanForm(forms.Form):
    """Another due date, or another start of a node."""

    due_on = day_field(_("New due date"), required=False)
    node = forms.ChoiceField(label=_("Node to move"), required=False)
    start = day_field(_("Shall not start before"), required=False)

    def __init__(self, *args: Any, nodes: list[Node], **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        movable = [(row.key, row.name) for row in nodes if not (row.started_on or row.finished_on)]
        self.fields["node"].choices = [("", "—"), *movable]  # type: ignore[attr-defined]

    def starts(self) -> dict[str, Any]:
        """Return the start asked for, by key of its node."""
        given = self.cleaned_data
        return {given["node"]: given["start"]} if given.get("node") and given.get("start") else {}


class SignForm(EditionForm):
    """Why a plan is signed, with what was asked for."""

    due_on = forms.DateField(required=False, widget=forms.HiddenInput)
    node = forms.CharField(required=False, widget=forms.HiddenInput)
    start = forms.DateField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
