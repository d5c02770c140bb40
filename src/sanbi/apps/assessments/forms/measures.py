"""Forms of measures: one for each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments import services
from sanbi.apps.assessments.forms.deeds import DeedForm, reason_field
from sanbi.apps.assessments.models import Measure


@dataclass(frozen=True)
class StepWords:
    """A step of a measure: what it is called, what it takes, and its service."""

    heading: Any
    button: Any
    takes: tuple[str, ...]
    needs: tuple[str, ...]
    service: Callable[..., Measure]
    danger: bool = False


STEPS: Mapping[str, StepWords] = {
    "hear": StepWords(
        _("Write down what the unit said"), _("Heard"), ("note",), ("note",), services.measure_hear
    ),
    "approve": StepWords(
        _("Approve the measure"),
        _("Approve"),
        ("document", "note"),
        ("document",),
        services.measure_approve,
    ),
    "deliver": StepWords(
        _("Deliver the measure"),
        _("Delivered"),
        ("document", "note", "public"),
        (),
        services.measure_deliver,
    ),
    "close": StepWords(
        _("Close after the follow-up"), _("Close"), ("note",), ("note",), services.measure_close
    ),
    "revoke": StepWords(
        _("Revoke the measure"),
        _("Revoke"),
        ("note", "document"),
        ("note",),
        services.measure_revoke,
        danger=True,
    ),
    "exempt": StepWords(
        _("Exempt the unit"),
        _("Exempt"),
        ("note", "document"),
        ("note",),
        services.measure_exempt,
    ),
}


REASONED = (services.measure_exempt, services.measure_revoke)
"""Steps whose remark is the reason for them."""


class StepForm(DeedForm):
    """One step of a measure."""

    note = reason_field(_("Remark"))
    document = forms.CharField(label=_("Document number"), max_length=120)
    public = forms.BooleanField(
        label=_("Show it to everybody"), required=False, help_text=_("Awards only.")
    )

    def __init__(self, *args: Any, measure: int, step: StepWords, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.measure = measure
        self.step = step
        if step.service in REASONED:
            self.fields["note"].label = _("Reason")
        for name in list(self.fields):
            if name not in step.takes:
                del self.fields[name]
            else:
                self.fields[name].required = name in step.needs

    def carry_out(self) -> Measure:
        """Take the step."""
        return self.step.service(
            actor=self.actor, now=self.now, measure=self.measure, **self.cleaned_data
        )
