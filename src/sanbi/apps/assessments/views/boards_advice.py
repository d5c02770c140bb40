"""争先进位: the page of a plan, its panel on the unit's page, and figures moved by hand."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from sanbi.apps.assessments.queries.boards_advice import (
    LEAST_WEIGHT,
    MOST_WEIGHT,
    Advised,
    Wish,
    advice_of,
    tried_of,
)
from sanbi.apps.assessments.rules import reads_assessments
from sanbi.apps.assessments.views.boards_asked import asked
from sanbi.apps.assessments.views.boards_frame import frame, language
from sanbi.apps.orgs.pages import Request, page
from sanbi.engine.scoring.advice import Rivals
from sanbi.engine.scoring.words_zh import in_chinese

MOST_MOVES = 3
"""On the panel; the page lists all."""


@page(reads_assessments)
def board_advice(request: Request, code: str, unit: int) -> HttpResponse:
    """What it would take to reach a place, and sliders that score again."""
    held = _held(request, code, unit)
    context = {
        **frame(request, held.board),
        **_told(held),
        "rivals": [(one.value, words) for one, words in rival_words()],
        "least_weight": LEAST_WEIGHT,
        "most_weight": MOST_WEIGHT,
    }
    return render(request, "assessments/boards/advice.html", context)


@page(reads_assessments)
def board_advice_panel(request: Request, code: str, unit: int) -> HttpResponse:
    """The plan for the next place, as a part of the unit's page or a page of its own."""
    held = _held(request, code, unit)
    context = {**frame(request, held.board), **_told(held), "most": MOST_MOVES}
    kind = "panel" if "HX-Request" in request.headers else "panel_page"
    return render(request, f"assessments/boards/advice_{kind}.html", context)


@page(reads_assessments)
def board_advice_try(request: Request, code: str, unit: int) -> HttpResponse:
    """Where the unit would stand with the figures of the address: one scoring."""
    wanted = asked(request.GET)
    held, now, then = tried_of(
        request.actor, code, unit, group=wanted.group, run=wanted.run, wish=wish_of(request.GET)
    )
    context = {**frame(request, held), "stood": now, "then": then}
    kind = "tried" if "HX-Request" in request.headers else "tried_page"
    return render(request, f"assessments/boards/advice_{kind}.html", context)


def _held(request: Request, code: str, unit: int) -> Advised:
    wanted = asked(request.GET)
    return advice_of(
        request.actor,
        code,
        unit,
        group=wanted.group,
        run=wanted.run,
        wish=wish_of(request.GET),
    )


def _told(held: Advised) -> dict[str, object]:
    say = in_chinese if language().startswith("zh") else str
    return {
        "held": held,
        "row": held.row,
        "reasons": [] if held.advice is None else [say(text) for text in held.advice.reasons],
        "still": [(item.name, say(item.reason)) for item in held.still],
    }


def rival_words() -> Iterator[tuple[Rivals, str]]:
    """What the rivals are assumed to do, as a page says it."""
    yield Rivals.STILL, _("the others stay as they are")
    yield Rivals.TREND, _("the others go on at their usual pace")
    yield Rivals.BEST, _("the others do their best")


def wish_of(query: QueryDict) -> Wish:
    """Read the address; whatever is no number in its range counts as not said."""
    rank = query.get("rank", "")
    rivals = query.get("rivals", "")
    return Wish(
        int(rank) if rank.isdecimal() and len(rank) < 6 else None,  # noqa: PLR2004 - digits
        Rivals(rivals) if rivals in set(Rivals) else Rivals.STILL,
        tuple(_numbers(query, "limit.", 0.0, 1e12)),
        tuple(_numbers(query, "weight.", 0.0, MOST_WEIGHT)),
        tuple(_numbers(query, "x.", -1e12, 1e12)),
    )


def _numbers(
    query: QueryDict, start: str, least: float, most: float
) -> Iterator[tuple[str, float]]:
    for name in query:
        if not name.startswith(start):
            continue
        try:
            value = float(query.get(name, ""))
        except ValueError:
            continue
        if isfinite(value) and least <= value <= most:
            yield name.removeprefix(start), value
