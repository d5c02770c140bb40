"""The wall chart as the columns of a table, and as the words and shares of a printed sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.audit.tables import Cell, Column, Kind
from sanbi.apps.projects.queries.wall import WallRow
from sanbi.apps.projects.wall_drawing import drawn, in_yi, year_scale


def wall_columns() -> tuple[Column, ...]:
    """Return the columns of the table."""
    return (
        Column(_("Code")),
        Column(_("Project")),
        Column(_("Stage")),
        Column(_("Township")),
        Column(_("Responsible leader")),
        Column(_("Total investment, 万元"), Kind.NUMBER, 2),
        Column(_("Plan of the year, 万元"), Kind.NUMBER, 2),
        Column(_("Completed in the year, 万元 (dispatch data)"), Kind.NUMBER, 2),
        Column(_("Lamp")),
        Column(_("Planned start"), Kind.DATE),
        Column(_("Planned finish"), Kind.DATE),
        Column(_("Begun on"), Kind.DATE),
        Column(_("Expected finish"), Kind.DATE),
        Column(_("Days late"), Kind.NUMBER),
        Column(_("Days after its due date"), Kind.NUMBER),
        Column(_("Obstacle")),
        Column(_("Unit that must act")),
        Column(_("Days blocked"), Kind.NUMBER),
    )


def wall_line(row: WallRow) -> list[Cell]:
    """Return a row of the table."""
    held, obstacle = row.project, row.obstacle
    return [
        held.code,
        held.name,
        str(held.get_stage_display()),
        held.unit.name,
        held.leader.name if held.leader else "",
        held.total_wan,
        row.planned_wan,
        row.completed_wan,
        str(row.lamp.get_colour_display()) if row.lamp else "",
        row.start,
        row.finish,
        row.begun,
        row.expected,
        row.late,
        row.over_due,
        obstacle.title if obstacle else "",
        obstacle.unit.name if obstacle else "",
        row.blocked_days if obstacle else None,
    ]


def sheet_of(rows: Sequence[WallRow], today: date, now: datetime, paper: str) -> dict[str, Any]:
    """Return everything that the printed sheet says; places are shares of the chart's width."""
    scale = year_scale(today, quarters=False)
    chinese = not (get_language() or "zh").startswith("en")
    return {
        "paper": paper,
        "lang": "zh" if chinese else "en",
        "region": "cn" if chinese else "us",
        "title": _("Wall chart of key projects %(year)s") % {"year": today.year},
        "facts": [
            _("As of %(day)s") % {"day": today.isoformat()},
            _("%(count)s projects") % {"count": len(rows)},
            _("All money is dispatch data, never a statistic."),
        ],
        "heads": [
            _("Project"),
            _("Total, 亿元"),
            _("Done / plan, 亿元"),
            _("Lamp"),
            _("Obstacle"),
        ],
        "ticks": [[x / scale.width, name] for x, name in scale.ticks()],
        "now": scale.x(today) / scale.width,
        "rows": [_printed(row, today) for row in rows],
        "legend": [
            _("Planned"),
            _("Actual"),
            _("Forecast"),
            _("Node reached"),
            _("Node not reached"),
        ],
        "lamp_words": {
            "green": _("On time"),
            "yellow": _("Slow"),
            "red": _("Behind"),
            "none": _("To be judged"),
        },
        "place": settings.SANBI_PLACE,
        "demo": _("(invented data)") if settings.SANBI_DEMO else "",
        "printed": f"{_('Printed')} {timezone.localtime(now):%Y-%m-%d %H:%M}",
        "none": _("none"),
    }


def _printed(row: WallRow, today: date) -> dict[str, Any]:
    scale = year_scale(today, quarters=False)
    shape, obstacle, held = drawn(row, scale, today), row.obstacle, row.project
    bars = {
        name: [part / scale.width for part in bar] if bar else []
        for name, bar in (
            ("plan", shape.plan),
            ("actual", shape.actual),
            ("forecast", shape.forecast),
        )
    }
    who = held.leader.name if held.leader else "—"
    return {
        "name": held.name,
        "under": f"{held.unit.name} · {who}",
        "total": in_yi(held.total_wan),
        "money": f"{in_yi(row.completed_wan)} / {in_yi(row.planned_wan)}",
        "lamp": row.lamp.colour if row.lamp else "none",
        "size": row.lamp.size_words if row.lamp else "",
        "over": _("expected %(days)s days after its due date") % {"days": row.over_due}
        if row.over_due
        else "",
        "diamonds": [[x / scale.width, done] for x, done, *_rest in shape.diamonds],
        "obstacle": obstacle.title if obstacle else "",
        "blocked": _("%(days)s days, %(unit)s")
        % {"days": row.blocked_days, "unit": obstacle.unit.name}
        if obstacle
        else "",
        **bars,
    }
