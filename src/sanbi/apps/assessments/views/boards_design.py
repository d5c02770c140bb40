"""方案体检: which indicators tell units apart, which say the same, what weights really weigh."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sanbi.apps.assessments.queries.boards import Board, board
from sanbi.apps.assessments.queries.boards_results import result_of
from sanbi.apps.assessments.rules import reads_assessments
from sanbi.apps.assessments.views.boards_asked import asked
from sanbi.apps.assessments.views.boards_frame import frame
from sanbi.apps.audit.tables import Cell, Column, Kind, table_answer
from sanbi.apps.orgs.pages import Request, page
from sanbi.engine.scoring.designing import Design, Weight, design_of

BAR = 130.0
"""Pixels of the greatest weight."""


@dataclass(frozen=True)
class Line:
    """A leaf with its two bars in pixels, and what is to be said of it."""

    weight: Weight
    nominal: float
    effective: float
    word: str


@page(reads_assessments)
def board_design(request: Request, code: str) -> HttpResponse:
    """Show what the round says of its scheme."""
    wanted = asked(request.GET)
    held = board(request.actor, code, wanted.group, wanted.compare, wanted.run)
    design = design_of(result_of(held.head), held.group.code)
    lines = _lines(design)
    if "format" in request.GET:
        return _table(request, held, lines)
    names = {weight.leaf: weight.name for weight in design.weights}
    context = {
        **frame(request, held),
        "design": design,
        "lines": lines,
        "pairs": [(names[pair.one], names[pair.other], pair) for pair in design.pairs],
        "silent": [line.weight.name for line in lines if line.weight.silent],
        "faint": [line.weight.name for line in lines if line.weight.faint],
        "against": [line.weight.name for line in lines if line.weight.effective < 0],
    }
    return render(request, "assessments/boards/design.html", context)


def _lines(design: Design) -> list[Line]:
    """The leaves, those that weigh most by the scheme first."""
    most = max((max(one.nominal, one.effective) for one in design.weights), default=1.0) or 1.0
    return [
        Line(
            one,
            round(one.nominal / most * BAR, 1),
            round(max(one.effective, 0.0) / most * BAR, 1),
            _word(one),
        )
        for one in sorted(design.weights, key=lambda one: -one.nominal)
    ]


def _word(weight: Weight) -> str:
    if weight.silent:
        return _("tells nobody apart")
    if weight.effective < 0:
        return _("works against the total")
    if weight.faint:
        return _("hardly tells units apart")
    return ""


def _table(request: Request, held: Board, lines: list[Line]) -> HttpResponse:
    columns = (
        Column(_("Indicator")),
        Column(_("Weight by the scheme, %"), Kind.NUMBER, 1),
        Column(_("Weight in effect, %"), Kind.NUMBER, 1),
        Column(_("Spread in points"), Kind.NUMBER, 3),
        Column(_("Different scores"), Kind.NUMBER),
        Column(_("Most frequent score, % of units"), Kind.NUMBER, 0),
        Column(_("Remark")),
    )
    rows: list[list[Cell]] = [
        [
            line.weight.name,
            100 * line.weight.nominal,
            100 * line.weight.effective,
            line.weight.spread,
            line.weight.distinct,
            100 * line.weight.most,
            line.word,
        ]
        for line in lines
    ]
    title = f"{held.head.title} {held.group.name} {_('Scheme examined')}"
    return table_answer(request.GET.get("format"), title, columns, rows)
