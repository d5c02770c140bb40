"""A map in words: its legend, and everything that its printed sheet says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.projects.map import VIEWS, Mark, marks_of
from sanbi.apps.projects.map.drawing import board_of
from sanbi.apps.projects.map.marks import SHAPES, SIGNS, sort_signs
from sanbi.apps.projects.map.tiles import across
from sanbi.apps.projects.models import LampReading, Sort, Stage
from sanbi.apps.projects.queries.map import Spot, Township
from sanbi.apps.projects.wall_drawing import in_yi

WAN_TCE = 10_000


def legend_marks(view: str) -> list[tuple[Mark, str]]:
    """Return each mark of a map with what it means."""
    if view == "progress":
        return [
            (Mark(0, f"lamp-{key}", SHAPES[key], key, SIGNS[key], ""), str(word))
            for key, word in LampReading.Colour.choices
        ]
    if view == "support":
        return [
            (
                Mark(0, "blocked", "square", "blocked", "2", ""),
                _("blocked; the level it has come to"),
            ),
            (Mark(0, "clear", "dot", "clear", "", ""), _("no obstacle")),
        ]
    stages = [
        (Mark(0, f"stage-{key}", "square", key, "", ""), str(word)) for key, word in Stage.choices
    ]
    signs = sort_signs()
    sorts = [
        (Mark(0, "stage-lead", "square", "lead", signs[key], ""), str(word))
        for key, word in Sort.choices
    ]
    return stages + sorts


def legend_of(view: str) -> list[tuple[Any, str]]:
    """Return the legend as pieces of SVG with their words."""
    return [(key_of(mark), words) for mark, words in legend_marks(view)]


def key_of(mark: Mark) -> Any:  # noqa: ANN401 - a piece of SVG
    """Return one mark alone."""
    return board_of([mark]).svg


def listed(spots: Sequence[Spot]) -> list[dict[str, str]]:
    """Return the projects of one township as the rows below its tile."""
    sorts = {str(key): str(word) for key, word in Sort.choices}
    stages = {str(key): str(word) for key, word in Stage.choices}
    days = _("%(days)s days")
    return [
        {
            "pk": str(spot.pk),
            "name": spot.name,
            "sort": sorts[spot.sort],
            "stage": stages[spot.stage],
            "total": in_yi(spot.total_wan),
            "lamp": spot.lamp,
            "blocked": days % {"days": spot.blocked.days} if spot.blocked.count else "",
        }
        for spot in spots
    ]


def sheet_of(
    found: Sequence[Township], view: str, today: date, now: datetime, paper: str
) -> dict[str, Any]:
    """Return everything that the printed sheet says."""
    chinese = not (get_language() or "zh").startswith("en")
    projects = sum(len(item.spots) for item in found)
    return {
        "paper": paper,
        "lang": "zh" if chinese else "en",
        "region": "cn" if chinese else "us",
        "title": _("Projects of the county: %(map)s") % {"map": dict(VIEWS)[view]},
        "facts": [
            _("As of %(day)s") % {"day": today.isoformat()},
            _("%(count)s projects") % {"count": projects},
            _("All money is dispatch data, never a statistic."),
            _("Schematic: townships stand as they lie to each other, without boundaries."),
        ],
        "across": across(len(found)),
        "tiles": [_tile(item, view) for item in found],
        "legend": [[_printed(mark), words] for mark, words in legend_marks(view)],
        "place": settings.SANBI_PLACE,
        "demo": _("(invented data)") if settings.SANBI_DEMO else "",
        "printed": f"{_('Printed')} {timezone.localtime(now):%Y-%m-%d %H:%M}",
    }


def _tile(item: Township, view: str) -> dict[str, Any]:
    return {
        "name": item.unit.short,
        "count": _("%(count)s projects") % {"count": len(item.spots)},
        "line": summary(item, view),
        "marks": [
            [_printed(mark), spot.name]
            for spot, mark in zip(item.spots, marks_of(item.spots, view), strict=True)
        ],
    }


def _printed(mark: Mark) -> list[str]:
    return [mark.shape, mark.tone, mark.sign]


def summary(item: Township, view: str) -> str:
    """Return the line below a township's marks."""
    if view == "progress":
        if item.share is None:
            return _("no plan of the year")
        said = _("completed %(done)s of %(planned)s 亿元 planned to this month, %(share)s%%") % {
            "done": in_yi(item.completed),
            "planned": in_yi(item.planned),
            "share": f"{item.share * 100:.0f}",
        }
        if not item.silent:
            return said
        return said + " · " + _("%(count)s not reported") % {"count": item.silent}
    if view == "support":
        needs = _("waiting: land %(land)s 亩, energy %(energy)s 万 tce") % {
            "land": f"{item.needs('land_mu'):.0f}",
            "energy": f"{item.needs('energy_tce') / WAN_TCE:.2f}",
        }
        if not item.obstacles:
            return needs
        blocked = _("obstacles: %(count)s, the oldest %(days)s days")
        return blocked % {"count": item.obstacles, "days": item.oldest} + " · " + needs
    return _("total %(total)s 亿元") % {"total": in_yi(item.total)}
