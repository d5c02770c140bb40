"""One document: as it came beside as it reads, its damaged places, what stands in it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.audit.errors import require
from sanbi.apps.documents import services
from sanbi.apps.documents.forms import DescribeForm, ReasonForm, chosen_in
from sanbi.apps.documents.marking import clean_pieces, original_pieces, places_of
from sanbi.apps.documents.models import Document, Standing, State
from sanbi.apps.documents.queries import document_get, kin_of, neighbours
from sanbi.apps.documents.rules import can_read, can_receive
from sanbi.apps.documents.services.receiving import MEDIA, who_receives
from sanbi.apps.documents.tasks import read_soon
from sanbi.apps.documents.words import damage_of, event_words
from sanbi.apps.orgs.blobs import blob_read
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import asked

NOTHING_RUNS = "default-src 'none'; sandbox"


@page(can_read)
def document(request: Request, document: int) -> HttpResponse:
    """Show a document as it came beside as it reads."""
    held = document_get(request.actor, document)
    newer, older = neighbours(request.actor, held)
    shown: dict[str, Any] = {
        "document": held,
        "newer": newer,
        "older": older,
        "kin": kin_of(request.actor, held),
        "waiting": held.state == State.WAITING,
        "original_is": held.standing == Standing.ORIGINAL,
        "own": reverse("document", args=[held.pk]),
        "may_receive": can_receive(request.actor.reading),
        "trail": [(_("Inbox"), reverse("documents")), (str(held),)],
    }
    if held.reading is not None:
        shown |= shown_reading(held.reading.record)
    return render(request, "documents/document.html", shown)


def shown_reading(record: dict[str, Any]) -> dict[str, Any]:
    """Return what a page shows of a reading: both texts with marks, places, and the facts."""
    places = places_of(record)
    return {
        "record": record,
        "damage": damage_of(record),
        "original": original_pieces(record),
        "clean": clean_pieces(record),
        "places": places,
        "sure": sum(place.row["accepted"] for place in places),
        "doubtful": sum(not place.row["accepted"] for place in places),
        "events": [(event_words(row["kind"]), row) for row in record["events"]],
    }


@page(can_read)
def document_file(request: Request, document: int) -> FileResponse:
    """Hand the document out as it came, for saving: never shown in the page, never run."""
    held = document_get(request.actor, document)
    answer = FileResponse(
        BytesIO(blob_read(held.blob_id)),
        as_attachment=True,
        filename=held.name,
        content_type=MEDIA,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = NOTHING_RUNS
    return answer


@require_POST
@page(can_read)
def document_repair(request: Request, document: int) -> HttpResponse:
    """Decide about damaged places; the document is read anew."""
    held = document_get(request.actor, document)
    edition = request.POST.get("edition", "")
    services.document_repair(
        actor=request.actor,
        now=request.now,
        document=held.pk,
        edition=int(edition) if edition.isdecimal() and len(edition) < 10 else -1,  # noqa: PLR2004 - an int4
        chosen=chosen_in(request.POST, held),
    )
    read_soon(held.pk)
    messages.success(request, _("Decided. The text is read anew."))
    return redirect("document", held.pk)


@page(can_read)
def document_edit(request: Request, document: int) -> HttpResponse:
    """Change what is said of a document."""
    held = _decided(request, document)
    start = {
        name: getattr(held, name)
        for name in ("edition", "title", "source", "standing", "published_on")
    }
    form = DescribeForm(request.POST or None, initial=start)
    return asked(
        request,
        form,
        lambda given: _described(request, held, given["edition"] or 0, form),
        title=_("Describe the document"),
        verb=_("Save"),
        back=reverse("document", args=[held.pk]),
        template="documents/form.html",
        more={"trail": _way(held, _("Describe the document"))},
        done=_("Saved."),
    )


def _described(request: Request, held: Document, edition: int, form: DescribeForm) -> Document:
    changed = services.document_describe(
        actor=request.actor,
        now=request.now,
        document=held.pk,
        edition=edition,
        facts=form.facts(),
    )
    if changed.state == State.WAITING:
        read_soon(changed.pk)
    return changed


@page(can_read)
def document_aside(request: Request, document: int) -> HttpResponse:
    """Take a document out of the inbox."""
    held = _decided(request, document)
    return asked(
        request,
        ReasonForm(request.POST or None, initial={"edition": held.edition}),
        lambda given: services.document_set_aside(
            actor=request.actor,
            now=request.now,
            document=held.pk,
            edition=given["edition"] or 0,
            reason=given["reason"],
        ),
        title=_("Set it aside"),
        verb=_("Set it aside"),
        back=reverse("documents"),
        template="documents/form.html",
        more={"trail": _way(held, _("Set it aside"))},
        done=_("Set aside; it can be taken back."),
    )


@require_POST
@page(can_read)
def document_back(request: Request, document: int) -> HttpResponse:
    """Put a document into the inbox again."""
    held = _decided(request, document)
    services.document_take_back(
        actor=request.actor, now=request.now, document=held.pk, edition=held.edition
    )
    messages.success(request, _("It is in the inbox again."))
    return redirect("document", held.pk)


def _decided(request: Request, document: int) -> Document:
    held = document_get(request.actor, document)
    require(can_receive(request.actor), who_receives())
    return held


def _way(held: Document, here: str) -> list[tuple[str, str] | tuple[str]]:
    return [
        (_("Inbox"), reverse("documents")),
        (str(held), reverse("document", args=[held.pk])),
        (here,),
    ]
