"""Small lists for the hall: seats by result, the order of speaking, the reward ceremony."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.meetings.forms.lists import CeremonyForm, SeatingForm
from sanbi.apps.meetings.models import Attendee, Meeting, Theme, VenueRole
from sanbi.apps.meetings.paper.ceremony import ceremony_docx
from sanbi.apps.meetings.paper.minutes import WORD_TYPE
from sanbi.apps.meetings.queries.results import results_of, units_ranked
from sanbi.apps.meetings.rules import can_read
from sanbi.apps.meetings.seating import Award, Sitter, awarded, seated
from sanbi.apps.meetings.views.frame import meeting_tabs, roster_seen, trail_of, way_to
from sanbi.apps.orgs.pages import Request, page


@page(can_read)
def lists(request: Request, meeting: int) -> HttpResponse:
    """Show what can be listed for the hall."""
    return _page(request, roster_seen(request, meeting))


def _page(
    request: Request,
    held: Meeting,
    seating: forms.Form | None = None,
    ceremony: forms.Form | None = None,
) -> HttpResponse:
    asked = request.GET.get("result", "")
    ranking = {"ranking": "\n".join(units_ranked(request.actor, held, asked))} if asked else {}
    shown = {
        "meeting": held,
        "results": results_of(request.actor, held),
        "asked": asked,
        "seating": seating or SeatingForm(auto_id="seating_%s", initial=ranking),
        "ceremony": ceremony or CeremonyForm(auto_id="ceremony_%s", initial=ranking),
        "draws": held.draws.exists(),
        "tabs": meeting_tabs("meeting-lists", held, request.actor),
        "trail": trail_of(*way_to(held), (_("Lists for the hall"),)),
    }
    return render(request, "meetings/lists.html", shown)


@require_POST
@page(can_read)
def seating(request: Request, meeting: int) -> HttpResponse:
    """Hand out the seats of the main venue by result."""
    held = roster_seen(request, meeting)
    form = SeatingForm(request.POST, auto_id="seating_%s")
    if not form.is_valid():
        return _page(request, held, seating=form)
    sitters = [Sitter(row.name, _unit(row)) for row in _in_main_venue(held)]
    columns = (
        Column(_("Row of seats"), Kind.NUMBER, 0),
        Column(_("Seat"), Kind.NUMBER, 0),
        Column(_("Full name")),
        Column(_("Unit"), width=18),
        Column(_("Place in the result"), Kind.NUMBER, 0),
    )
    rows = [
        (seat.row, seat.place, seat.sitter.name, seat.sitter.unit, seat.rank)
        for seat in seated(sitters, form.cleaned_data["ranking"], form.cleaned_data["in_a_row"])
    ]
    return table_answer("xlsx", f"{held.title} {_('Seats by result')}", columns, rows)


@page(can_read)
def speaking_order(request: Request, meeting: int) -> HttpResponse:
    """Hand out the newest draw of each theme, with what is needed to repeat it."""
    held = roster_seen(request, meeting)
    newest = {draw.theme: draw for draw in held.draws.order_by("pk")}
    columns = (
        Column(_("Theme")),
        Column(_("Order"), Kind.NUMBER, 0),
        Column(_("Unit"), width=18),
        Column(_("Drawn to speak")),
        Column(_("Seed"), width=34),
        Column(_("SHA-256 of the list"), width=66),
    )
    rows = [
        (
            str(Theme(draw.theme).label),
            place,
            name,
            _("speaks") if place <= draw.wanted else "",
            draw.seed,
            draw.digest,
        )
        for draw in newest.values()
        for place, name in enumerate(draw.order, start=1)
    ]
    wanted = request.GET.get("format", "xlsx")
    return table_answer(wanted, f"{held.title} {_('Order of speaking')}", columns, rows)


@require_POST
@page(can_read)
def ceremony(request: Request, meeting: int) -> HttpResponse:
    """Hand out the list of a reward ceremony, as Excel or Word."""
    held = roster_seen(request, meeting)
    form = CeremonyForm(request.POST, auto_id="ceremony_%s")
    if not form.is_valid():
        return _page(request, held, ceremony=form)
    awards = awarded(form.cleaned_data["ranking"], form.cleaned_data["awards"])
    receivers = {_unit(row): row.name for row in reversed(_in_main_venue(held))}
    if request.POST.get("format") == "docx":
        answer = HttpResponse(
            ceremony_docx(held, awards, receivers, request.now), content_type=WORD_TYPE
        )
        name = f"{held.title}-{_('Reward ceremony')}.docx"
        disposition = content_disposition_header(as_attachment=True, filename=name)
        answer.headers["Content-Disposition"] = str(disposition)
        return answer
    return _ceremony_table(held, awards, receivers)


def _ceremony_table(held: Meeting, awards: list[Award], receivers: dict[str, str]) -> HttpResponse:
    columns = (
        Column(_("Called up as number"), Kind.NUMBER, 0),
        Column(_("Name of the award")),
        Column(_("Unit"), width=18),
        Column(_("Place in the result"), Kind.NUMBER, 0),
        Column(_("Who receives it")),
    )
    rows = [
        (number, award.name, award.unit, award.rank, receivers.get(award.unit, ""))
        for number, award in enumerate(awards, start=1)
    ]
    return table_answer("xlsx", f"{held.title} {_('Reward ceremony')}", columns, rows)


def _in_main_venue(held: Meeting) -> list[Attendee]:
    """Who sits in the main venue; all where the meeting has no venue."""
    rows = held.attendees.select_related("unit").order_by("number")
    main = held.venues.filter(role=VenueRole.MAIN).first()
    return list(rows.filter(venue=main) if main else rows)


def _unit(row: Attendee) -> str:
    return row.unit.name if row.unit else row.unit_name
