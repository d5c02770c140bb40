"""A board to take away: table, live workbook, PDF, and the package that anyone recomputes."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from sanbi.apps.assessments.paper import board_pdf
from sanbi.apps.assessments.queries.boards import Board, Row, board
from sanbi.apps.assessments.queries.boards_marks import REVISED, Note
from sanbi.apps.assessments.queries.boards_results import language_of, package_of, result_of
from sanbi.apps.assessments.queries.boards_rounds import Head, head_of
from sanbi.apps.assessments.rules import reads_assessments
from sanbi.apps.assessments.views.boards_asked import asked, rows_asked
from sanbi.apps.assessments.views.boards_frame import language, oddity_words
from sanbi.apps.assessments.views.boards_paper import paper_of, sheet_of
from sanbi.apps.audit.tables import XLSX_TYPE, Cell, Column, Kind, table_answer
from sanbi.apps.orgs.pages import Request, page
from sanbi.engine.scoring.report.excel import excel_report


def table_download(request: Request, held: Board, rows: list[Row]) -> HttpResponse:
    """The table as it is filtered and sorted on the page, as Excel or CSV."""
    digits = held.head.digits
    number = [Column(_("Score"), Kind.NUMBER, digits), Column(_("Gap"), Kind.NUMBER, digits)]
    parts = [Column(part.name, Kind.NUMBER, digits) for part in held.dimensions]
    columns = (
        Column(_("Rank"), Kind.NUMBER),
        Column(_("Unit")),
        Column(_("Change"), Kind.NUMBER),
        *number,
        *parts,
        Column(_("Best place of the range"), Kind.NUMBER),
        Column(_("Worst place of the range"), Kind.NUMBER),
        Column(_("Band of units that are alike"), Kind.NUMBER),
        Column(_("Grade")),
        Column(_("Marks")),
    )
    title = f"{held.head.title} {held.group.name}"
    scoring = _("Scoring no. %(number)s") % {"number": held.head.number}
    note = f"{scoring} {held.head.digest}"
    if not held.head.published:
        note = f"{_('Not published')} {note}"
    if oddity := oddity_words(held):
        note = f"{oddity} {note}"
    wanted = request.GET.get("format")
    return table_answer(wanted, title, columns, map(_line, rows), note=note)


@page(reads_assessments)
def board_workbook(request: Request, code: str) -> HttpResponse:
    """The run as a workbook of live formulas."""
    head = head_of(request.actor, code, asked(request.GET).run)
    content = excel_report(result_of(head), language=language_of(language()))
    return _file(content, XLSX_TYPE, f"{_name(head)}.xlsx")


@page(reads_assessments)
def board_package(request: Request, code: str) -> HttpResponse:
    """The run's package, byte for byte as it was stored."""
    head = head_of(request.actor, code, asked(request.GET).run)
    return _file(package_of(head), "application/zip", f"{_name(head)}.zip")


@page(reads_assessments)
def board_paper(request: Request, code: str) -> HttpResponse:
    """The table as PDF, A4 or A3."""
    wanted = asked(request.GET)
    held = board(request.actor, code, wanted.group, wanted.compare, wanted.run)
    paper = paper_of(held, request.GET.get("paper", ""))
    sheet = sheet_of(request, held, rows_asked(held, wanted), paper)
    content = board_pdf(sheet, request.now)
    return _file(content, "application/pdf", f"{_name(held.head)}-{held.group.name}.pdf")


def _line(row: Row) -> list[Cell]:
    words = {"review": _("under review"), "appeal": _("under appeal")}
    marks = "、".join(_marked(note, words) for note in row.notes if note.kind != "decided")
    parts = [part.score for part in row.parts]
    firm = row.firm
    range_ = [None] * 3 if firm is None else [firm.low, firm.high, firm.band + 1]
    plain = [row.rank, row.name, row.change, row.score, row.gap]
    return [*plain, *parts, *range_, row.grade, marks]


def _marked(note: Note, words: Mapping[str, str]) -> str:
    if note.kind != REVISED:
        return words[note.kind]
    told = f"{note.leaf_name} {note.before or '—'} → {note.after or '—'}"
    return f"{_('revised')}（{told}）"


def _name(head: Head) -> str:
    return f"{head.title}-{_('Scoring no. %(number)s') % {'number': head.number}}"


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = str(disposition)
    return answer
