"""The checks of an indicator as fields: one row for each kind, with its limits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbi.apps.indicators.checking import number, plain
from sanbi.apps.indicators.drafts import CheckDraft
from sanbi.apps.indicators.models import Check, Indicator
from sanbi.apps.indicators.reading import read_typed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DECIMALS = 6


@dataclass(frozen=True)
class Pattern:
    """A kind of check: what it is called, what it finds, and which limits it takes."""

    kind: str
    title: StrOrPromise
    finds: StrOrPromise
    limits: tuple[str, ...] = ()
    fixed: tuple[tuple[str, str], ...] = ()


PATTERNS = {
    "range": Pattern(
        "range",
        gettext_lazy("Range"),
        gettext_lazy("A value outside these limits is found; either may be left empty."),
        ("least", "most"),
    ),
    "jump": Pattern(
        "jump",
        gettext_lazy("Jump from the period before"),
        gettext_lazy("A rise or fall by a larger share than this is found."),
        ("percent",),
        (("against", "previous"),),
    ),
    "yearly": Pattern(
        "jump",
        gettext_lazy("Jump from a year ago"),
        gettext_lazy("A rise or fall by a larger share than this is found."),
        ("percent",),
        (("against", "year_ago"),),
    ),
    "falls": Pattern(
        "falls",
        gettext_lazy("Cumulative value falls"),
        gettext_lazy("A value below the one of the period before, within a year, is found."),
    ),
    "sum": Pattern(
        "sum",
        gettext_lazy("Sum of parts"),
        gettext_lazy("A value that is not the sum of its parts is found."),
        ("tolerance",),
    ),
    "ratio": Pattern(
        "ratio",
        gettext_lazy("Ratio to another indicator"),
        gettext_lazy("The value divided by the other one; outside these limits it is found."),
        ("to", "least", "most"),
    ),
    "outlier": Pattern(
        "outlier",
        gettext_lazy("Outlier within the group"),
        gettext_lazy("A value far from the other units of the group; 3.5 is usual."),
        ("z",),
    ),
}
LABELS: dict[str, StrOrPromise] = {
    "least": gettext_lazy("Least"),
    "most": gettext_lazy("Most"),
    "percent": gettext_lazy("Largest change, in per cent"),
    "tolerance": gettext_lazy("Difference allowed"),
    "z": gettext_lazy("Robust z at most"),
    "to": gettext_lazy("Indicator to divide by"),
}
NEEDED = {"range": ("least", "most"), "jump": ("percent",), "ratio": ("least", "most")}


class ChecksForm(forms.Form):
    """Rows of checks. A kind that an indicator has twice has two rows; ratios have one to spare."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, held: Iterable[Check] = ()
    ) -> None:
        checks = list(held)
        kept = [_row_of(check) for check in checks]
        first: dict[str, Any] = {}
        self.rows: dict[str, Pattern] = {}
        for name, pattern in PATTERNS.items():
            found = [check for check, row in zip(checks, kept, strict=True) if row == name]
            spare = 1 if name == "ratio" or not found else 0
            for place in range(len(found) + spare):
                row = f"{name}{place + 1}"
                self.rows[row] = pattern
                if place < len(found):
                    first |= _initial(row, found[place])
        super().__init__(data, initial=first)
        others = _others({str(check.settings.get("to")) for check in checks})
        for row, pattern in self.rows.items():
            self._add(row, pattern, others)

    def _add(self, row: str, pattern: Pattern, others: list[tuple[str, str]]) -> None:
        self.fields[f"{row}-severity"] = forms.ChoiceField(
            label=pattern.title,
            help_text=pattern.finds,
            choices=[("", _("Not checked")), *Check.Severity.choices],
            required=False,
        )
        for limit in pattern.limits:
            label = LABELS[limit]
            self.fields[f"{row}-{limit}"] = (
                forms.ChoiceField(label=label, choices=others, required=False)
                if limit == "to"
                else forms.CharField(
                    label=label,
                    required=False,
                    max_length=30,
                    widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                )
            )

    def clean(self) -> dict[str, Any]:
        """Read the limits as numbers, and hold each row to what it needs."""
        cleaned = super().clean() or {}
        for row, pattern in self.rows.items():
            values = {limit: self._limit(row, limit) for limit in pattern.limits}
            cleaned[row] = {name: value for name, value in values.items() if value != ""}
            if not any(f"{row}-{limit}" in self.errors for limit in pattern.limits):
                self._complete(row, pattern, cleaned[row])
        return cleaned

    def _limit(self, row: str, limit: str) -> Any:  # noqa: ANN401 - a number, or a code
        text = self.cleaned_data.get(f"{row}-{limit}", "")
        if limit == "to" or not text:
            return text
        typed = read_typed(text, DECIMALS)
        if typed.fault or not typed.applicable:
            said = typed.fault or _("“%(text)s” is not a number.") % {"text": text}
            self.add_error(f"{row}-{limit}", said)
        return "" if typed.value is None else _stored(typed.value)

    def _complete(self, row: str, pattern: Pattern, given: Mapping[str, Any]) -> None:
        if not self.cleaned_data.get(f"{row}-severity"):
            if given:
                self.add_error(
                    f"{row}-severity", _("Say what a finding asks for, or empty the limits.")
                )
            return
        needed = NEEDED.get(pattern.kind, ())
        if "to" in pattern.limits and "to" not in given:
            self.add_error(f"{row}-to", _("Choose the indicator."))
        if needed and not any(name in given for name in needed):
            self.add_error(f"{row}-{needed[0]}", _("Give a limit, or choose “Not checked”."))
        least, most = number(given.get("least")), number(given.get("most"))
        if least is not None and most is not None and least > most:
            self.add_error(f"{row}-most", _("The most is below the least."))

    def drafts(self) -> tuple[CheckDraft, ...]:
        """Return what the service takes; only after `is_valid`."""
        found = []
        names = dict(Indicator.objects.values_list("code", "name"))
        for row, pattern in self.rows.items():
            severity = self.cleaned_data[f"{row}-severity"]
            if severity:
                settings = {**dict(pattern.fixed), **self.cleaned_data[row]}
                if "to" in settings:
                    settings["name"] = names.get(settings["to"], settings["to"])
                found.append(CheckDraft(pattern.kind, severity, settings))
        return tuple(found)

    def lines(self) -> list[dict[str, Any]]:
        """Return the bound fields of each row, for the template."""
        return [
            {
                "severity": self[f"{row}-severity"],
                "limits": [self[f"{row}-{limit}"] for limit in pattern.limits],
            }
            for row, pattern in self.rows.items()
        ]


def _row_of(check: Check) -> str:
    yearly = check.kind == "jump" and check.settings.get("against") == "year_ago"
    return "yearly" if yearly else check.kind


def _initial(row: str, check: Check) -> dict[str, str]:
    """Return a check as the first values of its row."""
    found = {f"{row}-severity": check.severity}
    for limit, value in check.settings.items():
        if limit in LABELS and value is not None:
            given = number(value) if limit != "to" else None
            found[f"{row}-{limit}"] = str(value) if given is None else plain(given)
    return found


def _others(held: Collection[str]) -> list[tuple[str, str]]:
    """Return the indicators in use, and those that a check already names, as choices."""
    known = Indicator.objects.filter(Q(active=True) | Q(code__in=held)).values_list(
        "code", "name", "measure"
    )
    return [("", "—"), *((code, f"{name}（{measure}）") for code, name, measure in known)]


def _stored(value: Decimal) -> int | float | str:
    """Return a limit as JSON keeps it, exactly: a number where that loses nothing."""
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(str(near)) == value else plain(value)
