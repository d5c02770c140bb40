"""The mark of a project on each of the three maps: its shape, its sign, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext as _p

from sanbi.apps.projects.models import LampReading, Sort, Stage
from sanbi.apps.projects.queries.map import Spot

VIEWS = (
    ("deployment", gettext_lazy("Deployment")),
    ("progress", gettext_lazy("Progress on the map")),
    ("support", gettext_lazy("Support on the map")),
)
SIGNS = {"green": "✓", "yellow": "!", "red": "×", "none": ""}
"""What stands inside a lamp, so that nobody needs its colour."""
SHAPES = {"green": "round", "yellow": "diamond", "red": "square", "none": "ring"}


@dataclass(frozen=True)
class Mark:
    """A project as it is drawn: ``css`` names its shape and tone, ``sign`` stands inside."""

    project: int
    css: str
    shape: str  # round, diamond, square, ring, dot
    tone: str  # of the stage, the lamp, or the obstacle
    sign: str
    words: str


def sort_signs() -> dict[str, str]:
    """Return one sign for each sort of projects, in the reader's language."""
    return {
        Sort.INDUSTRY.value: _p("sign on the map", "I"),
        Sort.INFRASTRUCTURE.value: _p("sign on the map", "B"),
        Sort.LIVELIHOOD.value: _p("sign on the map", "P"),
        Sort.AGRICULTURE.value: _p("sign on the map", "A"),
        Sort.SERVICES.value: _p("sign on the map", "S"),
        Sort.ENERGY.value: _p("sign on the map", "E"),
    }


def marks_of(spots: Iterable[Spot], view: str) -> list[Mark]:
    """Return the marks of some projects on one of the maps."""
    draw = _DRAWS.get(view, _DRAWS["deployment"])()
    return [draw(spot) for spot in spots]


def _deployment() -> Callable[[Spot], Mark]:
    signs, stages = sort_signs(), {str(key): str(word) for key, word in Stage.choices}

    def draw(spot: Spot) -> Mark:
        words = f"{spot.name} · {stages[spot.stage]}"
        return Mark(spot.pk, f"stage-{spot.stage}", "square", spot.stage, signs[spot.sort], words)

    return draw


def _progress() -> Callable[[Spot], Mark]:
    lamps = {str(key): str(word) for key, word in LampReading.Colour.choices}

    def draw(spot: Spot) -> Mark:
        words = f"{spot.name} · {lamps[spot.lamp]}"
        if spot.planned and spot.completed is not None:
            share = f"{spot.completed / spot.planned * 100:.0f}"
            words += " · " + _("%(share)s%% of the plan to this month") % {"share": share}
        shape = SHAPES[spot.lamp]
        return Mark(spot.pk, f"lamp-{spot.lamp}", shape, spot.lamp, SIGNS[spot.lamp], words)

    return draw


def _support() -> Callable[[Spot], Mark]:
    def draw(spot: Spot) -> Mark:
        held = spot.blocked
        if not held.count:
            return Mark(spot.pk, "clear", "dot", "clear", "", f"{spot.name} · {_('no obstacle')}")
        said = _("obstacles: %(count)s, level %(level)s, %(days)s days") % {
            "count": held.count,
            "level": held.level + 1,
            "days": held.days,
        }
        sign = str(held.level + 1)
        return Mark(spot.pk, "blocked", "square", "blocked", sign, f"{spot.name} · {said}")

    return draw


_DRAWS = {"deployment": _deployment, "progress": _progress, "support": _support}
