"""The form that hands a file in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbi.apps.audit.actors import Actor, Role
from sanbi.apps.orgs.models import Unit


class FeedForm(forms.Form):
    """A file of figures, the bureau that owns them, and why (needed after a lock)."""

    owner = forms.ModelChoiceField(Unit.objects.none(), label=_("Bureau"))
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        help_text=_("Needed when a figure of a locked report changes; it stands on the board."),
    )
    file = forms.FileField(label=_("File"))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        own = Unit.objects.filter(pk__in=actor.units_as(Role.BUREAU))
        field = self.fields["owner"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset, field.empty_label = own, None
