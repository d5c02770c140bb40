"""The form of one rule that proposes measures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanbi.apps.assessments import services
from sanbi.apps.assessments.forms.deeds import DeedForm
from sanbi.apps.assessments.measure_texts import (
    LONGEST,
    checked,
    fact_names,
    rules_digest,
    written,
)
from sanbi.apps.assessments.models import MeasureRule, Scheme
from sanbi.apps.assessments.models.measures import MEASURE_KINDS
from sanbi.apps.assessments.queries.measure_rules import reading_language
from sanbi.apps.assessments.services.measures import RuleText

STARTER = """all:
- {fact: rank_from_bottom, op: "<=", value: 2}
- {fact: total, op: "<", value: 60}
"""
TEXT = forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "num", "wrap": "off"})


class RuleForm(DeedForm):
    """Adds a rule to a scheme, or changes one; the others stay as they are."""

    code = forms.SlugField(label=_("Code"), max_length=60, allow_unicode=True)
    name = forms.CharField(label=_("Name of the rule"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind of measure"), choices=MEASURE_KINDS)
    condition = forms.CharField(
        label=_("Condition (YAML)"), max_length=LONGEST, widget=TEXT, initial=STARTER
    )
    text = forms.CharField(
        label=_("What is proposed"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    active = forms.BooleanField(
        label=_("Applied"),
        required=False,
        initial=True,
        help_text=_("A rule at rest proposes nothing."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's
        scheme: Scheme,
        rule: MeasureRule | None = None,
        **kwargs: Any,  # noqa: ANN401 - Django's
    ) -> None:
        self.others = list(scheme.measure_rules.all())
        kwargs.setdefault("initial", _initial(rule, self.others))
        super().__init__(*args, **kwargs)
        self.scheme, self.rule = scheme, rule
        self.fields["code"].disabled = rule is not None
        self.fields["condition"].widget.attrs |= {
            "hx-post": reverse("measure-rule-check", args=[scheme.pk]),
            "hx-trigger": "input delay:400ms",
            "hx-target": "#said",
        }

    def clean_code(self) -> str:
        """Refuse a code that another rule of the scheme has."""
        code = str(self.cleaned_data["code"])
        if self.rule is None and code in {other.code for other in self.others}:
            raise forms.ValidationError(_("Another rule of the scheme has this code."))
        return code

    def clean_condition(self) -> Any:  # noqa: ANN401 - plain data
        """Return the condition's data; every fault of it is told at once."""
        language = reading_language()
        found = checked(self.cleaned_data["condition"], language, fact_names(self.scheme))
        if found.faults:
            raise forms.ValidationError(list(found.faults))
        return found.data

    def carry_out(self) -> list[MeasureRule]:
        """Save all rules of the scheme with this one in its place."""
        given = self.cleaned_data
        own = RuleText(
            *(given[name] for name in ("code", "name", "kind", "condition", "text", "active"))
        )
        rest = [_text_of(rule) for rule in self.others if rule.code != own.code]
        return services.measure_rules_save(
            actor=self.actor,
            now=self.now,
            scheme=self.scheme.pk,
            rules=[*rest, own],
            seen=given["seen"],
        )


def _initial(rule: MeasureRule | None, others: list[MeasureRule]) -> dict[str, object]:
    seen: dict[str, object] = {"seen": rules_digest(others)}
    if rule is None:
        return seen
    own = {name: getattr(rule, name) for name in ("code", "name", "kind", "text", "active")}
    return {**seen, **own, "condition": written(rule.condition)}


def _text_of(rule: MeasureRule) -> RuleText:
    return RuleText(rule.code, rule.name, rule.kind, rule.condition, rule.text, rule.active)
