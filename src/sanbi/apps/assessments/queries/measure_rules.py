"""Rules that propose measures, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from sanbi.apps.assessments.measure_texts import condition_of, fact_names, unknown_facts, words
from sanbi.apps.assessments.models import MeasureRule, Scheme
from sanbi.apps.assessments.rules import sees_all_measures
from sanbi.apps.audit.actors import Actor
from sanbi.apps.audit.errors import Missing


@dataclass(frozen=True)
class RuleLine:
    """A rule with its condition in words; ``unknown`` are facts that the scheme does not give."""

    pk: int
    code: str
    name: str
    kind_words: str
    words: str
    unknown: tuple[str, ...]
    text: str
    active: bool


def reading_language() -> str:
    """Return the language in which the engine speaks to the reader: zh or en."""
    return "zh" if (get_language() or "").startswith("zh") else "en"


def schemes_with_rules(actor: Actor) -> list[Scheme]:
    """Return the schemes whose rules the actor may read."""
    return list(Scheme.objects.order_by("code")) if sees_all_measures(actor) else []


def rule_scheme(actor: Actor, pk: int) -> Scheme:
    """Return a scheme whose rules the actor may read.

    Raises
    ------
    Missing
        when there is none.
    """
    found = Scheme.objects.filter(pk=pk).first()
    if found is None or not sees_all_measures(actor):
        raise Missing
    return found


def rules_for(actor: Actor, scheme: Scheme) -> list[RuleLine]:
    """Return the rules of a scheme, active ones first."""
    if not sees_all_measures(actor):
        return []
    names, language = fact_names(scheme), reading_language()
    return [_line(rule, language, names) for rule in scheme.measure_rules.order_by("-active")]


def rule_for(actor: Actor, pk: int) -> MeasureRule:
    """Return one rule.

    Raises
    ------
    Missing
        when there is none that the actor may read.
    """
    found = MeasureRule.objects.select_related("scheme").filter(pk=pk).first()
    if found is None or not sees_all_measures(actor):
        raise Missing
    return found


def _line(rule: MeasureRule, language: str, names: dict[str, str]) -> RuleLine:
    condition = condition_of(rule.condition)
    return RuleLine(
        rule.pk,
        rule.code,
        rule.name,
        rule.get_kind_display(),
        words(condition, language, names) if condition else "",
        unknown_facts(condition, names) if condition else (),
        rule.text,
        rule.active,
    )
