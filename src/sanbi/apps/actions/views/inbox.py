"""A document and what it proposes to be filed: both texts, the sentences, and what was decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.actions import services
from sanbi.apps.actions.forms.filing import FactsForm
from sanbi.apps.actions.models import Action, Kind, Source
from sanbi.apps.actions.queries.inbox import (
    Place,
    Proposal,
    proposal_get,
    proposals_of,
    vague_count,
)
from sanbi.apps.actions.rulebook import rules_on
from sanbi.apps.actions.rules import is_supervisor
from sanbi.apps.actions.words import who_supervises
from sanbi.apps.audit.errors import Refused, require
from sanbi.apps.documents.models import Document, Standing
from sanbi.apps.documents.queries import document_get, neighbours
from sanbi.apps.documents.rules import can_read
from sanbi.apps.documents.views.one import shown_reading
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.orgs.views.asking import asked


@page(can_read)
def document_proposals(request: Request, document: int) -> HttpResponse:
    """Show a document's texts beside the sentences that may be filed."""
    held = document_get(request.actor, document)
    if held.reading is None:
        return redirect("document", held.pk)
    found = proposals_of(request.actor, held)
    newer, older = neighbours(request.actor, held)
    shown: dict[str, Any] = {
        "document": held,
        "proposals": found,
        "open_count": sum(item.held is None for item in found),
        "vague": vague_count(held),
        "newer": newer,
        "older": older,
        "original_is": held.standing == Standing.ORIGINAL,
        "may_file": is_supervisor(request.actor.reading),
        "trail": [(_("Inbox"), reverse("documents")), (str(held),)],
        **shown_reading(held.reading.record),
    }
    return render(request, "actions/inbox.html", shown)


@page(can_read)
def proposal_file(request: Request, document: int, place: str) -> HttpResponse:
    """File a sentence: unit and limit are filled in by the person."""
    held, found = _found(request, document, place)
    form = FactsForm(
        request.POST or None,
        initial=_start(held, found),
        rules=rules_on(timezone.localdate(request.now)),
    )
    title = _("File an action")

    def address(made: Action) -> str:
        return reverse("action", args=[made.pk])

    return asked(
        request,
        form,
        lambda _given: services.proposal_file(
            actor=request.actor,
            now=request.now,
            document=held.pk,
            place=found.raw,
            facts=form.facts(),
        ),
        title=title,
        verb=_("File it"),
        back=_address(held),
        template="actions/form.html",
        note=_("“%(quote)s”") % {"quote": found.row["quote"]},
        more={"trail": _way(held, title), "wide": True},
        done=_("Filed. Assign it to start its clock."),
        then=address,
    )


@require_POST
@page(can_read)
def proposal_reject(request: Request, document: int, place: str) -> HttpResponse:
    """Leave a sentence, with the reason."""
    held, found = _found(request, document, place)
    services.proposal_reject(
        actor=request.actor,
        now=request.now,
        document=held.pk,
        place=found.raw,
        why=request.POST.get("why", "")[:300],
    )
    messages.success(request, _("Noted: it is not filed."))
    return redirect(_address(held))


@require_POST
@page(can_read)
def proposal_merge(request: Request, document: int, place: str) -> HttpResponse:
    """Say that a sentence belongs to an action that is there."""
    held, found = _found(request, document, place)
    key = request.POST.get("action", "")
    if not key.isdecimal() or len(key) > 9:  # noqa: PLR2004 - an int4
        raise Refused(_("No action was chosen."), _("Choose one."), "action")
    known = services.proposal_merge(
        actor=request.actor,
        now=request.now,
        document=held.pk,
        place=found.raw,
        action=int(key),
    )
    messages.success(request, _("Noted: it belongs to %(number)s.") % {"number": known.number})
    return redirect(_address(held))


def _found(request: Request, document: int, place: str) -> tuple[Document, Proposal]:
    held = document_get(request.actor, document)
    require(is_supervisor(request.actor), who_supervises())
    return held, proposal_get(request.actor, held, _place(place))


def _place(text: str) -> Place:
    start, _dash, end = text.partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(text) < 20):  # noqa: PLR2004 - two int4
        raise Http404
    return int(start), int(end)


def _start(held: Document, found: Proposal) -> dict[str, Any]:
    """What the form begins with: what the sentence states, and nothing else."""
    return {
        "title": found.title,
        "kind": Kind.TASK,
        "source": Source.DOCUMENT,
        "source_text": str(held),
        "quote": found.row["quote"],
        "due_on": found.due_on,
    }


def _address(held: Document) -> str:
    return reverse("document-proposals", args=[held.pk])


def _way(held: Document, here: str) -> list[tuple[str, str] | tuple[str]]:
    return [(_("Inbox"), reverse("documents")), (str(held), _address(held)), (here,)]
