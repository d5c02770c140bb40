"""Marks as pieces of SVG: shapes have classes, whose colours are in the sheet and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sanbi.apps.projects.map.marks import Mark

STEP, SIDE, ACROSS = 24, 20, 12
MOST_IN_A_TILE = 96
_SHAPES = {
    "square": "M{x0} {y0}h{s}v{s}h-{s}z",
    "diamond": "M{x} {y0}L{x1} {y}L{x} {y1}L{x0} {y}z",
}


@dataclass(frozen=True)
class Board:
    """The marks of one township, in rows; ``more`` are those for which there is no room."""

    svg: SafeString
    more: int


def board_of(marks: Sequence[Mark]) -> Board:
    """Return the marks beside and below each other."""
    shown = marks[:MOST_IN_A_TILE]
    rows = -(-len(shown) // ACROSS)
    places = [
        (mark, (place % ACROSS) * STEP + STEP / 2, (place // ACROSS) * STEP + STEP / 2)
        for place, mark in enumerate(shown)
    ]
    svg = format_html(
        '<svg class="map-marks" width="{}" height="{}" aria-hidden="true">{}</svg>',
        min(len(shown), ACROSS) * STEP,
        rows * STEP,
        drawn(places),
    )
    return Board(svg, len(marks) - len(shown))


def drawn(places: Sequence[tuple[Mark, float, float]]) -> SafeString:
    """Return marks at their middles; each leads to its project and says its name."""
    stem = reverse("project", args=[0]).removesuffix("0/")
    linked = '<a href="{}{}/" tabindex="-1" class="map-mark {}"><title>{}</title>{}{}</a>'
    plain = '<g class="map-mark {2}"><title>{3}</title>{4}{5}</g>'  # a key's mark leads nowhere
    return format_html_join(
        "",
        "{}",
        (
            (
                format_html(
                    linked if mark.project else plain,
                    stem,
                    mark.project,
                    mark.css,
                    mark.words,
                    _shape(mark.shape, x, y),
                    _sign(mark, x, y),
                ),
            )
            for mark, x, y in places
        ),
    )


def _shape(shape: str, x: float, y: float) -> SafeString:
    half = SIDE / 2
    if shape in _SHAPES:
        path = _SHAPES[shape].format(
            x=x, y=y, x0=x - half, x1=x + half, y0=y - half, y1=y + half, s=SIDE
        )
        return format_html('<path d="{}"/>', path)
    return format_html('<circle cx="{}" cy="{}" r="{}"/>', x, y, half if shape != "dot" else 5)


def _sign(mark: Mark, x: float, y: float) -> SafeString:
    if not mark.sign:
        return SafeString("")
    return format_html('<text x="{}" y="{}">{}</text>', x, y + 4.5, mark.sign)
