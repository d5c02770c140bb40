"""Lamp rules as data: the set in force, presets, and what is wrong with a text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

import yaml
from django.utils.translation import gettext as _

from sanbi.apps.projects.models import LampRules
from sanbi.engine.scheduling.lamps import LampRules as Rules
from sanbi.engine.scheduling.lamps import (
    lamp_rule_faults,
    preset_data,
    preset_text,
    read_lamp_rules,
)
from sanbi.engine.scheduling.lamps.presets import Preset

FROM_THE_START = date(2000, 1, 1)
BUILT_IN: Preset = "county"
"""What holds until the keeper writes rules of the county's own."""
LONGEST_TEXT = 64 * 1024
DEEPEST = 40


@dataclass(frozen=True)
class FaultLine:
    """What is wrong with a text of rules: where, what, how to mend it."""

    where: str
    message: str


def rules_on(day: date) -> LampRules:
    """Return the rules in force on a day: the newest version that holds then, or the built-in.

    The built-in set is not kept yet where nothing was read by it; its version is 0.
    """
    found = LampRules.objects.filter(valid_from__lte=day).order_by("-version").first()
    return found or _built_in()


def rules_kept(day: date) -> LampRules:
    """Return the rules in force on a day as a row that readings can name."""
    found = rules_on(day)
    if found.pk:
        return found
    values = {
        name: getattr(found, name)
        for name in ("name", "source", "content", "text", "valid_from", "by_name", "at")
    }
    # Two who read the first lamps at once meet at the unique version.
    return LampRules.objects.get_or_create(version=0, defaults=values)[0]


def _built_in() -> LampRules:
    content = preset_data(BUILT_IN)
    return LampRules(
        version=0,
        name=content["name"],
        source=content["source"],
        content=content,
        text=preset_text(BUILT_IN),
        valid_from=FROM_THE_START,
        by_name="",
        at=datetime.combine(FROM_THE_START, time(), UTC),
    )


def read(row: LampRules) -> Rules:
    """Return the engine's rules of a row."""
    return _read(json.dumps(row.content, sort_keys=True))


@lru_cache(maxsize=32)
def _read(text: str) -> Rules:
    return read_lamp_rules(json.loads(text))


def as_text(content: Any) -> str:  # noqa: ANN401 - JSON
    """Return rules as YAML that `content_of` reads again."""
    return str(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100))


def text_of(row: LampRules) -> str:
    """Return the rules of a set as they were written, remarks and all."""
    return row.text or as_text(row.content)


def content_of(text: str, language: str) -> tuple[dict[str, Any] | None, list[FaultLine]]:
    """Return the rules that a text describes as plain data, or everything that is wrong with it."""
    if len(text) > LONGEST_TEXT:
        return None, [FaultLine("", _("The text is longer than 64 KB: lamp rules are short."))]
    try:
        data = _PlainLoader(text).get_single_data()
        content = json.loads(json.dumps(data, default=str, allow_nan=False))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = _("line %(line)s") % {"line": mark.line + 1} if mark else ""
        return None, [FaultLine(where, error.problem or _("This is not YAML."))]
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return None, [FaultLine("", _("This is not YAML that rules can be written in."))]
    faults = [
        FaultLine(
            str(fault.where), fault.text(language).removeprefix(f"{fault.where}").lstrip(":： ")
        )
        for fault in lamp_rule_faults(content)
    ]
    return (None if faults else content), faults


class _PlainLoader(yaml.SafeLoader):
    """YAML without aliases, keys that stand twice, or depth that no rule has."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401 - PyYAML's
        """Refuse what would grow when it is read."""
        if self.check_event(yaml.events.AliasEvent):
            raise self._refused(_("Aliases are not used here."))
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._refused(_("This is nested too deeply."))
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _refused(self, problem: str) -> yaml.MarkedYAMLError:
        mark = self.get_event().start_mark  # type: ignore[no-untyped-call]
        return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - PyYAML's
        """Refuse a key that stands twice: the last one would win unseen."""
        seen = set()
        for key, _value in node.value:
            if key.value in seen:
                problem = _("“%(key)s” stands twice.") % {"key": str(key.value)[:40]}
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
            if isinstance(key.value, str):
                seen.add(key.value)
        return super().construct_mapping(node, deep)


def waivable_of(row: LampRules) -> list[str]:
    """Return the lamps that the rules let somebody waive."""
    return [lamp for lamp, rule in read(row).lamps.items() if rule.waivable]
