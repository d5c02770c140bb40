"""Lamps of projects for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from sanbi.apps.projects.models import LampReading, LampRules, LampWaiver, Project
from sanbi.engine.scheduling.lamps import preset_data
from sanbi.engine.scheduling.lamps.presets import Preset
from tests.apps.factories.projects import AT


def make_rules(preset: Preset = "county", **fields: Any) -> LampRules:
    """Rules of a preset, in force since January."""
    content = preset_data(preset)
    plain: dict[str, Any] = {
        "version": 1,
        "name": content["name"],
        "content": content,
        "valid_from": date(2026, 1, 1),
        "by_name": "发改局",
        "at": AT,
    }
    return LampRules.objects.create(**{**plain, **fields})


def make_lamp(
    project: Project, colour: str, period: str = "2026-09", lamp: str = "overall", **fields: Any
) -> LampReading:
    """A reading that was kept, of rules version 1."""
    rules = LampRules.objects.filter(version=1).first() or make_rules()
    plain: dict[str, Any] = {"reason": "按期", "bare": colour, "rules": rules, "at": AT}
    return LampReading.objects.create(
        project=project, period=period, lamp=lamp, colour=colour, **{**plain, **fields}
    )


def make_waiver(project: Project, lamp: str = "start", **fields: Any) -> LampWaiver:
    """A waiver of August and September 2026 that waits for a decision."""
    plain: dict[str, Any] = {
        "first_period": "2026-08",
        "last_period": "2026-09",
        "reason": "征地尚未批复",
        "proposed_by_name": "王五",
        "at": AT,
    }
    return LampWaiver.objects.create(project=project, lamp=lamp, **{**plain, **fields})
