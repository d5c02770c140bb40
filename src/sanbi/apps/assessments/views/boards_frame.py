"""What all pages of a board share."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbi.apps.assessments.queries.boards import Board
from sanbi.apps.assessments.queries.boards_rounds import rounds_on_show
from sanbi.apps.assessments.views.boards_asked import asked
from sanbi.apps.orgs.pages import Request


def frame(request: Request, held: Board) -> dict[str, Any]:
    """The board, its head, and the end of links that keep group and run."""
    wanted = asked(request.GET)
    kept = {"group": held.group.code}
    if wanted.run is not None:
        kept["run"] = str(wanted.run)
    return {
        "board": held,
        "head": held.head,
        "digits": held.head.digits,
        "oddity": oddity_words(held),
        "asked": wanted,
        "tail": f"?{urlencode(kept)}",
        "rounds": rounds_on_show(request.actor),
        "now": request.now,
    }


def oddity_words(board: Board) -> str:
    """Why a board is no table of places, in one sentence; empty for a usual one."""
    return {
        "nobody": _("No unit takes part in this scoring."),
        "unranked": _("No unit of this group is ranked; the page of each unit says why."),
        "alone": _("Only one unit of this group is ranked, so there is nothing to compare."),
        "tied": _("All ranked units of this group have the same score and share one place."),
    }.get(board.oddity, "")


def opened(request: Request, name: str, context: dict[str, Any]) -> HttpResponse:
    """A working in place, or as a page of its own where no script asks."""
    kind = "fragment" if "HX-Request" in request.headers else "page"
    return render(request, f"assessments/boards/{name}_{kind}.html", context)


def language() -> str:
    """The reader's language."""
    return get_language() or "zh-hans"
