"""The inbox: what came in, and taking in more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.audit.errors import require
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.documents.forms import DocumentForm
from sanbi.apps.documents.models import Document, Standing, State
from sanbi.apps.documents.queries import documents_for, found_by, with_kin
from sanbi.apps.documents.rules import can_read, can_receive
from sanbi.apps.documents.services import document_receive
from sanbi.apps.documents.services.receiving import who_receives
from sanbi.apps.documents.tasks import read_soon
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import asked

ON_A_PAGE = 50
OPEN, ASIDE = "open", "aside"


@page(can_read)
def documents(request: Request) -> HttpResponse:
    """Show what came in, the newest first; as a table for download."""
    found = with_kin(_chosen(request, documents_for(request.actor))).select_related("reading")
    if wanted := request.GET.get("format"):
        return _table(wanted, found)
    shown = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "states": [
            ("", _("In the inbox")),
            (OPEN, _("Places to decide")),
            (State.FAILED, _("Cannot be read")),
            (ASIDE, _("Set aside")),
        ],
        "may_receive": can_receive(request.actor.reading),
        "trail": [(_("Supervision"),), (_("Inbox"),)],
    }
    return render(request, "documents/list.html", shown)


def _chosen(request: Request, rows: QuerySet[Document]) -> QuerySet[Document]:
    state = request.GET.get("state", "")
    rows = rows.filter(set_aside_on__isnull=state != ASIDE)
    if state == OPEN:
        rows = rows.filter(reading__open_repairs__gt=0)
    if state == State.FAILED:
        rows = rows.filter(state=State.FAILED)
    words = request.GET.get("q", "").strip()
    return found_by(rows, words) if words else rows


def _table(wanted: str, found: Iterable[Any]) -> HttpResponse:
    columns = (
        Column(_("Came in"), Kind.DATE),
        Column(_("Headline"), width=40),
        Column(_("Taken from"), width=24),
        Column(_("Standing"), width=24),
        Column(_("State")),
        Column(_("Places to decide"), Kind.NUMBER),
        Column(_("Others on the event"), Kind.NUMBER),
    )
    rows = [
        (
            row.received_on,
            str(row),
            row.source,
            str(Standing(row.standing).label),
            str(State(row.state).label),
            row.reading.open_repairs if row.reading else None,
            row.kin,
        )
        for row in found
    ]
    return table_answer(wanted, _("Inbox"), columns, rows)


@page(can_read)
def document_new(request: Request) -> HttpResponse:
    """Take in a file or a pasted text; a worker reads it."""
    require(can_receive(request.actor), who_receives())
    form = DocumentForm(
        request.POST or None, request.FILES or None, initial={"standing": Standing.COPY}
    )
    return asked(
        request,
        form,
        lambda _given: _taken(request, form),
        title=_("Take in a document"),
        verb=_("Keep it"),
        back=reverse("documents"),
        template="documents/form.html",
        note=_("Its bytes are kept as they are. What is repaired is for reading, never proof."),
        more={"trail": [(_("Inbox"), reverse("documents")), (_("Take in a document"),)]},
        then=lambda made: reverse("document", args=[made.pk]),
    )


def _taken(request: Request, form: DocumentForm) -> Document:
    name, content = form.content()
    made = document_receive(
        actor=request.actor, now=request.now, name=name, content=content, facts=form.facts()
    )
    read_soon(made.pk)
    return made
