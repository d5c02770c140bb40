"""Pages of a meeting's venues and roster."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.actions.views.taking_in import taken_in
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.meetings import services
from sanbi.apps.meetings.forms.roster import (
    AttendeeForm,
    EarlierForm,
    VenueForm,
    start_of_attendee,
    start_of_venue,
)
from sanbi.apps.meetings.models import Attendee, Meeting, VoterClass
from sanbi.apps.meetings.paper.cards import cards_pdf
from sanbi.apps.meetings.queries.meetings import meeting_get
from sanbi.apps.meetings.queries.roster import (
    attendee_get,
    counts_of,
    earlier_rosters,
    roster_of,
    total_of,
)
from sanbi.apps.meetings.rosters import HEADS, facts_of, read_roster
from sanbi.apps.meetings.rules import can_convene, can_read
from sanbi.apps.meetings.views.frame import (
    asked_here,
    convened,
    meeting_tabs,
    roster_seen,
    trail_of,
    way_to,
)
from sanbi.apps.orgs.pages import Request, page

ON_A_PAGE = 100
MOST_ROWS = services.MOST_ATTENDEES


@page(can_read)
def roster(request: Request, meeting: int) -> HttpResponse:
    """Show the venues and the roster; as a table for download."""
    held = roster_seen(request, meeting)
    found = roster_of(held, venue=request.GET.get("venue", ""), text=request.GET.get("q", "")[:40])
    if wanted := request.GET.get("format"):
        return _table(wanted, held, found)
    counts = counts_of(held)
    shown = {
        "meeting": held,
        "counts": counts,
        "total": total_of(counts),
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "venues": [("", _("All")), *((str(row.pk), row.name) for row in held.venues.all())],
        "may_convene": can_convene(request.actor) and held.state in services.BEFORE_THE_END,
        "tabs": meeting_tabs("meeting-roster", held, request.actor),
        "trail": trail_of(*way_to(held), (_("Venues and roster"),)),
    }
    return render(request, "meetings/roster.html", shown)


def _table(wanted: str, held: Meeting, found: QuerySet[Attendee]) -> HttpResponse:
    """The roster without telephone numbers: a list never shows them."""
    heads = [head for name, head in HEADS.items() if name != "phone"]
    columns = (Column(_("Number"), Kind.NUMBER, 0), *(Column(head, width=18) for head in heads))
    rows = [
        (
            row.number,
            row.name,
            row.unit_name,
            row.post,
            row.venue.name if row.venue else "",
            str(VoterClass(row.voter_class).label) if row.voter_class else "",
        )
        for row in found
    ]
    return table_answer(wanted, f"{held.title} {_('Roster of the meeting')}", columns, rows)


# -- venues ----------------------------------------------------------------------------------------
@page(can_read)
def venue_new(request: Request, meeting: int) -> HttpResponse:
    """Add a venue."""
    held = convened(request, meeting)
    form = VenueForm(request.POST or None, initial={"place": held.place})
    return asked_here(
        request,
        form,
        lambda _given: services.venue_add(
            actor=request.actor, now=request.now, meeting=held.pk, facts=form.facts()
        ),
        title=_("Add a venue"),
        verb=_("Save"),
        back=reverse("meeting-roster", args=[held.pk]),
        trail=way_to(held),
    )


@page(can_read)
def venue_edit(request: Request, meeting: int, venue: int) -> HttpResponse:
    """Change a venue."""
    held = convened(request, meeting)
    row = services.venue_in(held, venue)
    form = VenueForm(request.POST or None, initial=start_of_venue(row))
    return asked_here(
        request,
        form,
        lambda _given: services.venue_change(
            actor=request.actor, now=request.now, meeting=held.pk, venue=row.pk, facts=form.facts()
        ),
        title=_("Change the venue"),
        verb=_("Save"),
        back=reverse("meeting-roster", args=[held.pk]),
        trail=way_to(held),
    )


@require_POST
@page(can_read)
def venue_remove(request: Request, meeting: int, venue: int) -> HttpResponse:
    """Remove a venue."""
    held = convened(request, meeting)
    services.venue_remove(actor=request.actor, now=request.now, meeting=held.pk, venue=venue)
    return redirect("meeting-roster", held.pk)


# -- people ----------------------------------------------------------------------------------------
@page(can_read)
def attendee_new(request: Request, meeting: int) -> HttpResponse:
    """Put a person on the roster."""
    held = convened(request, meeting)
    form = AttendeeForm(request.POST or None, venues=held.venues.all())
    return asked_here(
        request,
        form,
        lambda _given: services.attendee_add(
            actor=request.actor, now=request.now, meeting=held.pk, facts=form.facts()
        ),
        title=_("Put a person on the roster"),
        verb=_("Save"),
        back=reverse("meeting-roster", args=[held.pk]),
        trail=way_to(held),
    )


@page(can_read)
def attendee(request: Request, meeting: int, attendee: int) -> HttpResponse:
    """Show a person of the roster, what was noted, and change it."""
    held = convened(request, meeting)
    row = attendee_get(held, attendee)
    form = AttendeeForm(
        request.POST or None, initial=start_of_attendee(row), venues=held.venues.all()
    )
    return asked_here(
        request,
        form,
        lambda _given: services.attendee_change(
            actor=request.actor,
            now=request.now,
            meeting=held.pk,
            attendee=row.pk,
            facts=form.facts(),
        ),
        title=row.name,
        verb=_("Save"),
        back=reverse("meeting-roster", args=[held.pk]),
        trail=way_to(held),
        template="meetings/attendee.html",
        shown={"meeting": held, "row": row, "arrivals": row.arrivals.order_by("-pk")},
    )


@require_POST
@page(can_read)
def attendee_remove(request: Request, meeting: int, attendee: int) -> HttpResponse:
    """Take a person off the roster."""
    held = convened(request, meeting)
    services.attendee_remove(
        actor=request.actor, now=request.now, meeting=held.pk, attendee=attendee
    )
    return redirect("meeting-roster", held.pk)


@require_POST
@page(can_read)
def card_renew(request: Request, meeting: int, attendee: int) -> HttpResponse:
    """Issue another card, and hand it out as PDF."""
    held = convened(request, meeting)
    row = services.card_renew(
        actor=request.actor, now=request.now, meeting=held.pk, attendee=attendee
    )
    return _pdf(cards_pdf(held, [row], request.now), f"{held.title}-{row.name}.pdf")


@require_POST
@page(can_read)
def cards(request: Request, meeting: int) -> HttpResponse:
    """Print the cards of the roster."""
    held = convened(request, meeting)
    rows = services.cards_printed(actor=request.actor, now=request.now, meeting=held.pk)
    return _pdf(cards_pdf(held, rows, request.now), f"{held.title}-{_('Cards')}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = str(disposition)
    return answer


# -- taken in --------------------------------------------------------------------------------------
@page(can_read)
def roster_import(request: Request, meeting: int) -> HttpResponse:
    """Take the roster from a table."""
    held, title = convened(request, meeting), _("Take in a roster")
    return taken_in(
        request,
        read=lambda rows: read_roster(rows, held),
        deed=lambda table: services.roster_take_in(
            actor=request.actor, now=request.now, meeting=held.pk, rows=facts_of(table)
        ),
        most=MOST_ROWS,
        heads={name: head for name, head in HEADS.items() if name != "phone"},
        back=reverse("meeting-roster", args=[held.pk]),
        shown={
            "title": title,
            "trail": trail_of(*way_to(held), (title,)),
            "template": reverse("meeting-roster-template", args=[held.pk]),
            "note": _(
                "One row a person. Who is on the roster by name and unit is changed, others are"
                " added; nobody is taken off."
            ),
        },
    )


@page(can_read)
def roster_template(request: Request, meeting: int) -> HttpResponse:
    """Hand out the table of a roster to fill in."""
    held = meeting_get(request.actor, meeting)
    convened(request, meeting)
    venue = held.venues.first()
    example = {
        "name": "张示例（请删除本行）",
        "unit_name": "县发改局",
        "post": "局长",
        "venue": venue.name if venue else "",
        "voter_class": str(VoterClass.DEPARTMENTS.label),
    }
    columns = tuple(Column(head, width=18) for head in HEADS.values())
    rows = [tuple(example.get(name, "") for name in HEADS)]
    return table_answer(request.GET.get("format", "xlsx"), _("Template of a roster"), columns, rows)


@page(can_read)
def roster_take_over(request: Request, meeting: int) -> HttpResponse:
    """Take the roster of an earlier meeting over."""
    held = convened(request, meeting)
    return asked_here(
        request,
        EarlierForm(request.POST or None, meetings=earlier_rosters(request.actor, held)),
        lambda given: services.roster_take_over(
            actor=request.actor, now=request.now, meeting=held.pk, earlier=given["earlier"].pk
        ),
        title=_("Take a roster over"),
        verb=_("Take this roster over"),
        back=reverse("meeting-roster", args=[held.pk]),
        trail=way_to(held),
        note=_("People sit in the venue of the same name, where this meeting has it."),
    )
