"""Two documents on one event, side by side: where they differ, and whether it is one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.documents import services
from sanbi.apps.documents.kinship import best_pair
from sanbi.apps.documents.marking import Piece, pieces_at
from sanbi.apps.documents.models import Document, Kinship
from sanbi.apps.documents.queries import document_get, kinship_get
from sanbi.apps.documents.rules import can_read, can_receive
from sanbi.apps.documents.words import difference_words, told
from sanbi.apps.orgs.pages import Request, page
from sanbi.engine.documents.comparing import Change, Copy, variants
from sanbi.engine.documents.text import Span


@dataclass(frozen=True)
class Row:
    """A difference, numbered from 1 in the order of the first text."""

    number: int
    change: Change

    @property
    def kind(self) -> str:
        """What kind of difference it is."""
        return difference_words(self.change.kind)


@page(can_read)
def document_beside(request: Request, document: int, other: int) -> HttpResponse:
    """Show two documents on one event side by side, with every difference of their wording."""
    held = document_get(request.actor, document)
    kinship = kinship_get(request.actor, document, other)
    twin = kinship.second if kinship.first_id == held.pk else kinship.first
    shown = {
        "document": held,
        "twin": twin,
        "kinship": kinship,
        "grounds": [told(ground) for ground in kinship.grounds],
        "apart": kinship.verdict == Kinship.Verdict.APART,
        "judged": kinship.verdict != Kinship.Verdict.OPEN,
        "may_judge": can_receive(request.actor.reading),
        "trail": [
            (_("Inbox"), reverse("documents")),
            (str(held), reverse("document", args=[held.pk])),
            (_("Beside another copy"),),
        ],
        **_compared(held, twin),
    }
    return render(request, "documents/beside.html", shown)


def _compared(held: Document, twin: Document) -> dict[str, Any]:
    """Return both texts cut at their differences; nothing where they do not match any more."""
    pair = best_pair(held, twin)
    if pair is None:
        return {}
    first, second, _match = pair
    found = variants(first, second)
    rows = [Row(number, change) for number, change in enumerate(found.changes, start=1)]
    return {
        "rows": rows,
        "first": _pieces(held, [(row.number, row.change.first) for row in rows], first),
        "second": _pieces(twin, [(row.number, row.change.second) for row in rows], second),
    }


def _pieces(document: Document, marks: Sequence[tuple[int, Span]], copy: Copy) -> list[Piece]:
    assert document.reading is not None  # noqa: S101 - a pair was found
    whole = Span(copy.start, copy.start + len(copy.text))
    return pieces_at(str(document.reading.record["text"]), marks, whole)


@require_POST
@page(can_read)
def document_judge(request: Request, document: int, other: int) -> HttpResponse:
    """Say whether two documents tell of one event."""
    document_get(request.actor, document)
    kinship_get(request.actor, document, other)
    row = services.kinship_judge(
        actor=request.actor,
        now=request.now,
        first=document,
        second=other,
        verdict=request.POST.get("verdict", ""),
        why=request.POST.get("why", "")[:300],
    )
    if row.verdict == Kinship.Verdict.APART:
        messages.success(request, _("Noted: different events."))
    else:
        messages.success(request, _("Noted: one event. Both texts stay as they are."))
    return redirect("document-beside", document, other)
