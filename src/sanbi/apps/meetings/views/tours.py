"""Pages of observation tours: the route, what the bureaus say, and the sheets."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanbi.apps.audit.errors import Missing, Refused, require
from sanbi.apps.audit.tables import Column, Kind, table_answer
from sanbi.apps.meetings import services
from sanbi.apps.meetings.forms.meetings import ReasonForm, ordered
from sanbi.apps.meetings.forms.tours import ScreenForm, StopForm, TourForm
from sanbi.apps.meetings.models import Screening, Tour, TourState, Verdict
from sanbi.apps.meetings.paper.sheets import rating_pdf, route_pdf
from sanbi.apps.meetings.queries.tours import (
    Halt,
    route_of,
    stop_get,
    tour_get,
    tours_for,
    with_stops,
)
from sanbi.apps.meetings.rules import can_convene, can_read, can_screen
from sanbi.apps.meetings.views.frame import area_tabs, asked_here, trail_of
from sanbi.apps.meetings.words import who_convenes
from sanbi.apps.orgs.pages import Request, page
from sanbi.apps.projects.queries import projects_for

ON_A_PAGE = 50
PRINTED = (TourState.FIXED, TourState.HELD)


@page(can_read)
def tours(request: Request) -> HttpResponse:
    """Show the tours, the newest first."""
    found = with_stops(tours_for(request.actor))
    shown = {
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "may_convene": can_convene(request.actor),
        "tabs": area_tabs("tours", request.actor),
        "trail": trail_of((_("Observation tours"),)),
    }
    return render(request, "meetings/tours.html", shown)


@page(can_convene)
def tour_new(request: Request) -> HttpResponse:
    """Begin to put a tour together."""
    form = TourForm(request.POST or None)
    return asked_here(
        request,
        form,
        lambda _given: services.tour_add(actor=request.actor, now=request.now, facts=form.facts()),
        title=_("A new tour"),
        verb=_("Save"),
        back=reverse("tours"),
        trail=((_("Observation tours"), reverse("tours")),),
        then=lambda made: reverse("tour", args=[made.pk]),
    )


@page(can_read)
def tour(request: Request, tour: int) -> HttpResponse:
    """Show a tour: its route with times, and what the bureaus say; as a table for download."""
    held = tour_get(request.actor, tour)
    halts, convenes = route_of(held), can_convene(request.actor)
    if wanted := request.GET.get("format"):
        return _table(wanted, held, halts)
    own = [row for halt in halts for row in halt.screenings if can_screen(request.actor, row)]
    planned = held.state == TourState.PLANNED
    shown = {
        "tour": held,
        "halts": halts,
        "ends": halts[-1].leaves if halts else held.begins_at,
        "waiting": [row for row in own if row.verdict == Verdict.WAITING] if planned else [],
        "own": {row.pk for row in own} if planned else set(),
        "bureaus": held.bureaus.all(),
        "may_convene": convenes,
        "may_plan": convenes and planned,
        "printed": held.state in PRINTED,
        "trail": trail_of((_("Observation tours"), reverse("tours")), (held.title,)),
    }
    return render(request, "meetings/tour.html", shown)


def _table(wanted: str, held: Tour, halts: list[Halt]) -> HttpResponse:
    columns = (
        Column(_("Place on the route"), Kind.NUMBER),
        Column(_("Project")),
        Column(_("Township")),
        Column(_("Arrives"), Kind.MOMENT),
        Column(_("Minutes there"), Kind.NUMBER),
        Column(_("Minutes of travel to it"), Kind.NUMBER),
        Column(_("What is looked at")),
        Column(_("What the bureaus say")),
        Column(_("Shown before")),
        Column(_("Why it is shown again")),
    )
    rows = [
        (
            number,
            halt.stop.project.name,
            halt.stop.project.unit.name,
            halt.arrives,
            halt.stop.stay_minutes,
            halt.stop.travel_minutes,
            halt.stop.focus,
            "\n".join(_said(row) for row in halt.screenings),
            halt.before.title if halt.before else "",
            halt.stop.shown_before_why,
        )
        for number, halt in enumerate(halts, start=1)
    ]
    return table_answer(wanted, held.title, columns, rows)


def _said(row: Screening) -> str:
    return f"{row.unit.name}：{row.get_verdict_display()} {row.reason}".strip()


@page(can_read)
def tour_edit(request: Request, tour: int) -> HttpResponse:
    """Change when it begins, where, and who screens."""
    held = _planned(request, tour)
    names = ("edition", "title", "begins_at", "start_place")
    start = {name: getattr(held, name) for name in names}
    start |= {"bureaus": [unit.pk for unit in held.bureaus.all()]}
    form = TourForm(request.POST or None, initial=start)
    return asked_here(
        request,
        form,
        lambda given: services.tour_change(
            actor=request.actor,
            now=request.now,
            tour=held.pk,
            edition=given["edition"] or 0,
            facts=form.facts(),
        ),
        title=_("Change the tour"),
        verb=_("Save"),
        back=reverse("tour", args=[held.pk]),
        trail=_way(held),
    )


@page(can_read)
def tour_cancel(request: Request, tour: int) -> HttpResponse:
    """Call a tour off."""
    held = _planned(request, tour)
    return asked_here(
        request,
        ReasonForm(request.POST or None),
        lambda given: services.tour_cancel(
            actor=request.actor, now=request.now, tour=held.pk, reason=given["reason"]
        ),
        title=_("Call it off"),
        verb=_("Call it off"),
        back=reverse("tour", args=[held.pk]),
        trail=_way(held),
        danger=True,
    )


@require_POST
@page(can_read)
def tour_fix(request: Request, tour: int) -> HttpResponse:
    """Fix the route."""
    held = _planned(request, tour)
    edition = request.POST.get("edition", "")
    services.tour_fix(
        actor=request.actor,
        now=request.now,
        tour=held.pk,
        edition=int(edition) if edition.isdecimal() else held.edition,
    )
    messages.success(request, _("The route is fixed. Its sheets can be printed."))
    return redirect("tour", held.pk)


@require_POST
@page(can_read)
def tour_hold(request: Request, tour: int) -> HttpResponse:
    """Say that it was held."""
    held = _planned(request, tour)
    services.tour_hold(actor=request.actor, now=request.now, tour=held.pk)
    return redirect("tour", held.pk)


# -- stops -----------------------------------------------------------------------------------------
@page(can_read)
def stop_new(request: Request, tour: int) -> HttpResponse:
    """Put a project on the route."""
    held = _planned(request, tour)
    on_it = held.stops.values("project")
    projects = projects_for(request.actor).filter(dropped_on__isnull=True).exclude(pk__in=on_it)
    form = StopForm(request.POST or None, projects=projects)
    return asked_here(
        request,
        form,
        lambda given: services.stop_add(
            actor=request.actor,
            now=request.now,
            tour=held.pk,
            project=given["project"].pk,
            facts=form.facts(),
        ),
        title=_("Put a project on the route"),
        verb=_("Put it on"),
        back=reverse("tour", args=[held.pk]),
        trail=_way(held),
        note=_("A project that another tour shows is left out, unless you say why."),
    )


@page(can_read)
def stop_edit(request: Request, tour: int, stop: int) -> HttpResponse:
    """Change a stop."""
    held = _planned(request, tour)
    row = stop_get(held, stop)
    names = ("travel_minutes", "stay_minutes", "focus", "shown_before_why", "unfit_why")
    form = StopForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    return asked_here(
        request,
        form,
        lambda _given: services.stop_change(
            actor=request.actor, now=request.now, tour=held.pk, stop=row.pk, facts=form.facts()
        ),
        title=row.project.name,
        verb=_("Save"),
        back=reverse("tour", args=[held.pk]),
        trail=_way(held),
    )


@require_POST
@page(can_read)
def stop_remove(request: Request, tour: int, stop: int) -> HttpResponse:
    """Take a project off the route."""
    held = _planned(request, tour)
    services.stop_remove(actor=request.actor, now=request.now, tour=held.pk, stop=stop)
    return redirect("tour", held.pk)


@require_POST
@page(can_read)
def order(request: Request, tour: int) -> HttpResponse:
    """Put the stops into another order: a dragged list, or one stop up or down."""
    held = _planned(request, tour)
    keys = [halt.stop.pk for halt in route_of(held)]
    wanted = ordered(request.POST.get("order", ""), keys, request.POST.get("move", ""))
    services.stops_order(actor=request.actor, now=request.now, tour=held.pk, stops=wanted)
    return redirect("tour", held.pk)


@page(can_read)
def screen(request: Request, screening: int) -> HttpResponse:
    """Say for a bureau whether a stop is fit to be shown."""
    rows = Screening.objects.filter(stop__tour__in=tours_for(request.actor).order_by())
    held = rows.select_related("stop__tour", "stop__project__unit", "unit").filter(pk=screening)
    row = held.first()
    if row is None:
        raise Missing
    require(can_screen(request.actor, row), row.unit.name)
    start = {"verdict": row.verdict, "reason": row.reason}
    return asked_here(
        request,
        ScreenForm(request.POST or None, initial=start),
        lambda given: services.stop_screen(
            actor=request.actor, now=request.now, screening=row.pk, **given
        ),
        title=_("Screen: %(project)s") % {"project": row.stop.project},
        verb=_("Save"),
        back=reverse("tour", args=[row.stop.tour_id]),
        trail=_way(row.stop.tour),
        note=f"{row.stop.project.unit.name} · {row.unit.name}",
        done=_("Saved."),
    )


# -- sheets ----------------------------------------------------------------------------------------
@page(can_read)
def route_sheet(request: Request, tour: int) -> HttpResponse:
    """The route sheet as PDF."""
    held = _fixed(request, tour)
    return _pdf(route_pdf(held, route_of(held), request.now), held, _("Route sheet"))


@page(can_read)
def rating_sheet(request: Request, tour: int) -> HttpResponse:
    """The rating sheet as PDF, to be filled in by hand at each stop."""
    held = _fixed(request, tour)
    return _pdf(rating_pdf(held, route_of(held), request.now), held, _("Rating sheet"))


def _pdf(content: bytes, held: Tour, what: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"{held.title}-{what}-{timezone.localdate(held.begins_at).isoformat()}.pdf"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = str(disposition)
    return answer


def _fixed(request: Request, tour: int) -> Tour:
    held = tour_get(request.actor, tour)
    if held.state not in PRINTED:
        raise Refused(_("The route is not fixed yet."), _("Fix it, then print its sheets."))
    return held


def _planned(request: Request, tour: int) -> Tour:
    held = tour_get(request.actor, tour)
    require(can_convene(request.actor), who_convenes())
    return held


def _way(held: Tour) -> tuple[tuple[str, str], ...]:
    return (
        (_("Observation tours"), reverse("tours")),
        (held.title, reverse("tour", args=[held.pk])),
    )
