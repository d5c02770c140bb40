"""Forms of appeals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments import services
from sanbi.apps.assessments.forms.deeds import DeedForm, reason_field
from sanbi.apps.assessments.models import Appeal, Round
from sanbi.apps.assessments.queries.appeals import appealable_leaves


class AppealForm(DeedForm):
    """Objects to one leaf of the own unit's result."""

    leaf = forms.ChoiceField(label=_("Scheme item"))
    reason = forms.CharField(
        label=_("What is wrong, and how you know"), widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, held: Round, unit: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.held = held
        self.unit = unit
        leaves = appealable_leaves(self.actor, held, unit)
        self.fields["leaf"].choices = [  # type: ignore[attr-defined]
            (item.leaf, _label(item.name, item.score, item.lost)) for item in leaves
        ]

    def carry_out(self) -> Appeal:
        """File the appeal."""
        return services.appeal_file(
            actor=self.actor,
            now=self.now,
            round=self.held.pk,
            unit=self.unit,
            leaf=self.cleaned_data["leaf"],
            reason=self.cleaned_data["reason"],
        )


class OnAppeal(DeedForm):
    """A form that does something with one appeal."""

    def __init__(self, *args: Any, appeal: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.appeal = appeal


class AcceptForm(OnAppeal):
    """Takes an appeal for review."""

    def carry_out(self) -> Appeal:
        """Accept."""
        return services.appeal_accept(actor=self.actor, now=self.now, appeal=self.appeal)


class DecideAppealForm(OnAppeal):
    """Upholds or dismisses an appeal."""

    uphold = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Uphold: a correction follows")), ("no", _("Dismiss"))],
        widget=forms.RadioSelect,
    )
    decision = reason_field(_("Grounds"))

    def carry_out(self) -> Appeal:
        """Decide."""
        return services.appeal_decide(
            actor=self.actor,
            now=self.now,
            appeal=self.appeal,
            uphold=self.cleaned_data["uphold"] == "yes",
            decision=self.cleaned_data["decision"],
        )


class WithdrawAppealForm(OnAppeal):
    """Takes one's own appeal back."""

    reason = reason_field(_("Reason"), required=False)

    def carry_out(self) -> Appeal:
        """Take back."""
        return services.appeal_withdraw(
            actor=self.actor,
            now=self.now,
            appeal=self.appeal,
            reason=self.cleaned_data["reason"],
        )


def _label(name: str, score: object, lost: object) -> str:
    shown = f"{name}（{score:.2f}" if score is not None else f"{name}（—"
    return shown + (f"，失 {lost:.2f}）" if lost is not None else "）")
