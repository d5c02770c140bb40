"""What every form of the assessment shares: it carries out one service."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Refused

CLOSE = time(17, 30)


class DeedForm(forms.Form):
    """A form with its actor and moment; a refusal of the service becomes the field's error."""

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.now = now

    def carry_out(self) -> object:
        """Call the service with the cleaned data.

        Raises
        ------
        Refused
            as the service does.
        """
        raise NotImplementedError

    def refuse(self, error: Refused) -> None:
        """Show a refusal at the field that it names, or on top."""
        where = error.where if error.where in self.fields else None
        self.add_error(where, str(error))


class DayField(forms.DateField):
    """A day; it ends at the close of business."""

    widget = forms.DateInput(attrs={"type": "date"})


def reason_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:  # noqa: ANN401 - lazy
    """Return a field for a sentence."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=300,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def end_of(day: date | None) -> datetime | None:
    """Return the close of business of a day."""
    return None if day is None else timezone.make_aware(datetime.combine(day, CLOSE))
