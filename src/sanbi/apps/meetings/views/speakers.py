"""Pages of draws of speakers, and of the papers of an item."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sanbi.apps.meetings import proof, services
from sanbi.apps.meetings.forms.speaking import DrawForm
from sanbi.apps.meetings.queries.meetings import item_get, meeting_get
from sanbi.apps.meetings.rules import can_read
from sanbi.apps.meetings.views.frame import asked_here, convened, trail_of, way_to
from sanbi.apps.orgs.attachments import attachments_of
from sanbi.apps.orgs.pages import Request, page


@page(can_read)
def speakers(request: Request, meeting: int) -> HttpResponse:
    """Draw speakers, and show every draw with what is needed to repeat it."""
    held = convened(request, meeting)
    invited = list(held.invitations.values_list("unit", flat=True))
    form = DrawForm(request.POST or None, initial={"units": invited})
    return asked_here(
        request,
        form,
        lambda given: services.speakers_draw(
            actor=request.actor,
            now=request.now,
            meeting=held.pk,
            **{**given, "units": [unit.pk for unit in given["units"]]},
        ),
        title=_("Draw speakers"),
        verb=_("Draw"),
        back=reverse("meeting-speakers", args=[held.pk]),
        trail=way_to(held),
        template="meetings/speakers.html",
        shown={"meeting": held, "draws": held.draws.order_by("-pk")},
        done=_("Drawn. The speeches stand on the agenda."),
    )


@page(can_read)
def papers(request: Request, meeting: int, item: int) -> HttpResponse:
    """Show the papers of an item; who convenes adds some."""
    held = meeting_get(request.actor, meeting)
    row = item_get(held, item)
    shown = {
        "meeting": held,
        "item": row,
        "attachments": attachments_of(request.actor, proof.ITEM, [row.pk]),
        "may_add": proof.can_add_to_item(request.actor, str(row.pk)),
        "kind": proof.ITEM,
        "key": row.pk,
        "trail": trail_of(*way_to(held), (_("Papers"),)),
    }
    return render(request, "meetings/papers.html", shown)
