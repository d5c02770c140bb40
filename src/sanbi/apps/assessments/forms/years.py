"""The form that begins a new year."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments import services
from sanbi.apps.assessments.forms.deeds import DeedForm
from sanbi.apps.assessments.models import Scheme, SchemeVersion
from sanbi.apps.assessments.queries.years import YearPlan, year_plan

EARLIEST, LATEST = 2000, 2100


class YearForm(DeedForm):
    """Carries a year over into the next one."""

    from_year = forms.IntegerField(label=_("From the year"), min_value=EARLIEST, max_value=LATEST)
    to_year = forms.IntegerField(label=_("To the year"), min_value=EARLIEST, max_value=LATEST)
    scheme = forms.ModelChoiceField(
        label=_("Scheme"),
        queryset=Scheme.objects.order_by("code"),
        required=False,
        empty_label=_("copy none"),
    )
    confirmed = forms.BooleanField(label=_("I have looked through what is copied"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        year = timezone.localdate(kwargs["now"]).year
        kwargs.setdefault("initial", {"from_year": year, "to_year": year + 1})
        super().__init__(*args, **kwargs)
        self.fields["scheme"].label_from_instance = lambda scheme: scheme.title  # type: ignore[attr-defined]
        for name in ("from_year", "to_year", "scheme"):
            self.fields[name].widget.attrs |= {
                "hx-post": reverse("year-plan"),
                "hx-trigger": "change, input delay:400ms",
                "hx-target": "#plan",
                "hx-include": "closest form",
            }

    def plan(self) -> YearPlan | None:
        """Return what would be copied for what the form holds; nothing for years out of order."""
        if self.is_bound:
            self.is_valid()
            given = self.cleaned_data
        else:
            given = dict(self.initial)
        since, until, scheme = (given.get(name) for name in ("from_year", "to_year", "scheme"))
        if since is None or until is None or since >= until:
            return None
        return year_plan(self.actor, since, until, scheme.pk if scheme else None)

    def carry_out(self) -> SchemeVersion | None:
        """Copy."""
        given = self.cleaned_data
        return services.year_copy(
            actor=self.actor,
            now=self.now,
            from_year=given["from_year"],
            to_year=given["to_year"],
            scheme=given["scheme"].pk if given["scheme"] else None,
        )
