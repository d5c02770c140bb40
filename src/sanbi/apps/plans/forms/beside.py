"""Forms of peers and good practice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.actions.rules import OF_A_UNIT
from sanbi.apps.audit.actors import Actor
from sanbi.apps.orgs.forms import day_field
from sanbi.apps.orgs.models import Unit
from sanbi.apps.plans.models import Peer
from sanbi.apps.plans.services import PeerRow

_CELLS = re.compile(r"[\t，,]")
COLUMNS = 3
DIGITS = 18


class PeerForm(forms.Form):
    """A new peer."""

    name = forms.CharField(label=_("Name of the place"), max_length=40)
    why = forms.CharField(label=_("Why this one"), max_length=200, required=False)


class _SourceForm(forms.Form):
    source = forms.CharField(label=_("Published by"), max_length=120)
    published_on = day_field(_("Published on"))


class PeerFiguresForm(_SourceForm):
    """Figures of peers, a line each."""

    rows = forms.CharField(
        label=_("Figures of peers"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A line each: peer, month, figure. Such as 临江县, 2026-09, 128000."),
    )
    field_order = ("rows", "source", "published_on")

    def clean_rows(self) -> list[PeerRow]:
        """Return what the lines say."""
        lines = [line for line in str(self.cleaned_data["rows"]).splitlines() if line.strip()]
        return peer_rows([_CELLS.split(line) for line in lines], first=1)


class PeerTableForm(_SourceForm):
    """Figures of peers from a table."""

    file = forms.FileField(
        label=_("File"), help_text=_("Excel, ODS or CSV; columns 标兵, 月份, 数值.")
    )
    field_order = ("file", "source", "published_on")


def peer_rows(rows: Sequence[Sequence[str]], first: int) -> list[PeerRow]:
    """Return rows of peer, month and figure.

    Parameters
    ----------
    first : the number of the first line, for what is told
    Raises
    ------
    ValidationError
        with the first line that cannot be read.
    """
    known = dict(Peer.objects.values_list("name", "pk"))
    made = []
    for number, row in enumerate(rows, start=first):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        value = _decimal(cells[2]) if len(cells) == COLUMNS else None
        if value is None:
            raise forms.ValidationError(
                _("Line %(number)d is no peer, month and figure. Correct it."),
                params={"number": number},
            )
        if cells[0] not in known:
            raise forms.ValidationError(
                _("Line %(number)d: “%(name)s” is no peer. Name it first."),
                params={"number": number, "name": cells[0][:40]},
            )
        made.append(PeerRow(known[cells[0]], cells[1], value))
    return made


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(" ", ""))
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) >= Decimal(10) ** DIGITS:
        return None
    return value.quantize(Decimal("0.000001")).normalize() + 0


# -- good practice ---------------------------------------------------------------------------------
class _UnitForm(forms.Form):
    """A form for one of the units that the actor speaks for."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        actor: Actor,
        **more: Any,  # noqa: ANN401 - Django's
    ) -> None:
        super().__init__(*args, **more)
        own = Unit.objects.filter(pk__in=actor.units_as(*OF_A_UNIT), until__isnull=True)
        cast("forms.ModelChoiceField[Unit]", self.fields["unit"]).queryset = own


class PracticeForm(_UnitForm):
    """A nomination."""

    title = forms.CharField(label=_("Title"), max_length=120)
    content = forms.CharField(
        label=_("What was done"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
    effect = forms.CharField(label=_("What it brought"), max_length=300)


class DecideForm(forms.Form):
    """Whether a nomination is shared."""

    approve = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Share with all")), ("no", _("Decline"))],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("A word on it"), max_length=300, required=False, help_text=_("Needed to decline.")
    )


class TakeoverForm(_UnitForm):
    """What a unit takes over."""

    taken = forms.CharField(label=_("What is taken over"), max_length=300)


class ResultForm(forms.Form):
    """What came of it."""

    result = forms.CharField(label=_("What it brought"), max_length=300)
