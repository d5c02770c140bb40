"""Pages of a unit on a board, and of two units side by side."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sanbi.apps.assessments.models import RoundState
from sanbi.apps.assessments.queries.boards_comparing import comparison
from sanbi.apps.assessments.queries.boards_units import UnitBoard, unit_board
from sanbi.apps.assessments.rules import can_appeal, reads_assessments
from sanbi.apps.assessments.views.boards_asked import asked
from sanbi.apps.assessments.views.boards_drawn import history_chart
from sanbi.apps.assessments.views.boards_frame import frame, language
from sanbi.apps.assessments.views.boards_tasks import tasks_beside
from sanbi.apps.orgs.pages import Request, page


@page(reads_assessments)
def board_unit(request: Request, code: str, unit: int) -> HttpResponse:
    """Where a unit won and lost its points."""
    wanted = asked(request.GET)
    held = unit_board(request.actor, code, unit, wanted.group, language(), wanted.run)
    context = {
        **frame(request, held.board),
        "held": held,
        "row": held.row,
        "history": history_chart(held, language()),
        "appeal_url": _appeal_url(request, held, code, unit),
        **tasks_beside(request, [held.row]),
    }
    return render(request, "assessments/boards/unit.html", context)


@page(reads_assessments)
def board_compare(request: Request, code: str, unit: int, other: int) -> HttpResponse:
    """Two units side by side, the largest difference first."""
    wanted = asked(request.GET)
    chosen = request.GET.get("with", "")
    if chosen.isdecimal():
        other = int(chosen)
    held = comparison(
        request.actor,
        code,
        unit,
        other,
        group=wanted.group,
        language=language(),
        run=wanted.run,
    )
    context = {**frame(request, held.board), "held": held}
    return render(request, "assessments/boards/compare.html", context)


def _appeal_url(request: Request, held: UnitBoard, code: str, unit: int) -> str:
    """Where the unit files an appeal, while the window is open and for its own people."""
    head = held.board.head
    if not head.published or head.state != RoundState.APPEALS:
        return ""
    return reverse("appeal-new", args=[code, unit]) if can_appeal(request.actor, unit) else ""
