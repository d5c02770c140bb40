"""How firm the ranks of a group are: every unit and every place, and what decides."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sanbi.apps.assessments.queries.boards import Board, board
from sanbi.apps.assessments.queries.boards_results import result_of
from sanbi.apps.assessments.rules import reads_assessments
from sanbi.apps.assessments.views.boards_asked import asked
from sanbi.apps.assessments.views.boards_frame import frame
from sanbi.apps.audit.tables import Cell, Column, Kind, table_answer
from sanbi.apps.orgs.models import Unit
from sanbi.apps.orgs.pages import Request, page
from sanbi.engine.scoring.robustness import LeftOut, leave_each_out


@page(reads_assessments)
def board_firmness(request: Request, code: str) -> HttpResponse:
    """Show how often each unit had each place, and the ranks without each indicator."""
    wanted = asked(request.GET)
    held = board(request.actor, code, wanted.group, wanted.compare, wanted.run)
    places = list(range(1, held.facts.ranked + 1))
    rows = [row for row in held.rows if row.firm is not None]
    if "format" in request.GET:
        return _table(request, held, places)
    context = {
        **frame(request, held),
        "places": places,
        "rows": [
            (row, [row.firm.chances.get(at, 0.0) for at in places]) for row in rows if row.firm
        ],
        "deciding": _deciding(held),
    }
    return render(request, "assessments/boards/firmness.html", context)


def _deciding(held: Board) -> list[tuple[LeftOut, str, int, list[tuple[str, int]]]]:
    """Leaves without which somebody has another place: leaf, its name, how many move, who most."""
    if held.study is None:
        return []
    result = result_of(held.head)
    names = {item.id: item.name or item.id for item in result.scheme.tree.walk()}
    units = dict(Unit.objects.values_list("code", "pk"))
    shown = {row.unit: row.name for row in held.rows}
    found, _kept = leave_each_out(result, held.group.code)
    return [
        (
            row,
            names[row.leaf],
            len(row.moved),
            sorted(
                ((shown.get(units.get(code, 0), code), step) for code, step in row.moved.items()),
                key=lambda pair: -abs(pair[1]),
            )[:3],
        )
        for row in found
        if row.moved
    ]


def _table(request: Request, held: Board, places: list[int]) -> HttpResponse:
    columns = (
        Column(_("Rank"), Kind.NUMBER),
        Column(_("Unit")),
        Column(_("Best place of the range"), Kind.NUMBER),
        Column(_("Worst place of the range"), Kind.NUMBER),
        Column(_("Mean place"), Kind.NUMBER, 2),
        *(Column(_("No. %(place)d") % {"place": at}, Kind.NUMBER, 4) for at in places),
    )
    rows: list[list[Cell]] = [
        [
            row.rank,
            row.name,
            row.firm.low,
            row.firm.high,
            row.firm.mean,
            *(row.firm.chances.get(at, 0.0) for at in places),
        ]
        for row in held.rows
        if row.firm is not None
    ]
    title = f"{held.head.title} {held.group.name} {_('How firm')}"
    return table_answer(request.GET.get("format"), title, columns, rows)
