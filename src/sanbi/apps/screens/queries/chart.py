"""The wall chart 挂图作战 in a hall: a few projects at a time, those that are behind first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, QuerySet, Value, When

from sanbi.apps.audit.actors import Actor
from sanbi.apps.projects.gantt import Scale
from sanbi.apps.projects.models import LampReading, Project
from sanbi.apps.projects.queries.lamps import lit
from sanbi.apps.projects.queries.wall import Asked, on_the_wall, wall_rows
from sanbi.apps.projects.wall_drawing import Drawn, drawn

ON_A_WALL = 6
"""Projects below each other in letters that are read from the last row."""
WIDE, ROOM = 660, 90
"""Width of the bars, and of the name of a quarter."""
FIRST = (LampReading.Colour.RED, LampReading.Colour.YELLOW)
SORTS = ("", "red", "blocked")
"""What of the chart is shown: everything, red lamps, those with an open obstacle."""


@dataclass(frozen=True)
class Chart:
    """One page of the chart; places in pixels of a width of ``WIDE``."""

    rows: Sequence[Drawn]
    ticks: Sequence[tuple[float, str]]
    now_at: float
    number: int
    pages: int
    count: int


def pages_of(actor: Actor, sort: str) -> int:
    """Return how many pages the chart has; at least one."""
    return max(-(-_asked(actor, sort).count() // ON_A_WALL), 1)


def chart_of(actor: Actor, sort: str, page: int, today: date) -> Chart:
    """Return a page of the chart, counted from 0; a later one than the last is the last."""
    found = _asked(actor, sort)
    count = found.count()
    pages = max(-(-count // ON_A_WALL), 1)
    number = min(page, pages - 1)
    shown = list(found[number * ON_A_WALL : (number + 1) * ON_A_WALL])
    scale = Scale(date(today.year, 1, 1), date(today.year + 1, 1, 31), WIDE)
    rows = [drawn(row, scale, today) for row in wall_rows(shown, today)]
    ticks = [(x, name) for x, name in scale.ticks(quarters=True) if x + ROOM < WIDE]
    return Chart(rows, ticks, scale.x(today), number + 1, pages, count)


def _asked(actor: Actor, sort: str) -> QuerySet[Project]:
    asked = Asked(lamp="red" if sort == "red" else "", blocked=sort == "blocked")
    ranks = [When(lit(colour), then=Value(rank)) for rank, colour in enumerate(FIRST)]
    behind = Case(*ranks, default=Value(len(FIRST)), output_field=IntegerField())
    return on_the_wall(actor, asked).annotate(behind=behind).order_by("behind", "name", "pk")
