"""Conditions of measure rules as the office writes them, and in plain words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _

from sanbi.apps.assessments.models import MeasureRule, Scheme
from sanbi.apps.assessments.scheme_texts import scheme_of
from sanbi.engine.conditions import (
    Condition,
    ConditionError,
    condition_faults,
    condition_text,
    facts_of,
    parse_condition,
)
from sanbi.engine.scoring import Fault, SchemeFaults
from sanbi.engine.scoring import Scheme as EngineScheme
from sanbi.engine.scoring.scheme.model import Node
from sanbi.engine.scoring.scheme.source import read_yaml

LONGEST = 20_000


@dataclass(frozen=True)
class Checked:
    """A condition as typed: its data and words if it is sound, else what is wrong with it.

    ``unknown`` are facts that the scheme's latest version does not give: they never come true.
    """

    data: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""
    faults: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def checked(text: str, language: str, names: Mapping[str, str]) -> Checked:
    """Return what a typed condition says; ``language`` is zh or en, ``names`` fact → name."""
    if not text.strip():
        return Checked(faults=(_("Write a condition."),))
    try:
        read_yaml(text, "YAML")  # refuses what plain reading would take: anchors, repeated keys
        data = yaml.safe_load(text)
        faults = condition_faults(data)
    except SchemeFaults as error:
        return Checked(faults=tuple(fault.text(language) for fault in error.faults))
    except (yaml.YAMLError, ValueError) as error:
        return Checked(faults=(str(error).splitlines()[0],))
    if faults:
        return Checked(
            faults=tuple(
                Fault(fault.path, fault.message, fault.hint).text(language) for fault in faults
            )
        )
    condition = parse_condition(data)
    return Checked(data, words(condition, language, names), (), unknown_facts(condition, names))


def words(condition: Condition, language: str, names: Mapping[str, str]) -> str:
    """Return a condition as a clause with the names that readers know."""
    return condition_text(condition, "zh" if language == "zh" else "en", names)


def unknown_facts(condition: Condition, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the facts that nothing gives, in order; none where no scheme tells its facts."""
    return tuple(sorted(facts_of(condition) - set(names))) if names else ()


def condition_of(data: object) -> Condition | None:
    """Return a kept condition, or nothing where it cannot be read any more."""
    try:
        return parse_condition(data)
    except ConditionError:
        return None


def written(data: Any) -> str:  # noqa: ANN401 - plain data
    """Return a kept condition as text to be edited, numbers as people write them."""
    return yaml.safe_dump(_plain(data), allow_unicode=True, sort_keys=False, width=100)


def fact_names(scheme: Scheme) -> dict[str, str]:
    """Return every fact that rules of a scheme may ask for, with its name in the reader's words.

    The facts are those of the latest adopted version; nothing where there is none yet.
    """
    version = scheme.versions.filter(adopted_at__isnull=False).order_by("-number").first()
    if version is None:
        return {}
    return scheme_facts(scheme_of(version))


def scheme_facts(read: EngineScheme) -> dict[str, str]:
    """Return every fact that a rule may ask for under a scheme, with its name."""
    names = _general()
    scored = [(item.id, item.name) for item in _nodes(read.tree)]
    scored += [(block.id, block.name) for block in read.adjustments]
    leaves = [(item.id, item.name) for item in read.leaves.values()]
    for key, name in (*scored, *leaves):
        names[f"score.{key}"] = _("score of %(name)s") % {"name": name or key}
        names[f"share.{key}"] = _("%(name)s in percent of the full mark") % {"name": name or key}
    for key, name in leaves:
        names[f"x.{key}"] = name or key
        names[f"full.{key}"] = _("%(name)s has the full mark") % {"name": name or key}
    return names


def rules_digest(rules: Iterable[MeasureRule]) -> str:
    """Return a digest of rules as they stand, so that a change meanwhile is noticed."""
    rows = [
        [rule.code, rule.name, rule.kind, rule.condition, rule.text, rule.active]
        for rule in sorted(rules, key=lambda rule: rule.code)
    ]
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()


def _general() -> dict[str, str]:
    return {
        "total": _("total score"),
        "rank": _("place"),
        "rank_from_bottom": _("place from the bottom"),
        "previous_rank": _("place before"),
        "rank_change": _("places won"),
        "grade": _("grade"),
    }


def _nodes(root: Node) -> list[Node]:
    found, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting.extend(child for child in node.children if isinstance(child, Node))
    return found


def _plain(data: Any) -> Any:  # noqa: ANN401 - plain data
    if isinstance(data, Mapping):
        if set(data) == {"number"}:
            number = _number(str(data["number"]))
            return dict(data) if number is None else number
        return {key: _plain(value) for key, value in data.items()}
    return [_plain(item) for item in data] if isinstance(data, list) else data


def _number(text: str) -> int | float | None:
    """Return a number that YAML reads back exactly, or nothing."""
    try:
        number = int(text) if text.lstrip("-").isdigit() else float(text)
    except ValueError:
        return None
    return number if str(number) == text else None
