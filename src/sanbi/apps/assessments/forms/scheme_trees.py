"""Forms of a draft for people who do not write YAML: weights, and the rule of one leaf."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments import services
from sanbi.apps.assessments.forms.deeds import DeedForm
from sanbi.apps.assessments.models import SchemeVersion
from sanbi.apps.assessments.scheme_edits import edited, places_of
from sanbi.apps.assessments.scheme_texts import checked_scheme
from sanbi.apps.audit.errors import Missing

STARTERS = {
    "比例计分": "{类型: 比例计分, 目标: 数据}",
    "线性加减": "{类型: 线性加减, 目标: 0, 斜率: 1, 下限: 0}",
    "达标计分": "{类型: 达标计分, 目标: 数据}",
    "功效系数": "{类型: 功效系数, 基础系数: 0.6}",
    "比最优": "比最优",
    "位次递减": "{类型: 位次递减, 步长: 0.05}",
    "极差标准化": "极差标准化",
    "百分位": "百分位",
    "直接计分": "直接计分",
}
"""Rules to pick from, each as it may be begun; every other rule can be written by hand."""


def sound(text: str) -> str:
    """Return a text that is a sound scheme.

    Raises
    ------
    Refused
        with every fault: here nobody could mend it.
    """
    checked_scheme(text)
    return text


class TreeForm(DeedForm):
    """Points and weights of every node and leaf where the text states them."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: SchemeVersion, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        kwargs.setdefault("initial", {"seen": version.digest})
        super().__init__(*args, **kwargs)
        self.version = version
        self.places = {
            f"{what}:{name}": (name, what, place.text)
            for name, held in places_of(version.text).items()
            for what, place in held.items()
            if what != "rule"
        }
        for key, (name, what, text) in self.places.items():
            self.fields[key] = forms.DecimalField(
                label=f"{name} {what}",
                initial=text,
                min_value=Decimal(0),
                widget=forms.NumberInput(
                    attrs={"step": "any", "aria-label": f"{name} {what}", "class": "short"}
                ),
            )

    def carry_out(self) -> SchemeVersion:
        """Save the draft with the changed numbers."""
        changes = {
            (name, what): f"{self.cleaned_data[key]:f}"
            for key, (name, what, text) in self.places.items()
            if self.cleaned_data[key] != Decimal(text)
        }
        return services.scheme_draft_save(
            actor=self.actor,
            now=self.now,
            version=self.version.pk,
            text=sound(edited(self.version.text, changes)),
            seen=self.cleaned_data["seen"],
            note=self.version.note,
        )


class LeafForm(DeedForm):
    """Full mark and rule of one leaf, with the range over which its curve is drawn."""

    seen = forms.CharField(widget=forms.HiddenInput)
    full = forms.DecimalField(label=_("Points"), min_value=Decimal(0), required=False)
    rule = forms.CharField(
        label=_("Rule with its figures"), widget=forms.Textarea(attrs={"rows": 3})
    )
    low = forms.FloatField(label=_("Figures from"), initial=0, required=False)
    high = forms.FloatField(label=_("up to"), initial=120, required=False)
    target = forms.FloatField(label=_("Target"), initial=100, required=False)

    def __init__(self, *args: Any, version: SchemeVersion, leaf: str, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        self.held = places_of(version.text).get(leaf, {})
        if "rule" not in self.held:
            raise Missing
        super().__init__(*args, **kwargs)
        self.version = version
        self.leaf = leaf
        points = self.held.get("points")
        own = {
            "seen": version.digest,
            "rule": self.held["rule"].text,
            "full": points.text if points else None,
        }
        self.initial = {**own, **self.initial}
        for name in ("rule", "full", "low", "high", "target"):
            self.fields[name].widget.attrs |= {
                "hx-post": reverse("scheme-curve"),
                "hx-trigger": "input delay:400ms",
                "hx-target": "#curve",
                "hx-include": "closest form",
            }

    def carry_out(self) -> SchemeVersion:
        """Save the draft with the leaf's rule and full mark."""
        changes = {(self.leaf, "rule"): self.cleaned_data["rule"].strip()}
        full = self.cleaned_data["full"]
        if "points" in self.held and full is not None:
            changes[self.leaf, "points"] = f"{full:f}"
        return services.scheme_draft_save(
            actor=self.actor,
            now=self.now,
            version=self.version.pk,
            text=sound(edited(self.version.text, changes)),
            seen=self.cleaned_data["seen"],
            note=self.version.note,
        )
