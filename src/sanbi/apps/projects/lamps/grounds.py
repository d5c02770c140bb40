"""What a stranger needs to judge the lamps of a month again: one file."""

from __future__ import annotations

from collections.abc import Sequence

from sanbi.apps.projects.models import LampReading
from sanbi.engine.integrity.canonical import json_bytes


def grounds_file(overall: LampReading, rows: Sequence[LampReading]) -> bytes:
    """Return canonical JSON: rules, facts, those of earlier months, waivers, and what was shown.

    Parameters
    ----------
    overall : the reading of the lamp ``overall``, which keeps the facts
    rows : the readings of all lamps of that month and version
    """
    rules = overall.rules
    return json_bytes(
        {
            "project": {"code": overall.project.code, "name": overall.project.name},
            "month": overall.period,
            "version": overall.version,
            "rules": {"name": rules.name, "version": rules.version, "content": rules.content},
            "facts": overall.facts["facts"],
            "history": overall.facts["history"],
            "waivers": overall.facts["waivers"],
            "shown": {
                row.lamp: {
                    "colour": row.colour,
                    "bare": row.bare,
                    "waived": row.waived,
                    "size": row.size,
                    "reason": row.reason,
                }
                for row in rows
            },
        }
    )
