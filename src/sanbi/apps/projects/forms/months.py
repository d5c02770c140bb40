"""Forms of plans, months and quantities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanbi.apps.projects.forms.register import EditionForm, money_field
from sanbi.apps.projects.forms.stages import FILES
from sanbi.apps.projects.models import PlanClass, YearPlan
from sanbi.apps.projects.proof import Sent
from sanbi.apps.projects.queries.months import QuantityRow
from sanbi.apps.projects.services.months import Figures, QuantityLine
from sanbi.apps.projects.services.plans import Plan

PERCENT = Decimal(100)
_BLANK = re.compile(r"[ \t　]+")
PARTS, WITH_WEIGHT = 3, 4


class PlanForm(forms.Form):
    """A plan of a year: what is promised since January, month by month."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    plan_class = forms.ChoiceField(label=_("What it does in the year"), choices=PlanClass.choices)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        for number in range(1, 13):
            self.fields[f"month_{number}"] = money_field(
                _("To the end of month %(number)s, 万元") % {"number": number}, required=True
            )
        self.fields["image"] = forms.CharField(
            label=_("Image progress to be reached"), required=False, max_length=200
        )
        self.fields["reason"] = forms.CharField(
            label=_("Reason"),
            required=False,
            max_length=300,
            help_text=_("Needed to change a plan."),
        )

    def plan(self) -> Plan:
        """Return what was typed."""
        data = self.cleaned_data
        months = [data[f"month_{number}"] for number in range(1, 13)]
        return Plan(data["plan_class"], months, data["image"], data["reason"])


class MonthForm(forms.Form):
    """A month's figures, with the files that show the payment."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    completed_wan = money_field(
        _("Completed since January, 万元"),
        required=True,
        help_text=_("Dispatch data, never a statistic."),
    )
    paid_wan = money_field(
        _("Paid since January, 万元"), help_text=_("Shown by a file: the bank's slip, the ledger.")
    )
    proofs = forms.FileField(
        label=_("Proof of payment"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": FILES}),
    )
    physical = forms.DecimalField(
        label=_("Physical work since the beginning, %"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=7,
        decimal_places=4,
        help_text=_("Empty: counted from the quantities, where there are any; never from money."),
    )
    image = forms.CharField(
        label=_("Image progress"),
        required=False,
        max_length=200,
        help_text=_("Such as: main structure up to the third floor."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        help_text=_("Needed for a second version, a closed month, and a figure that falls."),
    )

    def figures(self) -> Figures:
        """Return what was typed, the share from 0 to 1."""
        data = self.cleaned_data
        share = None if data["physical"] is None else data["physical"] / PERCENT
        return Figures(
            data["completed_wan"], data["paid_wan"], share, data["image"], data["reason"]
        )

    def sent(self) -> list[Sent]:
        """Return the files."""
        file = self.cleaned_data.get("proofs")
        return [Sent(str(file.name), file.read())] if file else []


class QuantitiesForm(EditionForm):
    """The quantities of a project as text: a line each."""

    lines = forms.CharField(
        label=_("Quantities"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A line each: name, measure, plan, and perhaps a weight (else 1)."),
    )

    def clean_lines(self) -> list[QuantityLine]:
        """Return the lines, or say which one cannot be read."""
        found = []
        for number, text in enumerate(str(self.cleaned_data["lines"]).splitlines(), start=1):
            if text.strip():
                found.append(self._line(number, _BLANK.split(text.strip())))
        return found

    def _line(self, number: int, parts: list[str]) -> QuantityLine:
        numbers = [_decimal(part) for part in parts[2:]]
        if not PARTS <= len(parts) <= WITH_WEIGHT or None in numbers:
            raise forms.ValidationError(
                _now("Line %(number)s cannot be read. Write: 土方 立方米 120000 1")
                % {"number": number}
            )
        planned, weight = (*numbers, Decimal(1))[:2]
        return QuantityLine(parts[0], parts[1], planned or Decimal(0), weight or Decimal(0))


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


class DoneForm(forms.Form):
    """How much of each quantity is done by the end of a month."""

    def __init__(self, *args: Any, rows: Sequence[QuantityRow], **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.rows = rows
        for row in rows:
            self.fields[f"done_{row.pk}"] = forms.DecimalField(
                label=f"{row.name}（{row.measure}）",
                required=False,
                max_digits=18,
                decimal_places=3,
                initial=None if row.done is None else row.done.normalize(),
                help_text=_("of %(planned)s planned") % {"planned": f"{row.planned.normalize():f}"},
            )

    def done(self) -> dict[int, Decimal]:
        """Return how much was typed, by quantity."""
        typed = {row.pk: self.cleaned_data[f"done_{row.pk}"] for row in self.rows}
        return {key: value for key, value in typed.items() if value is not None}


def plan_initial(plan: YearPlan | None) -> dict[str, Any]:
    """Return the fields of the form as the newest plan has them."""
    if plan is None:
        return {"version": 0}
    months = {f"month_{number}": value for number, value in enumerate(plan.months, start=1)}
    return {
        "version": plan.version,
        "plan_class": plan.plan_class,
        "image": plan.image,
        **months,
    }


def quantity_lines(rows: Sequence[QuantityRow]) -> str:
    """Return the quantities as the form takes them."""
    return "\n".join(
        f"{row.name} {row.measure} {row.planned.normalize():f} {row.weight.normalize():f}"
        for row in rows
    )
