"""Pages of the league tables 亮晒: list, table, full screen, working."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from sanbi.apps.assessments.queries.boards import board
from sanbi.apps.assessments.queries.boards_rounds import head_of, listed, rounds_on_show
from sanbi.apps.assessments.queries.boards_working import leaf_working, part_working
from sanbi.apps.assessments.rules import reads_assessments, sees_drafts
from sanbi.apps.assessments.views.boards_asked import asked, rows_asked
from sanbi.apps.assessments.views.boards_downloads import table_download
from sanbi.apps.assessments.views.boards_drawn import columns_of, filters_of, ribbon_of, screens_of
from sanbi.apps.assessments.views.boards_frame import frame, language, opened
from sanbi.apps.assessments.views.boards_tasks import tasks_beside, tasks_by_unit
from sanbi.apps.orgs.pages import Request, page

A_PAGE = 20


@page(reads_assessments)
def boards(request: Request) -> HttpResponse:
    """Every board on show, the latest first."""
    rounds = Paginator(rounds_on_show(request.actor), A_PAGE).get_page(request.GET.get("page"))
    rows = listed(list(rounds.object_list))
    return render(
        request,
        "assessments/boards/list.html",
        {"rows": rows, "rounds": rounds, "may_ask": sees_drafts(request.actor)},
    )


@page(reads_assessments)
def board_page(request: Request, code: str) -> HttpResponse:
    """The league table of a round and group."""
    other = request.GET.get("round")
    if other and other != code:
        return redirect(_moved(request, other))
    wanted = asked(request.GET)
    held = board(request.actor, code, wanted.group, wanted.compare, wanted.run)
    rows = rows_asked(held, wanted)
    if "format" in request.GET:
        return table_download(request, held, rows)
    context = {
        **frame(request, held),
        **filters_of(held, len(rows)),
        "rows": rows,
        "columns": columns_of(held),
        "ribbon": ribbon_of(held, language()),
        **tasks_beside(request, rows),
    }
    return render(request, "assessments/boards/league.html", context)


@page(reads_assessments)
def board_full(request: Request, code: str) -> HttpResponse:
    """The tables on a wall, the group asked for first: places, names, scores, then tasks."""
    wanted = asked(request.GET)
    held = board(request.actor, code, wanted.group, wanted.compare, wanted.run)
    others = [group.code for group in held.groups if group.code != held.group.code]
    rest = [board(request.actor, code, group, wanted.compare, wanted.run) for group in others]
    shown = [held, *rest]
    tasks = tasks_by_unit(request, [row for one in shown for row in one.rows])
    today = timezone.localdate(request.now)
    context = {**frame(request, held), "screens": screens_of(shown, tasks), "today": today}
    return render(request, "assessments/boards/full.html", context)


@page(reads_assessments)
def board_working(request: Request, code: str, unit: int, leaf: str) -> HttpResponse:
    """A leaf's score in five lines: a part of a page for a script, else a page."""
    wanted = asked(request.GET)
    held = leaf_working(
        request.actor,
        code,
        unit,
        leaf,
        group=wanted.group,
        period=request.GET.get("period", ""),
        language=language(),
        run=wanted.run,
    )
    return opened(request, "working", {**frame(request, held.board), "held": held})


@page(reads_assessments)
def board_part(request: Request, code: str, unit: int, node: str) -> HttpResponse:
    """A dimension's score, or the total, in its parts."""
    wanted = asked(request.GET)
    held = part_working(
        request.actor,
        code,
        unit,
        node,
        group=wanted.group,
        language=language(),
        run=wanted.run,
    )
    return opened(request, "part", {**frame(request, held.board), "held": held})


def _moved(request: Request, code: str) -> str:
    head = head_of(request.actor, code)
    kept = request.GET.copy()
    for name in ("round", "run", "page"):
        kept.pop(name, None)
    address = reverse("board", args=[head.code])
    return f"{address}?{kept.urlencode()}" if kept else address
