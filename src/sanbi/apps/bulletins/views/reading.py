"""The list, one bulletin as it is read, and its papers."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from sanbi.apps.assessments.rules import sees_drafts
from sanbi.apps.audit.tables import Column, Kind, table_answer, xlsx_table
from sanbi.apps.bulletins.models import Bulletin, State
from sanbi.apps.bulletins.models import Kind as Sort
from sanbi.apps.bulletins.paper.annex import annex_rows
from sanbi.apps.bulletins.paper.content import content_of
from sanbi.apps.bulletins.paper.movement import drawn
from sanbi.apps.bulletins.paper.sheet import bulletin_pdf
from sanbi.apps.bulletins.paper.word import bulletin_docx
from sanbi.apps.bulletins.queries import bulletin_get
from sanbi.apps.bulletins.queries.bulletins import found_for, years_of
from sanbi.apps.bulletins.rules import can_compose, can_read, can_sign
from sanbi.apps.bulletins.views.frame import trail_of
from sanbi.apps.meetings.paper.minutes import WORD_TYPE
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.projects.rules import sees_everything

ON_A_PAGE = 50
ASKED = ("state", "kind", "year")


@page(can_read)
def bulletins(request: Request) -> HttpResponse:
    """Show the bulletins that may be seen, the newest first; as a table for download."""
    given = {name: request.GET.get(name, "")[:12] for name in ASKED}
    found = found_for(request.actor, text=request.GET.get("q", "")[:60], **given)
    if wanted := request.GET.get("format"):
        return _table(wanted, found)
    more = sees_drafts(request.actor) or can_sign(request.actor, Bulletin())
    states = State.choices if more else [row for row in State.choices if row[0] != State.DRAFT]
    shown = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "states": [("", _("All")), *states],
        "kinds": [("", _("All")), *Sort.choices],
        "years": [("", _("All")), *years_of(request.actor)],
        "may_compose": can_compose(request.actor.reading),
        "trail": [(_("Bulletins"),)],
    }
    return render(request, "bulletins/list.html", shown)


def _table(wanted: str, found: QuerySet[Bulletin]) -> HttpResponse:
    columns = (
        Column(_("Number")),
        Column(_("Title")),
        Column(_("Kind")),
        Column(_("State")),
        Column(_("Date"), Kind.DATE),
        Column(_("Signed by")),
    )
    rows = [
        (
            row.sign,
            row.title,
            str(Sort(row.kind).label),
            str(State(row.state).label),
            row.dated,
            row.signed_by_name,
        )
        for row in found
    ]
    return table_answer(wanted, _("Bulletins"), columns, rows)


@page(can_read)
def bulletin(request: Request, bulletin: int) -> HttpResponse:
    """Show a bulletin as it is read and printed, with what may be done with it."""
    held = bulletin_get(request.actor, bulletin)
    reading = request.actor.reading
    waits = held.state == State.SUBMITTED
    shown = {
        **paper_of(request, held),
        "may_compose": can_compose(reading),
        "may_sign": waits and can_sign(reading, held),
        "may_return": waits and (can_sign(reading, held) or can_compose(reading)),
        "newer": getattr(held, "replaced_by", None),
        "trail": trail_of((held.sign or held.title,)),
    }
    return render(request, "bulletins/bulletin.html", shown)


def paper_of(request: Request, held: Bulletin) -> dict[str, Any]:
    """Return what the paper in the page needs; ways to things are for who sees all of them."""
    content = content_of(held)
    charts = {
        block.caption: drawn(block)
        for part in content.chapters
        for block in part.blocks
        if block.sort == "chart"
    }
    return {
        "bulletin": held,
        "content": content,
        "charts": charts,
        "linked": sees_everything(request.actor.reading),
    }


# -- papers ----------------------------------------------------------------------------------------
@page(can_read)
def word(request: Request, bulletin: int) -> HttpResponse:
    """Hand it out as Word."""
    held = bulletin_get(request.actor, bulletin)
    written = held.signed_at or request.now
    return _file(held, bulletin_docx(content_of(held), written), "docx", WORD_TYPE)


@page(can_read)
def pdf(request: Request, bulletin: int) -> HttpResponse:
    """Hand it out as PDF."""
    held = bulletin_get(request.actor, bulletin)
    made = bulletin_pdf(content_of(held), held.signed_at or request.now)
    return _file(held, made, "pdf", "application/pdf")


@page(can_read)
def annex(request: Request, bulletin: int) -> HttpResponse:
    """Hand out its tables and figures as Excel."""
    held = bulletin_get(request.actor, bulletin)
    columns, rows = annex_rows(held, content_of(held))
    made = xlsx_table(_("Annex"), columns, rows, note=str(held))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(held, made, "xlsx", kind)


def _file(held: Bulletin, content: bytes, ending: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    name = f"{held}.{ending}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = str(disposition)
    return answer
