"""Forms of the ladder: a step with its proof, a step back, and the rules for both."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.orgs.forms import day_field
from sanbi.apps.orgs.models import Unit
from sanbi.apps.projects.forms.register import EditionForm
from sanbi.apps.projects.proof import Sent
from sanbi.apps.projects.recognition import Proof, Recognition

FILES = ".pdf,.docx,.xlsx,.ods,.csv,.png,.jpg,.jpeg,.ofd"


class StepForm(EditionForm):
    """A step up: its day, and a file for each kind of proof that the rule names."""

    happened_on = day_field(_("When it happened"))

    def __init__(self, *args: Any, rule: Recognition, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        self.rule = rule
        for item in rule.proofs:
            self.fields[f"proof_{item.code}"] = forms.FileField(
                label=str(item.name),
                required=False,
                help_text=_("Needed.") if item.needed else _("If there is one."),
                widget=forms.ClearableFileInput(attrs={"accept": FILES}),
            )
        self.fields["note"] = forms.CharField(label=_("Note"), required=False, max_length=300)

    def proofs(self) -> dict[str, list[Sent]]:
        """Return the files by kind of proof."""
        sent = {item.code: self.cleaned_data.get(f"proof_{item.code}") for item in self.rule.proofs}
        return {
            code: [Sent(str(file.name), file.read())]
            for code, file in sent.items()
            if file is not None
        }


class RecognitionForm(forms.Form):
    """What counts as having reached a stage."""

    text = forms.CharField(
        label=_("The rule in words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    proofs = forms.CharField(
        label=_("Proofs"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "A line each: a code, a blank, the name. A question mark after the code if it may be"
            " lacking, such as: supervisor? 开工令."
        ),
    )
    valid_from = day_field(_("Holds from"))

    def clean_proofs(self) -> tuple[Proof, ...]:
        """Return the proofs of the lines."""
        found = []
        for line in str(self.cleaned_data["proofs"]).splitlines():
            code, _blank, name = line.strip().partition(" ")
            if code:
                found.append(Proof(code.rstrip("?？"), name.strip(), code[-1] not in "?？"))
        return tuple(found)


def proof_lines(rule: Recognition) -> str:
    """Return the proofs of a rule as the form takes them."""
    return "\n".join(f"{item.code}{'' if item.needed else '?'} {item.name}" for item in rule.proofs)


class KeeperForm(forms.Form):
    """A department that shall keep the register."""

    unit = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Unit.objects.filter(kind=Unit.Kind.DEPARTMENT, until__isnull=True),
    )
